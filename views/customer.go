package views

import (
	"context"
	"io"
)

// CustomerRecord is the content of a customer's page, its head included.
type CustomerRecord struct {
	Crumbs   []Crumb // back to the list, at the row
	Name     string
	Code     string
	Labels   Labels
	Inactive bool
	Place    string // "3 of 412"; "" when the list does not hold the customer
	Previous *Crumb // within the list
	Next     *Crumb
	Notes    []Note
	Run      *Act // brings the figures that are not there yet; nil where the person may not
	Tiles    Tiles
	AsOf     string // "as of 22 November 2026, 12 months"
	Contact  Facts
	Figures  Facts
	Risk     Chart
	Revenue  Chart
	History  Table // changes of labels
	Orders   Table // the newest orders
}

// Render writes the page's content.
func (v CustomerRecord) Render(ctx context.Context, w io.Writer) error {
	return customerRecord(v).Render(ctx, w)
}
