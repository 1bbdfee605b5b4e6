package styleguide

import (
	"wholesight/jobs/calendar"
	"wholesight/views/samples"
	"wholesight/views/ui"
)

// SampleLabels are the labels that the samples show, for LabelCSS.
func SampleLabels() []ui.LabelColour {
	var all []ui.LabelColour
	for i, c := range ui.OkabeIto {
		all = append(all, ui.LabelColour{ID: int64(i + 1), Colour: c.Value})
	}
	return append(all, ui.LabelColour{ID: 9, Colour: "#ffffff"}, ui.LabelColour{ID: 10, Colour: "#7a7a7a"})
}

// Samples are all samples in the order of the page of components.
func Samples() []samples.Sample {
	var all []samples.Sample
	for _, part := range [][]samples.Sample{samplesPress(), samplesSay(), samplesAsk(), samplesFigures(), samplesLists(),
		samplesGraphs(), samplesForecasts(), samplesParts()} {
		all = append(all, part...)
	}
	return all
}

func samplesPress() []samples.Sample {
	return []samples.Sample{
		{Group: "Buttons", Name: "buttons", Show: ui.Group{
			ui.Button{Text: "Save targets", Kind: ui.Primary, Submit: true},
			ui.Button{Text: "Export CSV", Icon: "download", Href: "/customers.csv"},
			ui.Button{Text: "Delete classification", Icon: "trash", Kind: ui.Danger},
			ui.Button{Text: "Cancel", Kind: ui.Quiet},
			ui.Button{Text: "Clear all", Kind: ui.Inline},
			ui.Button{Text: "Log a contact", Icon: "chat", Only: true},
			ui.Button{Text: "Edit", Icon: "edit", Small: true},
			ui.Button{Text: "Run now", Off: "A run is under way"},
			ui.Button{Text: "Open dialog", Dialog: "sample-dialog"},
		}},
		{Group: "Buttons", Name: "badges", Show: ui.Group{
			ui.Badge{Text: "manager"},
			ui.Badge{Text: "queued", Tone: ui.Accent},
			ui.Badge{Text: "done", Tone: ui.Good},
			ui.Badge{Text: "on track", Tone: ui.Good},
			ui.Badge{Text: "waiting", Tone: ui.Warn},
			ui.Badge{Text: "failed", Tone: ui.Bad},
		}},
		{Group: "Buttons", Name: "labels", Show: ui.Labels{
			{ID: 1, Type: "risk", Title: "At risk", Why: "risk 2.31 · 70 days silent, usually every 30"},
			{ID: 2, Type: "risk_change", Title: "Slipping"},
			{ID: 3, Type: "revenue_rank", Title: "Top 20 %", Href: "/customers?label=3"},
			{ID: 4, Type: "revenue_change", Title: "Growing fast"},
			{ID: 5, Type: "revenue_share", Title: "Key account"},
			{ID: 6, Type: "orders", Title: "Orders weekly"},
			{ID: 7, Title: "Purple"},
			{ID: 8, Title: "Black"},
			{ID: 9, Title: "White"},
			{ID: 10, Title: "Grey"},
		}},
		{Group: "Buttons", Name: "label", Show: ui.Label{ID: 1, Type: "orders", Title: samples.Nasty[0],
			Why: samples.Nasty[2]}},
		{Group: "Buttons", Name: "labels-none", Show: ui.Labels{}},
	}
}

