package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"wholesight/jobs/customerlist"
	viewcustomers "wholesight/views/customers"
	"wholesight/views/ui"
)

// noManager is the value of the account manager's field for customers without one.
const noManager = "none"

// filterBar is the form above the list. A field of one choice shows it when one is
// chosen; more than one of the same name, which only an address or the rarer
// fields can ask for, go along hidden or as ticks: the browser sends them together.
func (in *customerListInput) filterBar(l ui.Locale) ui.FilterBar {
	f := &in.view.Filter
	bar := ui.FilterBar{Action: in.kind.path, Label: l.T("Filter customers"), Swap: viewcustomers.CustomersRows,
		Fields: []ui.Field{{Name: "q", ID: "filter-q", Label: l.T("Text"), Type: "search", Wide: true, Placeholder: l.T("Name, code, city or contact"), Value: f.Text,
			MaxLength: customerlist.MaxText, Autocomplete: "off"}}}
	rare, set := in.rareFields(l)
	shown := in.more || set
	if len(in.groups) > 0 {
		label, hidden := oneOf("label", l.T("Label"), l.T("All"), choices(in.groups), groupValues(f.Any, in.groups), in.labelName)
		bar.Fields = append(bar.Fields, label)
		if !shown { // else the ticks send them
			bar.Hidden = append(bar.Hidden, hidden...)
		}
	}
	types, hidden := oneOf("type", l.T("Smart type"), l.T("All"), named(in.roster.SmartTypes), idTexts(f.SmartTypes), in.goneName)
	bar.Fields, bar.Hidden = append(bar.Fields, types), append(bar.Hidden, hidden...)
	people := append(named(in.roster.VisibleManagers(in.visible)), ui.Choice{Value: noManager, Text: l.T("Nobody")})
	chosen := idTexts(f.Managers)
	if f.NoManager {
		chosen = append(chosen, noManager)
	}
	if in.visible.All() || len(people) > 2 || len(chosen) > 0 {
		field, hidden := oneOf("manager", l.T("Account manager"), l.T("All"), people, chosen, in.goneName)
		bar.Fields, bar.Hidden = append(bar.Fields, field), append(bar.Hidden, hidden...)
	}
	if in.view.Sort != customerlist.DefaultSort {
		bar.Hidden = append(bar.Hidden, ui.Field{Name: "sort", Value: in.view.Sort.String()})
	}
	if in.view.Per != customerlist.DefaultPer {
		bar.Hidden = append(bar.Hidden, ui.Field{Name: "per", Value: strconv.Itoa(in.view.Per)})
	}
	bar.Hidden = append(bar.Hidden, in.alongFields()...)
	if shown {
		bar.Rare = rare
		return bar
	}
	more := in.kind.path + also(in.query(in.view), paramMore, "1")
	bar.More = []ui.Button{{Text: l.T("More filters"), Kind: ui.Quiet, Href: more, Attrs: viewcustomers.ListLink(more, viewcustomers.CustomersRegion)}}
	return bar
}

// alongFields are what a change of the filter must not lose beside sort and size.
func (q *customerQuery) alongFields() (out []ui.Field) {
	if q.chosen != nil && !slices.Equal(q.chosen, q.kind.columns) {
		out = append(out, ui.Field{Name: paramColumns, Value: columnNames(q.chosen)})
	}
	if q.saved != "" {
		out = append(out, ui.Field{Name: paramSaved, Value: q.saved})
	}
	// No field asks for these: one comes with them from Today.
	if q.view.Filter.Slipped {
		out = append(out, ui.Field{Name: "slipped", Value: "1"})
	}
	if q.view.Filter.Expected {
		out = append(out, ui.Field{Name: "expected", Value: "week"})
	}
	return out
}

// also adds one parameter to what stands behind an address.
func also(query, name, value string) string {
	sign := "&"
	if query == "" {
		sign = "?"
	}
	return query + sign + name + "=" + url.QueryEscape(value)
}

// oneOf is a field of one choice. One that is chosen and not among the choices (a
// label of one smart type) is added to them under the name that called gives; with
// more than one chosen the field shows none, and they go along hidden.
func oneOf(name, label, all string, choices []ui.Choice, chosen []string, called func(value string) string) (f ui.Field, hidden []ui.Field) {
	f = ui.Field{Kind: ui.FieldSelect, Name: name, ID: "filter-" + name, Label: label,
		Choices: append([]ui.Choice{{Value: "", Text: all}}, choices...)}
	if len(chosen) == 1 {
		f.Value = chosen[0]
		if !slices.ContainsFunc(choices, func(c ui.Choice) bool { return c.Value == f.Value }) {
			f.Choices = append(f.Choices, ui.Choice{Value: f.Value, Text: called(f.Value)})
		}
		return f, nil
	}
	for _, value := range chosen {
		hidden = append(hidden, ui.Field{Name: name, Value: value})
	}
	return f, hidden
}

