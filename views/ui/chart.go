package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Chart is a graph with the same numbers as a table, and one sentence that says
// what it shows. Without script the table is all there is. Make it with NewChart.
type Chart struct {
	id, title, unit, says string
	Options               string // JSON, escaped by encoding/json and again by the attribute
	Roles, format, x      string
	currency              string
	digits                int
	height                Height
	direct                bool
	Table                 Table
	csv                   string
}

// ChartSpec is what a graph shows.
type ChartSpec struct {
	ID     string // unique on the page
	Title  string
	Unit   string // beside the title: "€ a month"
	Says   string // one sentence: "May was the best month; since July it falls."
	X      []string
	XName  string // head of the table's first column: "Month"
	XKind  Kind   // how X reads: Days ("2026-11-22"), Months ("2026-11"), or Words
	Kind   Kind   // how the values read: Money, Percent, Hundredths, Numbers
	Series []Series
	Beside []Beside // columns of the table that the graph does not draw
	Bands  []Band
	Height Height
	Direct bool   // names at the ends of the lines in place of a legend
	CSV    string // address of the same numbers as a file; "" shows no link
	Empty  Empty  // when no series has a value
}

// Series is one line or one set of bars.
type Series struct {
	Name   string
	Role   Role
	Bars   bool
	Step   bool    // a line in steps: a target
	Values []int64 // one for each X, in the unit of the Kind; NoValue is a gap
}

// Beside is a column of the table beside the series: of how many cases a point is.
type Beside struct {
	Name   string
	Kind   Kind
	Values []int64 // one for each X; NoValue is a dash
}

// NoValue stands in Series.Values where there is none: a gap in the line, a dash
// in the table.
const NoValue = math.MinInt64

// Band is a flat tint behind the lines, from one value to another. NoValue leaves
// an end open.
type Band struct {
	Title    string
	From, To int64
	Colour   string // "#rrggbb"
}

// Role is what a series means; it decides its colour in both themes.
type Role string

// The roles.
const (
	This   Role = "this"
	Before Role = "before"
	Target Role = "target"
	Other  Role = "other"

	Projected Role = "projected" // where it will most likely end
	Fan       Role = "fan"       // an end of its band: two series that follow each other are filled between
	Needed    Role = "needed"    // what it takes to meet a target
)

// Kind is how a figure reads. The script of charts knows the same names.
type Kind string

// The kinds. Money is minor units, Percent tenths of a percent, Hundredths a
// ratio times a hundred, Thousandths one times a thousand.
const (
	Words      Kind = "words"
	Days       Kind = "day"
	Months     Kind = "month"
	Money      Kind = "money"
	Percent    Kind = "percent"
	Hundredths Kind = "hundredths"
	Numbers    Kind = "number"

	Thousandths Kind = "thousandths"
)

// Height is how tall a graph is.
type Height int

// The heights.
const (
	Middle Height = iota
	Short
	Tall
)

// Render writes the graph and its table.
func (c Chart) Render(ctx context.Context, w io.Writer) error { return chart(c).Render(ctx, w) }

// NewChart builds the options of the graph and its table from one set of
// numbers. It is an error when a series has not one value for each X, when a
// colour is none, or when a day or month does not parse.
func NewChart(l Locale, spec ChartSpec) (Chart, error) {
	for _, s := range spec.Series {
		if len(s.Values) != len(spec.X) {
			return Chart{}, fmt.Errorf("chart %s: series %q has %d values for %d places", spec.ID, s.Name, len(s.Values),
				len(spec.X))
		}
	}
	for _, b := range spec.Beside {
		if len(b.Values) != len(spec.X) {
			return Chart{}, fmt.Errorf("chart %s: column %q has %d values for %d places", spec.ID, b.Name, len(b.Values),
				len(spec.X))
		}
	}
	table, err := chartTable(l, spec)
	if err != nil {
		return Chart{}, fmt.Errorf("chart %s: %w", spec.ID, err)
	}
	options, err := chartOptions(spec)
	if err != nil {
		return Chart{}, fmt.Errorf("chart %s: %w", spec.ID, err)
	}
	roles := make([]string, len(spec.Series))
	for i, s := range spec.Series {
		roles[i] = string(s.Role)
	}
	return Chart{
		id: spec.ID, title: spec.Title, unit: spec.Unit, says: spec.Says,
		Options: options, Roles: strings.Join(roles, ","), format: string(spec.Kind), x: string(spec.XKind),
		currency: l.Currency(), digits: l.Digits(), height: spec.Height, direct: spec.Direct,
		Table: table, csv: spec.CSV,
	}, nil
}

