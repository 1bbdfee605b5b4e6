// Package targets is the use case of targets: set, change and delete
// twelve months' amounts, the book of all of them with pace and
// projection, and its report.
//
// The arithmetic is jobs/rules/target's. Two targets of a customer
// must not overlap, whoever sets them, a form or a file. It may ask
// jobs/settings and jobs/customerlist, and no other use case.
package targets
