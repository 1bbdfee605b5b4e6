package account

import (
	"testing"

	"github.com/a-h/templ"

	"wholesight/views/samples"
	"wholesight/views/ui"
	"wholesight/views/viewtest"
)

// peopleSamples are the parts that the pages of people are made of.
func peopleSamples() []samples.Sample {
	ask := ui.Ask{Note: ui.Note{Kind: ui.NoteGood, Text: "You are logged out."},
		Form: ui.FormOptions{Action: "/login", Save: "Log in", Error: "E-mail or password is wrong."},
		Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "next", Value: "/users"},
			{Name: "email", Label: "E-mail", Type: "email", Value: samples.Nasty[2], Focus: true}}}
	bare := ui.Ask{Form: ui.FormOptions{Action: "/account/prefs"}, Acts: []ui.Button{{Text: "Save look", Submit: true}}}
	table := ui.Table{Caption: "Your sessions", Columns: []ui.Column{{Title: "Browser"}},
		Rows: []ui.Row{{Cells: []ui.Cell{{Text: samples.Nasty[0]}}}}}
	return []samples.Sample{
		{Group: "People", Name: "people-ask", Show: ask},
		{Group: "People", Name: "people-sheet", Show: ui.Sheet{
			{Show: []templ.Component{ui.Text("first"), bare}},
			{ID: "sessions", Title: samples.Nasty[1], About: "Where you are logged in.", Flush: true,
				Show: []templ.Component{table}},
			{Title: "Password", Show: []templ.Component{bare}},
		}},
		{Group: "People", Name: "people-sheet-empty", Show: ui.Sheet{}},
		{Group: "People", Name: "people-link", Show: ui.OneTimeLink{Href: "https://shop.example/password/AbC-_9",
			Text: "With this link " + samples.Long + " joins.", Field: "One-time link"}},
	}
}

func TestPeopleParts(t *testing.T) {
	for _, s := range peopleSamples() {
		t.Run(s.Name, func(t *testing.T) { viewtest.Golden(t, s.Name, viewtest.HTML(t, s.Show)) })
	}
}

func TestSessionExpiry(t *testing.T) {
	viewtest.Golden(t, "expiry", viewtest.HTML(t, Expiry{}))
	viewtest.Golden(t, "log-in-again", viewtest.HTML(t,
		LogInAgain{Text: "Your session has ended.", Form: ui.FormOptions{Action: "/login", Save: "Log in"},
			Fields: []ui.Field{{Name: "email", Label: "E-mail"}}}))
}
