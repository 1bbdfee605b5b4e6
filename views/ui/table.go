package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Table is a list: sticky head and first column, sort links, a total under the
// head, actions at the end of each row; on a phone each row becomes a card. It
// is display-ready: cells are text that a Locale wrote.
type Table struct {
	ID      string // id of the box
	Caption string // what the rows are; read out, and shown when Titled
	Titled  bool
	Columns []Column
	Total   []Cell // one for each column, or none
	Rows    []Row
	Empty   Empty  // shown instead of rows when there are none
	Pick    string // name of the field that the boxes of picked rows send; "" shows no boxes
	Swap    string // id of the region that the links of the head replace through htmx; "" loads the page
	Free    bool   // as high as it is: no scrolling within the box
	Wide    bool   // stays a table on a phone and scrolls within its box
}

// Column is a head cell. A column with an Href sorts.
type Column struct {
	Title  string
	Help   string // the title on hover: what the figure means
	Num    bool   // right-aligned, tabular
	Wrap   bool   // its texts may break where the page is narrow
	Href   string // the address of the list sorted by this column
	Sorted Sort
}

// Sort is how a column is sorted now.
type Sort int

// The ways.
const (
	Unsorted Sort = iota
	Ascending
	Descending
)

// Row is one line of a table.
type Row struct {
	ID      string // id of the row, so that htmx can replace it
	Key     string // the value its box sends
	Name    string // what the box and the actions are about, for those who cannot see the row
	Current bool   // the row one came back from
	Picked  bool   // its box is ticked
	Cells   []Cell
	Actions []Button
}

// Cell is one field. Content wins over Text. The first cell of a row is its
// head: Text (a link when Href is set) with Below under it.
type Cell struct {
	Text    string
	Href    string
	Title   string            // on hover
	Content templ.Component   // a Spark, a Change, a Day, Labels …
	Below   []templ.Component // under the text, small
	Wide    bool              // text that may wrap
}

// Text is a list of components that are plain text, for Cell.Below.
func Text(s string) templ.Component { return text(s) }

// Render writes the table.
func (t Table) Render(ctx context.Context, w io.Writer) error { return table(t).Render(ctx, w) }

// RowPart is one row of a table alone, for htmx to put into the place of the one that
// stands there.
type RowPart struct {
	Table Table // as it is shown, with Rows left out
	Row   Row
}

// Render writes the row.
func (p RowPart) Render(ctx context.Context, w io.Writer) error {
	p.Table.Rows = []Row{p.Row} // whether there are actions is asked of the rows
	return row(p.Table, p.Row).Render(ctx, w)
}

func (t Table) boxClass() string {
	class := "table-box"
	if t.Free {
		class = "table-box table-free"
	}
	if !t.Wide {
		class += " table-cards"
	}
	return class
}

func (t Table) width() int {
	n := len(t.Columns)
	if t.Pick != "" {
		n++
	}
	if t.hasActions() {
		n++
	}
	return n
}

func (t Table) hasActions() bool {
	for _, r := range t.Rows {
		if len(r.Actions) > 0 {
			return true
		}
	}
	return false
}

// column is the column of a cell; a cell beyond the columns is a fault of the
// page that shows at once in its sample.
func (t Table) column(i int) Column { return t.Columns[i] }

func (t Table) cellClass(i int, c Cell) string {
	class := ""
	if i == 0 {
		class = "col-first"
	}
	if t.column(i).Num {
		class += " col-num"
	}
	if c.Wide {
		class += " cell-text"
	}
	if t.column(i).Wrap {
		class += " cell-wrap"
	}
	return class
}

func (c Column) HeadClass(i int) string {
	class := ""
	if i == 0 {
		class = "col-first"
	}
	if c.Num {
		class += " col-num"
	}
	return class
}

func (s Sort) aria() string {
	if s == Ascending {
		return "ascending"
	}
	return "descending"
}

func (s Sort) mark() string {
	if s == Ascending {
		return "▲"
	}
	return "▼"
}

// ListLink are the attributes of a link that replaces a region of the page by
// the same region of the page it leads to. Without script it is a plain link.
func ListLink(href, swap string) templ.Attributes {
	if swap == "" {
		return nil
	}
	return templ.Attributes{
		"hx-get":      href,
		"hx-target":   "#" + swap,
		"hx-select":   "#" + swap,
		"hx-swap":     "outerHTML",
		"hx-push-url": "true",
	}
}

func captionClass(shown bool) string {
	if shown {
		return ""
	}
	return "visually-hidden"
}

func wideClass(wide bool) string {
	if wide {
		return "cell-wide"
	}
	return ""
}

// InRow is a row's action: an icon whose name says which row it is of.
func (b Button) InRow(name string) Button {
	b.Small, b.Kind = true, Quiet
	if b.Icon != "" {
		b.Only = true
	}
	if name != "" && b.Only {
		b.Text += ": " + name
	}
	return b
}