// chartOptions are the options as JSON. go-echarts builds them and is used for
// nothing else: what it renders itself puts data into a script unescaped, and
// its marked functions become script. Formatters and colours are named in data
// attributes and resolved by static/src/charts.js.
func chartOptions(spec ChartSpec) (string, error) {
	line, bar := charts.NewLine(), charts.NewBar()
	line.SetXAxis(spec.X)
	bar.SetXAxis(spec.X)
	for i, s := range spec.Series {
		var more []charts.SeriesOpts
		if i == 0 && len(spec.Bands) > 0 {
			tints, err := bandTints(spec.Bands)
			if err != nil {
				return "", err
			}
			more = append(more, tints)
		}
		if s.Bars {
			bar.AddSeries(s.Name, barData(s.Values), more...)
			continue
		}
		more = append(more, charts.WithLineChartOpts(opts.LineChart{Step: stepOf(s)}))
		line.AddSeries(s.Name, lineData(s.Values), more...)
	}
	// Bars and lines stand in one graph; the order of the series is the order of
	// the roles, so it must be kept.
	line.Validate()
	bar.Validate()
	options := line.JSON()
	options["series"] = inOrder(spec.Series, line.MultiSeries, bar.MultiSeries)
	// The theme's colours are the script's business.
	delete(options, "color")
	data, err := json.Marshal(options)
	return string(data), err
}

func inOrder(all []Series, lines, bars charts.MultiSeries) charts.MultiSeries {
	var ordered charts.MultiSeries
	for _, s := range all {
		if s.Bars {
			ordered, bars = append(ordered, bars[0]), bars[1:]
		} else {
			ordered, lines = append(ordered, lines[0]), lines[1:]
		}
	}
	return ordered
}

func stepOf(s Series) any {
	if s.Step {
		return "middle"
	}
	return nil
}

func lineData(values []int64) []opts.LineData {
	data := make([]opts.LineData, len(values))
	for i, v := range values {
		data[i].Value = chartValue(v)
	}
	return data
}

func barData(values []int64) []opts.BarData {
	data := make([]opts.BarData, len(values))
	for i, v := range values {
		data[i].Value = chartValue(v)
	}
	return data
}

// chartValue is a number, or ECharts' sign for a gap.
func chartValue(v int64) any {
	if v == NoValue {
		return "-"
	}
	return v
}

// tint is one corner of a band. go-echarts' own type writes the key of the y
// axis with a capital, which ECharts does not read.
type tint struct {
	Name      string     `json:"name,omitempty"`
	YAxis     *int64     `json:"yAxis,omitempty"`
	ItemStyle *tintStyle `json:"itemStyle,omitempty"`
}

type tintStyle struct {
	Color   string  `json:"color"`
	Opacity float64 `json:"opacity"`
}

func bandTints(bands []Band) (charts.SeriesOpts, error) {
	var data []any
	for _, b := range bands {
		if !ValidColour(b.Colour) {
			return nil, fmt.Errorf("band %q: %q is not a colour", b.Title, b.Colour)
		}
		from := tint{Name: b.Title, ItemStyle: &tintStyle{Color: b.Colour, Opacity: 0.14}}
		to := tint{}
		if b.From != NoValue {
			from.YAxis = &b.From
		}
		if b.To != NoValue {
			to.YAxis = &b.To
		}
		data = append(data, []any{from, to})
	}
	return func(s *charts.SingleSeries) { s.MarkAreas = &opts.MarkAreas{Data: data} }, nil
}
