package views

import (
	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
)

// Sample is a component with data to look at: the page of components shows it,
// and a golden file holds what it renders to.
type Sample struct {
	Group string // the heading it stands under
	Name  string // also the name of its golden file
	Show  templ.Component
}

// sampleDay is the as-of day of all samples.
var sampleDay = calendar.Must("2026-11-22")

// sampleLong is a name as some customers have it.
const sampleLong = "Vereinigte Norddeutsche Eisenwaren-, Werkzeug- und Baubeschlaghandelsgesellschaft Müller & Söhne mbH & Co. Kommanditgesellschaft"

// sampleNasty are names that must come out as the text they are.
var sampleNasty = []string{`</script><b>x</b>`, `__f__alert(1)__f__`, `"><img src=x onerror=alert(1)>`}

// SampleLabels are the labels that the samples show, for LabelCSS.
func SampleLabels() []LabelColour {
	var all []LabelColour
	for i, c := range OkabeIto {
		all = append(all, LabelColour{ID: int64(i + 1), Colour: c.Value})
	}
	return append(all, LabelColour{ID: 9, Colour: "#ffffff"}, LabelColour{ID: 10, Colour: "#7a7a7a"})
}

// Samples are all samples in the order of the page of components.
func Samples() []Sample {
	var all []Sample
	for _, part := range [][]Sample{samplesPress(), samplesSay(), samplesAsk(), samplesFigures(), samplesLists(), samplesGraphs(), samplesForecasts(), samplesParts()} {
		all = append(all, part...)
	}
	return all
}

func samplesPress() []Sample {
	return []Sample{
		{"Buttons", "buttons", Group{
			Button{Text: "Save targets", Kind: Primary, Submit: true},
			Button{Text: "Export CSV", Icon: "download", Href: "/customers.csv"},
			Button{Text: "Delete classification", Icon: "trash", Kind: Danger},
			Button{Text: "Cancel", Kind: Quiet},
			Button{Text: "Clear all", Kind: Inline},
			Button{Text: "Log a contact", Icon: "chat", Only: true},
			Button{Text: "Edit", Icon: "edit", Small: true},
			Button{Text: "Run now", Off: "A run is under way"},
			Button{Text: "Open dialog", Dialog: "sample-dialog"},
		}},
		{"Buttons", "badges", Group{
			Badge{Text: "manager"},
			Badge{Text: "queued", Tone: Accent},
			Badge{Text: "done", Tone: Good},
			Badge{Text: "on track", Tone: Good},
			Badge{Text: "waiting", Tone: Warn},
			Badge{Text: "failed", Tone: Bad},
		}},
		{"Buttons", "labels", Labels{
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
		{"Buttons", "label", Label{ID: 1, Type: "orders", Title: sampleNasty[0], Why: sampleNasty[2]}},
		{"Buttons", "labels-none", Labels{}},
	}
}

func samplesSay() []Sample {
	return []Sample{
		{"Messages", "note", Note{Title: "Three customers have no smart type", Text: "They get Trade, the first one. Change it on their record."}},
		{"Messages", "note-good", Note{Kind: NoteGood, Title: "48,112 lines imported", Text: "12 rejected; the file with reasons is below."}},
		{"Messages", "note-warn", Note{Kind: NoteWarn, Title: "Figures are of 14 November", Text: "The nightly run has not been done since.", Actions: []Button{{Text: "Run now", Submit: true}}}},
		{"Messages", "note-error", Note{Kind: NoteBad, Title: "The file could not be read", Text: "Nothing was imported and nothing was changed.", Items: []string{"Line 3: the day 31.02.2026 does not exist", "Line 9: the quantity is empty"}, Request: "01JD3Q8XK2"}},
		{"Messages", "note-nasty", Note{Title: sampleNasty[0], Text: sampleNasty[1], Items: []string{sampleNasty[2]}}},
		{"Messages", "conflict", Conflict{Name: "Meyer GmbH", Rows: []ConflictRow{
			{"Name", "Meyer GmbH", "Meyer GmbH", "Meyer GmbH"}, {"Phone", "+49 40 1", "+49 40 2", "+49 40 1"}, {"City", "Hamburg", "Hamburg", "Kiel"},
			{"Industry", "", sampleNasty[0], ""}, {"Notes", "Call in the morning", "", sampleLong}}}},
		{"Messages", "conflict-same", Conflict{Name: "Meyer GmbH", Rows: []ConflictRow{{"Name", "a", "a", "a"}}}},
		{"Messages", "empty", Empty{Title: "No customer matches", Text: "This list shows the customers that fit every filter. Remove one to see more.", Start: &Button{Text: "Clear all", Href: "/customers"}}},
		{"Messages", "empty-bare", Empty{}},
		{"Messages", "toast", Toast{Text: "Targets of Meyer GmbH saved"}},
		{"Messages", "toast-undo", Toast{Text: "118 customers moved to Anna Berg", Undo: "/undo/17"}},
		{"Messages", "toast-bad", Toast{Text: "The comment could not be saved", Bad: true}},
		{"Messages", "toasts-swap", Toasts{{Text: "Saved"}}},
		{"Messages", "progress", Progress{ID: "job-17", Title: "Importing orders.csv", Step: "Checking", Done: 120_000, All: 480_000, Rows: "120,000 of 480,000 rows", Rate: "41,000 rows a second", Left: "about 9 s left", Stream: "/jobs/17/stream", After: "/imports/17", Reload: "/imports/17"}},
		{"Messages", "progress-unknown", ProgressPart{Title: "Reading the file", Rows: "12,000 rows"}},
	}
}

func samplesParts() []Sample {
	l := Locale{}
	up := l.Change(124)
	down := l.Change(-81)
	trend := Spark{Title: "Revenue by month", Now: []int64{4, 6, 5, 8, 9, 12}, Before: []int64{5, 5, 6, 6, 7, 8}}
	return []Sample{
		{"Parts", "tiles", Tiles{
			{Title: "Revenue, 12 months", Figure: "€1.2m", Change: &up, Note: "against €1.1m", Href: "/analysis", Spark: &trend},
			{Title: "Orders", Figure: "4,312", Change: &down, Note: "against 4,692"},
			{Title: "Average gap", Figure: "30.7 days"},
			{Title: "Risk", Figured: Unknown{Word: "unknown", Why: "one order only"}},
			{Title: "Backorder", Figure: "–", Note: "nothing is open"},
		}},
		{"Parts", "tabs", Tabs{Label: "Smart types", Tabs: []Tab{{Text: "Trade", Href: "?type=trade", Count: "1,204", Here: true}, {Text: "Retail", Href: "?type=retail", Count: "311"}, {Text: "Distributor", Href: "?type=distributor"}}}},
		{"Parts", "facts", Facts{
			{Name: "Account manager", Text: "Anna Berg", Href: "/customers?manager=anna"},
			{Name: "Last order", Content: l.Day(calendar.Must("2026-09-13"), sampleDay)},
			{Name: "Usual gap", Text: "30.7 days"},
			{Name: "Target", Content: Group{Badge{Text: "behind", Tone: Bad}, Text("82.4 % of €40,000")}},
			{Name: "Group", Text: ""},
			{Name: "Name", Text: sampleLong},
		}},
		{"Parts", "steps", Steps{Now: 2, Steps: []Step{{Text: "File", Href: "/imports/17/file"}, {Text: "Columns", Href: "/imports/17/columns"}, {Text: "Preview"}, {Text: "Import"}}}},
	}
}
