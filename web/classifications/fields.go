package classifications

import (
	"fmt"
	"strconv"

	jobclassifications "wholesight/jobs/classifications"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// valueHelp says what a type's value means.
var valueHelp = [6]string{
	"The upper end of the row: it begins above the row before. 1 is due today. The last row may be left empty: it has no upper end.",
	"In percent, two decimals at most. From 0 up the row begins here and ends at the next higher row; below 0 it goes down from here.",
	"In percent of the customers, largest first: the row ends here and begins where the row before ended.",
	"In percent, two decimals at most. From 0 up the row begins here and ends at the next higher row; below 0 it goes down from here.",
	"In percent of revenue, largest customers first: the row ends here and begins where the row before ended.",
	"The upper end of the row, in orders: it begins above the row before. The last row may be left empty: it has no upper end.",
}

// newRuleForm is the form of one classification. again is what was typed and
// refused; nil shows what is stored.
func newRuleForm(l ui.Locale, p rulePage, again *refusedForm, inPlace bool) viewclassifications.ClassificationForm {
	shown, was := ruleForm{Colour: jobclassifications.Colours[0]}, ruleForm{}
	if len(p.rows) < len(ui.OkabeIto) {
		shown.Colour = ui.OkabeIto[len(p.rows)].Value
	}
	if p.c.ID != 0 {
		shown = RuleFormOf(l, p.c)
		was = shown
	}
	gone := p.gone
	back := paths.ClassificationsPath(p.smartType.ID)
	f := viewclassifications.ClassificationForm{Form: ui.FormOptions{Action: "/classifications",
		Save: l.T("Keep in draft"), Cancel: back}}
	hide := func(name, value string) {
		f.Hidden = append(f.Hidden, ui.Field{Kind: ui.FieldHidden, Name: name, Value: value})
	}
	if p.c.ID != 0 && !gone {
		f.Form.Action = "/classifications/" + ruleKey(p.c.ID)
	} else {
		hide("type", string(p.kind))
	}
	hide("smart_type", strconv.FormatInt(p.smartType.ID, 10))
	var bad jobkit.Refusals
	if again != nil {
		shown, bad = again.typed, again.bad
		if again.stale {
			f.Note, f.Differs = ruleConflict(l, p, again, gone)
		} else {
			was = again.was
		}
	}
	hide(kit.WasName, was.Encode())
	fields := ruleFields(l, p, shown)
	f.Form.Error = placeRefusals(l, fields, bad)
	f.Title, f.Band, f.Gates, f.Comment, f.Colour = fields[0], fields[1:3], fields[3:5], fields[5], fields[6]
	if p.c.ID != 0 && !gone {
		for i, c := range p.rows {
			if c.ID == p.c.ID {
				f.Says = l.T("In your draft now: %s.", unbroken(classify.Words(p.kind, ruleBands(p.rows), i)))
			}
		}
	}
	if inPlace {
		f.Form.Cancel = ""
		f.Form.More = []ui.Button{{Text: l.T("Cancel"), Kind: ui.Quiet, Href: back,
			Attrs: map[string]any{"hx-get": back, "hx-target": "#" + viewclassifications.ClassificationsRegion,
				"hx-swap": "outerHTML", "hx-disabled-elt": "this"}}} // not what the form around it says
	} else if len(bad) == 0 && again == nil {
		fields[0].Focus = p.c.ID == 0
		f.Title = fields[0]
	}
	return f
}

// placeRefusals is again for fields in an array of their own.
func placeRefusals(l ui.Locale, fields []ui.Field, bad jobkit.Refusals) string {
	return kit.Again(l, fields, bad)
}

func ruleBands(rows []store.Classification) []classify.Band {
	bands := make([]classify.Band, len(rows))
	for i, c := range rows {
		bands[i] = rebuild.Band(c)
	}
	return bands
}

// ruleFields are the seven fields in their order.
func ruleFields(l ui.Locale, p rulePage, f ruleForm) []ui.Field {
	return []ui.Field{
		{Name: "title", Label: l.T("Title"), Value: f.Title, Required: true, MaxLength: 60, Autocomplete: "off",
			Help: l.T("What stands on the label: 60 characters at most.")},
		{Name: "value", Label: l.T("Value"), Value: f.Value, Num: true, InputMode: "decimal", Autocomplete: "off",
			Suffix: valueUnit(p.kind), Help: l.T(valueHelp[max(p.kind.Index(), 0)])},
		{Kind: ui.FieldSelect, Name: "position", Label: l.T("Position"), Value: f.Position, Choices: positionChoices(l, p),
			Help: l.T("The order in which the rows take customers.")},
		ui.MoneyField(l, ui.Field{Name: "min_spend", Label: l.T("Minimum spend"), Value: f.MinSpend, Optional: true,
			Autocomplete: "off", Help: l.T("A customer who spent less gets no label of this type.")}),
		{Name: "min_orders", Label: l.T("Minimum orders"), Value: f.MinOrders, Optional: true, Num: true,
			InputMode: "numeric", Autocomplete: "off", Help: l.T("A customer with fewer orders gets no label of this type.")},
		{Kind: ui.FieldArea, Name: "comment", Label: l.T("Comment"), Value: f.Comment, Optional: true, MaxLength: 2000,
			Help: l.T("What it finds, and what to do about it.")},
		{Kind: ui.FieldColour, Name: "colour", Label: l.T("Colour"), Value: f.Colour},
	}
}

// positionChoices are the places that the row can have, and the one that follows
// from its value.
func positionChoices(l ui.Locale, p rulePage) []ui.Choice {
	all := []ui.Choice{{Value: "", Text: l.T("Where its value belongs")}}
	n := 0
	for _, c := range p.rows {
		if c.ID == p.c.ID {
			continue
		}
		n++
		all = append(all, ui.Choice{Value: strconv.Itoa(n), Text: fmt.Sprintf("%d · %s", n, l.T("before %s", c.Title))})
	}
	return append(all, ui.Choice{Value: strconv.Itoa(n + 1), Text: fmt.Sprintf("%d · %s", n+1, l.T("last"))})
}

// ruleConflict says that somebody else was quicker, and sets before, theirs and
// mine side by side, the fields that differ alone.
func ruleConflict(l ui.Locale, p rulePage, again *refusedForm, gone bool) (*ui.Note, *ui.Table) {
	if gone {
		return &ui.Note{Kind: ui.NoteWarn, Focus: true, Title: l.T("Somebody else deleted %s while you were typing",
			p.c.Title),
			Text: l.T("Nothing of yours is lost: the form below has what you typed. Saving it makes a new row.")}, nil
	}
	note := kit.ConflictNote(l, p.c.Title)
	t := ui.Table{Caption: l.T("What differs"), Free: true, Columns: []ui.Column{
		{Title: l.T("Field")}, {Title: l.T("Before")}, {Title: l.T("Theirs, as it is now")},
		{Title: l.T("Yours, not saved")}}}
	theirs := RuleFormOf(l, p.c)
	for _, row := range [][4]string{
		{"Title", again.was.Title, theirs.Title, again.typed.Title},
		{"Value", again.was.Value, theirs.Value, again.typed.Value},
		{"Position", again.was.Position, theirs.Position, again.typed.Position},
		{"Minimum spend", again.was.MinSpend, theirs.MinSpend, again.typed.MinSpend},
		{"Minimum orders", again.was.MinOrders, theirs.MinOrders, again.typed.MinOrders},
		{"Comment", again.was.Comment, theirs.Comment, again.typed.Comment},
		{"Colour", again.was.Colour, theirs.Colour, again.typed.Colour},
	} {
		if row[1] != row[2] || row[1] != row[3] {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: l.T(row[0])}, {Text: filled(l, row[1])},
				{Text: filled(l, row[2])}, {Text: filled(l, row[3])}}})
		}
	}
	if len(t.Rows) == 0 { // their change was undone again, or was a change of nothing
		return &note, nil
	}
	return &note, &t
}

// filled is a field's text, or a word for an empty one.
func filled(l ui.Locale, text string) string {
	if text == "" {
		return l.T("empty")
	}
	return text
}
