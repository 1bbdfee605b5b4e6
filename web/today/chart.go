package today

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	"wholesight/store"
	viewtoday "wholesight/views/today"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/words"
)

// chartBlock is the revenue of what the person sees, by month.
type chartBlock struct {
	graph *store.Build // published graph data; nil: none yet
}

func (b *chartBlock) read(_ echo.Context, tx *store.Tx, _ *subject) (err error) {
	b.graph, err = kit.Published(tx, store.StepGraph)
	return err
}

func (b *chartBlock) show(in *subject) (templ.Component, error) {
	if in.empty() || len(in.figures.series) == 0 {
		return nil, nil
	}
	chart, err := b.chart(in)
	return viewtoday.Revenue{Chart: chart}, err
}

// chart is the revenue of the last twelve months against the twelve before.
func (b *chartBlock) chart(in *subject) (templ.Component, error) {
	l, end := in.l, b.graph.AsOf.Month()
	now, before := words.LastMonths(in.figures.series, end, 12), words.LastMonths(in.figures.series, end-12, 12)
	title := l.T("Revenue by month")
	if !in.visible.All() {
		title = l.T("Revenue of your customers by month")
	}
	spec := ui.ChartSpec{ID: "shop-revenue", Title: title, Unit: l.Symbol() + ", " + l.T("net"), XName: l.T("Month"),
		XKind: ui.Months, Kind: ui.Money,
		Empty: ui.Empty{Title: l.T("No orders yet")},
		Series: []ui.Series{{Name: l.T("This year"), Role: ui.This, Bars: true, Values: now},
			{Name: l.T("Year before"), Role: ui.Before, Values: before}}}
	var sum, last int64
	for i := range now {
		spec.X = append(spec.X, (end - 11 + calendar.Month(i)).String())
		if i < len(now)-1 { // the month that is under way is no match for a whole one
			sum, last = sum+now[i], last+before[i]
		}
	}
	spec.Says = l.T("%s in the eleven full months; %s in those of the year before. %s counts up to %s.", l.Money(sum),
		l.Money(last), l.Month(end), l.DayLong(b.graph.AsOf))
	return ui.NewChart(l, spec)
}
