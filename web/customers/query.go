package customers

import (
	"net/url"
	"slices"

	"wholesight/jobs/customerlist"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// customerListKind is one of the lists of customers: they share filters, columns,
// saved lists and what can be done with rows, and differ in what they show at first.
type customerListKind struct {
	Name    string // in addresses and in saved lists
	nav     string
	Title   string
	about   string
	Path    string
	File    string   // the path of its files, without the ending
	Columns []string // those that nobody chose; the customer stands before them
	wide    bool     // prints on landscape
}

var (
	callList = &customerListKind{
		Name: "customers", nav: ui.NavCustomers, Title: "Customers", about: "Whom to call, and why.",
		Path: paths.CustomersPath(), File: "/customers",
		Columns: []string{"type", "manager", "last", "risk", "revenue", "trend", "follow_up", "contact"},
	}
	analysisList = &customerListKind{
		Name: "analysis", nav: ui.NavAnalysis, Title: "Order analysis",
		about: "What each customer buys against the year before, to have at hand when you call.",
		Path:  paths.AnalysisPath(), File: "/analysis",
		Columns: []string{"manager", "trend", "current", "previous", "change", "orders", "average", "last", "gap", "expected",
			"risk", "target", "backorder", "contact"},
		wide: true,
	}
	CustomerLists = []*customerListKind{callList, analysisList}
)

// CustomerQuery is what an address asks of a list of customers: the customer list of the
// transaction's snapshot, what of it the person may see, the view and the columns.
type CustomerQuery struct {
	List    *customerlist.List
	Visible customerlist.Visibility
	View    customerlist.View
	Digits  int // decimals of the currency
	Kind    *customerListKind
	chosen  []string // names of columns; nil: the list's own
	away    bool     // the page is not the list itself: its address names the list
	saved   string   // the saved list that the address began with

	ignored []customerlist.Problem // what of the address is not known, and left out

	picked []int64 // of a file: these customers alone; nil: all

	// Of the list itself, not of other pages:
	user   store.User
	views  []store.SavedList // that the person sees
	begins bool              // the plain address leads to one of them
}

// Query is a view as it stands behind an address of the page that asks.
func (q *CustomerQuery) Query(v customerlist.View) string { return q.encode(v, q.away) }

// saysNothing tells whether the address began with a view of the whole list.
func (q *CustomerQuery) saysNothing() bool {
	at := q.currentView()
	return at != nil && at.Query == ""
}

// AwayQuery is a view as it stands behind an address of another page, so that it
// knows which list to lead back to.
func (q *CustomerQuery) AwayQuery(v customerlist.View) string { return q.encode(v, true) }

func (q *CustomerQuery) encode(v customerlist.View, away bool) string {
	p := url.Values(v.Values(q.Digits))
	if q.chosen != nil && !slices.Equal(q.chosen, q.Kind.Columns) {
		p.Set(kit.ParamColumns, columnNames(q.chosen))
	}
	if away && q.Kind != callList {
		p.Set(kit.ParamList, q.Kind.Name)
	}
	switch {
	case len(p) > 0 && q.saved != "" && q.saved != wholeList:
		p.Set(kit.ParamSaved, q.saved)
	case len(p) == 0 && q.saysNothing(): // a view that says nothing
		p.Set(kit.ParamSaved, q.saved)
	case len(p) == 0 && q.begins:
		p.Set(kit.ParamSaved, wholeList)
	}
	if len(p) == 0 {
		return ""
	}
	return "?" + p.Encode()
}

// ListAddress is a view of the list that one came from.
func (q *CustomerQuery) ListAddress(v customerlist.View) string {
	return q.Kind.Path + q.encode(v, false)
}

// BackAddress leads back to the page of the list that shows a customer, at its row.
func (q *CustomerQuery) BackAddress(place customerlist.Place, code string, id int64) string {
	v := q.View.AtPage((place.Number-1)/q.View.Per + 1)
	return q.Kind.Path + kit.Also(q.encode(v, false), kit.ParamAt, code) + "#" + kit.RowID(id)
}

// kindNamed is a list by its name in an address; nil when there is none.
func kindNamed(name string) *customerListKind {
	i := slices.IndexFunc(CustomerLists, func(k *customerListKind) bool { return k.Name == name })
	if i < 0 {
		return nil
	}
	return CustomerLists[i]
}
