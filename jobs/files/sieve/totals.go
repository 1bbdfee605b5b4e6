package sieve

import (
	"bytes"
	"slices"

	"wholesight/jobs/files/cells"
	"wholesight/jobs/files/row"
)

// totals recognises rows that sum up those above.
type totals struct {
	kind    Kind
	keys    []int // columns that no row of data leaves all empty
	texts   []int // columns of text that say what a row is: not its currency, not its day
	numbers []int // columns of amounts and quantities
	sku     int
	price   int // the column that a total leaves empty beside a sku that is a word
	product int
	name    int // of a customer or product: a total may have a count there
	mapped  map[int]bool
	sums    sums
}

func newTotals(k Kind, cols []Column) totals {
	t := totals{kind: k, sku: -1, price: -1, product: -1, name: -1, mapped: map[int]bool{}}
	quantity := -1
	for _, c := range cols {
		t.mapped[c.Index] = true
		switch {
		case c.Number:
			if c.Name != "rate" && c.Name != "discount_pct" {
				t.numbers = append(t.numbers, c.Index)
			}
		case c.Name != "currency" && c.Name != "order_date":
			t.texts = append(t.texts, c.Index)
		}
		switch {
		case k == Orders && slices.Contains([]string{"order_number", "customer_code", "sku"}, c.Name), k != Orders && c.Must:
			t.keys = append(t.keys, c.Index)
		}
		switch {
		case k == Orders && c.Name == "sku":
			t.sku = c.Index
		case c.Name == "name":
			t.name = c.Index
		case c.Name == "unit_price":
			t.price = c.Index
		case c.Name == "quantity":
			quantity = c.Index
		case k == Orders && c.Name == "product_name":
			t.product = c.Index
		}
	}
	if t.price < 0 {
		t.price = quantity
	}
	if k == Targets {
		t.sums.columns = t.numbers
	}
	return t
}

// is tells whether a row is a row of totals.
func (t *totals) is(rec *row.Row, p *parents) bool {
	if len(t.keys) == 0 {
		return false
	}
	total := t.judge(rec, p)
	if t.kind == Targets {
		total = total || totalWord(rec.At(t.keys[0])) && t.sums.equal(rec)
		t.sums.add(rec, total)
	}
	return total
}

func (t *totals) judge(rec *row.Row, p *parents) bool {
	if t.sku >= 0 && rec.Blank(t.price) {
		sku, product := totalWord(rec.At(t.sku)), totalWord(rec.At(t.product))
		if (sku || product) && (sku || rec.Blank(t.sku)) && (product || rec.Blank(t.product)) {
			return true // the total of an order below its lines
		}
	}
	open := false // a key is empty, or no key but a word
	for _, i := range t.keys {
		open = open || rec.Blank(i) || t.counts(rec, i)
	}
	if !open {
		return false
	}
	for _, i := range t.texts {
		if !rec.Blank(i) && !totalWord(rec.At(i)) && !t.counts(rec, i) && !(p.number == i && p.totalOf(rec.At(i))) {
			return false
		}
	}
	return t.labelled(rec, p) || t.onlySums(rec)
}

// counts tells whether a cell is a number in the place of a name, behind a word: "Total;2".
func (t *totals) counts(rec *row.Row, i int) bool {
	return i == t.name && !rec.Blank(i) && len(bytes.Trim(rec.At(i), "0123456789")) == 0 && totalWord(rec.At(t.keys[0]))
}

// labelled tells whether one of a row's cells says that it is a total.
func (t *totals) labelled(rec *row.Row, p *parents) bool {
	for i, f := range rec.Fields {
		if !rec.Blank(i) && !slices.Contains(t.numbers, i) && (totalWord(f) || t.mapped[i] && p.number == i && p.totalOf(f)) {
			return true
		}
	}
	return false
}

// onlySums tells whether a row has amounts and nothing else.
func (t *totals) onlySums(rec *row.Row) bool {
	n := 0
	for i := range rec.Fields {
		switch {
		case rec.Blank(i):
		case slices.Contains(t.numbers, i):
			n++
		case !t.mapped[i]:
			return false
		}
	}
	return n > 0
}

// totalOf tells whether a cell is the total of the order above: "SO-1 Total".
func (p *parents) totalOf(cell []byte) bool {
	if !p.known {
		return false
	}
	rest, ok := bytes.CutPrefix(cell, cells.TrimSpace(p.above[p.number]))
	if !ok {
		rest, ok = bytes.CutSuffix(cell, cells.TrimSpace(p.above[p.number]))
	}
	return ok && len(rest) > 0 && totalWord(cells.TrimSpace(rest))
}
