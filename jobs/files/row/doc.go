// Package row is what the rooms that cut files into rows have in common: a row as it
// stands in the file, the limits in front of every allocation, and the error that says
// why a file is refused whole.
//
// It knows no format and no column. It asks jobs/files/cells for what a blank is.
package row
