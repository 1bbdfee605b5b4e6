package record

import (
	"github.com/a-h/templ"

	"wholesight/jobs/rules/classify"
	viewrecord "wholesight/views/record"
	"wholesight/views/ui"
)

// figuresBlock is all figures, hidden until they are asked for.
type figuresBlock struct{ readsNothing }

func (figuresBlock) show(in *subject, l ui.Locale) (templ.Component, error) {
	v := viewrecord.Figures{AsOf: l.T("All figures"), Facts: in.facts(l)}
	if in.Build != nil {
		v.AsOf = l.T("All figures as of %s, over %d months", l.DayLong(in.Build.AsOf), in.Build.Timeframe)
	}
	return v, nil
}

// facts are all figures of the report, exactly, each with its reason where it does
// not exist.
func (in *subject) facts(l ui.Locale) ui.Facts {
	w := in.words(l)
	f := &in.Figures
	fact := func(name string, exists bool, text string, otherwise templ.Component) ui.Fact {
		if exists {
			return ui.Fact{Name: l.T(name), Text: text}
		}
		return ui.Fact{Name: l.T(name), Content: otherwise}
	}
	of := func(name string, t classify.Type, text func() string) ui.Fact {
		if !w.Has(t) {
			return fact(name, false, "", w.Unknown(t))
		}
		return fact(name, true, text(), nil)
	}
	bought := in.Scored && f.HasPurchase()
	none := w.Unknown(classify.Risk)
	gap := ""
	if in.Scored && f.HasGap() {
		gap = l.T("%s days", l.Quantity(f.GapThousandths()))
		if f.GapEstimated {
			gap += " " + l.T("(estimated)")
		}
	}
	last := ""
	if bought {
		last = l.DayLong(f.LastPurchase)
	}
	return ui.Facts{
		fact("Revenue", in.Scored, l.MoneyExact(f.Revenue), w.Missing()),
		fact("Revenue a year before", in.Scored, l.MoneyExact(f.PreviousRevenue), w.Missing()),
		of("Revenue change", classify.RevenueChange, func() string { return l.Percent(f.RevenueChange) }),
		fact("Orders", in.Scored, l.NumberExact(f.Orders), w.Missing()),
		fact("Orders a year before", in.Scored, l.NumberExact(f.PreviousOrders), w.Missing()),
		fact("Different products", in.Scored && f.HasProducts(), l.NumberExact(f.Products), w.Uncounted()),
		fact("Last order", bought, last, none),
		fact("Days since", bought, l.NumberExact(f.Since), none),
		fact("Average gap", gap != "", gap, none),
		of("Risk", classify.Risk, func() string { return l.Ratio(f.Risk) }),
		of("Risk change", classify.RiskChange, func() string { return l.Percent(f.RiskChange) }),
		of("Rank by revenue", classify.RevenueRank, func() string {
			return l.T("%s of %s", l.NumberExact(f.Rank), l.NumberExact(f.RankOf))
		}),
		of("Revenue of larger customers", classify.RevenueShare,
			func() string { return l.Ratio(f.ShareOfLarger) + "\u00a0%" }),
	}
}
