package ui

import (
	"context"
	"io"
)

// Timeline is what happened with a customer, newest first, a kind of it or all.
type Timeline struct {
	Self   string // where it begins: asked for again when a contact was kept in the dialog
	Tabs   Tabs
	Table  Table
	Older  string // "" at the end
	Newest string // back to the beginning; "" there
}

// Render writes the timeline, the region #timeline.
func (t Timeline) Render(ctx context.Context, w io.Writer) error { return timeline(t).Render(ctx, w) }

// Event says what an entry of a timeline is: an icon and a word.
type Event struct{ Icon, Text string }

// Render writes the sign and the word.
func (e Event) Render(ctx context.Context, w io.Writer) error { return event(e).Render(ctx, w) }

// Became is a label that became another; nil is none.
type Became struct {
	From, To *Label
	Of       string // the type of classification, small beside them
}

// Render writes both with an arrow between them.
func (s Became) Render(ctx context.Context, w io.Writer) error { return became(s).Render(ctx, w) }

// Changes are those of one run.
type Changes []Became

// Render writes a line for each.
func (all Changes) Render(ctx context.Context, w io.Writer) error {
	return changes(all).Render(ctx, w)
}

// Way is one way of moving a customer: what it takes, and where it leads.
type Way struct {
	Text string // "€1,240 more by 31 Dec"
	To   *Label // nil: it loses its label
	Held string // what is taken as it is today: "at today's ranking"; "" nothing
}

// Ways are the ways of one type.
type Ways []Way

// Render writes a line for each.
func (all Ways) Render(ctx context.Context, w io.Writer) error { return ways(all).Render(ctx, w) }

// NowLabel is the label that is carried, or words for none.
type NowLabel struct{ Label *Label }

// Render writes it.
func (n NowLabel) Render(ctx context.Context, w io.Writer) error {
	return labelOrNone(n.Label).Render(ctx, w)
}
