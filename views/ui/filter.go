package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// FilterBar is the form above a list. It sends everything by GET, so that the
// address is the state; with Swap the region of that id is replaced as choices
// change, and the address follows.
type FilterBar struct {
	Action string
	Label  string // what it filters, for those who cannot see it
	Fields []Field
	Hidden []Field // sort, columns: what a new filter must not lose
	Swap   string
	More   []Button
	Rare   []templ.Component // behind "More filters": fields that are asked for less often
	Open   bool              // Rare shows: somebody has just asked for it, not only an address that filters
}

// Render writes the bar.
func (f FilterBar) Render(ctx context.Context, w io.Writer) error { return filterBar(f).Render(ctx, w) }

func (f FilterBar) attrs() templ.Attributes {
	if f.Swap == "" {
		return nil
	}
	attrs := ListLink(f.Action, f.Swap)
	attrs["hx-trigger"] = "change, submit"
	// A search goes along while it is typed; a number half typed makes no sense yet.
	for _, field := range f.Fields {
		if field.Type == "search" {
			attrs["hx-trigger"] = "change, submit, input changed delay:300ms from:#" + field.id()
		}
	}
	attrs["hx-sync"] = "this:queue last" // to abort the one under way would be an error on the console
	return attrs
}

// FilterChip is one active filter; Remove is the address without it.
type FilterChip struct{ Name, Value, Remove string }

// FilterChips are the active filters of a list, each with ×.
type FilterChips struct {
	Chips []FilterChip
	Clear string // address without any filter
	Swap  string
}

// Render writes the chips; nothing when there are none.
func (f FilterChips) Render(ctx context.Context, w io.Writer) error {
	return filterChips(f).Render(ctx, w)
}
