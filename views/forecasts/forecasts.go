package forecasts

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// Forecasts is the content of the page of what the shop's customers will do.
type Forecasts struct {
	Tabs     ui.Tabs
	Notes    []ui.Note
	Run      *ui.Act   // makes the forecasts that are not there yet; nil where the person may not
	Empty    *ui.Empty // instead of all below
	Made     string    // of which day, with what
	Averages ui.Tiles
	Matrix   Matrix
	Charts   []ui.Chart
	Methods  ui.Table // which method serves each job, and by how much it won
	Serves   string
}

// Render writes the page.
func (v Forecasts) Render(ctx context.Context, w io.Writer) error { return forecasts(v).Render(ctx, w) }

// Matrix is a table of two scales, whose cells lead to the lists that they count.
type Matrix struct {
	ID      string
	Says    string // what its rows and columns are, and what a cell holds
	Rows    string // the name of the scale that goes down
	Columns string // and of the one that goes across
	Heads   []MatrixHead
	Lines   []MatrixLine
}

// MatrixHead is a step of a scale.
type MatrixHead struct{ Title, Range string }

// MatrixLine is a row.
type MatrixLine struct {
	Head  MatrixHead
	Cells []MatrixCell
}

// MatrixCell is a count with figures; Href "" is no link: there is nobody. Heat is 0
// (nobody) to 5 (the fullest).
type MatrixCell struct {
	Count   string
	Figures []MatrixFigure
	Href    string
	Label   string // whom it counts, for who hears it: "customers, …"
	Heat    int
}

// MatrixFigure is a figure of a cell with its name.
type MatrixFigure struct{ Name, Text string }

// Render writes the matrix.
func (m Matrix) Render(ctx context.Context, w io.Writer) error { return matrix(m).Render(ctx, w) }

func (c MatrixCell) class() string {
	return [...]string{"", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5"}[min(max(c.Heat, 0), 5)]
}
