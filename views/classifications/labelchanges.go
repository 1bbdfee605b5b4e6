package classifications

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// LabelChangesRegion is the id of the content of the page of who moved.
const LabelChangesRegion = "moves"

// LabelChangesView is the content of the page of who moved in a build: how many went
// from which label to which, and then who.
type LabelChangesView struct {
	Choose ui.FilterBar // the build
	Note   *ui.Note     // a build whose moves are not history
	Counts ui.Table
	Chips  ui.FilterChips
	List   ui.Table
	Total  string    // "37 moves of 31 customers"
	First  string    // address of the list's first page; "" on it
	Next   string    // address of its next page; "" on the last
	Empty  *ui.Empty // no build yet, or nobody moved
}

// Render writes the region.
func (v LabelChangesView) Render(ctx context.Context, w io.Writer) error {
	return moves(v).Render(ctx, w)
}

// Move is where a customer came from and went to; a Label without a title is none.
type Move struct {
	From, To ui.Label
}

// Render writes the two chips with an arrow between.
func (m Move) Render(ctx context.Context, w io.Writer) error { return move(m).Render(ctx, w) }
