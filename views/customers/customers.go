package customers

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"wholesight/views/ui"
)

// The regions of the list of customers: what links replace, and within it what a
// change of the filter replaces, so that the field one types in stays.
const (
	CustomersRegion = "customers"
	CustomersRows   = "customer-rows"
)

// CustomerList is the content of the list of customers.
type CustomerList struct {
	Views   SavedLists
	Filter  ui.FilterBar
	Notes   []ui.Note // what the list cannot say, and why
	Run     *ui.Act   // brings the figures that are not there yet; nil where the person may not
	Chips   ui.FilterChips
	Count   string           // "1,204 customers"
	Sum     string           // what they bought: "€1.2m"; "" shows none
	Window  string           // of the sum: "revenue in the 12 months to 22 Nov 2026"
	Files   []ui.Button      // all that match as a file; none shows none
	Choose  string           // address of the list with the choice of columns
	Choice  *ui.ColumnChoice // nil: not asked for
	Wide    bool             // prints on landscape
	Pick    string           // where the form of picked rows goes; "" picks nothing
	Bulk    *ui.BulkBar      // what can be done with them
	Actions []ui.Button      // of the row that is pointed at: the script fills their addresses in
	Table   ui.Table
	Pager   ui.Pager
	Per     []ui.PageLink // how many rows a page has
}

// Render writes the list with its filter.
func (v CustomerList) Render(ctx context.Context, w io.Writer) error {
	return customerList(v).Render(ctx, w)
}

// Rows is the list without its filter: what a change of the filter replaces.
func (v CustomerList) Rows() CustomerListRows { return CustomerListRows{v} }

// CustomerListRows is the part of a CustomerList below the filter.
type CustomerListRows struct{ list CustomerList }

// Render writes the part.
func (r CustomerListRows) Render(ctx context.Context, w io.Writer) error {
	return customerRowsPart(r.list).Render(ctx, w)
}

func (v CustomerList) class() string {
	if v.Wide {
		return "swap stack-tight landscape"
	}
	return "swap stack-tight"
}

// FieldGroup sets fields side by side where there is room, under one name.
type FieldGroup struct {
	Title  string
	Fields []ui.Field
}

// Render writes the fields.
func (g FieldGroup) Render(ctx context.Context, w io.Writer) error {
	return fieldGroup(g).Render(ctx, w)
}

// ListLink are the attributes of a link that replaces a region of a list through
// htmx and puts its address into the bar; without script it is a plain link.
func ListLink(href, region string) templ.Attributes { return ui.ListLink(href, region) }
