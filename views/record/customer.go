package record

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// CustomerRecord is the content of a customer's page, its head included.
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
	Notes    []ui.Note
	Run      *ui.Act // brings the figures that are not there yet; nil where the person may not
	Tiles    ui.Tiles
	Contact  ui.Facts
	Moves    ui.Table // what would move this customer
	Assumed  string   // what that takes for granted
	Forecast ForecastBlock
	Figures  ui.Facts
	AsOf     string // "All figures as of 22 November 2026, over 12 months"
	Text     string // notes that stand on the customer
	Risk     ui.Chart
	Revenue  ui.Chart
	Timeline ui.Timeline
}

// Render writes the page's content.
func (v CustomerRecord) Render(ctx context.Context, w io.Writer) error {
	return customerRecord(v).Render(ctx, w)
}
