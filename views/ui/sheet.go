package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Ask is a form with its fields, and a note above it.
type Ask struct {
	Note   Note // without a Text there is none
	Form   FormOptions
	Fields []Field
	Acts   []Button // at the foot of a form that is not the page's main one
}

// Render writes the form.
func (a Ask) Render(ctx context.Context, w io.Writer) error { return ask(a).Render(ctx, w) }

// Sheet is a page of parts under one another. A part with a title is a card; Flush
// lets its content (a table) reach the edges.
type Sheet []Part

// Part is one part of a Sheet.
type Part struct {
	ID    string
	Title string
	About string // a sentence under the title
	Flush bool
	Show  []templ.Component
}

// Render writes the parts.
func (s Sheet) Render(ctx context.Context, w io.Writer) error { return sheet(s).Render(ctx, w) }

func (p Part) card() CardOptions { return CardOptions{ID: p.ID, Title: p.Title, Flush: p.Flush} }

// OneTimeLink is an address that is shown once, to be handed on by its reader.
type OneTimeLink struct {
	Href  string
	Text  string // for whom it is, how long it lasts
	Field string // the name of its box
}

// Render writes the link in a box to copy it from.
func (o OneTimeLink) Render(ctx context.Context, w io.Writer) error {
	return oneTimeLink(o).Render(ctx, w)
}
