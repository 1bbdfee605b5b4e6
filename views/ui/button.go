package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Button is something to press: a link when it has an Href, else a button. The
// zero Kind is the plain one. One page has one Primary.
type Button struct {
	Text   string // a verb: "Save targets"
	Icon   string // a name of Icon, before the text
	Only   bool   // show the icon alone; Text is then its name for those who cannot see it
	Kind   ButtonKind
	Small  bool
	Href   string
	Submit bool   // sends the form it stands in
	Name   string // with Value: what is sent when this button sends the form
	Value  string
	Form   string // id of the form it sends, when it stands outside of it
	Dialog string // id of the Dialog it opens
	Close  bool   // closes the dialog it stands in
	Off    string // the reason why it cannot be pressed now
	Attrs  templ.Attributes
}

// ButtonKind is how much a button asks to be pressed.
type ButtonKind int

// The kinds.
const (
	Plain ButtonKind = iota
	Primary
	Danger
	Quiet
	Inline // looks like a link within text
)

// Render writes the button.
func (b Button) Render(ctx context.Context, w io.Writer) error { return button(b).Render(ctx, w) }

func (b Button) class() string {
	class := "btn"
	switch b.Kind {
	case Primary:
		class = "btn btn-primary"
	case Danger:
		class = "btn btn-danger"
	case Quiet:
		class = "btn btn-quiet"
	case Inline:
		class = "btn btn-link"
	}
	if b.Small {
		class += " btn-small"
	}
	if b.Only {
		class += " btn-icon"
	}
	return class
}

func (b Button) kind() string {
	if b.Submit {
		return "submit"
	}
	return "button"
}
