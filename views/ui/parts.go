package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Badge is a state or a role in a word: "running", "manager".
type Badge struct {
	Text string
	Tone Tone
}

// Tone is what a badge or a tile means, beside its word.
type Tone int

// The tones.
const (
	Neutral Tone = iota
	Accent
	Good
	Warn
	Bad
)

// Render writes the badge.
func (b Badge) Render(ctx context.Context, w io.Writer) error { return badge(b).Render(ctx, w) }

func (b Badge) class() string {
	switch b.Tone {
	case Accent:
		return "badge-state badge-accent"
	case Good:
		return "badge-state badge-good"
	case Warn:
		return "badge-state badge-warn"
	case Bad:
		return "badge-state badge-bad"
	}
	return "badge-state"
}

// sign goes with the colours that mean something.
func (b Badge) sign() string {
	switch b.Tone {
	case Good:
		return "●"
	case Warn:
		return "◆"
	case Bad:
		return "▲"
	}
	return ""
}

// Tile is one figure with its name: a link to the list that it counts, where
// there is one.
type Tile struct {
	Title   string
	Figure  string          // "€1.2m"
	Figured templ.Component // instead of Figure: an Unknown
	Change  *Change
	Note    string // "against €1.1m a year before"
	Href    string
	Spark   *Spark
}

// Tiles are the figures at the head of a page.
type Tiles []Tile

// Render writes the tiles.
func (t Tiles) Render(ctx context.Context, w io.Writer) error { return tiles(t).Render(ctx, w) }

// Tab is one page of a set; Count "" shows none.
type Tab struct {
	Text, Href, Count string
	Here              bool
}

// Tabs are links between the pages of a set.
type Tabs struct {
	Label string
	Tabs  []Tab
}

// Render writes the tabs.
func (t Tabs) Render(ctx context.Context, w io.Writer) error { return tabs(t).Render(ctx, w) }

// Fact is a name and its value; Content wins over Text.
type Fact struct {
	Name    string
	Text    string
	Href    string
	Content templ.Component
}

// Facts are names and values under one another.
type Facts []Fact

// Render writes the facts.
func (f Facts) Render(ctx context.Context, w io.Writer) error { return facts(f).Render(ctx, w) }

// Step is one step of a wizard; a step that is done may link back.
type Step struct {
	Text string
	Href string
}

// Steps shows how far a wizard is. Now counts from 0.
type Steps struct {
	Steps []Step
	Now   int
}

// Render writes the steps.
func (s Steps) Render(ctx context.Context, w io.Writer) error { return steps(s).Render(ctx, w) }

func (s Steps) class(i int) string {
	if i < s.Now {
		return "step-done"
	}
	return ""
}

// CardOptions are the head of a Card.
type CardOptions struct {
	ID      string
	Title   string
	Actions []Button
	Flush   bool // the content (a table) reaches the edges
}

func (c CardOptions) bodyClass() string {
	if c.Flush {
		return "card-flush"
	}
	return "card-body"
}

// DialogOptions name a dialog. A Button with Dialog set to its ID opens it.
type DialogOptions struct {
	ID    string
	Title string
}

// Group sets components one after the other: a cell or a fact that holds more
// than one.
type Group []templ.Component

// Render writes them in order, in a line that wraps.
func (g Group) Render(ctx context.Context, w io.Writer) error { return group(g).Render(ctx, w) }
