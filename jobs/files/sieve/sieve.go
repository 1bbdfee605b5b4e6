package sieve

import (
	"bytes"

	"wholesight/jobs/files/cells"
	"wholesight/jobs/files/row"
)

// Why a row is set aside: causes of rejections.
const (
	Totals      = "totals"       // it sums up those above
	HeaderAgain = "header-again" // it repeats the header, as page breaks of reports do
)

// Kind is what matters here of what a file holds.
type Kind uint8

// The kinds of files.
const (
	Other   Kind = iota
	Orders       // further lines may leave out what stands in the first
	Targets      // a total may look like a target
)

// Column is a column of the file that is read.
type Column struct {
	Index  int
	Name   string // ours
	Number bool
	Must   bool // no row of data leaves all of these empty
}

// Sieve looks at each row below the header, in both passes alike and before its bytes are
// decoded: it sets aside what is no data, fills what stands in the row above, and gives
// the numbers of a workbook the decimal sign of their column.
type Sieve struct {
	Filled  int64 // rows whose parent's cells were filled
	Width   int   // of a workbook's rows, which end with their last cell; 0 = as they are
	Commas  []int // columns whose decimal sign is a comma
	kind    Kind
	header  [][]byte // its cells, trimmed
	totals  totals
	parents parents
}

// New makes the sieve of a header and of what its columns are.
func New(k Kind, header *row.Row, cols []Column) *Sieve {
	s := &Sieve{kind: k}
	for _, f := range header.Fields {
		s.header = append(s.header, bytes.Clone(cells.TrimSpace(f)))
	}
	for n := len(s.header); n > 1 && len(s.header[n-1]) == 0; n-- {
		s.header = s.header[:n-1]
	}
	s.totals = newTotals(k, cols)
	s.parents = newParents(k, cols, len(s.header))
	return s
}

// Sift does it to one row.
func (s *Sieve) Sift(rec *row.Row) {
	for len(rec.Fields) < s.Width {
		rec.Fields = append(rec.Fields, nil)
	}
	switch {
	case s.headerAgain(rec):
		rec.Aside = HeaderAgain
	case s.totals.is(rec, &s.parents):
		rec.Aside = Totals
	case s.parents.fill(rec):
		s.Filled++
	}
	for _, i := range s.Commas {
		if i < len(rec.Fields) && rec.Numbers.Has(i) {
			if at := bytes.IndexByte(rec.Fields[i], '.'); at >= 0 {
				rec.Fields[i] = bytes.Clone(rec.Fields[i])
				rec.Fields[i][at] = ','
			}
		}
	}
}

// headerAgain tells whether a row repeats the header, as page breaks of reports do, in
// capitals of its own perhaps.
func (s *Sieve) headerAgain(rec *row.Row) bool {
	if len(s.header) < 2 || len(rec.Fields) < len(s.header) {
		return false
	}
	for i, f := range s.header {
		if !bytes.EqualFold(cells.TrimSpace(rec.Fields[i]), f) {
			return false
		}
	}
	return row.AllEmpty(rec.Fields[len(s.header):])
}
