package views

import (
	"context"
	"io"
)

// Purchases is the content of the report of users making purchases: the period, the
// periods that are asked for most, and who bought.
type Purchases struct {
	Filter  FilterBar
	Periods Tabs
	Files   []Button
	Table   Table
	Pager   Pager
}

// Render writes the report.
func (p Purchases) Render(ctx context.Context, w io.Writer) error { return purchases(p).Render(ctx, w) }
