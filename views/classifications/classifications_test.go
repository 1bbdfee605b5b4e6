package classifications

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	viewruns "wholesight/views/runs"
	"wholesight/views/samples"
	"wholesight/views/ui"
	"wholesight/views/viewtest"
)

// sampleRule is one row of a list of classifications, with a title that must stay
// text.
func sampleRules(kind string) ui.Table {
	key := ui.Field{Kind: ui.FieldHidden, Name: "form_key", Value: "k"}
	acts := RowActs{Name: samples.Nasty[0], Links: []ui.Button{{Text: "Edit", Icon: "edit", Href: "/classifications/3"}},
		Move: &MoveForm{ID: "3", Name: samples.Nasty[0], Action: "/classifications/3/move",
			Hidden: []ui.Field{{Kind: ui.FieldHidden, Name: "order", Value: "1,3,2"}, key}, At: 2, Of: 3},
		Last: []ui.Act{{Action: "/classifications/3/delete", Fields: []ui.Field{key},
			Button: ui.Button{Text: "Delete", Icon: "trash"}, Swap: ClassificationsRegion}}}
	value := ValueForm{ID: "3", Label: "Value of " + samples.Nasty[0], Action: "/classifications/3/value",
		Preview: "/classifications/preview", Hidden: []ui.Field{{Kind: ui.FieldHidden, Name: "row", Value: "3"}},
		Was: DraftPart{ID: "was-3", Content: key}, Value: samples.Nasty[1], Unit: "%", Bad: true}
	words := DraftPart{ID: "words-3", Content: BandWords{Error: "A value is needed.", Order: true}}
	count := DraftPart{ID: "n-3", Content: NowDraft{Now: "12", Draft: "9", Href: "/customers?label=3"}}
	return ui.Table{ID: "list-" + kind, Caption: "Risk score", Free: true,
		Columns: []ui.Column{{Title: "Label"}, {Title: "Value", Num: true}, {Title: "Band"}, {Title: "Customers", Num: true},
			{Title: "Change", Num: true}},
		Rows: []ui.Row{{ID: "c-3", Name: samples.Nasty[0],
			Cells: []ui.Cell{{Content: Ranked{ID: "3", Position: "2", Drag: "Drag " + samples.Nasty[0], Mark: "new",
				Colour: "#009e73", Label: ui.Label{ID: 3, Type: kind, Title: samples.Nasty[0]}},
				Below: ui.Group{ui.Text(samples.Long)}},
				{Content: value}, {Content: words, Wide: true}, {Content: count}, {Content: acts}}},
			{ID: "c-4", Name: "Gone", Cells: []ui.Cell{{Content: Ranked{ID: "4",
				Label: ui.Label{ID: 4, Type: kind, Title: "Gone"}, Gone: true, Mark: "deleted"}}, {Text: "7"},
				{Content: DraftPart{ID: "words-4", Content: BandWords{Text: "deleted when the draft is applied"}}}, {Text: "–"},
				{Content: RowActs{Name: "Gone", Last: []ui.Act{{Action: "/classifications/4/restore", Fields: []ui.Field{key},
					Button: ui.Button{Text: "Restore", Icon: "undo"}, Swap: ClassificationsRegion}}}}}}}}
}

