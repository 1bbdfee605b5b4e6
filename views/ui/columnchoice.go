package ui

import (
	"context"
	"io"
)

// ColumnChoice is the panel in which the columns of a list are chosen and put in
// order: ticks, and links that move a column by one. All of it works by GET.
type ColumnChoice struct {
	Action  string
	Swap    string // id of the region that a change replaces
	Hidden  []Field
	First   string // the column that always stands first
	Columns []ColumnTick
	Reset   string // address of the list with its own columns; "" when it has them
	Close   string // address of the list without the panel
}

// ColumnTick is one column that can be chosen.
type ColumnTick struct {
	Name, Title, Help string
	On                bool
	Up, Down          string // addresses of the list with the column moved; "" at the ends
}

// Render writes the panel.
func (c ColumnChoice) Render(ctx context.Context, w io.Writer) error {
	return columnChoice(c).Render(ctx, w)
}