func samplesSay() []samples.Sample {
	return []samples.Sample{
		{Group: "Messages", Name: "note", Show: ui.Note{Title: "Three customers have no smart type",
			Text: "They get Trade, the first one. Change it on their record."}},
		{Group: "Messages", Name: "note-good", Show: ui.Note{Kind: ui.NoteGood, Title: "48,112 lines imported",
			Text: "12 rejected; the file with reasons is below."}},
		{Group: "Messages", Name: "note-warn", Show: ui.Note{Kind: ui.NoteWarn, Title: "Figures are of 14 November",
			Text: "The nightly run has not been done since.", Actions: []ui.Button{{Text: "Run now", Submit: true}}}},
		{Group: "Messages", Name: "note-error", Show: ui.Note{Kind: ui.NoteBad, Title: "The file could not be read",
			Text:    "Nothing was imported and nothing was changed.",
			Items:   []string{"Line 3: the day 31.02.2026 does not exist", "Line 9: the quantity is empty"},
			Request: "01JD3Q8XK2"}},
		{Group: "Messages", Name: "note-nasty", Show: ui.Note{Title: samples.Nasty[0], Text: samples.Nasty[1],
			Items: []string{samples.Nasty[2]}}},
		{Group: "Messages", Name: "conflict", Show: ui.Conflict{Name: "Meyer GmbH", Rows: []ui.ConflictRow{
			{Field: "Name", Before: "Meyer GmbH", Theirs: "Meyer GmbH", Mine: "Meyer GmbH"},
			{Field: "Phone", Before: "+49 40 1", Theirs: "+49 40 2", Mine: "+49 40 1"},
			{Field: "City", Before: "Hamburg", Theirs: "Hamburg", Mine: "Kiel"},
			{Field: "Industry", Before: "", Theirs: samples.Nasty[0], Mine: ""},
			{Field: "Notes", Before: "Call in the morning", Theirs: "", Mine: samples.Long}}}},
		{Group: "Messages", Name: "conflict-same", Show: ui.Conflict{Name: "Meyer GmbH",
			Rows: []ui.ConflictRow{{Field: "Name", Before: "a", Theirs: "a", Mine: "a"}}}},
		{Group: "Messages", Name: "empty", Show: ui.Empty{Title: "No customer matches",
			Text:  "This list shows the customers that fit every filter. Remove one to see more.",
			Start: &ui.Button{Text: "Clear all", Href: "/customers"}}},
		{Group: "Messages", Name: "empty-bare", Show: ui.Empty{}},
		{Group: "Messages", Name: "toast", Show: ui.Toast{Text: "Targets of Meyer GmbH saved"}},
		{Group: "Messages", Name: "toast-undo", Show: ui.Toast{Text: "118 customers moved to Anna Berg", Undo: "/undo/17"}},
		{Group: "Messages", Name: "toast-bad", Show: ui.Toast{Text: "The comment could not be saved", Bad: true}},
		{Group: "Messages", Name: "toasts-swap", Show: ui.Toasts{{Text: "Saved"}}},
		{Group: "Messages", Name: "progress", Show: ui.Progress{ID: "job-17", Title: "Importing orders.csv", Step: "Checking",
			Done: 120_000, All: 480_000, Rows: "120,000 of 480,000 rows", Rate: "41,000 rows a second", Left: "about 9 s left",
			Stream: "/jobs/17/stream", After: "/imports/17", Reload: "/imports/17"}},
		{Group: "Messages", Name: "progress-unknown", Show: ui.ProgressPart{Title: "Reading the file", Rows: "12,000 rows"}},
	}
}

func samplesParts() []samples.Sample {
	l := ui.Locale{}
	up := l.Change(124)
	down := l.Change(-81)
	trend := ui.Spark{Title: "Revenue by month", Now: []int64{4, 6, 5, 8, 9, 12}, Before: []int64{5, 5, 6, 6, 7, 8}}
	return []samples.Sample{
		{Group: "Parts", Name: "tiles", Show: ui.Tiles{
			{Title: "Revenue, 12 months", Figure: "€1.2m", Change: &up, Note: "against €1.1m", Href: "/analysis", Spark: &trend},
			{Title: "Orders", Figure: "4,312", Change: &down, Note: "against 4,692"},
			{Title: "Average gap", Figure: "30.7 days"},
			{Title: "Risk", Figured: ui.Unknown{Word: "unknown", Why: "one order only"}},
			{Title: "Backorder", Figure: "–", Note: "nothing is open"},
		}},
		{Group: "Parts", Name: "tabs", Show: ui.Tabs{Label: "Smart types",
			Tabs: []ui.Tab{{Text: "Trade", Href: "?type=trade", Count: "1,204", Here: true},
				{Text: "Retail", Href: "?type=retail", Count: "311"}, {Text: "Distributor", Href: "?type=distributor"}}}},
		{Group: "Parts", Name: "facts", Show: ui.Facts{
			{Name: "Account manager", Text: "Anna Berg", Href: "/customers?manager=anna"},
			{Name: "Last order", Content: l.Day(calendar.Must("2026-09-13"), samples.Day)},
			{Name: "Usual gap", Text: "30.7 days"},
			{Name: "Target", Content: ui.Group{ui.Badge{Text: "behind", Tone: ui.Bad}, ui.Text("82.4 % of €40,000")}},
			{Name: "Group", Text: ""},
			{Name: "Name", Text: samples.Long},
		}},
		{Group: "Parts", Name: "steps", Show: ui.Steps{Now: 2,
			Steps: []ui.Step{{Text: "File", Href: "/imports/17/file"}, {Text: "Columns", Href: "/imports/17/columns"},
				{Text: "Preview"}, {Text: "Import"}}}},
	}
}
