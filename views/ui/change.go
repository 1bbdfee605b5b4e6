package ui

import (
	"context"
	"io"
)

// Change is a figure that went up or down, with a sign, so that colour is never
// alone. Make it with Locale.Change.
type Change struct {
	Text    string // "12.4 %"
	Sign    string // "▲", "▼", or "" for no change
	Word    string // "up", "down": what a reader of the screen hears
	Good    bool   // green; neither Good nor Bad is grey
	Bad     bool
	Against string // what it is compared with, for the title: "against a year before"
}

// Render writes the change.
func (c Change) Render(ctx context.Context, w io.Writer) error { return change(c).Render(ctx, w) }

func (c Change) class() string {
	switch {
	case c.Good:
		return "change change-up"
	case c.Bad:
		return "change change-down"
	}
	return "change change-flat"
}

// Change is a change of so many tenths of a percent: up is good.
func (l Locale) Change(tenths int64) Change {
	switch {
	case tenths > 0:
		return Change{Text: l.Percent(tenths), Sign: "▲", Word: l.T("up"), Good: true}
	case tenths < 0:
		// The sign says which way: a minus beside it would say it twice.
		return Change{Text: l.Percent(-tenths), Sign: "▼", Word: l.T("down"), Bad: true}
	}
	return Change{Text: l.Percent(0), Word: l.T("no change")}
}

// ChangeOfRisk is Change for a figure where up is bad.
func (l Locale) ChangeOfRisk(tenths int64) Change {
	c := l.Change(tenths)
	c.Good, c.Bad = c.Bad, c.Good
	return c
}

// Unknown is a figure that could not be computed: a grey word that says why on
// hover and on focus. Why is part of what a reader of the screen hears.
type Unknown struct {
	Word string // "new", "unknown"
	Why  string // "one order only"
}

// Render writes the word and its reason.
func (u Unknown) Render(ctx context.Context, w io.Writer) error { return unknown(u).Render(ctx, w) }
