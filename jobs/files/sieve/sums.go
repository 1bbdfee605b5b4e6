package sieve

import (
	"wholesight/jobs/files/cells"
	"wholesight/jobs/files/row"
)

// sumDecimals are those that sums of amounts are kept with.
const sumDecimals = 6

// sums adds up columns while the decimal sign of a file is not known: once for each.
type sums struct {
	columns []int
	rows    int
	all     [2][]sum // by sign: of all rows above
	since   [2][]sum // since the last row of totals
}

type sum struct {
	v    int64
	lost bool // a cell that is no number with this sign, or too large a sum
}

var bothSigns = [2]byte{'.', ','}

// add takes a row in, or begins anew behind a row of totals.
func (s *sums) add(rec *row.Row, total bool) {
	if s.all[0] == nil {
		for i := range bothSigns {
			s.all[i], s.since[i] = make([]sum, len(s.columns)), make([]sum, len(s.columns))
		}
	}
	if total {
		for i := range bothSigns {
			clear(s.since[i])
		}
		return
	}
	s.rows++
	for sign, dec := range bothSigns {
		for i, col := range s.columns {
			v, ok := amountOf(rec, col, dec)
			for _, to := range []*sum{&s.all[sign][i], &s.since[sign][i]} {
				next := to.v + v
				to.lost = to.lost || !ok || (v > 0) != (next > to.v) && v != 0
				to.v = next
			}
		}
	}
}

// equal tells whether the amounts of a row are the sums of those above it.
func (s *sums) equal(rec *row.Row) bool {
	if s.rows < 2 {
		return false
	}
	for sign, dec := range bothSigns {
		if s.matches(rec, s.all[sign], dec) || s.matches(rec, s.since[sign], dec) {
			return true
		}
	}
	return false
}

func (s *sums) matches(rec *row.Row, above []sum, dec byte) bool {
	seen := false
	for i, col := range s.columns {
		if rec.Blank(col) {
			continue
		}
		v, ok := amountOf(rec, col, dec)
		if !ok || above[i].lost || v != above[i].v {
			return false
		}
		seen = seen || v != 0
	}
	return seen
}

// amountOf reads a cell with a sign; an empty one is nothing. A number of a workbook has a
// decimal point whatever its column has.
func amountOf(rec *row.Row, col int, dec byte) (int64, bool) {
	if rec.Blank(col) {
		return 0, true
	}
	if rec.Numbers.Has(col) {
		dec = '.'
	}
	v, _, err := cells.ParseNumber(rec.At(col), dec, sumDecimals)
	return v, err == cells.NumberOK
}
