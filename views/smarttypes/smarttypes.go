package smarttypes

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// Region is the id of the list, which the buttons that move a smart type replace.
const Region = "smart-types"

// List is the page of all smart types.
type List struct {
	Tabs *ui.Tabs // of the administration; nil: the person has none
	Note *ui.Note // what was refused
	Rows ui.Table
	Hint string // what the order means
}

// Render writes the region.
func (v List) Render(ctx context.Context, w io.Writer) error { return list(v).Render(ctx, w) }

// Move are the buttons that move a smart type up and down, with its place between
// them. A button that would lead nowhere is not there.
type Move struct {
	Place    string // "2"
	Up, Down *ui.Act
}

// Render writes the buttons.
func (m Move) Render(ctx context.Context, w io.Writer) error { return move(m).Render(ctx, w) }

// Merge is the page on which one smart type is merged into another.
type Merge struct {
	Note   *ui.Note // what changed meanwhile
	Choose *ui.Ask  // the other one; nil: there is none
	Alone  ui.Empty // shown when there is none
	Plan   *MergePlan
}

// Render writes the page.
func (m Merge) Render(ctx context.Context, w io.Writer) error { return merge(m).Render(ctx, w) }

// MergePlan is what would happen, and the form that lets it happen.
type MergePlan struct {
	Title string // "Retail into Trade"
	Facts ui.Facts
	Warn  *ui.Note // what the customers would lose or gain beside
	Rules *ui.Table
	Do    ui.Ask
}
