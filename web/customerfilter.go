package web

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"wholesight/jobs/roster"
	"wholesight/views"
)

// noManager is the value of the account manager's field for customers without one.
const noManager = "none"

// filterBar is the form above the list. A field of one choice shows it when one is
// chosen; more than one of the same name, which only an address or the rarer
// fields can ask for, go along hidden or as ticks: the browser sends them together.
func (in *customerListInput) filterBar(l views.Locale) views.FilterBar {
	f := &in.view.Filter
	bar := views.FilterBar{Action: customersPath(), Label: l.T("Filter customers"), Swap: views.CustomersRows,
		Fields: []views.Field{{Name: "q", ID: "filter-q", Label: l.T("Text"), Type: "search", Wide: true, Placeholder: l.T("Name, code, city or contact"), Value: f.Text,
			MaxLength: roster.MaxText, Autocomplete: "off"}}}
	labels := in.labelChoices(l)
	if len(labels) > 0 {
		field, _ := oneOf("label", l.T("Label"), l.T("All"), labels, idTexts(f.Any))
		bar.Fields = append(bar.Fields, field)
	}
	types, hidden := oneOf("type", l.T("Smart type"), l.T("All"), named(in.roster.SmartTypes), idTexts(f.SmartTypes))
	bar.Fields, bar.Hidden = append(bar.Fields, types), append(bar.Hidden, hidden...)
	people := append(named(in.roster.VisibleManagers(in.visible)), views.Choice{Value: noManager, Text: l.T("Nobody")})
	chosen := idTexts(f.Managers)
	if f.NoManager {
		chosen = append(chosen, noManager)
	}
	if in.visible.All() || len(people) > 2 {
		field, hidden := oneOf("manager", l.T("Account manager"), l.T("All"), people, chosen)
		bar.Fields, bar.Hidden = append(bar.Fields, field), append(bar.Hidden, hidden...)
	}
	if in.view.Sort != roster.DefaultSort {
		bar.Hidden = append(bar.Hidden, views.Field{Name: "sort", Value: in.view.Sort.String()})
	}
	if in.view.Per != roster.DefaultPer {
		bar.Hidden = append(bar.Hidden, views.Field{Name: "per", Value: strconv.Itoa(in.view.Per)})
	}
	rare, set := in.rareFields(l, labels)
	if in.more || set {
		bar.Rare = rare
		return bar
	}
	query := in.query(in.view)
	if query == "" {
		query = "?"
	} else {
		query += "&"
	}
	more := customersPath() + query + paramMore + "=1"
	bar.More = []views.Button{{Text: l.T("More filters"), Kind: views.Quiet, Href: more, Attrs: views.ListLink(more, views.CustomersRegion)}}
	return bar
}

// oneOf is a field of one choice. With more than one chosen it shows none, and they
// go along hidden.
func oneOf(name, label, all string, choices []views.Choice, chosen []string) (f views.Field, hidden []views.Field) {
	f = views.Field{Kind: views.FieldSelect, Name: name, ID: "filter-" + name, Label: label,
		Choices: append([]views.Choice{{Value: "", Text: all}}, choices...)}
	if len(chosen) == 1 {
		if slices.ContainsFunc(choices, func(c views.Choice) bool { return c.Value == chosen[0] }) {
			f.Value = chosen[0]
			return f, nil
		}
	}
	for _, value := range chosen {
		hidden = append(hidden, views.Field{Name: name, Value: value})
	}
	return f, hidden
}

