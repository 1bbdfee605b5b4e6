// Package customers is the list of customers and the same list as an
// order analysis: filters, chips, columns, sorting, saved lists,
// files, and actions on many at once.
//
// The address says all of a list, so that a copied one shows the
// same. What matches is found by jobs/customerlist in memory; this
// room turns an address into a query and rows into cells. The record
// and the contacts may ask it; it asks no other feature.
package customers
