// Package reports is the report of purchases, display-
// ready.
//
// Built by web/reports from what views/ui has. It
// reads no data and knows no route. It must not import
// store, jobs or web.
package reports