// rareFields are the fields behind "More filters", and whether one of them is set:
// then they show. They are a page of ticks, so a list that nobody asked them of does
// without.
func (in *customerListInput) rareFields(l views.Locale, labels []views.Choice) (fields []templ.Component, set bool) {
	f := &in.view.Filter
	number := func(r *int64, digits int) string {
		if r == nil {
			return ""
		}
		return roster.FormatDecimal(*r, digits)
	}
	pair := func(name, title string, r roster.Range, digits int) []views.Field {
		mode := "numeric"
		if digits > 0 {
			mode = "decimal"
		}
		set = set || r.Set()
		return []views.Field{
			{Name: name + "_min", ID: "filter-" + name + "-min", Label: l.T("%s from", title), Value: number(r.Min, digits), InputMode: mode, Num: true},
			{Name: name + "_max", ID: "filter-" + name + "-max", Label: l.T("%s up to", title), Value: number(r.Max, digits), InputMode: mode, Num: true},
		}
	}
	revenue := pair("revenue", l.T("Revenue"), f.Revenue, in.digits)
	for i := range revenue {
		revenue[i] = views.MoneyField(l, revenue[i])
	}
	all := append(revenue, pair("orders", l.T("Orders"), f.Orders, 0)...)
	all = append(all, pair("risk", l.T("Risk"), f.Risk, 2)...)
	active := "yes"
	if f.Activity != roster.ActiveOnly {
		active = roster.ActivityName(f.Activity)
	}
	all = append(all,
		views.Field{Name: "silent", ID: "filter-silent", Label: l.T("Last order older than"), Value: number(f.SilentOver, 0), Suffix: l.T("days"), InputMode: "numeric", Num: true},
		views.Field{Kind: views.FieldSelect, Name: "active", ID: "filter-active", Label: l.T("Active"), Value: active, Choices: []views.Choice{
			{Value: "yes", Text: l.T("Active customers")}, {Value: "no", Text: l.T("Inactive customers")}, {Value: "all", Text: l.T("All customers")}}})
	set = set || f.SilentOver != nil || f.Activity != roster.ActiveOnly || len(f.Any) > 1 || len(f.All) > 0 || len(f.None) > 0
	fields = append(fields, views.FieldGroup{Title: l.T("Figures"), Fields: all})
	if len(labels) > 0 {
		any := idTexts(f.Any)
		if len(any) == 1 { // the field above shows it
			any = nil
		}
		fields = append(fields, views.FieldGroup{Title: l.T("Labels"), Fields: []views.Field{
			{Kind: views.FieldChecks, Name: "label", ID: "filter-any", Label: l.T("At least one of"), Choices: labels, Values: any},
			{Kind: views.FieldChecks, Name: "label_all", ID: "filter-all", Label: l.T("Every one of"), Choices: labels, Values: idTexts(f.All)},
			{Kind: views.FieldChecks, Name: "label_not", ID: "filter-not", Label: l.T("None of"), Choices: labels, Values: idTexts(f.None)},
		}})
	}
	return fields, set
}

// labelChoices are the labels that a list can be filtered by: with the smart type
// before them when there is more than one.
func (in *customerListInput) labelChoices(l views.Locale) (out []views.Choice) {
	for _, label := range in.roster.Labels {
		if !label.Deleted {
			out = append(out, views.Choice{Value: idText(label.ID), Text: in.labelName(l, label.ID)})
		}
	}
	return out
}

// labelName names a label so that it cannot be taken for another.
func (in *customerListInput) labelName(l views.Locale, id int64) string {
	i := slices.IndexFunc(in.roster.Labels, func(x roster.Label) bool { return x.ID == id })
	if i < 0 {
		return l.T("gone (%s)", idText(id))
	}
	label := in.roster.Labels[i]
	if len(in.roster.SmartTypes) < 2 {
		return label.Title
	}
	return nameOf(in.roster.SmartTypes, label.SmartType, l) + " · " + label.Title
}

func nameOf(all []roster.Named, id int64, l views.Locale) string {
	if i := slices.IndexFunc(all, func(n roster.Named) bool { return n.ID == id }); i >= 0 {
		return all[i].Title
	}
	return l.T("gone (%s)", idText(id))
}

func named(all []roster.Named) []views.Choice {
	out := make([]views.Choice, len(all))
	for i, n := range all {
		out[i] = views.Choice{Value: idText(n.ID), Text: n.Title}
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
