// Package imports is the use case of files: compare what jobs/files
// has read with what is stored, stage the difference, publish it by
// one pointer, undo it by the same; and the exports, which import
// without a change.
//
// A reader sees all of an import or nothing, also when the process
// is killed. A row that cannot be taken is rejected with a reason
// and stops no other. It may ask jobs/runner and jobs/settings, and
// no other use case.
package imports
