package today

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"wholesight/views/ui"
)

// TodayView is the content of the page that a day begins with: what needs doing, then
// how the shop does.
type TodayView struct {
	First     *FirstSteps // a shop in which something is still to be set up
	Notes     []ui.Note   // what has failed
	Tally     ui.Tiles    // the person's own day
	Worklists []Worklist
	Chart     templ.Component // nil: none yet
	Sizes     *ui.Table       // of the classifications
	SizesNote string
}

// Render writes the page.
func (v TodayView) Render(ctx context.Context, w io.Writer) error { return today(v).Render(ctx, w) }

// Worklist is one thing that needs doing: who first, and how many, as a link to the
// list that is counted.
type Worklist struct {
	ID    string
	Title string
	About string // what makes a customer stand here
	Count string // "12 customers"; "" when there is nobody
	Href  string // the list
	None  string // what is said when there is nobody
	Table ui.Table
}

// FirstSteps are what sets a shop up, in order.
type FirstSteps struct {
	Title string
	Text  string
	Steps []FirstStep
}

// FirstStep is one of them: done, or with what does it. The first that is not done has
// the primary button.
type FirstStep struct {
	Title string
	Text  string
	Done  bool
	Act   templ.Component // nil: nothing that this person may do
}
