package web

import (
	"slices"

	"wholesight/jobs/customerlist"
	viewcustomers "wholesight/views/customers"
	"wholesight/views/ui"
)

// chips are the active filters, each with the address of the list without it.
func (in *customerListInput) chips(l ui.Locale) ui.FilterChips {
	f := in.view.Filter
	var chips []ui.FilterChip
	add := func(name, value string, take func(*customerlist.Filter)) {
		g := f // its slices are not written to: take replaces them
		take(&g)
		chips = append(chips, ui.FilterChip{Name: name, Value: value, Remove: in.listAddress(in.view.With(g))})
	}
	labels := func(name string, ids []int64, of func(*customerlist.Filter) *[]int64) {
		whole, rest := split(ids, in.groups)
		for _, g := range whole {
			add(name, g.name, func(f *customerlist.Filter) { *of(f) = without(*of(f), g.ids) })
		}
		for _, id := range rest {
			add(name, in.labelName(idText(id)), func(f *customerlist.Filter) { *of(f) = without(*of(f), []int64{id}) })
		}
	}
	named := func(name string, all []customerlist.Named, ids []int64, of func(*customerlist.Filter) *[]int64) {
		for _, id := range ids {
			title := nameOf(all, id)
			if title == "" {
				title = in.goneName(idText(id))
			}
			add(name, title, func(f *customerlist.Filter) { *of(f) = without(*of(f), []int64{id}) })
		}
	}
	if f.Text != "" {
		add(l.T("Text"), f.Text, func(g *customerlist.Filter) { g.Text = "" })
	}
	any := l.T("Label")
	if len(groupValues(f.Any, in.groups)) > 1 {
		any = l.T("Label, one of")
	}
	labels(any, f.Any, func(g *customerlist.Filter) *[]int64 { return &g.Any })
	for i, group := range f.All {
		name := in.labelName(customerlist.JoinIDs(group))
		if whole, rest := split(group, in.groups); len(whole) == 1 && len(rest) == 0 {
			name = whole[0].name
		}
		add(l.T("With label"), name, func(g *customerlist.Filter) { g.All = slices.Delete(slices.Clone(g.All), i, i+1) })
	}
	labels(l.T("Without label"), f.None, func(g *customerlist.Filter) *[]int64 { return &g.None })
	named(l.T("Smart type"), in.roster.SmartTypes, f.SmartTypes, func(g *customerlist.Filter) *[]int64 { return &g.SmartTypes })
	named(l.T("Account manager"), in.roster.VisibleManagers(in.visible), f.Managers, func(g *customerlist.Filter) *[]int64 { return &g.Managers })
	if f.NoManager {
		add(l.T("Account manager"), l.T("Nobody"), func(g *customerlist.Filter) { g.NoManager = false })
	}
	for _, r := range []struct {
		name   string
		of     func(*customerlist.Filter) *customerlist.Range
		figure func(int64) string
	}{
		{l.T("Revenue"), func(g *customerlist.Filter) *customerlist.Range { return &g.Revenue }, l.MoneyExact},
		{l.T("Orders"), func(g *customerlist.Filter) *customerlist.Range { return &g.Orders }, l.NumberExact},
		{l.T("Risk"), func(g *customerlist.Filter) *customerlist.Range { return &g.Risk }, l.Ratio},
	} {
		if have := *r.of(&f); have.Set() {
			add(r.name, rangeWords(l, have, r.figure), func(g *customerlist.Filter) { *r.of(g) = customerlist.Range{} })
		}
	}
	if f.SilentOver != nil {
		add(l.T("Last order"), l.T("older than %s", l.Plural(*f.SilentOver, "day", "days")), func(g *customerlist.Filter) { g.SilentOver = nil })
	}
	in.moreChips(l, add)
	in.forecastChips(l, add)
	if f.Slipped {
		add(l.T("Risk"), l.T("slipped with the last run"), func(g *customerlist.Filter) { g.Slipped = false })
	}
	if f.Expected {
		add(l.T("Order"), l.T("expected this week, has not come"), func(g *customerlist.Filter) { g.Expected = false })
	}
	switch f.Activity {
	case customerlist.InactiveOnly:
		add(l.T("Active"), l.T("no"), func(g *customerlist.Filter) { g.Activity = customerlist.ActiveOnly })
	case customerlist.EveryActivity:
		add(l.T("Active"), l.T("yes and no"), func(g *customerlist.Filter) { g.Activity = customerlist.ActiveOnly })
	}
	out := ui.FilterChips{Chips: chips, Swap: viewcustomers.CustomersRegion}
	if len(chips) > 1 {
		out.Clear = in.listAddress(in.view.With(customerlist.Filter{}))
	}
	return out
}

// rangeWords are "from €10 up to €20", or one end of it.
func rangeWords(l ui.Locale, r customerlist.Range, figure func(int64) string) string {
	switch {
	case r.Max == nil:
		return l.T("from %s", figure(*r.Min))
	case r.Min == nil:
		return l.T("up to %s", figure(*r.Max))
	}
	return l.T("%s to %s", figure(*r.Min), figure(*r.Max))
}

// without is ids without some of them; the slice that is given stays as it is.
func without(ids, some []int64) []int64 {
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return slices.Contains(some, id) })
}
