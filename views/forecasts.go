package views

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Forecasts is the content of the page of what the shop's customers will do.
type Forecasts struct {
	Tabs     Tabs
	Notes    []Note
	Run      *Act   // makes the forecasts that are not there yet; nil where the person may not
	Empty    *Empty // instead of all below
	Made     string // of which day, with what
	Averages Tiles
	Matrix   Matrix
	Charts   []Chart
	Methods  Table // which method serves each job, and by how much it won
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

// ForecastBlock is what is expected of one customer, beside how such forecasts came out.
type ForecastBlock struct {
	ID       string
	Lead     string // what matters most, and how often that came true
	Made     string // of which day, with what
	Missing  string // why there is nothing, instead of all else
	Figures  Table
	Evidence Facts
	More     []Button
}

// Render writes the block.
func (v ForecastBlock) Render(ctx context.Context, w io.Writer) error {
	return forecastBlock(v).Render(ctx, w)
}

// Links are links under one another, of which there may be more.
type Links struct {
	Links []Crumb
	More  string // "and 12 more"; "" says nothing
}

// Render writes them.
func (v Links) Render(ctx context.Context, w io.Writer) error { return links(v).Render(ctx, w) }

// Stacked are components under one another, as one.
type Stacked []templ.Component

// Render writes them in order.
func (s Stacked) Render(ctx context.Context, w io.Writer) error { return stacked(s).Render(ctx, w) }

// Graphs are graphs side by side where there is room.
type Graphs []Chart

// Render writes them in order.
func (g Graphs) Render(ctx context.Context, w io.Writer) error { return graphs(g).Render(ctx, w) }
