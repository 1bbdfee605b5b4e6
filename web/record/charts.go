package record

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/words"
)

// chartsBlock is the risk over time beside the revenue by month.
type chartsBlock struct {
	graph  *store.Build // published graph data; nil: none yet
	series []store.SeriesPoint
}

func (b *chartsBlock) read(c echo.Context, tx *store.Tx, in *subject) (err error) {
	if b.graph, err = kit.Published(tx, store.StepGraph); err != nil {
		return err
	}
	b.series, err = tx.Series(kit.Scope(c), in.customer.ID)
	return err
}

func (b *chartsBlock) show(in *subject, l ui.Locale) (templ.Component, error) {
	risk, err := b.riskChart(in, l)
	if err != nil {
		return nil, err
	}
	revenue, err := b.revenueChart(in, l)
	return viewrecord.Charts{Risk: risk, Revenue: revenue}, err
}

// riskChart is the risk at each month's end, the bands of the smart type behind it.
func (b *chartsBlock) riskChart(in *subject, l ui.Locale) (ui.Chart, error) {
	spec := ui.ChartSpec{
		ID: "risk-over-time", Title: l.T("Risk over time"), Unit: l.T("at each month's end"), XName: l.T("Month"),
		XKind: ui.Months, Kind: ui.Hundredths,
		Empty: b.noGraph(in, l, ui.Empty{Title: l.T("No risk yet"),
			Text: l.T("There is an order, and no gap between two of them yet to measure the silence by.")},
			l.T("The risk begins with the first order.")),
	}
	var values []int64
	estimated, top := false, store.SeriesPoint{Risk: -1}
	for _, p := range b.series {
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
		now := b.series[len(b.series)-1]
		if now.Risk >= 0 {
			spec.Says = l.T("%s now; the highest was %s in %s.", l.Ratio(int64(now.Risk)), l.Ratio(int64(top.Risk)),
				l.Month(top.Month))
		}
		if estimated {
			spec.Says = words.JoinSpaced(spec.Says, l.T("While there was one order only, the gap is estimated."))
		}
	}
	spec.Series = []ui.Series{{Name: l.T("Risk"), Role: ui.This, Values: values}}
	return ui.NewChart(l, spec)
}

// revenueChart is the revenue of the last twelve months against the twelve before.
func (b *chartsBlock) revenueChart(in *subject, l ui.Locale) (ui.Chart, error) {
	spec := ui.ChartSpec{
		ID: "revenue-by-month", Title: l.T("Revenue by month"), Unit: l.Symbol() + ", " + l.T("net"), XName: l.T("Month"),
		XKind: ui.Months, Kind: ui.Money,
		Empty: b.noGraph(in, l, ui.Empty{Title: l.T("No revenue by month yet"),
			Text: l.T("The orders are there; their months come with the next run.")},
			l.T("Revenue begins with the first order.")),
	}
	var now, before []int64
	if b.graph != nil && len(b.series) > 0 {
		end := b.graph.AsOf.Month()
		now, before = words.LastMonths(b.series, end, 12), words.LastMonths(b.series, end-12, 12)
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
		spec.Says = words.JoinSpaced(spec.Says, b.upTo(l))
	}
	spec.Series = []ui.Series{
		{Name: l.T("This year"), Role: ui.This, Bars: true, Values: now},
		{Name: l.T("Year before"), Role: ui.Before, Values: before},
	}
	return ui.NewChart(l, spec)
}

// noGraph is what stands in the place of a graph: another thing is said of a customer
// who has ordered than of one who never has.
func (b *chartsBlock) noGraph(in *subject, l ui.Locale, ordered ui.Empty, begins string) ui.Empty {
	if b.graph == nil {
		return ui.Empty{Title: l.T("Graph data is not built yet"), Text: l.T("It comes with the first run.")}
	}
	if in.entry.Scored && in.entry.Figures.HasPurchase() {
		return ordered
	}
	return ui.Empty{Title: l.T("No orders yet"), Text: begins}
}

// riskBands are the tints behind the graph of the risk, up to the one that its
// highest point lies in: those above would only be names on top of each other.
func (in *subject) riskBands(top int64) []ui.Band {
	rules := jobclassifications.Group(in.Rules, classify.Risk)
	bands := make([]classify.Band, len(rules))
	for i, c := range rules {
		bands[i] = rebuild.Band(c)
	}
	var out []ui.Band
	for i, c := range rules {
		covers, ok := classify.Covers(classify.Risk, bands, i)
		if !ok || covers.Low >= top || covers.Bounded && covers.Low >= covers.High {
			continue
		}
		band := ui.Band{Title: c.Title, Colour: c.Colour, From: covers.Low, To: ui.NoValue}
		if covers.Bounded {
			band.To = covers.High
		}
		if min(covers.High, top)-covers.Low < top/12 { // too low for its name
			band.Title = ""
		}
		out = append(out, band)
	}
	return out
}

// upTo says until when a graph counts.
func (b *chartsBlock) upTo(l ui.Locale) string {
	if b.graph == nil {
		return ""
	}
	return l.T("%s counts up to %s.", l.Month(b.graph.AsOf.Month()), l.DayLong(b.graph.AsOf))
}
