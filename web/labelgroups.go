package web

import (
	"slices"

	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/classify"
	"wholesight/views/ui"
)

// labelGroup is one label as people speak of it: the classifications of one type and
// title, of whatever smart type. "At risk" is three rows, and one thing to filter by.
type labelGroup struct {
	kind  classify.Type
	title string
	name  string // the title; with its type where another type has the same
	ids   []int64
}

// labelGroups are the groups of all labels that were not deleted, by type and then in
// the order of the first smart type that has them.
func labelGroups(r *customerlist.Roster, l ui.Locale) []labelGroup {
	var all []labelGroup
	for _, label := range r.Labels {
		if label.Deleted {
			continue
		}
		i := slices.IndexFunc(all, func(g labelGroup) bool { return g.kind == label.Type && g.title == label.Title })
		if i < 0 {
			i = len(all)
			all = append(all, labelGroup{kind: label.Type, title: label.Title})
		}
		all[i].ids = append(all[i].ids, label.ID)
	}
	slices.SortStableFunc(all, func(a, b labelGroup) int { return a.kind.Index() - b.kind.Index() })
	for i := range all {
		g := &all[i]
		g.name = g.title
		if slices.ContainsFunc(all, func(o labelGroup) bool { return o.title == g.title && o.kind != g.kind }) {
			g.name = l.T(g.kind.Title()) + ": " + g.title
		}
	}
	return all
}

// choices are the groups as choices of a field.
func choices(groups []labelGroup) []ui.Choice {
	out := make([]ui.Choice, len(groups))
	for i, g := range groups {
		out[i] = ui.Choice{Value: customerlist.JoinIDs(g.ids), Text: g.name}
	}
	return out
}

// split takes ids apart into whole groups and what is left over.
func split(ids []int64, groups []labelGroup) (whole []labelGroup, rest []int64) {
	rest = slices.Clone(ids)
	for _, g := range groups {
		if !slices.ContainsFunc(g.ids, func(id int64) bool { return !slices.Contains(rest, id) }) {
			whole = append(whole, g)
			rest = slices.DeleteFunc(rest, func(id int64) bool { return slices.Contains(g.ids, id) })
		}
	}
	return whole, rest
}

// groupValues are ids as the values of a field: whole groups, and single ones.
func groupValues(ids []int64, groups []labelGroup) (values []string) {
	whole, rest := split(ids, groups)
	for _, g := range whole {
		values = append(values, customerlist.JoinIDs(g.ids))
	}
	return append(values, idTexts(rest)...)
}

// groupOf are the ids of a label's group; the label alone where it is in none.
func groupOf(groups []labelGroup, id int64) []int64 {
	for _, g := range groups {
		if slices.Contains(g.ids, id) {
			return g.ids
		}
	}
	return []int64{id}
}
