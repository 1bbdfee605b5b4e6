package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Links are links under one another, of which there may be more.
type Links struct {
	Links []Crumb
	More  string // "and 12 more"; "" says nothing
}

// Render writes them.
func (v Links) Render(ctx context.Context, w io.Writer) error { return links(v).Render(ctx, w) }

// Stacked are components under one another, as one.
type Stacked []templ.Component

// Render writes them in order.
func (s Stacked) Render(ctx context.Context, w io.Writer) error { return stacked(s).Render(ctx, w) }

// Graphs are graphs side by side where there is room.
type Graphs []Chart

// Render writes them in order.
func (g Graphs) Render(ctx context.Context, w io.Writer) error { return graphs(g).Render(ctx, w) }
