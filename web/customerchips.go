package web

import (
	"slices"

	"wholesight/jobs/roster"
	"wholesight/views"
)

// chips are the active filters, each with the address of the list without it.
func (in *customerListInput) chips(l views.Locale) views.FilterChips {
	f := in.view.Filter
	var chips []views.FilterChip
	add := func(name, value string, without func(*roster.Filter)) {
		g := f // its slices are not written to: without replaces them
		without(&g)
		chips = append(chips, views.FilterChip{Name: name, Value: value, Remove: customersPath() + in.query(in.view.With(g))})
	}
	each := func(name string, ids []int64, value func(int64) string, of func(*roster.Filter) *[]int64) {
		for i, id := range ids {
			add(name, value(id), func(g *roster.Filter) { *of(g) = slices.Delete(slices.Clone(ids), i, i+1) })
		}
	}
	label := func(id int64) string { return in.labelName(l, id) }
	if f.Text != "" {
		add(l.T("Text"), f.Text, func(g *roster.Filter) { g.Text = "" })
	}
	any := l.T("Label")
	if len(f.Any) > 1 {
		any = l.T("Label, or")
	}
	each(any, f.Any, label, func(g *roster.Filter) *[]int64 { return &g.Any })
	each(l.T("With label"), f.All, label, func(g *roster.Filter) *[]int64 { return &g.All })
	each(l.T("Without label"), f.None, label, func(g *roster.Filter) *[]int64 { return &g.None })
	each(l.T("Smart type"), f.SmartTypes, func(id int64) string { return nameOf(in.roster.SmartTypes, id, l) },
		func(g *roster.Filter) *[]int64 { return &g.SmartTypes })
	each(l.T("Account manager"), f.Managers, func(id int64) string { return nameOf(in.roster.VisibleManagers(in.visible), id, l) },
		func(g *roster.Filter) *[]int64 { return &g.Managers })
	if f.NoManager {
		add(l.T("Account manager"), l.T("Nobody"), func(g *roster.Filter) { g.NoManager = false })
	}
	for _, r := range []struct {
		name   string
		of     func(*roster.Filter) *roster.Range
		figure func(int64) string
	}{
		{l.T("Revenue"), func(g *roster.Filter) *roster.Range { return &g.Revenue }, l.MoneyExact},
		{l.T("Orders"), func(g *roster.Filter) *roster.Range { return &g.Orders }, l.NumberExact},
		{l.T("Risk"), func(g *roster.Filter) *roster.Range { return &g.Risk }, l.Ratio},
	} {
		if have := *r.of(&f); have.Set() {
			add(r.name, rangeWords(l, have, r.figure), func(g *roster.Filter) { *r.of(g) = roster.Range{} })
		}
	}
	if f.SilentOver != nil {
		add(l.T("Last order"), l.T("older than %s", l.Plural(*f.SilentOver, "day", "days")), func(g *roster.Filter) { g.SilentOver = nil })
	}
	switch f.Activity {
	case roster.InactiveOnly:
		add(l.T("Active"), l.T("no"), func(g *roster.Filter) { g.Activity = roster.ActiveOnly })
	case roster.EveryActivity:
		add(l.T("Active"), l.T("yes and no"), func(g *roster.Filter) { g.Activity = roster.ActiveOnly })
	}
	out := views.FilterChips{Chips: chips, Swap: views.CustomersRegion}
	if len(chips) > 1 {
		out.Clear = customersPath() + in.query(in.view.With(roster.Filter{}))
	}
	return out
}

// rangeWords are "from €10 up to €20", or one end of it.
func rangeWords(l views.Locale, r roster.Range, figure func(int64) string) string {
	switch {
	case r.Max == nil:
		return l.T("from %s", figure(*r.Min))
	case r.Min == nil:
		return l.T("up to %s", figure(*r.Max))
	}
	return l.T("%s to %s", figure(*r.Min), figure(*r.Max))
}
