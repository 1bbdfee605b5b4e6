package views

import (
	"context"
	"io"
)

// CustomerEdit is the form of a customer's master data.
type CustomerEdit struct {
	Conflict *Conflict // somebody else saved first
	Form     FormOptions
	Groups   []CustomerFields
	Hidden   []Field
}

// CustomerFields is a heading with the fields under it. Wide ones take a line each.
type CustomerFields struct {
	Title  string
	About  string
	Fields []Field
	Wide   []Field
}

// Render writes the form.
func (v CustomerEdit) Render(ctx context.Context, w io.Writer) error {
	return customerEdit(v).Render(ctx, w)
}
