package reports

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// Purchases is the content of the report of users making purchases: the period, the
// periods that are asked for most, and who bought.
type Purchases struct {
	Filter  ui.FilterBar
	Periods ui.Tabs
	Files   []ui.Button
	Table   ui.Table
	Pager   ui.Pager
}

// Render writes the report.
func (p Purchases) Render(ctx context.Context, w io.Writer) error { return purchases(p).Render(ctx, w) }
