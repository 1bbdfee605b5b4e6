package record

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"wholesight/views/ui"
)

// Notice says what is missing on the page, and what brings it.
type Notice struct {
	Notes []ui.Note
	Run   *ui.Act // brings the figures that are not there yet; nil where the person may not
}

// Render writes the notice.
func (v Notice) Render(ctx context.Context, w io.Writer) error { return notice(v).Render(ctx, w) }

// Tiles are what one looks at first.
type Tiles ui.Tiles

// Render writes the tiles.
func (v Tiles) Render(ctx context.Context, w io.Writer) error { return tiles(v).Render(ctx, w) }

// Pair is two blocks beside each other where there is room: a narrow one and a wide one.
type Pair []templ.Component

// Render writes the blocks.
func (v Pair) Render(ctx context.Context, w io.Writer) error { return pair(v).Render(ctx, w) }

// Contact is whom one reaches, where and how.
type Contact ui.Facts

// Render writes the card.
func (v Contact) Render(ctx context.Context, w io.Writer) error { return contact(v).Render(ctx, w) }

// WhatIf is what would move this customer to another label.
type WhatIf struct {
	Table   ui.Table
	Assumed string // what that takes for granted
}

// Render writes the card.
func (v WhatIf) Render(ctx context.Context, w io.Writer) error { return whatIf(v).Render(ctx, w) }

// Notes are the notes that stand on the customer.
type Notes string

// Render writes the card.
func (v Notes) Render(ctx context.Context, w io.Writer) error { return notes(v).Render(ctx, w) }

// Charts are the risk over time beside the revenue by month.
type Charts struct {
	Risk    ui.Chart
	Revenue ui.Chart
}

// Render writes the charts.
func (v Charts) Render(ctx context.Context, w io.Writer) error { return charts(v).Render(ctx, w) }

// Figures are all figures, hidden until they are asked for.
type Figures struct {
	AsOf  string // "All figures as of 22 November 2026, over 12 months"
	Facts ui.Facts
}

// Render writes the figures.
func (v Figures) Render(ctx context.Context, w io.Writer) error { return figures(v).Render(ctx, w) }
