// Package customer list keeps the rows that lists of customers filter, sort and sum:
// every customer once, in columns, in memory. A list, its CSV, its totals and the
// previous and next customer of a record are all answered from here, in about a
// millisecond at 50,000 customers, where the same scan in SQL takes thirty.
//
//	b := customer list.NewBuilder(meta, n)
//	b.Add(row) …                       // in the order of the customer codes
//	r := b.List()
//	page, err := r.Query(view.Filter, view.Sort, visible, view.Offset(), view.Per)
//
// A List is one snapshot: the customers as they stood and the figures of one
// published build, what the published forecasts expect of them, and the facts of now
// (last contact, follow-up, target). It never
// changes once built, so all requests share it; the sort orders are computed when
// first asked for and kept. When only facts have changed, Patch makes the next one
// of it and shares the rest. Who keeps it, and when
// it is built anew, is the affair of package lists (load.go).
//
// Rows stand in the byte order of the customer code, so a row's number is also
// its place in the tie-break that ends every order (spec 00, rule 6). A figure
// that does not exist is never 0: it matches no range and stands last, whichever
// way the list is sorted.
//
// What a person may see is a Visibility that every question takes; its zero
// value sees nobody, so that a forgotten one fails closed.
//
// The state of a list (filter, sort, page) is a View, which is read from and
// written to the parameters of an address (view.go, parse.go). A value that makes
// no sense is a Problem in words, never a silent default: a filter that is quietly
// dropped would show, and export, the wrong customers.
//
// The answers of the last filters are kept too: a list is paged, sorted and walked
// far more often than it is filtered anew.
//
// Memory: about 290 bytes a customer, names and search texts included, in a few
// large allocations without pointers. Rejected: a slice of structs with strings
// (three times the memory, and the collector walks all of it), and an index per
// column (the scan is quick enough, and filters combine freely).
package customerlist
