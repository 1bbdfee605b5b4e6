package search

import (
	"context"
	"io"
	"strconv"

	"github.com/a-h/templ"

	"wholesight/views/ui"
)

// PaletteItem is one thing that can be gone to or done. With Action it is a form that
// is sent there by POST, with its hidden Fields; else a link. Modal opens the link in
// the page's dialog, where there is script.
type PaletteItem struct {
	Title  string
	Note   string // what it is, in a word or two: code and town
	Icon   string
	Href   string
	Modal  bool
	Action string
	Fields []ui.Field
}

// PaletteGroup is items of one kind.
type PaletteGroup struct {
	Title string
	Items []PaletteItem
}

// Palette is what was found for a text: as a list to pick from with the arrows
// (Render), or as a page (Page).
type Palette struct {
	Query  string
	Groups []PaletteGroup
	Say    string // how many, for those who listen
	Action string // the address of the plain page of the search
}

// Render writes the content of the list.
func (p Palette) Render(ctx context.Context, w io.Writer) error {
	return paletteList(p.numbered()).Render(ctx, w)
}

// Page is the same as a page that needs no script: links, and buttons for what is done.
func (p Palette) Page() templ.Component { return searchPage(p) }

// numberedItem is an item with the id of its option.
type numberedItem struct {
	PaletteItem
	id string
}

type numberedGroup struct {
	title, id string
	items     []numberedItem
}

type numberedPalette struct {
	Palette
	groups []numberedGroup
	forms  []numberedItem
}

// numbered gives every option an id of its own.
func (p Palette) numbered() numberedPalette {
	n, out := 0, numberedPalette{Palette: p}
	for g, group := range p.Groups {
		in := numberedGroup{title: group.Title, id: ui.PaletteListID + "-g" + strconv.Itoa(g)}
		for _, item := range group.Items {
			one := numberedItem{item, ui.PaletteListID + "-" + strconv.Itoa(n)}
			if n++; item.Action != "" {
				out.forms = append(out.forms, one)
			}
			in.items = append(in.items, one)
		}
		if len(in.items) > 0 {
			out.groups = append(out.groups, in)
		}
	}
	return out
}

func (i numberedItem) attrs() templ.Attributes {
	switch {
	case i.Action != "":
		return templ.Attributes{"data-form": i.id + "-form"}
	case i.Modal:
		return templ.Attributes{"data-modal": i.Href}
	}
	return templ.Attributes{"data-href": i.Href}
}
