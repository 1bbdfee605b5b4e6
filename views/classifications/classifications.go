package classifications

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"wholesight/views/runs"
	"wholesight/views/ui"
)

// The regions of the page of classifications that answers replace.
const (
	ClassificationsRegion = "classifications"
	editRegion            = "edit-" // + type
)

// EditRegion is the id of the place under a type's list where its form opens.
func EditRegion(kind string) string { return editRegion + kind }

// ClassificationsView is the content of the page of one smart type's
// classifications: the tabs, what the figures are of, the run, the draft, and a list
// for each type. It is the region that every change on the page replaces.
type ClassificationsView struct {
	Tabs    ui.Tabs
	Basis   ui.Tiles
	Frame   *TimeframeForm // nil: the person may not change it
	Run     runs.RunBox
	Note    *ui.Note // what was refused, above everything
	Differs *ui.Table
	Merge   *ui.Act // of a conflict: take theirs into the draft
	Draft   *DraftBar
	Groups  []ClassificationGroup
	Empty   *ui.Empty // a shop without smart types
	Focus   bool      // gets the focus when it is swapped in: what had it is gone
	Part    bool      // swapped into a page, which has the style sheet already
}

// Render writes the region.
func (v ClassificationsView) Render(ctx context.Context, w io.Writer) error {
	return classifications(v).Render(ctx, w)
}

// TimeframeForm chooses the one timeframe of all classifications.
type TimeframeForm struct {
	Action string
	Hidden []ui.Field
	Choose ui.Field
}

// DraftBar says what a draft would do, and applies or discards it. Without a draft
// it is there, hidden: the first preview fills it.
type DraftBar struct {
	Apply, Discard string // addresses
	Hidden         []ui.Field
	Says           DraftSays
}

// DraftSays is what stands in the bar: a part that a preview replaces.
type DraftSays struct {
	Text    string // "Draft: 3 changes · moves 37 customers: 12 up, 25 down"; "" without a draft
	Why     string // what up and down mean
	Version string
	Key     ui.Field // of the form, renewed with each preview
}

// ClassificationGroup is the list of one type. Each row of the table has an id,
// "c-" and the classification's, and its own buttons for moving it; a drag, the
// keyboard and a click all send the row's one form.
type ClassificationGroup struct {
	Kind   string // code of the type
	Title  string
	About  string // what it asks of a customer, in one line
	Add    *ui.Button
	Alike  *ui.Note // colours that are hard to tell apart
	Table  ui.Table
	Movers DraftPart
	Edit   templ.Component // the form that is open; nil: an empty place for one
}

// DraftPart is a place on the page that a preview replaces by the part of the same
// ID.
type DraftPart struct {
	ID      string
	Content templ.Component
	Swap    bool // it is on its way to its place
}

// Render writes the part.
func (p DraftPart) Render(ctx context.Context, w io.Writer) error { return draftPart(p).Render(ctx, w) }

// DraftParts are the answer to a preview.
type DraftParts struct {
	Says  DraftSays
	Parts []DraftPart
}

// Render writes the parts.
func (p DraftParts) Render(ctx context.Context, w io.Writer) error {
	return draftParts(p).Render(ctx, w)
}

// NowDraft is a figure as it is and as it would be.
type NowDraft struct {
	Now, Draft string // Draft "": the same
	Href       string // of Now
	Title      string
}

// Render writes the figure.
func (n NowDraft) Render(ctx context.Context, w io.Writer) error { return nowDraft(n).Render(ctx, w) }

// BandWords are a band in words, or what is wrong with its row.
type BandWords struct {
	Text  string
	Error string
	Order bool // it is the order that is wrong, not what was typed
}

// Render writes the words.
func (b BandWords) Render(ctx context.Context, w io.Writer) error { return bandWords(b).Render(ctx, w) }

// Movers are the customers who would come into the rows of a type and leave them.
type Movers struct {
	Problem string // two rows that stand in an order that is not accepted; then nothing is counted
	Advice  string
	Bands   []BandMovers
}

