package views

import (
	"testing"

	"github.com/a-h/templ"
)

// peopleSamples are the parts that the pages of people are made of.
func peopleSamples() []Sample {
	ask := Ask{Note: Note{Kind: NoteGood, Text: "You are logged out."}, Form: FormOptions{Action: "/login", Save: "Log in", Error: "E-mail or password is wrong."},
		Fields: []Field{{Kind: FieldHidden, Name: "next", Value: "/users"}, {Name: "email", Label: "E-mail", Type: "email", Value: sampleNasty[2], Focus: true}}}
	bare := Ask{Form: FormOptions{Action: "/account/prefs"}, Acts: []Button{{Text: "Save look", Submit: true}}}
	table := Table{Caption: "Your sessions", Columns: []Column{{Title: "Browser"}}, Rows: []Row{{Cells: []Cell{{Text: sampleNasty[0]}}}}}
	return []Sample{
		{"People", "people-ask", ask},
		{"People", "people-sheet", Sheet{
			{Show: []templ.Component{Text("first"), bare}},
			{ID: "sessions", Title: sampleNasty[1], About: "Where you are logged in.", Flush: true, Show: []templ.Component{table}},
			{Title: "Password", Show: []templ.Component{bare}},
		}},
		{"People", "people-sheet-empty", Sheet{}},
		{"People", "people-link", OneTimeLink{Href: "https://shop.example/password/AbC-_9", Text: "With this link " + sampleLong + " joins.", Field: "One-time link"}},
	}
}

func TestPeopleParts(t *testing.T) {
	for _, s := range peopleSamples() {
		t.Run(s.Name, func(t *testing.T) { golden(t, s.Name, htmlOf(t, s.Show)) })
	}
}
