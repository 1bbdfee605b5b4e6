package customers

import (
	"slices"

	"wholesight/jobs/customerlist"
	viewcustomers "wholesight/views/customers"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/words"
)

// chips are the active filters, each with the address of the list without it.
func (in *customerListInput) chips(l ui.Locale) ui.FilterChips {
	f := in.View.Filter
	var chips []ui.FilterChip
	add := func(name, value string, take func(*customerlist.Filter)) {
		g := f // its slices are not written to: take replaces them
		take(&g)
		chips = append(chips, ui.FilterChip{Name: name, Value: value, Remove: in.ListAddress(in.View.With(g))})
	}
	labels := func(name string, ids []int64, of func(*customerlist.Filter) *[]int64) {
		whole, rest := words.Split(ids, in.groups)
		for _, g := range whole {
			add(name, g.Name, func(f *customerlist.Filter) { *of(f) = kit.Without(*of(f), g.Ids) })
		}
		for _, id := range rest {
			add(name, in.labelName(kit.IDText(id)), func(f *customerlist.Filter) { *of(f) = kit.Without(*of(f), []int64{id}) })
		}
	}
	named := func(name string, all []customerlist.Named, ids []int64, of func(*customerlist.Filter) *[]int64) {
		for _, id := range ids {
			title := kit.NameOf(all, id)
			if title == "" {
				title = in.goneName(kit.IDText(id))
			}
			add(name, title, func(f *customerlist.Filter) { *of(f) = kit.Without(*of(f), []int64{id}) })
		}
	}
	if f.Text != "" {
		add(l.T("Text"), f.Text, func(g *customerlist.Filter) { g.Text = "" })
	}
	any := l.T("Label")
	if len(words.GroupValues(f.Any, in.groups)) > 1 {
		any = l.T("Label, one of")
	}
	labels(any, f.Any, func(g *customerlist.Filter) *[]int64 { return &g.Any })
	for i, group := range f.All {
		name := in.labelName(customerlist.JoinIDs(group))
		if whole, rest := words.Split(group, in.groups); len(whole) == 1 && len(rest) == 0 {
			name = whole[0].Name
		}
		add(l.T("With label"), name, func(g *customerlist.Filter) { g.All = slices.Delete(slices.Clone(g.All), i, i+1) })
	}
	labels(l.T("Without label"), f.None, func(g *customerlist.Filter) *[]int64 { return &g.None })
	named(l.T("Smart type"), in.List.SmartTypes, f.SmartTypes,
		func(g *customerlist.Filter) *[]int64 { return &g.SmartTypes })
	named(l.T("Account manager"), in.List.VisibleManagers(in.Visible), f.Managers,
		func(g *customerlist.Filter) *[]int64 { return &g.Managers })
	if f.NoManager {
		add(l.T("Account manager"), l.T("Nobody"), func(g *customerlist.Filter) { g.NoManager = false })
	}
	for _, field := range customerlist.Ranged {
		if have := *field.Asked(&f.Ranges); have.Set() {
			add(l.T(field.Title), rangeWords(l, have, figure(l, field.Kind)),
				func(g *customerlist.Filter) { *field.Asked(&g.Ranges) = customerlist.Range{} })
		}
	}
	if f.SilentOver != nil {
		add(l.T("Last order"), l.T("older than %s", l.Plural(*f.SilentOver, "day", "days")),
			func(g *customerlist.Filter) { g.SilentOver = nil })
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
		out.Clear = in.ListAddress(in.View.With(customerlist.Filter{}))
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
