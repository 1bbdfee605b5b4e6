package views

import "github.com/a-h/templ"

// samplesForecasts are the parts of the pages of forecasts.
func samplesForecasts() []Sample {
	figures := Table{ID: "forecast-figures", Caption: "Forecast", Free: true, Columns: []Column{{Title: "What"}, {Title: "Forecast", Num: true}, {Title: "How such forecasts came out", Wrap: true}},
		Rows: []Row{
			{Cells: []Cell{{Text: "Stops: no order in 91 days"}, {Text: "61 %", Below: []templ.Component{Text("churn class high")}}, {Text: "Of 40 customers scored like this, 27 did; base rate 31 %.", Wide: true}}},
			{Cells: []Cell{{Text: "Next order"}, {Content: Unknown{Word: "–", Why: "no day can be told"}}, {Text: "Too few to tell: 3 cases settled.", Wide: true}}},
		}}
	block := ForecastBlock{Lead: "61 % likely to stop. Of 40 customers scored like this, 27 did; base rate 31 %.", Made: "As of 22 November 2026, by: decision trees over rhythm and season.", Figures: figures,
		Evidence: Facts{{Name: "Usual gap", Text: "31 days", Href: "/customers/10017?timeline=orders#timeline"}, {Name: "Season", Text: "4.4 % less than usual in the next 91 days"}},
		More:     []Button{{Text: "Track record", Href: "/forecasts/record", Kind: Quiet, Small: true}}}
	single := sampleMatrix(0)
	single.ID = "matrix-one"
	single.Lines[3].Cells[0] = MatrixCell{Count: "1", Label: "customer, order: Small; stop: Small", Href: "/customers?churn=small&purchase=small", Heat: 5, Figures: []MatrixFigure{{"had", "€420"}, {"worth", "€405"}}}
	nasty, none, whole := sampleMatrix(4), sampleMatrix(0), sampleMatrix(2)
	nasty.ID, none.ID, whole.ID = "matrix-long", "matrix-none", "matrix-page"
	nasty.Says, nasty.Rows, nasty.Heads[0].Title, nasty.Lines[0].Head.Title = sampleNasty[0], sampleLong, sampleNasty[2], sampleLong
	return []Sample{
		{"Forecasts", "matrix", sampleMatrix(3)},
		{"Forecasts", "matrix-one", single},
		{"Forecasts", "matrix-none", none},
		{"Forecasts", "matrix-long", nasty},
		{"Forecasts", "forecast-block", block},
		{"Forecasts", "forecast-block-none", ForecastBlock{Missing: "It has never bought: forecasts begin with the first order."}},
		{"Forecasts", "forecast-links", Links{Links: []Crumb{{Text: "Meyer Eisenwaren GmbH", Href: "/customers/10017"}, {Text: sampleLong, Href: "/customers/11006"}, {Text: sampleNasty[2], Href: "/customers/11220"}}, More: "and 12 more"}},
		{"Forecasts", "forecast-reliability", Stacked{Text("3 back-tests and 1 live trial."), Graphs{sampleReliability()}}},
		{"Forecasts", "forecasts-empty", Forecasts{Empty: &Empty{Title: "Forecasts are not made yet", Text: "They are made every night, and after an import."}, Run: &Act{Action: "/jobs/run", Button: Button{Text: "Make forecasts now", Kind: Primary}}}},
		{"Forecasts", "forecasts-page", Forecasts{Tabs: Tabs{Label: "Forecasts", Tabs: []Tab{{Text: "What to expect", Href: "/forecasts", Here: true}, {Text: "Track record", Href: "/forecasts/record"}}},
			Notes: []Note{{Title: "Little is known of most customers", Text: "12 of 20 have ordered on one day only."}}, Made: "As of 22 November 2026.", Matrix: whole,
			Averages: Tiles{{Title: "Average gap", Figure: "30.7 days"}, {Title: "Value a customer", Figured: Unknown{Word: "–", Why: "nothing is expected"}}},
			Methods:  Table{Caption: "Methods", Free: true, Columns: []Column{{Title: "Forecast"}}, Empty: Empty{Title: "Nothing was tried yet"}}, Serves: "Each method is held against a plain rule."}},
	}
}

// sampleMatrix has so many of its four columns filled.
func sampleMatrix(filled int) Matrix {
	heads := []MatrixHead{{"Small", "0–25 %"}, {"Medium", "26–50 %"}, {"High", "51–75 %"}, {"Very high", "76–100 %"}}
	m := Matrix{ID: "matrix", Says: "387 customers in sixteen groups; each leads to its list.", Rows: "Orders within 30 days", Columns: "Stops", Heads: append([]MatrixHead{}, heads...)}
	for i := range heads {
		line := MatrixLine{Head: heads[3-i]}
		for k := range heads {
			cell := MatrixCell{Label: "nobody, order: " + heads[3-i].Title + "; stop: " + heads[k].Title}
			if k < filled {
				cell = MatrixCell{Count: "1,204", Label: "customers, order: " + heads[3-i].Title + "; stop: " + heads[k].Title, Href: "/customers?churn=small&purchase=high", Heat: 1 + (i+k)%5,
					Figures: []MatrixFigure{{"had", "€46.0k"}, {"worth", "€49.4k"}}}
			}
			line.Cells = append(line.Cells, cell)
		}
		m.Lines = append(m.Lines, line)
	}
	return m
}

// sampleReliability is a graph with a band, a gap and columns that only its table has.
func sampleReliability() Chart {
	c, err := NewChart(Locale{}, ChartSpec{ID: "chart-reliability", Title: "Said and came", Unit: "%", XName: "Said", X: []string{"0–10 %", "10–20 %", "20–30 %", "30–40 %"}, XKind: Words, Kind: Percent,
		Says: "In 3 of 3 tenths what was said lies within what came, give or take chance.",
		Series: []Series{{Name: "Came", Role: This, Values: []int64{40, 160, NoValue, 390}}, {Name: "Said", Role: Target, Values: []int64{50, 150, NoValue, 350}},
			{Name: "At least", Role: Fan, Values: []int64{20, 110, NoValue, 300}}, {Name: "At most", Role: Fan, Values: []int64{70, 220, NoValue, 480}}},
		Beside: []Beside{{Name: "Cases", Kind: Numbers, Values: []int64{200, 150, 9, 80}}}})
	if err != nil {
		panic(err) // the samples are constants
	}
	return c
}
