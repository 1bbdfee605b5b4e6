package ui

import (
	"context"
	"io"
)

// BulkBar is what can be done with the picked rows. It shows as soon as one is
// picked; where styles do not know of that, it always shows.
type BulkBar struct {
	Parts  []BulkPart // questions with the buttons that they are for
	All    string     // "All 4,312 that match"; "" offers the picked rows only
	Number string     // "4,312"
	Whole  bool       // All is ticked
	Error  string     // what is wrong with what was picked
	Hidden []Field
}

// BulkPart is a question and the buttons that answer it. Buttons submit, and are told
// apart by Name and Value; a part of buttons alone has no Field.
type BulkPart struct {
	Field   *Field
	Actions []Button
}

// Render writes the bar.
func (b BulkBar) Render(ctx context.Context, w io.Writer) error { return bulkBar(b).Render(ctx, w) }
