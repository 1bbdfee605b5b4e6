package record

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"wholesight/views/ui"
)

// CustomerRecord is the content of a customer's page: its head, and the blocks under it
// in reading order.
type CustomerRecord struct {
	Crumbs   []ui.Crumb // back to the list, at the row
	Name     string
	Code     string
	Labels   ui.Labels
	Inactive bool
	Actions  []ui.Button
	Place    string    // "3 of 412"; "" when the list does not hold the customer
	Previous *ui.Crumb // within the list
	Next     *ui.Crumb
	Blocks   []templ.Component
}

// Render writes the page's content.
func (v CustomerRecord) Render(ctx context.Context, w io.Writer) error {
	return customerRecord(v).Render(ctx, w)
}
