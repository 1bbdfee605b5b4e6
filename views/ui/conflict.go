package ui

import (
	"context"
	"io"
)

// Conflict is what stands over a form that met somebody else's save: that nothing
// is lost, and what differs, field by field. The form below it keeps what was typed
// and carries the newest version, so that saving again is deliberate.
type Conflict struct {
	Name string        // of what both have edited
	Rows []ConflictRow // every field, in the order of the form; those that are equal are left out
}

// ConflictRow is one field as both began with it, as it is stored now, and as it was
// typed.
type ConflictRow struct {
	Field                string
	Before, Theirs, Mine string
}

// Render writes the note and, where fields differ, their table.
func (c Conflict) Render(ctx context.Context, w io.Writer) error {
	return conflict(c).Render(ctx, w)
}

// differ are the fields that are not the same everywhere.
func (c Conflict) differ() []ConflictRow {
	var out []ConflictRow
	for _, r := range c.Rows {
		if r.Before != r.Theirs || r.Theirs != r.Mine {
			out = append(out, r)
		}
	}
	return out
}

// Table sets before, theirs and mine side by side. What is not as it was before is
// strong.
func (c Conflict) table(l Locale) Table {
	t := Table{ID: "conflict", Caption: l.T("What differs"), Free: true, Columns: []Column{
		{Title: l.T("Field")}, {Title: l.T("Before")}, {Title: l.T("Theirs, stored now")}, {Title: l.T("Yours, not saved")}}}
	value := func(text, before string) Cell {
		if text == "" {
			text = l.T("empty")
			if before == "" {
				return Cell{Content: muted(text)}
			}
		}
		if text != before {
			return Cell{Content: strong(text), Wide: true}
		}
		return Cell{Text: text, Wide: true}
	}
	for _, r := range c.differ() {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: r.Field}, value(r.Before, r.Before), value(r.Theirs, r.Before),
			value(r.Mine, r.Before)}})
	}
	return t
}
