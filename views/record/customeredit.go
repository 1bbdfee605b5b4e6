package record

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// CustomerEdit is the form of a customer's master data.
type CustomerEdit struct {
	Conflict *ui.Conflict // somebody else saved first
	Form     ui.FormOptions
	Groups   []CustomerFields
	Hidden   []ui.Field
}

// CustomerFields is a heading with the fields under it. Wide ones take a line each.
type CustomerFields struct {
	Title  string
	About  string
	Fields []ui.Field
	Wide   []ui.Field
}

// Render writes the form.
func (v CustomerEdit) Render(ctx context.Context, w io.Writer) error {
	return customerEdit(v).Render(ctx, w)
}
