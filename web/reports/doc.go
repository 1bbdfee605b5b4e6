// Package reports is the reports beside the lists: purchases by
// customer in a range of days, and how many customers each
// classification holds.
//
// A report is what a list of customers cannot say, because it counts
// orders of other days than the windows. The rows come from
// jobs/reports and the list in memory; this room filters, sorts and
// writes them. It asks no other feature.
package reports
