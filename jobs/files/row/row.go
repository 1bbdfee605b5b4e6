package row

import (
	"bytes"

	"wholesight/jobs/files/cells"
)

// Limits that hold for every file, checked before anything is allocated.
const (
	MaxField    = 64 << 10 // bytes of one cell
	MaxBytes    = 1 << 20  // bytes of one row
	MaxColumns  = 200      // cells of one row
	MaxWorkbook = 64 << 20 // bytes of an .xlsx file
)

// Fault is what is wrong with the shape of one row.
type Fault uint8

// The faults of a row.
const (
	Sound    Fault = iota
	Quote          // a quotation mark inside a cell that does not begin with one
	Tail           // something between the closing quotation mark and the delimiter
	Columns        // over MaxColumns cells
	Encoding       // bytes that are not the file's encoding
	Parent         // some of an order's key cells are blank, and some are not
)

// Row is one row as it stands in the file. Its fields are valid until the next
// row is read.
type Row struct {
	Line    int64 // where it begins
	Last    int64 // where it ends: later only with line breaks inside quotes
	Fields  [][]byte
	Fault   Fault
	FaultAt int    // the cell of the fault
	High    bool   // has bytes outside ASCII
	Aside   string // why the row is no data; "" for data
	Numbers Set    // cells that a workbook keeps as numbers, with a decimal point
}

// Set is a set of columns.
type Set [(MaxColumns + 63) / 64]uint64

// Add puts a column in.
func (s *Set) Add(i int) { s[i>>6] |= 1 << (i & 63) }

// Has tells whether a column is in.
func (s *Set) Has(i int) bool { return i>>6 < len(s) && s[i>>6]&(1<<(i&63)) != 0 }

// Mark notes a fault; the first one stays.
func (r *Row) Mark(f Fault, at int) {
	if r.Fault == Sound {
		r.Fault, r.FaultAt = f, at
	}
}

// Blank tells whether a cell is empty, or is not there.
func (r *Row) Blank(i int) bool { return len(r.At(i)) == 0 }

// At is a cell, trimmed; nil when it is not there.
func (r *Row) At(i int) []byte {
	if i < 0 || i >= len(r.Fields) {
		return nil
	}
	return cells.TrimSpace(r.Fields[i])
}

// Clone is a copy that stays.
func (r *Row) Clone() *Row {
	c := *r
	c.Fields = make([][]byte, len(r.Fields))
	for i, f := range r.Fields {
		c.Fields[i] = bytes.Clone(f)
	}
	return &c
}

// AllEmpty tells whether all cells are.
func AllEmpty(fields [][]byte) bool {
	for _, f := range fields {
		if len(f) > 0 && len(cells.TrimSpace(f)) > 0 {
			return false
		}
	}
	return true
}

// Ruled reports whether a row is a line that is drawn, as lists of old systems have above
// and below their headers: dashes and the like, and nothing that could be read.
func Ruled(fields [][]byte) bool {
	drawn := 0
	for _, f := range fields {
		for _, c := range f {
			switch c {
			case '-', '=', '_', '+', '*', '|':
				drawn++
			case ' ', '\t':
			default:
				return false
			}
		}
	}
	return drawn >= leastDrawn
}

// leastDrawn is from how many signs on a line is a drawn one: one or two dashes are an
// empty cell.
const leastDrawn = 5
