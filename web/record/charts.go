package record

import (
	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/words"
)

// riskChart is the risk at each month's end, the bands of the smart type behind it.
func (in *recordInput) riskChart(l ui.Locale) (ui.Chart, error) {
	spec := ui.ChartSpec{
		ID: "risk-over-time", Title: l.T("Risk over time"), Unit: l.T("at each month's end"), XName: l.T("Month"), XKind: ui.Months, Kind: ui.Hundredths,
		Empty: in.noGraph(l, l.T("The risk begins with the first order.")),
	}
	var values []int64
	estimated, top := false, store.SeriesPoint{Risk: -1}
	for _, p := range in.series {
		spec.X = append(spec.X, p.Month.String())
		v := int64(ui.NoValue)
		if p.Risk >= 0 {
			v = int64(p.Risk)
			estimated = estimated || p.Estimated
			if p.Risk > top.Risk {
				top = p
			}
		}
		values = append(values, v)
	}
	if top.Risk < 0 { // not one month has a risk: there is nothing to draw
		spec.X, values = nil, nil
	} else {
		spec.Bands = in.riskBands(int64(top.Risk))
		now := in.series[len(in.series)-1]
		if now.Risk >= 0 {
			spec.Says = l.T("%s now; the highest was %s in %s.", l.Ratio(int64(now.Risk)), l.Ratio(int64(top.Risk)), l.Month(top.Month))
		}
		if estimated {
			spec.Says = words.JoinSpaced(spec.Says, l.T("While there was one order only, the gap is estimated."))
		}
	}
	spec.Series = []ui.Series{{Name: l.T("Risk"), Role: ui.This, Values: values}}
	return ui.NewChart(l, spec)
}

// revenueChart is the revenue of the last twelve months against the twelve before.
func (in *recordInput) revenueChart(l ui.Locale) (ui.Chart, error) {
	spec := ui.ChartSpec{
		ID: "revenue-by-month", Title: l.T("Revenue by month"), Unit: l.Symbol() + ", " + l.T("net"), XName: l.T("Month"), XKind: ui.Months, Kind: ui.Money,
		Empty: in.noGraph(l, l.T("Revenue begins with the first order.")),
	}
	var now, before []int64
	if in.graph != nil && len(in.series) > 0 {
		end := in.graph.AsOf.Month()
		now, before = words.LastMonths(in.series, end, 12), words.LastMonths(in.series, end-12, 12)
		for m := end - 11; m <= end; m++ {
			spec.X = append(spec.X, m.String())
		}
		best := 0
		for i, v := range now {
			if v > now[best] {
				best = i
			}
		}
		if now[best] > 0 {
			spec.Says = l.T("The best month was %s with %s.", l.Month(end-11+calendar.Month(best)), l.MoneyExact(now[best]))
		} else {
			spec.Says = l.T("Nothing was bought in these twelve months.")
		}
		spec.Says = words.JoinSpaced(spec.Says, in.upTo(l))
	}
	spec.Series = []ui.Series{
		{Name: l.T("This year"), Role: ui.This, Bars: true, Values: now},
		{Name: l.T("Year before"), Role: ui.Before, Values: before},
	}
	return ui.NewChart(l, spec)
}

// noGraph is what stands in the place of a graph.
func (in *recordInput) noGraph(l ui.Locale, begins string) ui.Empty {
	if in.graph == nil {
		return ui.Empty{Title: l.T("Graph data is not built yet"), Text: l.T("It comes with the first run.")}
	}
	return ui.Empty{Title: l.T("No orders yet"), Text: begins}
}