// Render writes the list; nothing when nobody moves.
func (m Movers) Render(ctx context.Context, w io.Writer) error { return movers(m).Render(ctx, w) }

// BandMovers are those of one row.
type BandMovers struct {
	Title   string
	In, Out MoverNames
}

// MoverNames are the first of some customers.
type MoverNames struct {
	Count string    // "12 in"; "" for nobody
	Names []ui.Fact // Name and Href
	All   string    // address of all of them; "" when they are all here
}

// Ranked is a classification with its place in the list.
type Ranked struct {
	ID       string
	Position string // "" for a row that is gone
	Label    ui.Label
	Drag     string // name of the handle; "" for who may not move it
	Focus    bool   // the handle gets the focus: the row was just moved
	Colour   string // "#rrggbb", where the draft's differs from what the page's sheet has
	Mark     string // "new", "edited", "deleted": a word of the draft
	Gone     bool
}

// Render writes the handle, the number and the chip.
func (r Ranked) Render(ctx context.Context, w io.Writer) error { return ranked(r).Render(ctx, w) }

func (r Ranked) class() string {
	class := "row-of"
	if r.Gone {
		class += " is-gone"
	}
	return class
}

// ValueForm is a row's value, editable in place: a change is kept in the draft, and
// while it is typed the preview follows.
type ValueForm struct {
	ID      string
	Label   string // "Value of Gold"
	Action  string
	Preview string // address
	Hidden  []ui.Field
	Was     DraftPart // hidden fields that a preview renews
	Value   string
	Unit    string
	Bad     bool
}

// Render writes the form.
func (f ValueForm) Render(ctx context.Context, w io.Writer) error { return valueForm(f).Render(ctx, w) }

// MoveForm moves a row: by one step, or to a position.
type MoveForm struct {
	ID     string
	Name   string
	Action string
	Hidden []ui.Field
	At, Of int
}

// RowActs are what can be done with a row: moving it, with the links and the forms of
// one button beside it.
type RowActs struct {
	Name  string // what they are about, for those who cannot see the row
	Move  *MoveForm
	Links []ui.Button
	Last  []ui.Act
}

// Render writes the buttons in a line.
func (r RowActs) Render(ctx context.Context, w io.Writer) error { return rowActs(r).Render(ctx, w) }

func (r RowActs) act(a ui.Act) ui.Act {
	a.Button = a.Button.InRow(r.Name)
	return a
}

func (m MoveForm) to(text, icon string, position int) ui.Button {
	return ui.Button{Text: text + ": " + m.Name, Icon: icon, Only: true, Small: true, Kind: ui.Quiet, Submit: true,
		Name: "position", Value: ui.PlainInt(position)}
}

// positions are the places that the row is not at.
func (m MoveForm) positions() (all []int) {
	for i := 1; i <= m.Of; i++ {
		if i != m.At {
			all = append(all, i)
		}
	}
	return all
}

// ClassificationForm asks for one classification. In place (Form.Swap set) it is
// the region under its type's list, else the content of a page.
type ClassificationForm struct {
	Region  string    // id of the region it fills; "" on a page of its own
	Heading string    // in place only: a page has its own
	Note    *ui.Note  // what is wrong as a whole: a conflict
	Differs *ui.Table // of a conflict: before, theirs and mine
	Form    ui.FormOptions
	Hidden  []ui.Field
	Title   ui.Field
	Band    []ui.Field // value and position
	Says    string     // the band in words, as it is stored; "" for a new one
	Gates   []ui.Field // minimum spend and orders
	Comment ui.Field
	Colour  ui.Field
	Delete  *ui.Act
}

// Render writes the form.
func (f ClassificationForm) Render(ctx context.Context, w io.Writer) error {
	return classificationForm(f).Render(ctx, w)
}

// DraftMoversView is the page of all customers who would come into a row or leave it.
type DraftMoversView struct {
	List        ui.Table
	Total       string
	First, Next string // addresses of other pages; "" where there is none
}

// Render writes the page.
func (v DraftMoversView) Render(ctx context.Context, w io.Writer) error {
	return draftMovers(v).Render(ctx, w)
}
