package views

import (
	"context"
	"io"
)

// BulkBar is what can be done with the picked rows. It shows as soon as one is
// picked; without script it always shows.
type BulkBar struct {
	Actions []Button // Submit buttons, told apart by Name and Value
	All     string   // "All 4,312 that match"; "" offers the picked rows only
}

// Render writes the bar.
func (b BulkBar) Render(ctx context.Context, w io.Writer) error { return bulkBar(b).Render(ctx, w) }
