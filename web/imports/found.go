package imports

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wholesight/jobs/files"
	jobimports "wholesight/jobs/imports"
	viewimports "wholesight/views/imports"
	"wholesight/views/ui"
)

// shownSamples is how many values of a column are shown.
const shownSamples = 3

// newImportFound is how a file is read, open to change: what the person has chosen
// (opt) over what was found (plan).
func newImportFound(l ui.Locale, plan *files.Plan, opt jobimports.Options) viewimports.ImportFound {
	found := viewimports.ImportFound{Asked: importQuestions(l, plan), Columns: importColumns(l, plan)}
	guess := guesses{read: plan.Encoding != "" || plan.Format == "xlsx", asked: found.Asked}
	if plan.Format != "xlsx" {
		found.Reading = []ui.Field{
			guess.field(l, "encoding", "Encoding", encodingWords, opt.Read.Encoding, plan.Encoding,
				"Umlauts and accents in the samples below look right when it is."),
			guess.field(l, "delimiter", "Columns are separated by", delimiterWords, delimiterOption(opt.Read.Delimiter),
				plan.Delimiter, ""),
			guess.field(l, "decimal", "Decimal sign", decimalWords, opt.Read.Decimal, plan.Decimal, ""),
		}
	}
	found.Reading = append(found.Reading, guess.field(l, "date_order", "Days are written", dayWords, opt.Read.DateOrder,
		plan.DateOrder, "YYYY-MM-DD is always understood."))
	if plan.Kind == files.Orders {
		found.Reading = append(found.Reading, ui.Field{Kind: ui.FieldSelect, Name: "preset", Label: l.T("Known format"),
			Value: opt.Read.Preset, Choices: translated(l, presetWords)})
	}
	if plan.Kind == files.Orders || plan.Kind == files.Targets || plan.Kind == files.Contacts {
		found.Reading = append(found.Reading, missingField(l, opt.CreateMissing))
		found.Hidden = append(found.Hidden, ui.Field{Kind: ui.FieldHidden, Name: "missing_shown", Value: "1"})
	}
	if len(plan.Ignored) > 0 {
		found.Ignored = l.T("Not read: %s.", strings.Join(plan.Ignored, ", "))
	}
	return found
}

func missingField(l ui.Locale, on bool) ui.Field {
	return ui.Field{Kind: ui.FieldCheck, Name: "missing", Label: l.T("Make customers and products that are not there yet"),
		On:   on,
		Help: l.T("Without it, rows that name an unknown one are rejected.")}
}

// mapName is the field that says what a column of the file is; askHeader the one
// that says which of several is ours.
func mapName(index int) string       { return "map." + strconv.Itoa(index) }
func askHeader(column string) string { return "ask_header." + column }

func isColumn(k files.Kind, name string) bool { return slices.Contains(files.ColumnNames(k), name) }

func delimiterOption(r rune) string {
	if r == 0 {
		return ""
	}
	return string(r)
}

// guesses are what is known of a file: whether it was read to its end, and what is
// asked.
type guesses struct {
	read  bool
	asked []ui.Field
}

// field is a choice whose first answer is to find out, which says what was found.
func (g guesses) field(l ui.Locale, name, label string, all []ui.Choice, chosen, found, help string) ui.Field {
	first := l.T("Find out")
	if chosen == "" {
		switch text := choiceText(l, all, found); {
		case text != "":
			first = l.T("Found: %s", text)
		case found != "":
			first = l.T("Found: %s", found)
		case slices.ContainsFunc(g.asked, func(f ui.Field) bool { return f.Name == "ask_"+name }):
			first = l.T("As you say above")
		case g.read:
			first = l.T("Nothing in the file needs it")
		}
	}
	f := ui.Field{Kind: ui.FieldSelect, Name: name, Label: l.T(label), Value: chosen,
		Choices: []ui.Choice{{Value: "", Text: first}}}
	if help != "" {
		f.Help = l.T(help)
	}
	f.Choices = append(f.Choices, translated(l, all)...)
	return f
}

func translated(l ui.Locale, all []ui.Choice) []ui.Choice {
	out := make([]ui.Choice, len(all))
	for i, c := range all {
		out[i] = ui.Choice{Value: c.Value, Text: l.T(c.Text)}
	}
	return out
}

