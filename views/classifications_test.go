package views

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// sampleRule is one row of a list of classifications, with a title that must stay
// text.
func sampleRules(kind string) Table {
	key := Field{Kind: FieldHidden, Name: "form_key", Value: "k"}
	acts := RowActs{Name: sampleNasty[0], Links: []Button{{Text: "Edit", Icon: "edit", Href: "/classifications/3"}},
		Move: &MoveForm{ID: "3", Name: sampleNasty[0], Action: "/classifications/3/move", Hidden: []Field{{Kind: FieldHidden, Name: "order", Value: "1,3,2"}, key}, At: 2, Of: 3},
		Last: []Act{{Action: "/classifications/3/delete", Fields: []Field{key}, Button: Button{Text: "Delete", Icon: "trash"}, Swap: ClassificationsRegion}}}
	value := ValueForm{ID: "3", Label: "Value of " + sampleNasty[0], Action: "/classifications/3/value", Preview: "/classifications/preview", Hidden: []Field{{Kind: FieldHidden, Name: "row", Value: "3"}},
		Was: DraftPart{ID: "was-3", Content: key}, Value: sampleNasty[1], Unit: "%", Bad: true}
	words := DraftPart{ID: "words-3", Content: BandWords{Error: "A value is needed.", Order: true}}
	count := DraftPart{ID: "n-3", Content: NowDraft{Now: "12", Draft: "9", Href: "/customers?label=3"}}
	return Table{ID: "list-" + kind, Caption: "Risk score", Free: true,
		Columns: []Column{{Title: "Label"}, {Title: "Value", Num: true}, {Title: "Band"}, {Title: "Customers", Num: true}, {Title: "Change", Num: true}},
		Rows: []Row{{ID: "c-3", Name: sampleNasty[0], Cells: []Cell{{Content: Ranked{ID: "3", Position: "2", Drag: "Drag " + sampleNasty[0], Mark: "new", Colour: "#009e73", Label: Label{ID: 3, Type: kind, Title: sampleNasty[0]}}, Below: Group{Text(sampleLong)}},
			{Content: value}, {Content: words, Wide: true}, {Content: count}, {Content: acts}}},
			{ID: "c-4", Name: "Gone", Cells: []Cell{{Content: Ranked{ID: "4", Label: Label{ID: 4, Type: kind, Title: "Gone"}, Gone: true, Mark: "deleted"}}, {Text: "7"}, {Content: DraftPart{ID: "words-4", Content: BandWords{Text: "deleted when the draft is applied"}}}, {Text: "–"},
				{Content: RowActs{Name: "Gone", Last: []Act{{Action: "/classifications/4/restore", Fields: []Field{key}, Button: Button{Text: "Restore", Icon: "undo"}, Swap: ClassificationsRegion}}}}}}}}
}

