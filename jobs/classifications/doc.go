// Package classifications is the use case of changing bands: the
// checked list, drafts that two people may edit at once, the preview
// of who would move, publication, and the way back from a deletion.
//
// What a band means is jobs/rules/classify's. A preview and its
// publication take the same way, so that what was shown is what
// happens. It may ask jobs/rebuild for how rows become bands; it
// must not start a rebuild inside a request.
package classifications
