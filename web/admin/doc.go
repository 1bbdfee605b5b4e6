// Package admin is the pages about the shop itself: settings, the
// audit log, the bin with what was deleted, and the way back from
// one change.
//
// Every page is for admins or keeps to what its reader may see. It
// must not know how a change is undone: it hands the stored undo to
// the registry in jobs, and what a setting allows is asked of
// jobs/settings.
package admin