// classificationSamples are the page and the form, at their fullest and emptiest.
func classificationSamples() []Sample {
	add := Button{Text: "Add a row", Icon: "plus", Small: true, Href: "/classifications/new"}
	form := ClassificationForm{Form: FormOptions{Action: "/classifications/3", Save: "Save row", Cancel: "/classifications"},
		Hidden: []Field{{Kind: FieldHidden, Name: "version", Value: "2"}},
		Title:  Field{Name: "title", Label: "Title", Value: sampleNasty[2], Error: "The title has 61 characters: at most 60."},
		Band:   []Field{{Name: "value", Label: "Value", Value: "5", Suffix: "%"}, {Kind: FieldSelect, Name: "position", Label: "Position", Value: "1", Choices: []Choice{{"", "Where its value belongs"}, {"1", "1 · last"}}}},
		Gates:  []Field{MoneyField(Locale{}, Field{Name: "min_spend", Label: "Minimum spend", Optional: true})},
		Says:   "Stored now: from 0, up to 5.", Comment: Field{Kind: FieldArea, Name: "comment", Label: "Comment", Value: sampleNasty[1]},
		Colour: Field{Kind: FieldColour, Name: "colour", Label: "Colour", Value: "#123456"}}
	inPlace := form
	inPlace.Region, inPlace.Heading, inPlace.Form.Swap = EditRegion("risk"), "Late", EditRegion("risk")
	conflict := form
	conflict.Note = &Note{Kind: NoteWarn, Title: "Somebody else changed Late while you were typing", Focus: true}
	conflict.Differs = &Table{Caption: "What differs", Columns: []Column{{Title: "Field"}, {Title: "Before"}, {Title: "Theirs"}, {Title: "Yours"}},
		Rows: []Row{{Cells: []Cell{{Text: "Title"}, {Text: "Late"}, {Text: "Lost"}, {Text: sampleNasty[0]}}}}}
	return []Sample{
		{"Classifications", "classifications", ClassificationsView{Tabs: Tabs{Label: "Smart types", Tabs: []Tab{{Text: "Trade", Href: "/classifications?smart_type=1", Count: "3", Here: true}}},
			Basis: Tiles{{Title: "Timeframe", Figure: "12 months"}}, Run: sampleRunBox(), Note: &Note{Kind: NoteBad, Title: "“Late” stands before “Due”", Focus: true},
			Frame: &TimeframeForm{Action: "/classifications/timeframe", Choose: Field{Kind: FieldSelect, Name: "timeframe", Label: "Timeframe", Value: "12", Choices: []Choice{{"12", "12 months"}}}},
			Merge: &Act{Action: "/classifications/draft/merge", Button: Button{Text: "Take theirs"}}, Differs: conflict.Differs,
			Draft: &DraftBar{Apply: "/classifications/draft/apply", Discard: "/classifications/draft/discard", Says: sampleSays()},
			Groups: []ClassificationGroup{{Kind: "risk", Title: "Risk score", About: "How late?", Add: &add, Table: sampleRules("risk"), Edit: inPlace,
				Alike: &Note{Kind: NoteWarn, Title: "Colours that are hard to tell apart", Items: []string{sampleNasty[0]}}, Movers: DraftPart{ID: "movers-risk", Content: sampleMovers()}},
				{Kind: "orders", Title: "Number of orders", About: "How often?", Table: Table{Caption: "Number of orders", Columns: []Column{{Title: "Label"}}, Empty: Empty{Title: "No rows yet", Start: &add}}}}}},
		{"Classifications", "classifications-empty", ClassificationsView{Empty: &Empty{Title: "No smart types yet"}}},
		{"Classifications", "classification-preview", DraftParts{Says: sampleSays(), Parts: []DraftPart{{ID: "n-3", Content: NowDraft{Now: "12"}, Swap: true}, {ID: "movers-risk", Swap: true, Content: Movers{Problem: sampleNasty[0], Advice: "Mend it."}}}}},
		{"Classifications", "classification-movers", DraftMoversView{List: *sampleMoves(), Total: "60 customers", First: "/classifications/preview?page=1", Next: "/classifications/preview?page=3"}},
		{"Classifications", "classification-form", form},
		{"Classifications", "classification-conflict", conflict},
	}
}

func sampleSays() DraftSays {
	return DraftSays{Text: "Draft: 3 changes · moves 37 customers: 12 up, 25 down", Why: "Up: to a better row.", Version: "7", Key: Field{Kind: FieldHidden, Name: "form_key", Value: "k"}}
}

func sampleMovers() Movers {
	return Movers{Bands: []BandMovers{{Title: sampleNasty[0], In: MoverNames{Count: "21 in", Names: []Fact{{Name: sampleNasty[2], Href: "/customers/A"}, {Name: "B", Href: "/customers/B"}}, All: "/classifications/preview?way=in"}}}}
}

func sampleMoves() *Table {
	return &Table{Caption: "Who moved", Columns: []Column{{Title: "From → to"}, {Title: "Customers", Num: true}}, Rows: []Row{
		{Cells: []Cell{{Content: Move{From: Label{ID: 1, Type: "risk", Title: "Calm"}, To: Label{ID: 3, Type: "risk", Title: sampleNasty[0]}}}, {Text: "2"}}},
		{Cells: []Cell{{Content: Move{To: Label{ID: 1, Type: "risk", Title: "Calm"}}}, {Text: "1"}}}}}
}

func sampleLive() LiveJob {
	return LiveJob{Progress: Progress{ID: "job-17", Title: "Graph data and classifications", Step: "reading orders", Done: 1, All: 2, Rows: "1 of 2 rows", Stream: "/jobs/17/events", After: "/jobs?over=17", Reload: "/jobs/17?watch=1"},
		Said: "asked for by anna@shop.example at 14:03", Cancel: &Act{Action: "/jobs/17/cancel", Button: Button{Text: "Cancel the run"}}}
}

