package today

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"wholesight/views/ui"
)

// TodayView is the content of the page that a day begins with: its blocks in reading
// order, what needs doing before how the shop does.
type TodayView []templ.Component

// Render writes the page.
func (v TodayView) Render(ctx context.Context, w io.Writer) error { return today(v).Render(ctx, w) }

// Failures are what has failed, each with the way to it.
type Failures []ui.Note

// Render writes the notes.
func (v Failures) Render(ctx context.Context, w io.Writer) error { return failures(v).Render(ctx, w) }

// Worklists are the things that need doing, beside each other where there is room. They
// come anew in place once a contact is logged, and when the page is looked at again.
type Worklists struct {
	Self string // address of the page
	All  []Worklist
}

// Render writes the lists.
func (v Worklists) Render(ctx context.Context, w io.Writer) error { return worklists(v).Render(ctx, w) }

// TallyID is the place of the day's calls.
const TallyID = "tally"

// Tally is what the person's own day came to.
type Tally ui.Tiles

// Render writes the tiles.
func (v Tally) Render(ctx context.Context, w io.Writer) error { return tally(v).Render(ctx, w) }

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

// Revenue is the revenue of the shop by month.
type Revenue struct{ Chart templ.Component }

// Render writes the chart.
func (v Revenue) Render(ctx context.Context, w io.Writer) error { return revenue(v).Render(ctx, w) }

// Sizes are the classifications with how many customers carry each.
type Sizes ui.Table

// Render writes the table.
func (v Sizes) Render(ctx context.Context, w io.Writer) error { return sizes(v).Render(ctx, w) }

// FirstSteps are what sets a shop up, in order.
type FirstSteps struct {
	Title string
	Text  string
	Steps []FirstStep
}

// Render writes the steps.
func (v FirstSteps) Render(ctx context.Context, w io.Writer) error {
	return firstSteps(v).Render(ctx, w)
}

// FirstStep is one of them: done, or with what does it. The first that is not done has
// the primary button.
type FirstStep struct {
	Title string
	Text  string
	Done  bool
	Act   templ.Component // nil: nothing that this person may do
}
