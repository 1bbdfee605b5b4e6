package files

import (
	"bytes"
	"fmt"

	"wholesight/jobs/files/cells"
)

// mostTotals bounds the rows that are held against quantity × price: a column
// that is something else shows it long before.
const mostTotals = 50_000

// totalTally holds the line totals of an orders file against quantity × price. A
// net total after a discount is less than that, and no question; the total of the
// whole order, repeated on its lines or written on one of them, is one, and so is
// a column that has nothing to do with the line. The columns' decimal sign is
// known only at the end, so both are tried.
type totalTally struct {
	p                              *Plan
	number, quantity, price, total int
	rows                           int
	key                            []byte
	signs                          [2]totalSign // decimal point, decimal comma
}

// totalSign is what one decimal sign makes of the file. Amounts are millionths.
type totalSign struct {
	dec                 byte
	seen, differ, wild  int // rows with all three figures
	runs, repeats       int // orders of several lines; those whose total is the order's
	lines, totals       int // of the current order
	sum, common, first  int64
	equal, apart, spoil bool // totals all alike; one is not its line's; a figure that cannot be read
	unlike              bool // the lines themselves come to different amounts
	example             *totalRow
}

type totalRow struct {
	line                           int64
	number, quantity, price, total string
}

// newTotalTally is nil where there is nothing to compare, or a person has said
// already what the column is.
func newTotalTally(p *Plan) *totalTally {
	t := &totalTally{p: p, number: p.index("order_number"), quantity: p.index("quantity"), price: p.index("unit_price"),
		total: p.index("line_total")}
	if p.Kind != Orders || t.number < 0 || t.quantity < 0 || t.price < 0 || t.total < 0 || !p.Columns[t.total].Guessed {
		return nil
	}
	t.signs[0].dec, t.signs[1].dec = '.', ','
	return t
}

func (t *totalTally) add(rec *record) {
	if t == nil || t.rows == mostTotals || len(rec.fields) <= max(t.number, t.quantity, t.price, t.total) {
		return
	}
	t.rows++
	if key := cells.Code(rec.fields[t.number]); len(key) > 0 && !bytes.Equal(key, t.key) {
		for i := range t.signs {
			t.signs[i].end()
		}
		t.key = append(t.key[:0], key...)
	}
	for i := range t.signs {
		t.signs[i].add(t, rec)
	}
}

// add takes a row of the current order.
func (s *totalSign) add(t *totalTally, rec *record) {
	q, ok1 := s.figure(rec.fields[t.quantity], 3)
	price, ok2 := s.figure(rec.fields[t.price], 4)
	should, ok3 := cells.MulDiv(q, price, 10)
	if !ok1 || !ok2 || !ok3 {
		s.spoil = true
		return
	}
	if s.lines++; s.lines == 1 {
		s.first = should
	}
	s.sum += should
	s.unlike = s.unlike || should != s.first
	if len(cells.CleanText(rec.fields[t.total])) == 0 {
		return
	}
	total, ok := s.figure(rec.fields[t.total], 6)
	if !ok {
		s.spoil = true
		return
	}
	s.totals++
	if s.totals == 1 {
		s.common, s.equal = total, true
	}
	s.equal = s.equal && total == s.common
	s.seen++
	if near(total, should, q) {
		return
	}
	s.apart = true
	s.differ++
	if wild(total, should) {
		s.wild++
	}
	if s.example == nil {
		text := func(col int) string { return clip(string(cells.CleanText(rec.fields[col])), 40) }
		s.example = &totalRow{rec.line, text(t.number), text(t.quantity), text(t.price), text(t.total)}
	}
}

func (s *totalSign) figure(cell []byte, decimals int) (int64, bool) {
	v, _, err := cells.ParseNumber(cell, s.dec, decimals)
	return v, err == cells.NumberOK
}

// end closes an order: its total stands in the column when the lines' totals are
// all alike although the lines are not, or come to the order's sum.
func (s *totalSign) end() {
	if s.lines > 1 && s.totals > 0 && !s.spoil {
		s.runs++
		if s.equal && s.apart && (s.totals > 1 && s.unlike || near(s.common, s.sum, int64(s.lines)*1000)) {
			s.repeats++
		}
	}
	s.lines, s.totals, s.sum, s.equal, s.apart, s.spoil, s.unlike = 0, 0, 0, false, false, false, false
}

// near: alike within what rounding a price or a total to cents makes of it.
func near(total, should, quantity int64) bool {
	slack := magnitude(quantity)*5 + 10_000 // half a cent for each piece, and a cent
	return magnitude(total-should) <= slack
}

// wild: more than the line can come to with any tax, or of the other sign, or so
// little that no discount explains it.
func wild(total, should int64) bool {
	if total != 0 && should != 0 && (total < 0) != (should < 0) {
		return true
	}
	a, b := magnitude(total), magnitude(should)
	return a > b/2*3 && a-b > 1_000_000 || a < b/10
}

func magnitude(v int64) int64 {
	if v < 0 {
		return -v
	}
	return v
}

// decide asks, or notes nothing. A note of discounts is not needed: what is stored
// is the total that the file gives.
func (t *totalTally) decide() {
	if t == nil {
		return
	}
	s := &t.signs[0]
	if t.p.Columns[t.total].Decimal == "," {
		s = &t.signs[1]
	}
	s.end()
	most := s.differ*2 > s.seen
	order := s.repeats > 0 && s.repeats*10 >= s.runs*8
	c, e := &t.p.Columns[t.total], s.example
	// A header that is our own name says itself that it is a line's; the total of an order
	// is doubted there too.
	own := Fold(c.Header) == Fold("line_total")
	if e == nil || !order && (own || !most || s.wild*2 <= s.differ) {
		return
	}
	q := Question{Kind: AskTotal, Column: "line_total", Whole: true, Header: c.Key, Rows: int64(s.differ),
		Flag: fmt.Sprintf(`--map "%s="`, c.Key)}
	q.Text = fmt.Sprintf("Column “%s” is taken for the total of a line, but is not quantity × price in %d of %d rows: line %d, order %s, has %s × %s and %s. Is it the line's total?",
		c.Header, s.differ, s.seen, e.line, e.number, e.quantity, e.price, e.total)
	if order {
		q.Text += " It looks like the total of the whole order."
	}
	q.Answers = []Answer{
		{Value: "", Label: "no: do not read it, a line comes to quantity × price"},
		{Value: "line_total", Label: "yes: it is what the line came to"},
	}
	t.p.Questions = append(t.p.Questions, q)
}
