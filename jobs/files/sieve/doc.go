// Package sieve looks at the rows below a header and sets aside what is no data: rows of
// totals and repeated headers. It fills the further lines of an order whose number, day
// and customer stand in the row above.
//
// It knows the columns of a file by name, and no value that is read from them. It asks
// jobs/files/row, jobs/files/cells and jobs/files/codepage.
package sieve
