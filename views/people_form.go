package views

import (
	"context"
	"io"
)

// PersonForm is a page that is one form, for somebody about to come in: log-in,
// set-up, a new password.
type PersonForm struct {
	Note   Note // above the form; without a Text there is none
	Form   FormOptions
	Fields []Field
}

// Render writes the form.
func (p PersonForm) Render(ctx context.Context, w io.Writer) error { return personForm(p).Render(ctx, w) }