// rareFields are the fields behind "More filters", and whether one of them is set:
// then they show. They are a page of ticks, so a list that nobody asked them of does
// without.
func (in *customerListInput) rareFields(l ui.Locale) (fields []templ.Component, set bool) {
	f := &in.view.Filter
	number := func(r *int64, digits int) string {
		if r == nil {
			return ""
		}
		return customerlist.FormatDecimal(*r, digits)
	}
	pair := func(name, title string, r customerlist.Range, digits int) []ui.Field {
		mode := "numeric"
		if digits > 0 {
			mode = "decimal"
		}
		set = set || r.Set()
		return []ui.Field{
			{Name: name + "_min", ID: "filter-" + name + "-min", Label: l.T("%s from", title), Value: number(r.Min, digits), InputMode: mode, Num: true},
			{Name: name + "_max", ID: "filter-" + name + "-max", Label: l.T("%s up to", title), Value: number(r.Max, digits), InputMode: mode, Num: true},
		}
	}
	revenue := pair("revenue", l.T("Revenue"), f.Revenue, in.digits)
	for i := range revenue {
		revenue[i] = ui.MoneyField(l, revenue[i])
	}
	if in.more { // who has just asked for these fields begins with the first
		revenue[0].Attrs = templ.Attributes{"data-focus": true}
	}
	all := append(revenue, pair("orders", l.T("Orders"), f.Orders, 0)...)
	all = append(all, pair("risk", l.T("Risk"), f.Risk, 2)...)
	active := "yes"
	if f.Activity != customerlist.ActiveOnly {
		active = customerlist.ActivityName(f.Activity)
	}
	all = append(all,
		ui.Field{Name: "silent", ID: "filter-silent", Label: l.T("Last order older than"), Value: number(f.SilentOver, 0), Suffix: l.T("days"), InputMode: "numeric", Num: true},
		ui.Field{Kind: ui.FieldSelect, Name: "active", ID: "filter-active", Label: l.T("Active"), Value: active, Choices: []ui.Choice{
			{Value: "yes", Text: l.T("Active customers")}, {Value: "no", Text: l.T("Inactive customers")}, {Value: "all", Text: l.T("All customers")}}})
	set = set || f.SilentOver != nil || f.Activity != customerlist.ActiveOnly || len(groupValues(f.Any, in.groups)) > 1 || len(f.All) > 0 || len(f.None) > 0
	calls, callsSet := in.callFields(l)
	segments, along, segmentsSet := in.segmentFields(l)
	expected, expectedSet := in.forecastFields(l)
	set = set || callsSet || segmentsSet || expectedSet
	fields = append(fields, viewcustomers.FieldGroup{Title: l.T("Figures"), Fields: all}, viewcustomers.FieldGroup{Title: l.T("Calls, targets and deliveries"), Fields: calls})
	if len(expected) > 0 {
		fields = append(fields, viewcustomers.FieldGroup{Title: l.T("Forecast"), Fields: expected})
	}
	if len(segments) > 0 {
		for _, field := range along {
			field.Kind = ui.FieldHidden
			segments = append(segments, field)
		}
		fields = append(fields, viewcustomers.FieldGroup{Title: l.T("Filed under"), Fields: segments})
	}
	if len(in.groups) > 0 {
		fields = append(fields, viewcustomers.FieldGroup{Title: l.T("Labels"), Fields: in.labelTicks(l)})
	}
	return fields, set
}

// labelTicks are the three ways to ask for labels.
func (in *customerListInput) labelTicks(l ui.Locale) []ui.Field {
	f := &in.view.Filter
	any := groupValues(f.Any, in.groups)
	if len(any) == 1 { // the field above shows it
		any = nil
	}
	var all []string
	for _, group := range f.All {
		all = append(all, customerlist.JoinIDs(group))
	}
	ticks := func(name, id, label string, chosen []string) ui.Field {
		out := ui.Field{Kind: ui.FieldChecks, Name: name, ID: id, Label: label, Choices: choices(in.groups), Values: chosen}
		for _, value := range chosen {
			if !slices.ContainsFunc(out.Choices, func(c ui.Choice) bool { return c.Value == value }) {
				out.Choices = append(out.Choices, ui.Choice{Value: value, Text: in.labelName(value)})
			}
		}
		return out
	}
	return []ui.Field{
		ticks("label", "filter-any", l.T("At least one of"), any),
		ticks("label_all", "filter-every", l.T("Every one of"), all),
		ticks("label_not", "filter-not", l.T("None of"), groupValues(f.None, in.groups)),
	}
}

// labelName names a label, or a group of some, so that it cannot be taken for another.
func (in *customerListInput) labelName(value string) string {
	var names []string
	for part := range strings.SplitSeq(value, ".") {
		i := slices.IndexFunc(in.roster.Labels, func(x customerlist.Label) bool { return idText(x.ID) == part })
		if i < 0 {
			names = append(names, in.goneName(part))
			continue
		}
		label := in.roster.Labels[i]
		name := label.Title
		if len(in.roster.SmartTypes) > 1 {
			name = nameOf(in.roster.SmartTypes, label.SmartType) + " · " + name
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// goneName names what is not there any more.
func (in *customerListInput) goneName(value string) string { return in.l.T("gone (%s)", value) }

// nameOf is the title of an id; empty when there is none.
func nameOf(all []customerlist.Named, id int64) string {
	if i := slices.IndexFunc(all, func(n customerlist.Named) bool { return n.ID == id }); i >= 0 {
		return all[i].Title
	}
	return ""
}

func named(all []customerlist.Named) []ui.Choice {
	out := make([]ui.Choice, len(all))
	for i, n := range all {
		out[i] = ui.Choice{Value: idText(n.ID), Text: n.Title}
	}
	return out
}

func idText(id int64) string { return strconv.FormatInt(id, 10) }

func idTexts(ids []int64) []string {
	var out []string
	for _, id := range ids {
		out = append(out, idText(id))
	}
	return out
}
