// Package imports is the way of a file into the shop, step by step:
// upload, what was found, the choice of columns, check, apply, the
// report and undo; and the exports.
//
// It holds an upload no longer than its request: the parts lie in
// the database. How a file is read is jobs/files' knowledge, what it
// changes jobs/imports'. It must never show a rejected row's content
// to somebody who may not import. It asks no other feature.
package imports
