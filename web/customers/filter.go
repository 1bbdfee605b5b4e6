package customers

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"wholesight/jobs/customerlist"
	viewcustomers "wholesight/views/customers"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/words"
)

// filterBar is the form above the list. A field of one choice shows it when one is
// chosen; more than one of the same name, which only an address or the rarer
// fields can ask for, go along hidden or as ticks: the browser sends them together.
func (in *customerListInput) filterBar(l ui.Locale) ui.FilterBar {
	f := &in.View.Filter
	bar := ui.FilterBar{Action: in.Kind.Path, Label: l.T("Filter customers"), Swap: viewcustomers.CustomersRows,
		Fields: []ui.Field{{Name: "q", ID: "filter-q", Label: l.T("Text"), Type: "search", Wide: true,
			Placeholder: l.T("Name, code, city or contact"), Value: f.Text,
			MaxLength: customerlist.MaxText, Autocomplete: "off"}}}
	rare, set := in.rareFields(l)
	shown := in.more || set // set: they go along, and show when they are asked for
	if len(in.groups) > 0 {
		label, hidden := kit.OneOf("label", l.T("Label"), l.T("All"), words.Choices(in.groups),
			words.GroupValues(f.Any, in.groups), in.labelName)
		bar.Fields = append(bar.Fields, label)
		if !shown { // else the ticks send them
			bar.Hidden = append(bar.Hidden, hidden...)
		}
	}
	types, hidden := kit.OneOf("type", l.T("Smart type"), l.T("All"), kit.Named(in.List.SmartTypes),
		kit.IDTexts(f.SmartTypes), in.goneName)
	bar.Fields, bar.Hidden = append(bar.Fields, types), append(bar.Hidden, hidden...)
	people := append(kit.Named(in.List.VisibleManagers(in.Visible)), ui.Choice{Value: kit.NoManager, Text: l.T("Nobody")})
	chosen := kit.IDTexts(f.Managers)
	if f.NoManager {
		chosen = append(chosen, kit.NoManager)
	}
	if in.Visible.All() || len(people) > 2 || len(chosen) > 0 {
		field, hidden := kit.OneOf("manager", l.T("Account manager"), l.T("All"), people, chosen, in.goneName)
		bar.Fields, bar.Hidden = append(bar.Fields, field), append(bar.Hidden, hidden...)
	}
	if in.View.Sort != customerlist.DefaultSort {
		bar.Hidden = append(bar.Hidden, ui.Field{Name: "sort", Value: in.View.Sort.String()})
	}
	if in.View.Per != customerlist.DefaultPer {
		bar.Hidden = append(bar.Hidden, ui.Field{Name: "per", Value: strconv.Itoa(in.View.Per)})
	}
	bar.Hidden = append(bar.Hidden, in.alongFields()...)
	if shown {
		bar.Rare, bar.Open = rare, in.more
		return bar
	}
	more := in.Kind.Path + kit.Also(in.Query(in.View), kit.ParamMore, "1")
	bar.More = []ui.Button{{Text: l.T("More filters"), Kind: ui.Quiet, Href: more,
		Attrs: viewcustomers.ListLink(more, viewcustomers.CustomersRegion)}}
	return bar
}

// alongFields are what a change of the filter must not lose beside sort and size.
func (q *CustomerQuery) alongFields() (out []ui.Field) {
	if q.chosen != nil && !slices.Equal(q.chosen, q.Kind.Columns) {
		out = append(out, ui.Field{Name: kit.ParamColumns, Value: columnNames(q.chosen)})
	}
	if q.saved != "" {
		out = append(out, ui.Field{Name: kit.ParamSaved, Value: q.saved})
	}
	// No field asks for these: one comes with them from Today.
	if q.View.Filter.Slipped {
		out = append(out, ui.Field{Name: "slipped", Value: "1"})
	}
	if q.View.Filter.Expected {
		out = append(out, ui.Field{Name: "expected", Value: "week"})
	}
	return out
}

