package imports

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"wholesight/views/runs"
	"wholesight/views/samples"
	"wholesight/views/ui"
	"wholesight/views/viewtest"
)

// importSamples are the pages of imports, each at its fullest and at its emptiest.
func importSamples() []samples.Sample {
	key := []ui.Field{{Kind: ui.FieldHidden, Name: "form_key", Value: "k"}}
	rejects := ImportRejects{Title: "12 rows rejected", Text: "Mend them there.",
		Download: &ui.Button{Text: "Download rejected rows", Href: "/imports/17/rejected.csv"},
		Causes: []ImportCause{
			{Title: "Not a number · 11 rows", Help: "Write digits.", Open: true, More: "10 more in the file.",
				Rows: ui.Table{Caption: "Not a number", Columns: []ui.Column{{Title: "Line"}, {Title: "Value"}},
					Rows: []ui.Row{{Cells: []ui.Cell{{Text: "3"}, {Text: samples.Nasty[0]}}}}}},
			{Title: "No customer · 1 row"},
		}}
	found := ImportFound{
		Form: ui.FormOptions{Action: "/imports/17/check", Wide: true}, Hidden: key,
		Asked: []ui.Field{{Kind: ui.FieldRadios, Name: "ask_date_order", Label: "Which is it?",
			Choices: []ui.Choice{{Value: "dmy", Text: "Day first"}, {Value: "mdy", Text: "Month first"}}, Required: true}},
		Reading: []ui.Field{{Kind: ui.FieldSelect, Name: "encoding", Label: "Encoding",
			Choices: []ui.Choice{{Value: "", Text: "Found: UTF-8"}, {Value: "utf-8", Text: "UTF-8"}}}},
		Columns: ui.Table{Caption: "Columns of the file", Columns: []ui.Column{{Title: "In the file"}, {Title: "Is"}},
			Rows: []ui.Row{{Cells: []ui.Cell{{Text: samples.Nasty[1]},
				{Content: ui.Field{Kind: ui.FieldSelect, Name: "map.0", Label: "is", HideLabel: true,
					Choices: []ui.Choice{{Value: "", Text: "Not read"}}}}}}}},
		Ignored: "Not read: " + samples.Nasty[2], Save: ui.Button{Text: "Check the file", Kind: ui.Primary, Submit: true},
		Discard: &ui.Button{Text: "Discard the file", Submit: true},
	}
	live := runs.LiveJob{Progress: ui.Progress{ID: "job-3", Title: "orders.csv", Done: 1, All: 2, Stream: "/jobs/3/events",
		After: "/imports/17"}, Said: "asked for by Anna",
		Cancel: &ui.Act{Action: "/imports/17/cancel", Fields: key, Button: ui.Button{Text: "Cancel"}}}
	steps := ui.Steps{Now: 1, Steps: []ui.Step{{Text: "File"}, {Text: "What was found"}}}
	preview := ImportPreview{Counts: ui.Tiles{{Title: "New", Figure: "3"}},
		Notes:  []Said{{Text: "One is new."}, {Text: "Columns not read: Art.", Warn: true}},
		Decide: []ui.Field{{Kind: ui.FieldCheck, Name: "accept_reused", Label: "Change them", Required: true}},
		Unread: []ui.Field{{Kind: ui.FieldSelect, Name: "map.6", Label: "Art"}},
		Form:   ui.FormOptions{Action: "/imports/17/apply"}, Hidden: key,
		Apply:   &ui.Button{Text: "Import 3 orders", Kind: ui.Primary, Submit: true},
		Discard: ui.Button{Text: "Discard", Submit: true}, Rejects: rejects, Read: ui.Facts{{Name: "Rows", Text: "3"}}}
	plain := found
	plain.Asked, plain.Hidden, plain.Ignored, plain.Discard = nil, nil, "", nil
	plain.Save.Kind = ui.Plain
	preview.Found = &plain
	nothing := preview
	nothing.Apply, nothing.Nothing, nothing.Found, nothing.Rejects, nothing.Notes = nil,
		&ui.Note{Kind: ui.NoteGood, Title: "Nothing would change."}, nil, ImportRejects{}, nil
	return []samples.Sample{
		{Group: "Imports", Name: "imports-act", Show: ui.Act{Action: "/imports/17/undo", Fields: key,
			Button: ui.Button{Text: "Undo"}}},
		{Group: "Imports", Name: "imports-list", Show: ImportsPage{Older: "/imports?before=17",
			Exports: []Export{{Title: "Orders", About: "One row for each line.", Href: "/exports/orders.csv"}},
			Table: ui.Table{Caption: "Imports", Columns: []ui.Column{{Title: "File"}},
				Rows: []ui.Row{{Cells: []ui.Cell{{Text: samples.Long}}}}}}},
		{Group: "Imports", Name: "imports-empty", Show: ImportsPage{Table: ui.Table{Caption: "Imports",
			Columns: []ui.Column{{Title: "File"}}, Empty: ui.Empty{Title: "No imports yet"}}}},
		{Group: "Imports", Name: "imports-new", Show: ImportNew{Note: ui.Note{Title: "Your choices are kept"}, Open: true,
			Hidden: key, Form: ui.FormOptions{Action: "/imports", Upload: true, Swap: ImportNewRegion, Save: "Check the file"},
			Kind: ui.Field{Kind: ui.FieldRadios, Name: "kind", Label: "What is in the file",
				Choices: []ui.Choice{{Value: "orders", Text: "Orders"}}},
			More: []ui.Field{{Kind: ui.FieldCheck, Name: "missing", Label: "Make what is missing"}},
			File: ui.Field{Kind: ui.FieldFile, Name: "file", Label: "File", Error: "Pick a file."},
			Kinds: ui.Table{Caption: "What each file takes", Columns: []ui.Column{{Title: "File"}, {Title: "Columns"}},
				Rows: []ui.Row{{Cells: []ui.Cell{{Text: "Orders"},
					{Content: ImportColumns{About: "A row each.", Must: []string{"sku", "quantity"}, May: []string{"cost"}}}}}}}}},
		{Group: "Imports", Name: "imports-found", Show: ImportWizard{Steps: steps,
			Notes: []ui.Note{{Kind: ui.NoteBad, Title: "Columns are missing"}}, Body: found}},
		{Group: "Imports", Name: "imports-work", Show: ImportWizard{Steps: steps,
			Body: ImportWork{Live: live, Text: "Nothing changes."}}},
		{Group: "Imports", Name: "imports-preview", Show: ImportWizard{Steps: steps, Body: preview}},
		{Group: "Imports", Name: "imports-nothing", Show: ImportWizard{Steps: steps, Body: nothing}},
		{Group: "Imports", Name: "imports-report", Show: ImportWizard{Steps: steps,
			Body: ImportReport{Counts: ui.Tiles{{Title: "Created", Figure: "3"}},
				Links: []ui.Button{{Text: "Customers", Href: "/customers"}}, Rejects: rejects,
				Undo: &ImportUndo{Title: "Undo this import", Text: "It is the last one.", Items: []string{"3 orders go away."},
					Act: ui.Act{Action: "/imports/17/undo", Button: ui.Button{Text: "Undo this import", Kind: ui.Danger}}}}}},
		{Group: "Imports", Name: "imports-refused", Show: ImportWizard{Steps: steps,
			Notes: []ui.Note{{Kind: ui.NoteBad, Title: "The file is refused", Text: "It is a PDF."}}}},
	}
}

func TestImportPages(t *testing.T) {
	for _, s := range importSamples() {
		t.Run(s.Name, func(t *testing.T) { viewtest.Golden(t, s.Name, viewtest.HTML(t, s.Show)) })
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
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(viewtest.HTML(t, c)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
