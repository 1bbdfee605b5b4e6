package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Act is a form that is one button: what it does changes something, so it is a
// POST. Fields are values that go along.
type Act struct {
	Action string
	Fields []Field
	Button Button
	Swap   string // id of the region that the answer replaces through htmx; "" loads the page
}

// Render writes the form.
func (a Act) Render(ctx context.Context, w io.Writer) error { return act(a).Render(ctx, w) }

func (a Act) attrs() templ.Attributes {
	if a.Swap == "" {
		return nil
	}
	return templ.Attributes{"hx-post": a.Action, "hx-target": "#" + a.Swap, "hx-swap": "outerHTML"}
}

func (a Act) button() Button {
	b := a.Button
	b.Submit = true
	return b
}