func sampleRunBox() RunBox {
	return RunBox{Hint: "Both steps run at night.", Outcome: &Note{Kind: NoteGood, Title: "Done in 3.1 s"}, Moves: sampleMoves(), More: "/classifications/moves?build=3",
		Acts: []Act{{Action: "/jobs/run", Fields: []Field{{Kind: FieldHidden, Name: "job", Value: "rebuild"}}, Button: Button{Text: "Run now", Kind: Primary}, Swap: ClassificationsRegion}}}
}

// jobSamples are the pages of who moved, of jobs and of a run.
func jobSamples() []Sample {
	live := sampleLive()
	stopping := live
	stopping.Cancel, stopping.Stopping = nil, true
	running := sampleRunBox()
	running.Live, running.Outcome, running.Moves = &live, nil, nil
	runs := Table{ID: "runs", Caption: "Runs", Columns: []Column{{Title: "Run"}}, Rows: []Row{{Cells: []Cell{{Text: "Sweep", Href: "/jobs/3", Below: Group{Text("run 3"), Text(sampleNasty[0])}}}}}}
	none := Table{Caption: "Runs", Columns: []Column{{Title: "Run"}}, Empty: Empty{Title: "No run yet"}}
	return []Sample{
		{"Jobs", "moves", MovesView{Choose: FilterBar{Action: "/classifications/moves", Label: "Run", Swap: MovesRegion}, Note: &Note{Title: "This run looked back"}, Counts: *sampleMoves(),
			Chips: FilterChips{Chips: []FilterChip{{"Risk score", "Calm → Late", "/classifications/moves?build=3"}}}, List: *sampleMoves(), Total: "3 moves", First: "/classifications/moves?build=3", Next: "/classifications/moves?build=3&after=B"}},
		{"Jobs", "moves-empty", MovesView{Empty: &Empty{Title: "No run yet"}}},
		{"Jobs", "jobs", JobsView{Outcome: &Note{Kind: NoteGood, Title: "Done"}, Live: []LiveJob{live, stopping}, Dead: &runs, Jobs: none, Log: runs, Kinds: FilterBar{Action: "/jobs", Label: "Log of runs", Swap: JobsRegion}, First: "/jobs", Older: "/jobs?before=3"}},
		{"Jobs", "jobs-empty", JobsView{Jobs: none, Log: none}},
		{"Jobs", "job", JobView{Note: &Note{Kind: NoteBad, Title: "Failed", Text: sampleNasty[1]}, Facts: Facts{{Name: "Outcome", Content: Badge{Text: "failed", Tone: Bad}}}, Report: Facts{{Name: "rows", Text: "3"}},
			Moves: sampleMoves(), More: "/classifications/moves?build=3", Acts: []Act{{Action: "/jobs/3/retry", Button: Button{Text: "Try again"}}}, Log: "/jobs?job=sweep"}},
		{"Jobs", "job-watched", JobView{Live: &live, Watch: true, Still: "/jobs/17", Log: "/jobs"}},
		{"Jobs", "run-box", running},
		{"Jobs", "run-box-empty", RunBox{}},
	}
}

func TestClassificationAndJobPages(t *testing.T) {
	for _, s := range append(classificationSamples(), jobSamples()...) {
		t.Run(s.Name, func(t *testing.T) { golden(t, s.Name, htmlOf(t, s.Show)) })
	}
}

// A button within what the stream replaces five times a second cannot be pressed.
func TestCancelStandsOutsideOfTheStream(t *testing.T) {
	for _, s := range jobSamples() {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(htmlOf(t, s.Show)))
		if err != nil {
			t.Fatal(err)
		}
		if n := doc.Find("[sse-connect] button, [sse-connect] a, [sse-connect] form").Length(); n != 0 {
			t.Errorf("%s: %d controls stand within the stream", s.Name, n)
		}
		if s.Name == "jobs" && doc.Find("[sse-connect]").Length() != 2 {
			t.Error("the sample of jobs has no streams: the check sees nothing")
		}
	}
}
