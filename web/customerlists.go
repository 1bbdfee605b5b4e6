package web

import (
	"net/url"
	"slices"

	"wholesight/jobs/customerlist"
	"wholesight/store"
	"wholesight/views/ui"
)

// customerListKind is one of the lists of customers: they share filters, columns,
// saved views and what can be done with rows, and differ in what they show at first.
type customerListKind struct {
	name    string // in addresses and in saved views
	nav     string
	title   string
	about   string
	path    string
	file    string   // the path of its files, without the ending
	columns []string // those that nobody chose; the customer stands before them
	wide    bool     // prints on landscape
}

var (
	callList = &customerListKind{
		name: "customers", nav: ui.NavCustomers, title: "Customers", about: "Whom to call, and why.",
		path: customersPath(), file: "/customers",
		columns: []string{"type", "manager", "last", "risk", "revenue", "trend", "follow_up", "contact"},
	}
	analysisList = &customerListKind{
		name: "analysis", nav: ui.NavAnalysis, title: "Order analysis", about: "What each customer buys against the year before, to have at hand when you call.",
		path: analysisPath(), file: "/analysis",
		columns: []string{"manager", "trend", "current", "previous", "change", "orders", "average", "last", "gap", "expected", "risk", "target", "backorder", "contact"},
		wide:    true,
	}
	customerLists = []*customerListKind{callList, analysisList}
)

// The parameters of a list beside its view.
const (
	paramAt      = "at"     // the customer that one comes back from; its row is marked
	paramMore    = "more"   // show the fields that are asked for less often
	paramColumns = "cols"   // the columns, in order, with dots between them
	paramChoose  = "choose" // show the choice of columns
	paramList    = "list"   // on other pages: the list that one came from, when it is not the call list
	paramPicked  = "pick"   // of a file: these customers alone
	paramSaved   = "view"   // the saved view that the address began with
)

// customerQuery is what an address asks of a list of customers: the roster of the
// transaction's snapshot, what of it the person may see, the view and the columns.
type customerQuery struct {
	roster  *customerlist.Roster
	visible customerlist.Visibility
	view    customerlist.View
	digits  int // decimals of the currency
	kind    *customerListKind
	chosen  []string // names of columns; nil: the list's own
	away    bool     // the page is not the list itself: its address names the list
	saved   string   // the saved view that the address began with

	picked []int64 // of a file: these customers alone; nil: all

	// Of the list itself, not of other pages:
	user   store.User
	views  []store.ListView // that the person sees
	begins bool             // the plain address leads to one of them
}

// query is a view as it stands behind an address of the page that asks.
func (q *customerQuery) query(v customerlist.View) string { return q.encode(v, q.away) }

// saysNothing tells whether the address began with a view of the whole list.
func (q *customerQuery) saysNothing() bool {
	at := q.currentView()
	return at != nil && at.Query == ""
}

// awayQuery is a view as it stands behind an address of another page, so that it
// knows which list to lead back to.
func (q *customerQuery) awayQuery(v customerlist.View) string { return q.encode(v, true) }

func (q *customerQuery) encode(v customerlist.View, away bool) string {
	p := url.Values(v.Values(q.digits))
	if q.chosen != nil && !slices.Equal(q.chosen, q.kind.columns) {
		p.Set(paramColumns, columnNames(q.chosen))
	}
	if away && q.kind != callList {
		p.Set(paramList, q.kind.name)
	}
	switch {
	case len(p) > 0 && q.saved != "" && q.saved != wholeList:
		p.Set(paramSaved, q.saved)
	case len(p) == 0 && q.saysNothing(): // a view that says nothing
		p.Set(paramSaved, q.saved)
	case len(p) == 0 && q.begins:
		p.Set(paramSaved, wholeList)
	}
	if len(p) == 0 {
		return ""
	}
	return "?" + p.Encode()
}

// listAddress is a view of the list that one came from.
func (q *customerQuery) listAddress(v customerlist.View) string {
	return q.kind.path + q.encode(v, false)
}

// backAddress leads back to the page of the list that shows a customer, at its row.
func (q *customerQuery) backAddress(place customerlist.Place, code string, id int64) string {
	v := q.view.AtPage((place.Number-1)/q.view.Per + 1)
	return q.kind.path + also(q.encode(v, false), paramAt, code) + "#" + rowID(id)
}

// kindNamed is a list by its name in an address; nil when there is none.
func kindNamed(name string) *customerListKind {
	i := slices.IndexFunc(customerLists, func(k *customerListKind) bool { return k.name == name })
	if i < 0 {
		return nil
	}
	return customerLists[i]
}
