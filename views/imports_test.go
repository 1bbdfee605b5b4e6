package views

import (
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"strings"
)

// importSamples are the pages of imports, each at its fullest and at its emptiest.
func importSamples() []Sample {
	key := []Field{{Kind: FieldHidden, Name: "form_key", Value: "k"}}
	rejects := ImportRejects{Title: "12 rows rejected", Text: "Mend them there.", Download: &Button{Text: "Download rejected rows", Href: "/imports/17/rejected.csv"},
		Causes: []ImportCause{
			{Title: "Not a number · 11 rows", Help: "Write digits.", Open: true, More: "10 more in the file.", Rows: Table{Caption: "Not a number", Columns: []Column{{Title: "Line"}, {Title: "Value"}},
				Rows: []Row{{Cells: []Cell{{Text: "3"}, {Text: sampleNasty[0]}}}}}},
			{Title: "No customer · 1 row"},
		}}
	found := ImportFound{
		Form: FormOptions{Action: "/imports/17/check", Wide: true}, Hidden: key,
		Asked:   []Field{{Kind: FieldRadios, Name: "ask_date_order", Label: "Which is it?", Choices: []Choice{{"dmy", "Day first"}, {"mdy", "Month first"}}, Required: true}},
		Reading: []Field{{Kind: FieldSelect, Name: "encoding", Label: "Encoding", Choices: []Choice{{"", "Found: UTF-8"}, {"utf-8", "UTF-8"}}}},
		Columns: Table{Caption: "Columns of the file", Columns: []Column{{Title: "In the file"}, {Title: "Is"}}, Rows: []Row{{Cells: []Cell{{Text: sampleNasty[1]},
			{Content: Field{Kind: FieldSelect, Name: "map.0", Label: "is", HideLabel: true, Choices: []Choice{{"", "Not read"}}}}}}}},
		Ignored: "Not read: " + sampleNasty[2], Save: Button{Text: "Check the file", Kind: Primary, Submit: true}, Discard: &Button{Text: "Discard the file", Submit: true},
	}
	live := LiveJob{Progress: Progress{ID: "job-3", Title: "orders.csv", Done: 1, All: 2, Stream: "/jobs/3/events", After: "/imports/17"}, Said: "asked for by Anna", Cancel: &Act{Action: "/imports/17/cancel", Fields: key, Button: Button{Text: "Cancel"}}}
	steps := Steps{Now: 1, Steps: []Step{{Text: "File"}, {Text: "What was found"}}}
	preview := ImportPreview{Counts: Tiles{{Title: "New", Figure: "3"}}, Notes: []string{"One is new."}, Form: FormOptions{Action: "/imports/17/apply"}, Hidden: key,
		Apply: &Button{Text: "Import 3 orders", Kind: Primary, Submit: true}, Discard: Button{Text: "Discard", Submit: true}, Rejects: rejects, Read: Facts{{Name: "Rows", Text: "3"}}}
	plain := found
	plain.Asked, plain.Hidden, plain.Ignored, plain.Discard = nil, nil, "", nil
	plain.Save.Kind = Plain
	preview.Found = &plain
	nothing := preview
	nothing.Apply, nothing.Nothing, nothing.Found, nothing.Rejects, nothing.Notes = nil, &Note{Kind: NoteGood, Title: "Nothing would change."}, nil, ImportRejects{}, nil
	return []Sample{
		{"Imports", "imports-act", Act{Action: "/imports/17/undo", Fields: key, Button: Button{Text: "Undo"}}},
		{"Imports", "imports-list", ImportsPage{Older: "/imports?before=17", Exports: []Export{{Title: "Orders", About: "One row for each line.", Href: "/exports/orders.csv"}},
			Table: Table{Caption: "Imports", Columns: []Column{{Title: "File"}}, Rows: []Row{{Cells: []Cell{{Text: sampleLong}}}}}}},
		{"Imports", "imports-empty", ImportsPage{Table: Table{Caption: "Imports", Columns: []Column{{Title: "File"}}, Empty: Empty{Title: "No imports yet"}}}},
		{"Imports", "imports-new", ImportNew{Note: Note{Title: "Your choices are kept"}, Open: true, Hidden: key, Form: FormOptions{Action: "/imports", Upload: true, Swap: ImportNewRegion, Save: "Check the file"},
			Kind: Field{Kind: FieldRadios, Name: "kind", Label: "What is in the file", Choices: []Choice{{"orders", "Orders"}}}, More: []Field{{Kind: FieldCheck, Name: "missing", Label: "Make what is missing"}},
			File:  Field{Kind: FieldFile, Name: "file", Label: "File", Error: "Pick a file."},
			Kinds: Table{Caption: "What each file takes", Columns: []Column{{Title: "File"}, {Title: "Columns"}}, Rows: []Row{{Cells: []Cell{{Text: "Orders"}, {Content: ImportColumns{About: "A row each.", Must: []string{"sku", "quantity"}, May: []string{"cost"}}}}}}}}},
		{"Imports", "imports-found", ImportWizard{Steps: steps, Notes: []Note{{Kind: NoteBad, Title: "Columns are missing"}}, Body: found}},
		{"Imports", "imports-work", ImportWizard{Steps: steps, Body: ImportWork{Live: live, Text: "Nothing changes."}}},
		{"Imports", "imports-preview", ImportWizard{Steps: steps, Body: preview}},
		{"Imports", "imports-nothing", ImportWizard{Steps: steps, Body: nothing}},
		{"Imports", "imports-report", ImportWizard{Steps: steps, Body: ImportReport{Counts: Tiles{{Title: "Created", Figure: "3"}}, Links: []Button{{Text: "Customers", Href: "/customers"}}, Rejects: rejects,
			Undo: &ImportUndo{Title: "Undo this import", Text: "It is the last one.", Items: []string{"3 orders go away."}, Act: Act{Action: "/imports/17/undo", Button: Button{Text: "Undo this import", Kind: Danger}}}}}},
		{"Imports", "imports-refused", ImportWizard{Steps: steps, Notes: []Note{{Kind: NoteBad, Title: "The file is refused", Text: "It is a PDF."}}}},
	}
}

func TestImportPages(t *testing.T) {
	for _, s := range importSamples() {
		t.Run(s.Name, func(t *testing.T) { golden(t, s.Name, htmlOf(t, s.Show)) })
	}
}

// One primary button a page; what is replaced by the stream holds no button; no
// name of a file becomes markup.
func TestImportPagesAreSound(t *testing.T) {
	for _, s := range importSamples() {
		doc := documentOf(t, s.Show)
		if n := doc.Find(".btn-primary").Length(); n > 1 {
			t.Errorf("%s has %d primary buttons", s.Name, n)
		}
		if n := doc.Find("[sse-swap] button, [sse-swap] a").Length(); n != 0 {
			t.Errorf("%s: %d buttons are replaced while one presses them", s.Name, n)
		}
		if n := doc.Find("script, img, b").Length(); n != 0 {
			t.Errorf("%s: %d elements were made of data", s.Name, n)
		}
		doc.Find("form").Each(func(_ int, f *goquery.Selection) {
			if f.Find("form").Length() > 0 {
				t.Errorf("%s: a form stands in a form", s.Name)
			}
		})
	}
}

func documentOf(t *testing.T, c templ.Component) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(htmlOf(t, c)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
