package words

import (
	"slices"

	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/classify"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// LabelGroup is one label as people speak of it: the classifications of one type and
// title, of whatever smart type. "At risk" is three rows, and one thing to filter by.
type LabelGroup struct {
	Kind  classify.Type
	Title string
	Name  string // the title; with its type where another type has the same
	Ids   []int64
}

// LabelGroups are the groups of all labels that were not deleted, by type and then in
// the order of the first smart type that has them.
func LabelGroups(r *customerlist.List, l ui.Locale) []LabelGroup {
	var all []LabelGroup
	for _, label := range r.Labels {
		if label.Deleted {
			continue
		}
		i := slices.IndexFunc(all, func(g LabelGroup) bool { return g.Kind == label.Type && g.Title == label.Title })
		if i < 0 {
			i = len(all)
			all = append(all, LabelGroup{Kind: label.Type, Title: label.Title})
		}
		all[i].Ids = append(all[i].Ids, label.ID)
	}
	slices.SortStableFunc(all, func(a, b LabelGroup) int { return a.Kind.Index() - b.Kind.Index() })
	for i := range all {
		g := &all[i]
		g.Name = g.Title
		if slices.ContainsFunc(all, func(o LabelGroup) bool { return o.Title == g.Title && o.Kind != g.Kind }) {
			g.Name = l.T(g.Kind.Title()) + ": " + g.Title
		}
	}
	return all
}

// Choices are the groups as choices of a field.
func Choices(groups []LabelGroup) []ui.Choice {
	out := make([]ui.Choice, len(groups))
	for i, g := range groups {
		out[i] = ui.Choice{Value: customerlist.JoinIDs(g.Ids), Text: g.Name}
	}
	return out
}

// Split takes ids apart into whole groups and what is left over.
func Split(ids []int64, groups []LabelGroup) (whole []LabelGroup, rest []int64) {
	rest = slices.Clone(ids)
	for _, g := range groups {
		if !slices.ContainsFunc(g.Ids, func(id int64) bool { return !slices.Contains(rest, id) }) {
			whole = append(whole, g)
			rest = slices.DeleteFunc(rest, func(id int64) bool { return slices.Contains(g.Ids, id) })
		}
	}
	return whole, rest
}

// GroupValues are ids as the values of a field: whole groups, and single ones.
func GroupValues(ids []int64, groups []LabelGroup) (values []string) {
	whole, rest := Split(ids, groups)
	for _, g := range whole {
		values = append(values, customerlist.JoinIDs(g.Ids))
	}
	return append(values, kit.IDTexts(rest)...)
}

// GroupOf are the ids of a label's group; the label alone where it is in none.
func GroupOf(groups []LabelGroup, id int64) []int64 {
	for _, g := range groups {
		if slices.Contains(g.Ids, id) {
			return g.Ids
		}
	}
	return []int64{id}
}
