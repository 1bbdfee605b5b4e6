package styleguide

import (
	"github.com/a-h/templ"

	"wholesight/views/forecasts"
	"wholesight/views/record"
	"wholesight/views/samples"
	"wholesight/views/ui"
)

// samplesForecasts are the parts of the pages of forecasts.
func samplesForecasts() []samples.Sample {
	figures := ui.Table{ID: "forecast-figures", Caption: "Forecast", Free: true,
		Columns: []ui.Column{{Title: "What"}, {Title: "Forecast", Num: true},
			{Title: "How such forecasts came out", Wrap: true}},
		Rows: []ui.Row{
			{Cells: []ui.Cell{{Text: "Stops: no order in 91 days"},
				{Text: "61 %", Below: []templ.Component{ui.Text("churn class high")}},
				{Text: "Of 40 customers scored like this, 27 did; base rate 31 %.", Wide: true}}},
			{Cells: []ui.Cell{{Text: "Next order"}, {Content: ui.Unknown{Word: "–", Why: "no day can be told"}},
				{Text: "Too few to tell: 3 cases settled.", Wide: true}}},
		}}
	block := record.ForecastBlock{Lead: "61 % likely to stop. Of 40 customers scored like this, 27 did; base rate 31 %.",
		Made: "As of 22 November 2026, by: decision trees over rhythm and season.", Figures: figures,
		Evidence: ui.Facts{{Name: "Usual gap", Text: "31 days", Href: "/customers/10017?timeline=orders#timeline"},
			{Name: "Season", Text: "4.4 % less than usual in the next 91 days"}},
		More: []ui.Button{{Text: "Track record", Href: "/forecasts/record", Kind: ui.Quiet, Small: true}}}
	single := sampleMatrix(0)
	single.ID = "matrix-one"
	single.Lines[3].Cells[0] = forecasts.MatrixCell{Count: "1", Label: "customer, order: Small; stop: Small",
		Href: "/customers?churn=small&purchase=small", Heat: 5,
		Figures: []forecasts.MatrixFigure{{Name: "had", Text: "€420"}, {Name: "worth", Text: "€405"}}}
	nasty, none, whole := sampleMatrix(4), sampleMatrix(0), sampleMatrix(2)
	nasty.ID, none.ID, whole.ID = "matrix-long", "matrix-none", "matrix-page"
	nasty.Says, nasty.Rows, nasty.Heads[0].Title, nasty.Lines[0].Head.Title = samples.Nasty[0], samples.Long,
		samples.Nasty[2], samples.Long
	return []samples.Sample{
		{Group: "Forecasts", Name: "matrix", Show: sampleMatrix(3)},
		{Group: "Forecasts", Name: "matrix-one", Show: single},
		{Group: "Forecasts", Name: "matrix-none", Show: none},
		{Group: "Forecasts", Name: "matrix-long", Show: nasty},
		{Group: "Forecasts", Name: "forecast-block", Show: block},
		{Group: "Forecasts", Name: "forecast-block-none",
			Show: record.ForecastBlock{Missing: "It has never bought: forecasts begin with the first order."}},
		{Group: "Forecasts", Name: "forecast-links", Show: ui.Links{Links: []ui.Crumb{{Text: "Meyer Eisenwaren GmbH",
			Href: "/customers/10017"}, {Text: samples.Long, Href: "/customers/11006"},
			{Text: samples.Nasty[2], Href: "/customers/11220"}}, More: "and 12 more"}},
		{Group: "Forecasts", Name: "forecast-reliability",
			Show: ui.Stacked{ui.Text("3 back-tests and 1 live test."), ui.Graphs{sampleReliability()}}},
		{Group: "Forecasts", Name: "forecasts-empty", Show: forecasts.Forecasts{Empty: &ui.Empty{Title: "Forecasts are not made yet", Text: "They are made every night, and after an import."}, Run: &ui.Act{Action: "/jobs/run", Button: ui.Button{Text: "Make forecasts now", Kind: ui.Primary}}}},
		{Group: "Forecasts", Name: "forecasts-page", Show: forecasts.Forecasts{Tabs: ui.Tabs{Label: "Forecasts",
			Tabs: []ui.Tab{{Text: "What to expect", Href: "/forecasts", Here: true},
				{Text: "Track record", Href: "/forecasts/record"}}},
			Notes: []ui.Note{{Title: "Little is known of most customers", Text: "12 of 20 have ordered on one day only."}},
			Made:  "As of 22 November 2026.", Matrix: whole,
			Averages: ui.Tiles{{Title: "Average gap", Figure: "30.7 days"},
				{Title: "Value a customer", Figured: ui.Unknown{Word: "–", Why: "nothing is expected"}}},
			Methods: ui.Table{Caption: "Methods", Free: true, Columns: []ui.Column{{Title: "Forecast"}},
				Empty: ui.Empty{Title: "Nothing was tried yet"}}, Serves: "Each method is held against a plain rule."}},
	}
}

// sampleMatrix has so many of its four columns filled.
func sampleMatrix(filled int) forecasts.Matrix {
	heads := []forecasts.MatrixHead{{Title: "Small", Range: "0–25 %"}, {Title: "Medium", Range: "26–50 %"},
		{Title: "High", Range: "51–75 %"}, {Title: "Very high", Range: "76–100 %"}}
	m := forecasts.Matrix{ID: "matrix", Says: "387 customers in sixteen groups; each leads to its list.",
		Rows: "Orders within 30 days", Columns: "Stops", Heads: append([]forecasts.MatrixHead{}, heads...)}
	for i := range heads {
		line := forecasts.MatrixLine{Head: heads[3-i]}
		for k := range heads {
			cell := forecasts.MatrixCell{Label: "nobody, order: " + heads[3-i].Title + "; stop: " + heads[k].Title}
			if k < filled {
				cell = forecasts.MatrixCell{Count: "1,204", Label: "customers, order: " + heads[3-i].Title + "; stop: " +
					heads[k].Title, Href: "/customers?churn=small&purchase=high", Heat: 1 + (i+k)%5,
					Figures: []forecasts.MatrixFigure{{Name: "had", Text: "€46.0k"}, {Name: "worth", Text: "€49.4k"}}}
			}
			line.Cells = append(line.Cells, cell)
		}
		m.Lines = append(m.Lines, line)
	}
	return m
}

// sampleReliability is a graph with a band, a gap and columns that only its table has.
func sampleReliability() ui.Chart {
	c, err := ui.NewChart(ui.Locale{}, ui.ChartSpec{ID: "chart-reliability", Title: "Said and came", Unit: "%",
		XName: "Said", X: []string{"0–10 %", "10–20 %", "20–30 %", "30–40 %"}, XKind: ui.Words, Kind: ui.Percent,
		Says: "In 3 of 3 tenths what was said lies within what came, give or take chance.",
		Series: []ui.Series{{Name: "Came", Role: ui.This, Values: []int64{40, 160, ui.NoValue, 390}},
			{Name: "Said", Role: ui.Target, Values: []int64{50, 150, ui.NoValue, 350}},
			{Name: "At least", Role: ui.Fan, Values: []int64{20, 110, ui.NoValue, 300}},
			{Name: "At most", Role: ui.Fan, Values: []int64{70, 220, ui.NoValue, 480}}},
		Beside: []ui.Beside{{Name: "Cases", Kind: ui.Numbers, Values: []int64{200, 150, 9, 80}}}})
	if err != nil {
		panic(err) // the samples are constants
	}
	return c
}
