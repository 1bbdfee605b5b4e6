package classify

import (
	"fmt"

	"wholesight/jobs/calendar"
)

// SeriesMonths is how far back the trend graphs reach: the as-of day's month and
// the 59 before it.
const SeriesMonths = 60

// NoRisk is Point.Risk of a month that has none.
const NoRisk = -1

// Point is one month of a customer's trend graph.
type Point struct {
	Month     calendar.Month
	Revenue   int64 // minor units; in the running month up to the as-of day
	Orders    int64 // orders of value > 0
	Risk      int32 // hundredths at the month's end, or as of the as-of day in its month; NoRisk = none
	Estimated bool  // the risk rests on the smart type's median gap
}

// Cell is a Point before it is settled, in 16 bytes, because a rebuild holds
// many: its month follows from its place, the last cell being the as-of month.
type Cell struct {
	Revenue int64
	Orders  int32
	Risk    int32 // hundredths; NoRisk; −2 − days since where a median is waited for
}

// Tracer makes the monthly series of one customer after the other. It reuses a
// buffer: one Tracer per goroutine.
type Tracer struct {
	w           Windows
	ends, froms [SeriesMonths]calendar.Day // each month's last day, and where its current window begins
	days        []calendar.Day             // the purchase days of the customer at hand
}

// NewTracer is a Tracer for an as-of day and a timeframe. It panics on Windows
// that NewWindows did not make.
func NewTracer(w Windows) *Tracer {
	if w.Months == 0 {
		panic("classify: windows without a timeframe")
	}
	t := &Tracer{w: w}
	for k := range t.ends {
		t.ends[k] = (w.AsOf.Month() - calendar.Month(SeriesMonths-1-k)).Last()
		if k == SeriesMonths-1 {
			t.ends[k] = w.AsOf
		}
		t.froms[k] = t.ends[k].AddMonths(-w.Months)
	}
	return t
}

// Gaps collects, for one smart type, the average gaps of its active customers at
// each month's end: four bytes for a customer and month. The zero Gaps is empty
// and ready. It serves one goroutine; Merge brings several together.
type Gaps struct{ months [SeriesMonths][]fraction }

// Merge adds what another collector of the same smart type holds, so that
// several readers can share the work. Their order does not matter.
func (g *Gaps) Merge(other *Gaps) {
	for k := range g.months {
		g.months[k] = append(g.months[k], other.months[k]...)
	}
}

// Medians are the median gaps of a smart type at each month's end.
type Medians struct {
	months [SeriesMonths]struct{ num, den int64 }
}

// Medians settles the collector. It may be called again after more was added.
func (g *Gaps) Medians() *Medians {
	var m Medians
	for k := range g.months {
		m.months[k].num, m.months[k].den = median(g.months[k])
	}
	return &m
}

// Trace is the first of the two steps to a customer's series: everything that
// needs no other customer.
//
// Inputs: orders as for Measure; gaps, the collector of the customer's smart
// type, or nil for a customer who is not active; into, a slice to append to.
//
// Result: a cell for each month from that of the first order (of any value), at
// most SeriesMonths, up to the as-of month; none without orders. A month in
// which the customer had bought on one day only waits for the median: Points
// fills it in once all customers of the smart type have been traced. Waiting
// cells can be told by Waits, so that a caller may write the others at once.
//
// Errors: as Measure; into is then returned as it came.
func (t *Tracer) Trace(orders []Order, gaps *Gaps, into []Cell) ([]Cell, error) {
	if len(orders) == 0 || orders[0].Day > t.w.AsOf {
		return into, nil
	}
	first := 0
	for t.ends[first] < orders[0].Day {
		first++
	}
	start := len(into)
	for range SeriesMonths - first {
		into = append(into, Cell{Risk: NoRisk})
	}
	cells := into[start:]
	if err := t.sales(orders, cells, first); err != nil {
		return into[:start], err
	}
	t.risks(cells, first, gaps)
	return into, nil
}

// sales fills in revenue and orders, and gathers the purchase days.
func (t *Tracer) sales(orders []Order, cells []Cell, first int) error {
	t.days = t.days[:0]
	previous, k := firstDay, first
	earliest := t.ends[first].Month().First()
	for _, o := range orders {
		if o.Day > t.w.AsOf {
			break
		}
		if o.Day < previous {
			return orderOfDays(o.Day, previous)
		}
		previous = o.Day
		if n := len(t.days); o.Net > 0 && (n == 0 || t.days[n-1] != o.Day) {
			t.days = append(t.days, o.Day)
		}
		if o.Day < earliest {
			continue
		}
		for t.ends[k] < o.Day {
			k++
		}
		c := &cells[k-first]
		var ok bool
		if c.Revenue, ok = add(c.Revenue, o.Net); !ok {
			return fmt.Errorf("revenue of %s: %w", o.Day.Month(), ErrOverflow)
		}
		if o.Net > 0 {
			c.Orders++
		}
	}
	return nil
}

// risks fills in the risk at each month's end: the metric as of that day.
func (t *Tracer) risks(cells []Cell, first int, gaps *Gaps) {
	d, ever, gone := t.days, 0, 0 // purchase days up to the end, and up to the window's begin
	for k := first; k < SeriesMonths; k++ {
		for ever < len(d) && d[ever] <= t.ends[k] {
			ever++
		}
		for gone < ever && d[gone] <= t.froms[k] {
			gone++
		}
		if ever == 0 {
			continue
		}
		c, since := &cells[k-first], int64(t.ends[k])-int64(d[ever-1])
		if ever == 1 {
			c.Risk = int32(-2 - since)
			continue
		}
		r := rhythm{inWindow: int64(ever - gone), ever: int64(ever), d1: d[ever-1], d2: d[ever-2]}
		if gone < ever {
			r.windowFirst = d[gone]
		}
		if ever > 2 {
			r.d3 = d[ever-3]
		}
		num, den := r.gap()
		c.Risk = int32(riskOf(since, num, den)) // at most 100 × 3.65 million days
		if gaps != nil {
			gaps.months[k] = append(gaps.months[k], pack(num, den))
		}
	}
}

// Waits reports whether the cell's risk waits for the smart type's median.
func (c Cell) Waits() bool { return c.Risk < NoRisk }

// Points is the second step: one customer's cells as points, oldest first,
// appended to into, with the estimated risks filled in. The last point's risk is
// the risk metric as of the as-of day. A month in which no active customer of
// the smart type had two purchase days gives no estimate: NoRisk.
func (t *Tracer) Points(cells []Cell, medians *Medians, into []Point) []Point {
	for i, c := range cells {
		back := len(cells) - 1 - i
		p := Point{
			Month:   t.w.AsOf.Month() - calendar.Month(back),
			Revenue: c.Revenue, Orders: int64(c.Orders), Risk: c.Risk,
		}
		if c.Waits() {
			p.Risk = NoRisk
			if m := medians.months[SeriesMonths-1-back]; m.den > 0 {
				p.Risk = int32(riskOf(int64(-2-c.Risk), m.num, m.den))
				p.Estimated = true
			}
		}
		into = append(into, p)
	}
	return into
}
