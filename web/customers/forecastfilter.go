package customers

import (
	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/forecast"
	"wholesight/views/ui"
	"wholesight/web/words"
)

// What the lists of customers know of forecasts: cells, totals, fields and chips.

func (r *listRow) forecast() *words.ForecastWords {
	return &words.ForecastWords{L: r.in.l, R: r.in.List, E: r.e, Figures: &r.words}
}

func (r *listRow) churn() ui.Cell           { return r.forecast().Churn() }
func (r *listRow) purchase() ui.Cell        { return r.forecast().Purchase() }
func (r *listRow) next() ui.Cell            { return r.forecast().Next() }
func (r *listRow) value() ui.Cell           { return r.forecast().Value() }
func (r *listRow) expectedRevenue() ui.Cell { return r.forecast().ExpectedRevenue() }
func (r *listRow) channel() ui.Cell         { return r.forecast().Channel() }

func (in *customerListInput) totalValue() ui.Cell {
	if in.page.Forecast == 0 {
		return ui.Cell{}
	}
	return ui.Cell{Text: in.l.Money(in.page.Value), Title: in.l.MoneyExact(in.page.Value)}
}

func (in *customerListInput) totalExpectedRevenue() ui.Cell {
	if in.page.Forecast == 0 {
		return ui.Cell{}
	}
	return ui.Cell{Text: in.l.Money(in.page.ExpectedRevenue),
		Title: in.l.T("%s by %s orders", in.l.MoneyExact(in.page.ExpectedRevenue),
			words.OrderTenths(in.l, in.page.ExpectedOrders))}
}

// forecastFields are the fields of what is expected, and whether one of them is set.
// Before anything was forecast there are none, but for what an address asks.
func (in *customerListInput) forecastFields(l ui.Locale) (fields []ui.Field, set bool) {
	f := &in.View.Filter
	set = f.Churn != 0 || f.Purchase != 0
	if !set && !in.List.Forecasted() {
		return nil, false
	}
	ticks := func(name, label string, chosen customerlist.Bands) ui.Field {
		out := ui.Field{Kind: ui.FieldChecks, Name: name, ID: "filter-" + name, Label: label}
		for b := range forecast.Band(forecast.Bands) {
			out.Choices = append(out.Choices, ui.Choice{Value: b.String(), Text: l.T(words.BandRangeWords[b])})
			if chosen.Has(b) {
				out.Values = append(out.Values, b.String())
			}
		}
		return out
	}
	return []ui.Field{ticks("churn", l.T("Likely to stop"), f.Churn),
		ticks("purchase", l.T("Likely to order within 30 days"), f.Purchase)}, set
}

// forecastChips are the chips of these fields, one a band.
func (in *customerListInput) forecastChips(l ui.Locale, add func(name, value string, take func(*customerlist.Filter))) {
	for _, one := range []struct {
		name string
		of   func(*customerlist.Filter) *customerlist.Bands
	}{
		{l.T("Likely to stop"), func(f *customerlist.Filter) *customerlist.Bands { return &f.Churn }},
		{l.T("Likely to order within 30 days"), func(f *customerlist.Filter) *customerlist.Bands { return &f.Purchase }},
	} {
		f := in.View.Filter
		for _, b := range one.of(&f).All() {
			add(one.name, l.T(words.BandRangeWords[b]), func(g *customerlist.Filter) { *one.of(g) &^= customerlist.BandSet(b) })
		}
	}
}
