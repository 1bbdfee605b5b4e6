package sieve

import (
	"bytes"
	"slices"

	"wholesight/jobs/files/cells"
	"wholesight/jobs/files/row"
)

// parents fills the cells of an order that stand in its first line only.
type parents struct {
	number, day, customer, sku int
	carried                    []int    // columns that are filled with them where blank
	above                      [][]byte // of the row above, by column
	known, high                bool
}

// newParents: of another file, and without one of the columns nothing is filled.
func newParents(k Kind, cols []Column, width int) parents {
	at := func(name string) int {
		if i := slices.IndexFunc(cols, func(c Column) bool { return c.Name == name }); i >= 0 {
			return cols[i].Index
		}
		return -1
	}
	p := parents{number: at("order_number"), day: at("order_date"), customer: at("customer_code"), sku: at("sku")}
	if k != Orders || min(p.number, p.day, p.customer, p.sku) < 0 {
		return parents{number: -1}
	}
	p.above = make([][]byte, width)
	for _, name := range []string{"order_number", "order_date", "customer_code",
		"channel", "status", "currency", "rate", "customer_name"} {
		if i := at(name); i >= 0 {
			p.carried = append(p.carried, i)
		}
	}
	return p
}

// fill fills a further line of the order above: one whose number, day and customer are all
// blank, and whose sku is not. Where only the number is blank and nothing else speaks for
// another order, the row is put to the order above and marked, so that the order is
// refused whole and not stored in part.
func (p *parents) fill(rec *row.Row) bool {
	if p.number < 0 || max(p.number, p.day, p.customer, p.sku) >= len(rec.Fields) {
		return false
	}
	if !rec.Blank(p.number) {
		p.keep(rec)
		return false
	}
	if !p.known {
		return false
	}
	noDay, noCustomer := rec.Blank(p.day), rec.Blank(p.customer)
	switch {
	case noDay && noCustomer && rec.Blank(p.sku):
		return false // not a line of goods: it is refused for itself
	case noDay && noCustomer:
		for _, i := range p.carried {
			if rec.Blank(i) && i < len(rec.Fields) {
				rec.Fields[i] = p.above[i]
			}
		}
		rec.High = rec.High || p.high
		return true
	case (noDay || p.same(rec, p.day)) && (noCustomer || p.same(rec, p.customer)):
		rec.Fields[p.number] = p.above[p.number]
		rec.High = rec.High || p.high
		rec.Mark(row.Parent, p.number)
	}
	return false
}

// keep remembers what further lines may leave out.
func (p *parents) keep(rec *row.Row) {
	p.known, p.high = true, rec.High
	for _, i := range p.carried {
		if i < len(rec.Fields) {
			p.above[i] = append(p.above[i][:0], rec.Fields[i]...)
		}
	}
}

func (p *parents) same(rec *row.Row, i int) bool {
	return bytes.Equal(cells.TrimSpace(rec.Fields[i]), cells.TrimSpace(p.above[i]))
}
