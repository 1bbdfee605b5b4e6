package views

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// The regions of the page of classifications that answers replace.
const (
	ClassificationsRegion = "classifications"
	editRegion            = "edit-" // + type
)

// EditRegion is the id of the place under a type's list where its form opens.
func EditRegion(kind string) string { return editRegion + kind }

// ClassificationsView is the content of the page of one smart type's
// classifications: the tabs, what the figures are of, the run, and a list for
// each type. It is the region that every change on the page replaces.
type ClassificationsView struct {
	Tabs   Tabs
	Basis  Tiles
	Run    RunBox
	Note   *Note // what was refused, above everything
	Groups []ClassificationGroup
	Empty  *Empty // a shop without smart types
}

// Render writes the region.
func (v ClassificationsView) Render(ctx context.Context, w io.Writer) error {
	return classifications(v).Render(ctx, w)
}

// ClassificationGroup is the list of one type. Each row of the table has an id,
// "c-" and the classification's, and its own buttons for moving it, so that
// dragging can be added without another way of saving.
type ClassificationGroup struct {
	Kind  string // code of the type
	Title string
	About string // what it asks of a customer, in one line
	Add   *Button
	Table Table
	Edit  templ.Component // the form that is open; nil: an empty place for one
}

func (g ClassificationGroup) card() CardOptions {
	c := CardOptions{ID: "type-" + g.Kind, Title: g.Title, Flush: true}
	if g.Add != nil {
		c.Actions = []Button{*g.Add}
	}
	return c
}

// Ranked is a classification with its place in the list.
type Ranked struct {
	Position string
	Label    Label
}

// Render writes the number and the chip.
func (r Ranked) Render(ctx context.Context, w io.Writer) error { return ranked(r).Render(ctx, w) }

// RowActs are the forms of one button each that belong to a row, with the links
// beside them.
type RowActs struct {
	Name  string // what they are about, for those who cannot see the row
	Acts  []Act
	Links []Button
	Last  []Act
}

// Render writes the buttons in a line.
func (r RowActs) Render(ctx context.Context, w io.Writer) error { return rowActs(r).Render(ctx, w) }

func (r RowActs) act(a Act) Act {
	a.Button = a.Button.inRow(r.Name)
	return a
}

// ClassificationForm asks for one classification. In place (Form.Swap set) it is
// the region under its type's list, else the content of a page.
type ClassificationForm struct {
	Region  string // id of the region it fills; "" on a page of its own
	Heading string // in place only: a page has its own
	Note    *Note  // what is wrong as a whole: a conflict
	Differs *Table // of a conflict: before, theirs and mine
	Form    FormOptions
	Hidden  []Field
	Title   Field
	Band    []Field // value and position
	Says    string  // the band in words, as it is stored; "" for a new one
	Gates   []Field // minimum spend and orders
	Comment Field
	Colour  Field
	Delete  *Act
}

// Render writes the form.
func (f ClassificationForm) Render(ctx context.Context, w io.Writer) error {
	return classificationForm(f).Render(ctx, w)
}
