package web

import (
	"strings"

	"wholesight/jobs"
	"wholesight/store"
	"wholesight/views"
)

// conflictNote says what a form is that meets somebody else's save.
func conflictNote(l views.Locale, name string) views.Note {
	return views.Note{Kind: views.NoteWarn, Focus: true, Title: l.T("Somebody else changed %s while you were typing", name),
		Text: l.T("Nothing of yours is saved yet, and nothing is lost: the form below has what you typed. Compare, correct it if need be, and save again.")}
}

// conflictTable sets before, theirs and mine side by side, the fields that differ
// alone.
func conflictTable(l views.Locale, was, theirs, mine jobs.Person, links []store.ManagerLink) views.Table {
	t := views.Table{Caption: l.T("What differs"), Columns: []views.Column{
		{Title: l.T("Field")}, {Title: l.T("Before")}, {Title: l.T("Theirs, stored now")}, {Title: l.T("Yours, not saved")}}, Free: true}
	rows := [][]string{personWords(l, was, links), personWords(l, theirs, links), personWords(l, mine, links)}
	for i, name := range []string{"E-mail", "Name", "Role", "Customer code", "Sees every customer", "Account managers"} {
		before, their, my := rows[0][i], rows[1][i], rows[2][i]
		if before != their || their != my {
			t.Rows = append(t.Rows, views.Row{Cells: []views.Cell{{Text: l.T(name)}, {Text: before}, {Text: their}, {Text: my}}})
		}
	}
	return t
}

// personWords are a person's fields in words, in the order of conflictTable.
func personWords(l views.Locale, p jobs.Person, links []store.ManagerLink) []string {
	all := l.T("no")
	if p.SeesAll {
		all = l.T("yes")
	}
	var names []string
	for _, id := range p.Managers {
		for _, m := range links {
			if m.ID == id {
				names = append(names, m.Name)
			}
		}
	}
	return []string{p.Email, p.Name, l.T(roleWords[p.Role]), p.Customer, all, strings.Join(names, ", ")}
}
