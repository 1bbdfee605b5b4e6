package targets

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"wholesight/views/ui"
)

// The regions of the list of targets: what links replace, and within it what a
// change of the filter replaces.
const (
	TargetRegion = "targets"
	TargetRows   = "target-rows"
)

// TargetList is the content of the list of sales targets.
type TargetList struct {
	Filter ui.FilterBar
	Notes  []ui.Note
	Run    *ui.Act // brings the figures that are not there yet; nil where the person may not
	Chips  ui.FilterChips
	Count  string
	AsOf   string // "as of 22 November 2026"
	Tested string // how often the band held the truth
	CSV    string // address of all that match as a file; "" shows no link
	XLSX   string
	Table  ui.Table
	Pager  ui.Pager
	Per    []ui.PageLink
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

// TargetView is the content of the page of one customer's target.
type TargetView struct {
	Notes     []ui.Note
	Conflict  *ui.Conflict
	Tiles     ui.Tiles
	Chart     templ.Component // nil: none to show yet
	Tested    string          // how often the band held the truth
	FormTitle string
	Form      ui.FormOptions
	Hidden    []ui.Field
	Top       []ui.Field // start month, annual sum, split, discount
	Months    []ui.Field // twelve
	Delete    *ui.Act
	Others    templ.Component // nil: none
}

// Render writes the page.
func (v TargetView) Render(ctx context.Context, w io.Writer) error {
	return targetView(v).Render(ctx, w)
}

// TargetGrid is the content of the page that edits the targets of many customers. It
// is one plain form; static/src/grid.js makes a spreadsheet of it.
type TargetGrid struct {
	Filter          ui.FilterBar
	Note            *ui.Note
	Action          string
	Digits, Decimal string // of the currency and the language, for the script
	Heads           []ui.Column
	Rows            []TargetGridRow
	Hidden          []ui.Field
	Empty           ui.Empty
	Pager           ui.Pager
}

// TargetGridRow is one customer.
type TargetGridRow struct {
	ID, Name, Code, Href string
	Season               string // twelve weights, January first; empty: none
	Hidden               []ui.Field
	Start, Annual, Split GridCell
	Splits               []ui.Choice
	Months               []GridCell
	Discount             GridCell
	Errors               []string // what to mend, under the row
}

// GridCell is a cell that can be typed in.
type GridCell struct {
	Name, Label, Value string
	Wrong, Focus, Num  bool
	DescribedBy        string // id of what is wrong
	Attrs              templ.Attributes
}

// Render writes the grid.
func (v TargetGrid) Render(ctx context.Context, w io.Writer) error {
	return targetGrid(v).Render(ctx, w)
}

func (g GridCell) attrs() templ.Attributes {
	attrs := templ.Attributes{}
	for name, value := range g.Attrs {
		attrs[name] = value
	}
	if g.Wrong {
		attrs["aria-invalid"] = "true"
	}
	if g.DescribedBy != "" {
		attrs["aria-describedby"] = g.DescribedBy
	}
	if g.Focus {
		attrs["autofocus"] = true
	}
	return attrs
}

func (g GridCell) class() string {
	if g.Num {
		return "grid-cell form-control-num"
	}
	return "grid-cell"
}
