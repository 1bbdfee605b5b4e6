// Package classifications is the page on which bands are drawn, the
// draft with its preview of who would move, the box that starts a
// rebuild, and the list of label changes.
//
// A draft, its preview and its publication are made by
// jobs/classifications, so that the page shows what will happen and
// nothing that it worked out itself. It writes values as people type
// them, and asks no other feature.
package classifications