// rareFields are the fields behind "More filters", and whether one of them is set:
// then they are in the page, and shut, for the chips say what holds. They are a page of
// ticks, so a list that nobody asked them of does without.
func (in *customerListInput) rareFields(l ui.Locale) (fields []templ.Component, set bool) {
	f := &in.View.Filter
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
			{Name: name + "_min", ID: "filter-" + name + "-min", Label: l.T("%s from", title), Value: number(r.Min, digits),
				InputMode: mode, Num: true},
			{Name: name + "_max", ID: "filter-" + name + "-max", Label: l.T("%s up to", title), Value: number(r.Max, digits),
				InputMode: mode, Num: true},
		}
	}
	var all []ui.Field
	for _, field := range customerlist.Ranged {
		ends := pair(field.Name, l.T(field.Title), *field.Asked(&f.Ranges), field.Decimals(in.Digits))
		for i := range ends {
			if field.Kind == customerlist.Money {
				ends[i] = ui.MoneyField(l, ends[i])
			}
		}
		all = append(all, ends...)
	}
	if in.more { // who has just asked for these fields begins with the first
		all[0].Attrs = templ.Attributes{"data-focus": true}
	}
	active := "yes"
	if f.Activity != customerlist.ActiveOnly {
		active = customerlist.ActivityName(f.Activity)
	}
	all = append(all,
		ui.Field{Name: "silent", ID: "filter-silent", Label: l.T("Last order older than"), Value: number(f.SilentOver, 0),
			Suffix: l.T("days"), InputMode: "numeric", Num: true},
		ui.Field{Kind: ui.FieldSelect, Name: "active", ID: "filter-active", Label: l.T("Active"), Value: active,
			Choices: []ui.Choice{
				{Value: "yes", Text: l.T("Active customers")}, {Value: "no", Text: l.T("Inactive customers")},
				{Value: "all", Text: l.T("All customers")}}})
	set = set || f.SilentOver != nil || f.Activity != customerlist.ActiveOnly ||
		len(words.GroupValues(f.Any, in.groups)) > 1 || len(f.All) > 0 || len(f.None) > 0
	calls, callsSet := in.callFields(l)
	segments, along, segmentsSet := in.segmentFields(l)
	expected, expectedSet := in.forecastFields(l)
	set = set || callsSet || segmentsSet || expectedSet
	fields = append(fields, viewcustomers.FieldGroup{Title: l.T("Figures"), Fields: all},
		viewcustomers.FieldGroup{Title: l.T("Calls, targets and deliveries"), Fields: calls})
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
	f := &in.View.Filter
	any := words.GroupValues(f.Any, in.groups)
	if len(any) == 1 { // the field above shows it
		any = nil
	}
	var all []string
	for _, group := range f.All {
		all = append(all, customerlist.JoinIDs(group))
	}
	ticks := func(name, id, label string, chosen []string) ui.Field {
		out := ui.Field{Kind: ui.FieldChecks, Name: name, ID: id, Label: label, Choices: words.Choices(in.groups),
			Values: chosen}
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
		ticks("label_not", "filter-not", l.T("None of"), words.GroupValues(f.None, in.groups)),
	}
}

// labelName names a label, or a group of some, so that it cannot be taken for another.
func (in *customerListInput) labelName(value string) string {
	var names []string
	for part := range strings.SplitSeq(value, ".") {
		i := slices.IndexFunc(in.List.Labels, func(x customerlist.Label) bool { return kit.IDText(x.ID) == part })
		if i < 0 {
			names = append(names, in.goneName(part))
			continue
		}
		label := in.List.Labels[i]
		name := label.Title
		if len(in.List.SmartTypes) > 1 {
			name = kit.NameOf(in.List.SmartTypes, label.SmartType) + " · " + name
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// goneName names what is not there any more.
func (in *customerListInput) goneName(value string) string { return in.l.T("gone (%s)", value) }
