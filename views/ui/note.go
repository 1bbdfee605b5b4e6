package ui

import (
	"context"
	"io"
)

// Note is a message within a page: a hint, a warning, an error box, with what
// happened, what is safe and what to do.
type Note struct {
	Kind    NoteKind
	Title   string
	Text    string
	Items   []string // one line each
	Actions []Button
	Request string // id to quote, under an error
	Focus   bool   // gets the focus when it is swapped in
}

// NoteKind is how grave a note is.
type NoteKind int

// The kinds.
const (
	NoteInfo NoteKind = iota
	NoteGood
	NoteWarn
	NoteBad
)

// Render writes the note.
func (n Note) Render(ctx context.Context, w io.Writer) error { return note(n).Render(ctx, w) }

func (n Note) class() string {
	switch n.Kind {
	case NoteGood:
		return "note note-good"
	case NoteWarn:
		return "note note-warn"
	case NoteBad:
		return "note note-bad"
	}
	return "note"
}

func (n Note) icon() string {
	switch n.Kind {
	case NoteGood:
		return "check"
	case NoteWarn:
		return "warning"
	case NoteBad:
		return "error"
	}
	return "info"
}

// ErrorPage is a whole page that says what went wrong: a title ("Not found"),
// what happened and what to do, the id of the request.
type ErrorPage struct {
	Page
	Text    string
	Request string
	Actions []Button
}
