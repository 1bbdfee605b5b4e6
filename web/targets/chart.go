package targets

import (
	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/target"
	jobtargets "wholesight/jobs/targets"
	"wholesight/views/ui"
)

// chart is the target and what was bought, added up month by month: actual, target in
// steps, the year before, the projection with its band, and the straight way from here
// to the target.
func (in *targetInput) chart(f *jobtargets.TargetFigures) (ui.Chart, error) {
	l, p, asOf := in.l, f.Plan, in.book.AsOf
	spec := ui.ChartSpec{ID: "target-chart", Title: l.T("Target and actual, added up"), Unit: l.Symbol(),
		XName: l.T("Month"), XKind: ui.Months, Kind: ui.Money, Height: ui.Tall, Says: in.says(f)}
	h := in.book.History(in.customer.ID)
	line := func() []int64 {
		out := make([]int64, 12)
		for i := range out {
			out[i] = ui.NoValue
		}
		return out
	}
	actual, wanted, before, projected, low, high, needed := line(), line(), line(), line(), line(), line(), line()
	var sum int64
	for i := range 12 {
		m := p.Start + calendar.Month(i)
		spec.X = append(spec.X, m.String())
		sum += p.Amounts[i]
		wanted[i] = sum
		if in.book.Built {
			if m <= asOf.Month() {
				actual[i] = h.Bought(p.Start, m)
			}
			if m-12 <= asOf.Month() {
				before[i] = h.Bought(p.Start-12, m-12)
			}
		}
	}
	if f.Projection.Why == target.Projected && len(f.Projection.Points) > 0 {
		here := int(f.Projection.Points[0].Month-p.Start) - 1 // the last whole month, where all lines begin
		if here >= 0 {
			projected[here], low[here], high[here] = actual[here], actual[here], actual[here]
		}
		for _, at := range f.Projection.Points {
			i := at.Month - p.Start
			projected[i], low[i], high[i] = at.Expected, at.Low, at.High
		}
	}
	if p.Holds(asOf) && in.book.Built && f.Required > 0 {
		in.needed(f, needed)
	}
	spec.Series = []ui.Series{
		{Name: l.T("Actual"), Role: ui.This, Values: actual},
		{Name: l.T("Target"), Role: ui.Target, Step: true, Values: wanted},
		{Name: l.T("Year before"), Role: ui.Before, Values: before},
	}
	if f.Projection.Why == target.Projected && len(f.Projection.Points) > 0 {
		spec.Series = append(spec.Series,
			ui.Series{Name: l.T("Projection"), Role: ui.Projected, Values: projected},
			ui.Series{Name: l.T("80 % band, low"), Role: ui.Fan, Values: low},
			ui.Series{Name: l.T("80 % band, high"), Role: ui.Fan, Values: high})
	}
	if p.Holds(asOf) && in.book.Built && f.Required > 0 {
		spec.Series = append(spec.Series, ui.Series{Name: l.T("Needed from here"), Role: ui.Needed, Values: needed})
	}
	return ui.NewChart(l, spec)
}

// needed is the way from what was bought to the target, at the same rate each month:
// backwards from the end, the required sum of each whole month less.
func (in *targetInput) needed(f *jobtargets.TargetFigures, line []int64) {
	here := int(in.book.AsOf.Month() - f.Plan.Start)
	for i, left := 11, f.Pace.Year; i >= here; i-- {
		line[i] = max(left, f.Pace.Actual)
		left -= f.Required
	}
}

// says is the chart in a sentence.
func (in *targetInput) says(f *jobtargets.TargetFigures) string {
	l, p := in.l, f.Projection
	switch {
	case !in.book.Built:
		return l.T("The target alone: what was bought is not counted yet.")
	case p.Why == target.Projected && p.Ahead > 0 && p.Low >= f.Pace.Year:
		return l.T("%s of %s is bought; the year will most likely end at %s, above the target.", l.MoneyExact(f.Pace.Actual),
			l.MoneyExact(f.Pace.Year), l.MoneyExact(p.Year))
	case p.Why == target.Projected && p.Ahead > 0 && p.High < f.Pace.Year:
		return l.T("%s of %s is bought; the year will most likely end at %s, below the target.", l.MoneyExact(f.Pace.Actual),
			l.MoneyExact(f.Pace.Year), l.MoneyExact(p.Year))
	case p.Why == target.Projected && p.Ahead > 0:
		return l.T("%s of %s is bought; the year will most likely end at %s, and the target lies within its 80 %% band.",
			l.MoneyExact(f.Pace.Actual), l.MoneyExact(f.Pace.Year), l.MoneyExact(p.Year))
	}
	return l.T("%s of %s is bought.", l.MoneyExact(f.Pace.Actual), l.MoneyExact(f.Pace.Year))
}
