package customers

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// SavedListsRegion is the region of the saved lists above a list: a change of the
// filter brings it along.
const SavedListsRegion = "saved-lists"

// SavedLists are the saved lists of a list, and what can be done with the one that
// shows.
type SavedLists struct {
	Tabs  []ViewTab
	Save  *ui.Act // keeps the changes; nil where there are none, or the person may not
	Links []ui.Button
}

// ViewTab is one saved list.
type ViewTab struct {
	Text    string
	Href    string
	Here    bool
	Changed bool   // the list shows more or less than the view says
	Default bool   // the list begins with it
	Owner   string // who shares it; "" is the person's own
}

// Render writes the views.
func (v SavedLists) Render(ctx context.Context, w io.Writer) error {
	return savedLists(v, false).Render(ctx, w)
}