// classificationSamples are the page and the form, at their fullest and emptiest.
func classificationSamples() []samples.Sample {
	add := ui.Button{Text: "Add a row", Icon: "plus", Small: true, Href: "/classifications/new"}
	form := ClassificationForm{Form: ui.FormOptions{Action: "/classifications/3", Save: "Save row",
		Cancel: "/classifications"},
		Hidden: []ui.Field{{Kind: ui.FieldHidden, Name: "version", Value: "2"}},
		Title: ui.Field{Name: "title", Label: "Title", Value: samples.Nasty[2],
			Error: "The title has 61 characters: at most 60."},
		Band: []ui.Field{{Name: "value", Label: "Value", Value: "5", Suffix: "%"},
			{Kind: ui.FieldSelect, Name: "position", Label: "Position", Value: "1",
				Choices: []ui.Choice{{Value: "", Text: "Where its value belongs"}, {Value: "1", Text: "1 · last"}}}},
		Gates: []ui.Field{ui.MoneyField(ui.Locale{}, ui.Field{Name: "min_spend", Label: "Minimum spend", Optional: true})},
		Says:  "Stored now: from 0, up to 5.", Comment: ui.Field{Kind: ui.FieldArea, Name: "comment", Label: "Comment",
			Value: samples.Nasty[1]},
		Colour: ui.Field{Kind: ui.FieldColour, Name: "colour", Label: "Colour", Value: "#123456"}}
	inPlace := form
	inPlace.Region, inPlace.Heading, inPlace.Form.Swap = EditRegion("risk"), "Late", EditRegion("risk")
	conflict := form
	conflict.Note = &ui.Note{Kind: ui.NoteWarn, Title: "Somebody else changed Late while you were typing", Focus: true}
	conflict.Differs = &ui.Table{Caption: "What differs",
		Columns: []ui.Column{{Title: "Field"}, {Title: "Before"}, {Title: "Theirs"}, {Title: "Yours"}},
		Rows:    []ui.Row{{Cells: []ui.Cell{{Text: "Title"}, {Text: "Late"}, {Text: "Lost"}, {Text: samples.Nasty[0]}}}}}
	return []samples.Sample{
		{Group: "Classifications", Name: "classifications",
			Show: ClassificationsView{Tabs: ui.Tabs{Label: "Smart types",
				Tabs: []ui.Tab{{Text: "Trade", Href: "/classifications?smart_type=1", Count: "3", Here: true}}},
				Basis: ui.Tiles{{Title: "Timeframe", Figure: "12 months"}}, Run: sampleRunBox(),
				Note: &ui.Note{Kind: ui.NoteBad, Title: "“Late” stands before “Due”", Focus: true},
				Frame: &TimeframeForm{Action: "/classifications/timeframe",
					Choose: ui.Field{Kind: ui.FieldSelect, Name: "timeframe", Label: "Timeframe", Value: "12",
						Choices: []ui.Choice{{Value: "12", Text: "12 months"}}}},
				Merge:   &ui.Act{Action: "/classifications/draft/merge", Button: ui.Button{Text: "Take theirs"}},
				Differs: conflict.Differs,
				Draft: &DraftBar{Apply: "/classifications/draft/apply", Discard: "/classifications/draft/discard",
					Says: sampleSays()},
				Groups: []ClassificationGroup{{Kind: "risk", Title: "Risk score", About: "How late?", Add: &add,
					Table: sampleRules("risk"), Edit: inPlace,
					Alike: &ui.Note{Kind: ui.NoteWarn, Title: "Colours that are hard to tell apart",
						Items: []string{samples.Nasty[0]}},
					Movers: DraftPart{ID: "movers-risk", Content: sampleMovers()}},
					{Kind: "orders", Title: "Number of orders", About: "How often?",
						Table: ui.Table{Caption: "Number of orders", Columns: []ui.Column{{Title: "Label"}},
							Empty: ui.Empty{Title: "No rows yet", Start: &add}}}}}},
		{Group: "Classifications", Name: "classifications-empty",
			Show: ClassificationsView{Empty: &ui.Empty{Title: "No smart types yet"}}},
		{Group: "Classifications", Name: "classification-preview",
			Show: DraftParts{Says: sampleSays(), Parts: []DraftPart{{ID: "n-3", Content: NowDraft{Now: "12"}, Swap: true},
				{ID: "movers-risk", Swap: true, Content: Movers{Problem: samples.Nasty[0], Advice: "Mend it."}}}}},
		{Group: "Classifications", Name: "classification-movers",
			Show: DraftMoversView{List: *sampleMoves(), Total: "60 customers", First: "/classifications/preview?page=1",
				Next: "/classifications/preview?page=3"}},
		{Group: "Classifications", Name: "classification-form", Show: form},
		{Group: "Classifications", Name: "classification-conflict", Show: conflict},
	}
}

func sampleSays() DraftSays {
	return DraftSays{Text: "Draft: 3 changes · moves 37 customers: 12 up, 25 down", Why: "Up: to a better row.",
		Version: "7", Key: ui.Field{Kind: ui.FieldHidden, Name: "form_key", Value: "k"}}
}

func sampleMovers() Movers {
	return Movers{Bands: []BandMovers{{Title: samples.Nasty[0],
		In: MoverNames{Count: "21 in", Names: []ui.Fact{{Name: samples.Nasty[2], Href: "/customers/A"},
			{Name: "B", Href: "/customers/B"}}, All: "/classifications/preview?way=in"}}}}
}

func sampleMoves() *ui.Table {
	return &ui.Table{Caption: "Who moved", Columns: []ui.Column{{Title: "From → to"}, {Title: "Customers", Num: true}},
		Rows: []ui.Row{
			{Cells: []ui.Cell{{Content: Move{From: ui.Label{ID: 1, Type: "risk", Title: "Calm"},
				To: ui.Label{ID: 3, Type: "risk", Title: samples.Nasty[0]}}}, {Text: "2"}}},
			{Cells: []ui.Cell{{Content: Move{To: ui.Label{ID: 1, Type: "risk", Title: "Calm"}}}, {Text: "1"}}}}}
}

