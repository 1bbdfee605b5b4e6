// Package split cuts the text of a CSV file into rows, with the repairs that real files
// need. It has its limits in front of every allocation, which encoding/csv has not: an
// unclosed quotation mark makes that one swallow the file. The tests compare the two.
//
// It knows rows and cells, no header and no meaning. It asks jobs/files/row, and
// jobs/files/cells for what a blank is.
package split
