package smarttypes

import (
	"testing"

	"wholesight/views/samples"
	"wholesight/views/ui"
	"wholesight/views/viewtest"
)

// smartTypeSamples are the list and the merge, at their fullest and emptiest.
func smartTypeSamples() []samples.Sample {
	act := func(icon string) *ui.Act {
		return &ui.Act{Action: "/smart-types/2/move", Swap: Region,
			Button: ui.Button{Text: "Move " + icon, Icon: icon}.InRow(samples.Nasty[1]),
			Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "position", Value: "1"},
				{Kind: ui.FieldHidden, Name: "order", Value: "1,2,3"}}}
	}
	columns := []ui.Column{{Title: "Smart type"}, {Title: "Customers", Num: true}, {Title: "Order", Num: true}}
	row := func(title string, m Move) ui.Row {
		return ui.Row{Name: title, Cells: []ui.Cell{{Text: title, Href: "/smart-types/2"},
			{Text: "12", Href: "/customers?type=2"}, {Content: m}}}
	}
	choose := ui.Ask{Form: ui.FormOptions{Action: "/smart-types/2/merge", Method: "get"},
		Acts: []ui.Button{{Text: "Show what would happen", Submit: true}},
		Fields: []ui.Field{{Kind: ui.FieldSelect, Name: "into", Label: "Merge into", Value: "1",
			Choices: []ui.Choice{{Value: "1", Text: samples.Nasty[0]}}}}}
	rules := ui.Table{Caption: "Classifications that are deleted", Titled: true, Free: true,
		Columns: []ui.Column{{Title: "Label"}}, Rows: []ui.Row{{Cells: []ui.Cell{{Text: samples.Nasty[2]}}}}}
	return []samples.Sample{
		{Group: "Smart types", Name: "smart-types", Show: List{Tabs: &ui.Tabs{Label: "Administration",
			Tabs: []ui.Tab{{Text: "Smart types", Href: "/smart-types", Here: true}}},
			Note: &ui.Note{Kind: ui.NoteWarn, Title: "Somebody else has changed the order meanwhile", Focus: true},
			Hint: "The order is that of all lists.",
			Rows: ui.Table{Caption: "Smart types", Free: true, Columns: columns,
				Rows: []ui.Row{row("Trade", Move{Place: "1", Down: act("down")}),
					row(samples.Nasty[1], Move{Place: "2", Up: act("up"), Down: act("down")}),
					row(samples.Long, Move{Place: "3", Up: act("up")})}}}},
		{Group: "Smart types", Name: "smart-types-empty",
			Show: List{Rows: ui.Table{Caption: "Smart types", Free: true, Columns: columns,
				Empty: ui.Empty{Title: "No smart types yet"}}}},
		{Group: "Smart types", Name: "smart-type-merge",
			Show: Merge{Note: &ui.Note{Kind: ui.NoteWarn, Title: "Changed meanwhile"}, Choose: &choose,
				Plan: &MergePlan{Title: samples.Nasty[0] + " into Trade",
					Facts: ui.Facts{{Name: "Customers who become Trade", Text: "12", Href: "/customers?type=2"}},
					Warn:  &ui.Note{Kind: ui.NoteWarn, Title: "The customers lose the portal"}, Rules: &rules,
					Do: ui.Ask{Form: ui.FormOptions{Action: "/smart-types/2/merge", Save: "Merge", Cancel: "/smart-types/2"}}}}},
		{Group: "Smart types", Name: "smart-type-merge-alone",
			Show: Merge{Alone: ui.Empty{Title: "There is no other smart type"}}},
	}
}

func TestSmartTypePages(t *testing.T) {
	for _, s := range smartTypeSamples() {
		t.Run(s.Name, func(t *testing.T) { viewtest.Golden(t, s.Name, viewtest.HTML(t, s.Show)) })
	}
}
