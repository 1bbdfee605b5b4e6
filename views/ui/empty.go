package ui

import (
	"context"
	"io"
)

// Empty is a state, not an error: what would be here, and how to get it.
type Empty struct {
	Title string // "No customer matches"
	Text  string // one line
	Icon  string // "" is the inbox
	Start *Button
}

// Render writes the state; an Empty without words says that there is nothing.
func (e Empty) Render(ctx context.Context, w io.Writer) error { return empty(e).Render(ctx, w) }

func (e Empty) icon() string {
	if e.Icon == "" {
		return "inbox"
	}
	return e.Icon
}
