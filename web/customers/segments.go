package customers

import (
	"slices"

	"wholesight/jobs/customerlist"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// mostChoices is how many values a field offers to choose from; of more one types.
const mostChoices = 200

// segmentFields are the fields of what customers are filed under. Values are those
// that the person's customers have.
func (in *customerListInput) segmentFields(l ui.Locale) (fields, hidden []ui.Field, set bool) {
	f := &in.View.Filter
	all := in.List.Choices(in.Visible, f.Activity)
	for _, one := range []struct {
		name, label string
		choices     []customerlist.Choice
		chosen      []string
	}{
		{"group", l.T("Group"), all.Groups, f.Groups},
		{"tag", l.T("Tag"), all.Tags, f.Tags},
		{"industry", l.T("Industry"), all.Industries, f.Industries},
		{"country", l.T("Country"), all.Countries, f.Countries},
	} {
		set = set || len(one.chosen) > 0
		switch {
		case len(one.choices) == 0 && len(one.chosen) == 0: // nobody has one
		case len(one.choices) > mostChoices:
			field := ui.Field{Name: one.name, ID: "filter-" + one.name, Label: one.label, Autocomplete: "off",
				Placeholder: l.T("As it is written")}
			if len(one.chosen) == 1 {
				field.Value = one.chosen[0]
			} else {
				for _, value := range one.chosen {
					hidden = append(hidden, ui.Field{Name: one.name, Value: value})
				}
			}
			fields = append(fields, field)
		default:
			var choices []ui.Choice
			for _, c := range one.choices {
				choices = append(choices, ui.Choice{Value: c.Text, Text: l.T("%s (%s)", c.Text, l.NumberExact(int64(c.Count)))})
			}
			field, rest := kit.OneOf(one.name, one.label, l.T("All"), choices, one.chosen,
				func(value string) string { return value })
			fields, hidden = append(fields, field), append(hidden, rest...)
		}
	}
	return fields, hidden, set
}

// followUpWords and targetStateWords are what a filter asks, in the order of its field.
var followUpWords = []struct {
	is   customerlist.FollowUp
	text string
}{
	{customerlist.FollowUpOverdue, "overdue"}, {customerlist.FollowUpDue, "due today"},
	{customerlist.FollowUpWeek, "in the next seven days"}, {customerlist.FollowUpNone, "none agreed"},
}

var targetStateWords = []struct {
	is   customerlist.TargetState
	text string
}{
	{customerlist.TargetBehind, "behind"}, {customerlist.TargetOnTrack, "on track"}, {customerlist.TargetAhead, "ahead"},
	{customerlist.TargetNone, "no target"},
}

// callFields are the fields of what is to be done.
func (in *customerListInput) callFields(l ui.Locale) (fields []ui.Field, set bool) {
	f := &in.View.Filter
	days := ""
	if f.NoContact != nil {
		days = customerlist.FormatDecimal(*f.NoContact, 0)
	}
	followUps, targets := []ui.Choice{{Text: l.T("All")}}, []ui.Choice{{Text: l.T("All")}}
	for _, w := range followUpWords {
		followUps = append(followUps, ui.Choice{Value: w.is.String(), Text: l.T(w.text)})
	}
	for _, w := range targetStateWords {
		targets = append(targets, ui.Choice{Value: w.is.String(), Text: l.T(w.text)})
	}
	backorder := ""
	if f.Backorder {
		backorder = "1"
	}
	return []ui.Field{
		{Kind: ui.FieldSelect, Name: "follow_up", ID: "filter-follow-up", Label: l.T("Follow-up"), Choices: followUps,
			Value: f.FollowUp.String()},
		{Name: "no_contact", ID: "filter-no-contact", Label: l.T("No contact for"), Value: days, Suffix: l.T("days"),
			InputMode: "numeric", Num: true},
		{Kind: ui.FieldSelect, Name: "backorder", ID: "filter-backorder", Label: l.T("Backorder"), Value: backorder,
			Choices: []ui.Choice{{Text: l.T("All")}, {Value: "1", Text: l.T("Something is outstanding")}}},
		{Kind: ui.FieldSelect, Name: "target", ID: "filter-target", Label: l.T("Target"), Choices: targets,
			Value: f.Target.String()},
	}, f.NoContact != nil || f.FollowUp != customerlist.AnyFollowUp || f.Backorder || f.Target != customerlist.AnyTarget
}

// moreChips are the chips of the fields above.
func (in *customerListInput) moreChips(l ui.Locale, add func(name, value string, take func(*customerlist.Filter))) {
	f := in.View.Filter
	texts := func(name string, values []string, of func(*customerlist.Filter) *[]string) {
		for _, value := range values {
			add(name, value, func(g *customerlist.Filter) {
				*of(g) = slices.DeleteFunc(slices.Clone(*of(g)), func(s string) bool { return s == value })
			})
		}
	}
	texts(l.T("Group"), f.Groups, func(g *customerlist.Filter) *[]string { return &g.Groups })
	texts(l.T("Tag"), f.Tags, func(g *customerlist.Filter) *[]string { return &g.Tags })
	texts(l.T("Industry"), f.Industries, func(g *customerlist.Filter) *[]string { return &g.Industries })
	texts(l.T("Country"), f.Countries, func(g *customerlist.Filter) *[]string { return &g.Countries })
	if f.NoContact != nil {
		add(l.T("No contact for"), l.Plural(*f.NoContact, "day", "days"), func(g *customerlist.Filter) { g.NoContact = nil })
	}
	for _, w := range followUpWords {
		if f.FollowUp == w.is {
			add(l.T("Follow-up"), l.T(w.text), func(g *customerlist.Filter) { g.FollowUp = customerlist.AnyFollowUp })
		}
	}
	if f.Backorder {
		add(l.T("Backorder"), l.T("outstanding"), func(g *customerlist.Filter) { g.Backorder = false })
	}
	for _, w := range targetStateWords {
		if f.Target == w.is {
			add(l.T("Target"), l.T(w.text), func(g *customerlist.Filter) { g.Target = customerlist.AnyTarget })
		}
	}
}