func sampleLive() viewruns.LiveJob {
	return viewruns.LiveJob{Progress: ui.Progress{ID: "job-17", Title: "Graph data and classifications",
		Step: "reading orders", Done: 1, All: 2, Rows: "1 of 2 rows", Stream: "/jobs/17/events", After: "/jobs?over=17",
		Reload: "/jobs/17?watch=1"},
		Said:   "asked for by anna@shop.example at 14:03",
		Cancel: &ui.Act{Action: "/jobs/17/cancel", Button: ui.Button{Text: "Cancel the run"}}}
}

func sampleRunBox() viewruns.RunBox {
	return viewruns.RunBox{Hint: "Both steps run at night.", Outcome: &ui.Note{Kind: ui.NoteGood, Title: "Done in 3.1 s"},
		Moves: sampleMoves(), More: "/classifications/moves?build=3",
		Acts: []ui.Act{{Action: "/jobs/run", Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "job", Value: "rebuild"}},
			Button: ui.Button{Text: "Run now", Kind: ui.Primary}, Swap: ClassificationsRegion}}}
}

// jobSamples are the pages of who moved, of jobs and of a run.
func jobSamples() []samples.Sample {
	live := sampleLive()
	stopping := live
	stopping.Cancel, stopping.Stopping = nil, true
	running := sampleRunBox()
	running.Live, running.Outcome, running.Moves = &live, nil, nil
	runs := ui.Table{ID: "runs", Caption: "Runs", Columns: []ui.Column{{Title: "Run"}},
		Rows: []ui.Row{{Cells: []ui.Cell{{Text: "Sweep", Href: "/jobs/3",
			Below: ui.Group{ui.Text("run 3"), ui.Text(samples.Nasty[0])}}}}}}
	none := ui.Table{Caption: "Runs", Columns: []ui.Column{{Title: "Run"}}, Empty: ui.Empty{Title: "No run yet"}}
	return []samples.Sample{
		{Group: "Jobs", Name: "moves", Show: LabelChangesView{Choose: ui.FilterBar{Action: "/classifications/moves",
			Label: "Run", Swap: LabelChangesRegion}, Note: &ui.Note{Title: "This run looked back"}, Counts: *sampleMoves(),
			Chips: ui.FilterChips{Chips: []ui.FilterChip{{Name: "Risk score", Value: "Calm → Late",
				Remove: "/classifications/moves?build=3"}}}, List: *sampleMoves(), Total: "3 moves",
			First: "/classifications/moves?build=3", Next: "/classifications/moves?build=3&after=B"}},
		{Group: "Jobs", Name: "moves-empty", Show: LabelChangesView{Empty: &ui.Empty{Title: "No run yet"}}},
		{Group: "Jobs", Name: "jobs", Show: viewruns.JobsView{Outcome: &ui.Note{Kind: ui.NoteGood, Title: "Done"},
			Live: []viewruns.LiveJob{live, stopping}, Dead: &runs, Jobs: none, Log: runs,
			Kinds: ui.FilterBar{Action: "/jobs", Label: "Log of runs", Swap: viewruns.JobsRegion}, First: "/jobs",
			Older: "/jobs?before=3"}},
		{Group: "Jobs", Name: "jobs-empty", Show: viewruns.JobsView{Jobs: none, Log: none}},
		{Group: "Jobs", Name: "job", Show: viewruns.JobView{Note: &ui.Note{Kind: ui.NoteBad, Title: "Failed",
			Text: samples.Nasty[1]}, Facts: ui.Facts{{Name: "Outcome", Content: ui.Badge{Text: "failed", Tone: ui.Bad}}},
			Report: ui.Facts{{Name: "rows", Text: "3"}},
			Moves:  sampleMoves(), More: "/classifications/moves?build=3",
			Acts: []ui.Act{{Action: "/jobs/3/retry", Button: ui.Button{Text: "Try again"}}}, Log: "/jobs?job=sweep"}},
		{Group: "Jobs", Name: "job-watched", Show: viewruns.JobView{Live: &live, Watch: true, Still: "/jobs/17",
			Log: "/jobs"}},
		{Group: "Jobs", Name: "run-box", Show: running},
		{Group: "Jobs", Name: "run-box-empty", Show: viewruns.RunBox{}},
	}
}

func TestClassificationAndJobPages(t *testing.T) {
	for _, s := range append(classificationSamples(), jobSamples()...) {
		t.Run(s.Name, func(t *testing.T) { viewtest.Golden(t, s.Name, viewtest.HTML(t, s.Show)) })
	}
}

// A button within what the stream replaces five times a second cannot be pressed.
func TestCancelStandsOutsideOfTheStream(t *testing.T) {
	for _, s := range jobSamples() {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(viewtest.HTML(t, s.Show)))
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
