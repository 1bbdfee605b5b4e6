package views

import (
	"context"
	"io"
)

// The regions of the list of targets: what links replace, and within it what a
// change of the filter replaces.
const (
	TargetRegion = "targets"
	TargetRows   = "target-rows"
)

// TargetList is the content of the list of sales targets.
type TargetList struct {
	Filter FilterBar
	Notes  []Note
	Run    *Act // brings the figures that are not there yet; nil where the person may not
	Chips  FilterChips
	Count  string
	AsOf   string // "as of 22 November 2026"
	Tested string // how often the band held the truth
	CSV    string // address of all that match as a file; "" shows no link
	XLSX   string
	Table  Table
	Pager  Pager
	Per    []PageLink
}

// Render writes the list with its filter.
func (v TargetList) Render(ctx context.Context, w io.Writer) error {
	return targetList(v).Render(ctx, w)
}

// Rows is the list without its filter: what a change of the filter replaces.
func (v TargetList) Rows() TargetListRows { return TargetListRows{v} }

// TargetListRows is the part of a TargetList below the filter.
type TargetListRows struct{ list TargetList }

// Render writes the part.
func (r TargetListRows) Render(ctx context.Context, w io.Writer) error {
	return targetRows(r.list).Render(ctx, w)
}
