// Package reports is the use case of reports over orders of any
// days: the sale book, the shop's days and customers in memory,
// asked for sums of a range.
//
// It is kept per version of the order book. It must keep to the
// scope it is asked with, and says when a sum does not fit rather
// than a wrong one. It asks the store, and no other use case.
package reports
