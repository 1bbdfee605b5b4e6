// Package customers is the use case of master data:
// editing one customer, actions on many at once (a job
// when they are many) with undo, and saved lists.
//
// Each change keeps to the scope of whoever makes it
// and tells of the rest. It may ask jobs/runner and
// jobs/builds; how a list is filtered is
// jobs/customerlist's.
package customers
