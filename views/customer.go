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
	Actions  []Button
	Place    string // "3 of 412"; "" when the list does not hold the customer
	Previous *Crumb // within the list
	Next     *Crumb
	Notes    []Note
	Run      *Act // brings the figures that are not there yet; nil where the person may not
	Tiles    Tiles
	Contact  Facts
	Moves    Table  // what would move this customer
	Assumed  string // what that takes for granted
	Forecast ForecastBlock
	Figures  Facts
	AsOf     string // "All figures as of 22 November 2026, over 12 months"
	Text     string // notes that stand on the customer
	Risk     Chart
	Revenue  Chart
	Timeline Timeline
}

// Render writes the page's content.
func (v CustomerRecord) Render(ctx context.Context, w io.Writer) error {
	return customerRecord(v).Render(ctx, w)
}