// importQuestions are what only a person can tell, one field each. One decimal
// sign counts for the whole file, however many columns ask for it.
func importQuestions(l ui.Locale, plan *files.Plan) []ui.Field {
	var fields []ui.Field
	for _, q := range plan.Open() {
		f := ui.Field{Kind: ui.FieldRadios, Label: q.Text, Required: true}
		switch q.Kind {
		case files.AskDateOrder:
			f.Name = "ask_date_order"
		case files.AskDecimal:
			f.Name = "ask_decimal"
		case files.AskHeader:
			f.Name = askHeader(q.Column)
		case files.AskWords, files.AskSheet, files.AskTotal:
			f.Name = askedName(q)
		default:
			continue // the select of its name answers it
		}
		if i := slices.IndexFunc(fields, func(x ui.Field) bool { return x.Name == f.Name }); i >= 0 {
			fields[i].Help = strings.TrimSpace(fields[i].Help + " " + q.Text)
			continue
		}
		for _, a := range q.Answers {
			text := a.Label
			if a.Sample != "" {
				text += ": " + a.Sample
			}
			f.Choices = append(f.Choices, ui.Choice{Value: a.Value, Text: text})
		}
		f.Focus = len(fields) == 0
		fields = append(fields, f)
	}
	return fields
}

// importColumns is a row for each column of the file: its header, what it is taken
// for, and its first values.
func importColumns(l ui.Locale, plan *files.Plan) ui.Table {
	t := ui.Table{
		ID: "columns", Caption: l.T("Columns of the file"), Titled: true, Free: true,
		Columns: []ui.Column{{Title: l.T("In the file")}, {Title: l.T("Is")}, {Title: l.T("First values")}},
	}
	for _, c := range plan.Columns {
		if c.Index >= len(plan.Header) {
			continue
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Text: columnName(l, c)},
			{Content: columnField(l, plan, c)},
			{Text: sampleValues(plan, c.Index), Wide: true},
		}})
	}
	return t
}

// columnName is a column's header, or its number where it has none.
func columnName(l ui.Locale, c files.Column) string {
	if c.Key == "" {
		return l.T("column %d", c.Index+1)
	}
	return c.Key
}

// columnField says which of our columns one of the file is.
func columnField(l ui.Locale, plan *files.Plan, c files.Column) ui.Field {
	choices := []ui.Choice{{Value: "", Text: l.T("Not read")}}
	for _, our := range files.ColumnNames(plan.Kind) {
		choices = append(choices, ui.Choice{Value: our, Text: our})
	}
	if c.Column != "" && !known(choices, c.Column) { // only a preset fills it
		choices = append(choices, ui.Choice{Value: c.Column, Text: c.Column})
	}
	return ui.Field{Kind: ui.FieldSelect, Name: mapName(c.Index), Label: l.T("%s is", columnName(l, c)), HideLabel: true,
		Value: c.Column, Choices: choices}
}

// sampleValues are the first values of a column that differ.
func sampleValues(plan *files.Plan, column int) string {
	var values []string
	for _, row := range plan.Samples {
		if column >= len(row) || row[column] == "" || slices.Contains(values, row[column]) {
			continue
		}
		if values = append(values, row[column]); len(values) == shownSamples {
			break
		}
	}
	return strings.Join(values, " · ")
}

// readFacts is how a file was read, in short.
func readFacts(l ui.Locale, plan *files.Plan, opt jobimports.Options) ui.Facts {
	facts := ui.Facts{{Name: l.T("Rows"), Text: l.NumberExact(plan.Rows)}}
	add := func(name, text string) {
		if text != "" {
			facts = append(facts, ui.Fact{Name: l.T(name), Text: text})
		}
	}
	if plan.Format == "xlsx" {
		add("Format", l.T("Excel workbook"))
	} else {
		add("Encoding", or(choiceText(l, encodingWords, plan.Encoding), plan.Encoding))
		add("Columns are separated by", choiceText(l, delimiterWords, plan.Delimiter))
		add("Decimal sign", choiceText(l, decimalWords, plan.Decimal))
	}
	add("Days are written", choiceText(l, dayWords, plan.DateOrder))
	if opt.Read.Preset != "" {
		add("Known format", choiceText(l, presetWords, opt.Read.Preset))
	}
	var read []string
	for _, c := range plan.Columns {
		if c.Column == "" {
			continue
		}
		if c.Key == c.Column {
			read = append(read, c.Column)
		} else {
			read = append(read, fmt.Sprintf("%s ← %s", c.Column, c.Key))
		}
	}
	add("Columns read", strings.Join(read, ", "))
	add("Not read", strings.Join(plan.Ignored, ", "))
	return facts
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
