package files

import (
	"errors"
	"fmt"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files/cells"
)

// maxHeld bounds the original text that is kept of one order.
const maxHeld = 12 << 20

// group collects the rows of one order and hands it out whole or rejects it
// whole. Its buffers are reused from order to order.
type group struct {
	o     *orderReader
	emit  func(OrderRows) error
	raw   []byte // the order number of the current run
	rows  OrderRows
	head  orderHead
	good  bool // head is set
	held  held
	bad   []badRow
	clash *blame // the rows disagree
	over  bool   // over the limits: rows are rejected as they come
}

// badRow is a held row that must be rejected.
type badRow struct {
	at    int
	blame blame
}

// held are the original cells of an order's rows, in one buffer.
type held struct {
	text []byte
	ends []int
	rows []heldRow
}

type heldRow struct {
	line  int64
	cells int
}

func newGroup(o *orderReader, emit func(OrderRows) error) *group {
	return &group{o: o, emit: emit, rows: OrderRows{Columns: o.columns}}
}

// add takes one row of the current order.
func (g *group) add(rec *record) error {
	g.o.rec = rec
	if !g.over && (len(g.held.rows) >= MaxLines || len(g.held.text) > maxHeld) {
		g.over = true
		if err := g.rejectAll(g.tooLong); err != nil {
			return err
		}
	}
	if g.over {
		return g.o.reject(g.o.rejection(g.tooLong(0), rec.line, rec.fields))
	}
	g.held.add(rec)
	if len(g.held.rows) == 1 {
		number := cells.Code(rec.fields[g.o.number])
		g.rows.Number, g.rows.Line = string(number), rec.line
		if !g.o.soundKey(number, "order_number") {
			g.rows.Number = clip(g.rows.Number, 40)
			b := g.o.blame // each of its rows has this number: none is good
			g.clash = &b
		}
	}
	var head orderHead
	n := len(g.rows.Lines)
	if n == cap(g.rows.Lines) {
		g.rows.Lines = append(g.rows.Lines, OrderLine{})
	} else {
		g.rows.Lines = g.rows.Lines[:n+1]
	}
	line := &g.rows.Lines[n]
	if !g.o.line(rec, &head, line) {
		g.rows.Lines = g.rows.Lines[:n]
		g.bad = append(g.bad, badRow{len(g.held.rows) - 1, g.o.blame})
		return nil
	}
	g.rows.Warn |= line.Warn
	if !g.good {
		g.head, g.good, g.rows.Line = head, true, min(g.rows.Line, rec.line)
	} else if head != g.head && g.clash == nil {
		g.clash = g.disagree(head, rec.line)
	}
	if g.rows.CustomerName == "" {
		g.rows.CustomerName = string(g.o.at2(rec, g.o.customerName))
	}
	if g.rows.CustomerCountry == "" {
		g.rows.CustomerCountry = g.o.codes.get(g.o.at2(rec, g.o.country))
	}
	return nil
}

// at2 is a cleaned cell by position, nil when the column is absent.
func (o *orderReader) at2(rec *record, col int) []byte {
	if col < 0 {
		return nil
	}
	return cells.CleanText(rec.fields[col])
}

// disagree words what two rows of the order contradict each other in.
func (g *group) disagree(head orderHead, line int64) *blame {
	a, b := g.head, head
	for _, c := range []struct{ column, word, one, two string }{
		{"customer_code", "customers", a.customer, b.customer},
		{"order_date", "days", calendar.Day(a.day).String(), calendar.Day(b.day).String()},
		{"status", "statuses", a.status, b.status},
		{"channel", "channels", a.channel, b.channel},
		{"currency", "currencies", a.currency, b.currency},
	} {
		if c.one != c.two {
			var out blame
			out.set(CauseDisagree, c.column, []byte(c.two), "order %s has two %s: “%s” in line %d and “%s” in line %d; "+
				"give them the same one, or numbers of their own",
				g.rows.Number, c.word, clip(c.one, 40), g.rows.Lines[0].Line, clip(c.two, 40), line)
			return &out
		}
	}
	return nil
}

// finish hands the order out, or rejects its rows, and starts anew.
func (g *group) finish() error {
	defer g.reset()
	if len(g.held.rows) == 0 || g.over {
		return nil
	}
	if len(g.bad) == 0 && g.clash == nil {
		g.rows.Customer, g.rows.Channel, g.rows.Status = g.head.customer, g.head.channel, g.head.status
		g.rows.Day, g.rows.Currency = calendar.Day(g.head.day), g.head.currency
		err := g.emit(g.rows)
		if err == nil {
			return nil
		}
		r, b, ok := refused(err)
		if !ok {
			return err
		}
		g.take(r, b)
	}
	return g.rejectOrder()
}

// take is the caller's refusal of an order that is good in itself: it blames one
// of its lines, or all of them.
func (g *group) take(r *Refusal, b blame) {
	for i, row := range g.held.rows {
		if row.line == r.Line {
			g.bad = append(g.bad, badRow{i, b})
		}
	}
	if len(g.bad) == 0 {
		g.clash = &b
	}
}

// rejectOrder rejects the bad rows for what is wrong with them and the good
// ones for being held back, or all of them for contradicting each other.
func (g *group) rejectOrder() error {
	next := 0
	return g.rejectAll(func(i int) blame {
		if next < len(g.bad) && g.bad[next].at == i {
			next++
			return g.bad[next-1].blame
		}
		if g.clash != nil {
			return *g.clash
		}
		first := g.bad[0]
		return blame{cause: CauseHeldBack, reason: fmt.Sprintf("this row is good, leave it as it is: order %s is held "+
			"back by line %d, %s", g.rows.Number, g.held.rows[first.at].line, first.blame.reason)}
	})
}

func (g *group) tooLong(int) blame {
	return blame{cause: CauseTooLong, reason: fmt.Sprintf("order %s has more than %d lines or %s of text; give some "+
		"of its lines another order number", g.rows.Number, MaxLines, size(maxHeld))}
}

// rejectAll rejects the held rows, asking why for each.
func (g *group) rejectAll(why func(i int) blame) error {
	from := 0
	var cells [][]byte
	for i, row := range g.held.rows {
		cells = cells[:0]
		for _, end := range g.held.ends[:row.cells] {
			cells = append(cells, g.held.text[from:end])
			from = end
		}
		g.held.ends = g.held.ends[row.cells:]
		if err := g.o.reject(g.o.rejection(why(i), row.line, cells)); err != nil {
			return err
		}
	}
	return nil
}

func (g *group) reset() {
	g.raw = g.raw[:0]
	g.held.text, g.held.ends, g.held.rows = g.held.text[:0], g.held.ends[:0], g.held.rows[:0]
	g.bad, g.clash, g.good, g.over = g.bad[:0], nil, false, false
	g.rows = OrderRows{Columns: g.rows.Columns, Lines: g.rows.Lines[:0]}
}

func (h *held) add(rec *record) {
	for _, f := range rec.fields {
		h.text = append(h.text, f...)
		h.ends = append(h.ends, len(h.text))
	}
	h.rows = append(h.rows, heldRow{rec.line, len(rec.fields)})
}

var errSpill = errors.New("the spilled lines are damaged")
