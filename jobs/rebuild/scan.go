package rebuild

import (
	"context"
	"errors"
	"fmt"

	"wholesight/jobs/builds"
	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/runner"
	"wholesight/store"
)

const cellBlock = 1 << 14

// measured is what the orders came to: one entry for each member of the plan.
type measured struct {
	figures []classify.Figures // zero for customers who are not active
	cells   [][]classify.Cell  // their months before the medians are known; nil without the graph step
	tracer  *classify.Tracer
	medians map[int64]*classify.Medians // by smart type
	orders  int64

	backorders []store.Backorder
}

// scan streams every order that counts once, by customer and day, and measures the
// customers. What the readers find does not depend on who took which.
func (p *plan) scan(ctx context.Context, w *runner.Work) (*measured, error) {
	m := &measured{figures: make([]classify.Figures, len(p.members)), medians: map[int64]*classify.Medians{}}
	if p.does(StepGraph) {
		m.cells = make([][]classify.Cell, len(p.members))
		m.tracer = classify.NewTracer(p.windows)
	}
	var all [builds.Readers]*reader
	for i := range all {
		all[i] = &reader{p: p, m: m, gaps: map[int64]*classify.Gaps{}}
		if m.cells != nil {
			all[i].tracer = classify.NewTracer(p.windows)
		}
	}
	n := int64(len(p.members))
	if err := builds.InRanges(ctx, w.DB, p.bookVersion, len(p.members),
		func(i int, tx *store.Tx, from, to int) error { return all[i].read(tx, from, to) },
		func(done int64) error { return w.Tell(done, 2*n, "reading orders") }); err != nil {
		return nil, err
	}
	gaps := map[int64]*classify.Gaps{}
	for _, r := range all {
		m.orders += r.orders
		for id, g := range r.gaps {
			if gaps[id] == nil {
				gaps[id] = g
			} else {
				gaps[id].Merge(g)
			}
		}
	}
	for id, g := range gaps {
		m.medians[id] = g.Medians()
	}
	return m, nil
}

// reader is one of those who share the scan.
type reader struct {
	p      *plan
	m      *measured
	tracer *classify.Tracer
	gaps   map[int64]*classify.Gaps
	cells  []classify.Cell // the block that cells are cut from
	sales  []classify.Order
	orders int64

	products map[int64]int64 // bought in the current window, by customer of the range
}

// read measures the members from to to−1.
func (r *reader) read(tx *store.Tx, from, to int) error {
	members := r.p.members
	at, counted := from, int64(0)
	r.sales = r.sales[:0]
	if r.p.does(StepLabels) {
		var err error
		w := &r.p.windows
		if r.products, err = tx.CountProducts(members[from].ID, members[to-1].ID, w.CurrentFrom, w.CurrentTo); err != nil {
			return err
		}
	}
	err := tx.EachSale(members[from].ID, members[to-1].ID, r.p.asOf,
		func(customer int64, day calendar.Day, net int64) error {
			for at < to && members[at].ID < customer {
				if err := r.finish(at); err != nil {
					return err
				}
				at++
			}
			if at < to && members[at].ID == customer {
				r.sales = append(r.sales, classify.Order{Day: day, Net: net})
				counted++
			}
			return nil
		})
	for ; at < to && err == nil; at++ {
		err = r.finish(at)
	}
	r.orders += counted
	return err
}

// finish measures one member by the sales that were gathered for it.
func (r *reader) finish(at int) (err error) {
	member := r.p.members[at]
	defer func() {
		r.sales = r.sales[:0]
		if err != nil {
			err = fmt.Errorf("customer %d: %w", member.ID, err)
			if errors.Is(err, classify.ErrOverflow) {
				err = runner.Permanent(err)
			}
		}
	}()
	if member.Active {
		if r.m.figures[at], err = classify.Measure(r.sales, r.p.windows); err != nil {
			return err
		}
		r.m.figures[at].Products = r.products[member.ID]
	}
	if r.tracer == nil || len(r.sales) == 0 {
		return nil
	}
	var gaps *classify.Gaps
	if member.Active {
		if gaps = r.gaps[member.SmartTypeID]; gaps == nil {
			gaps = new(classify.Gaps)
			r.gaps[member.SmartTypeID] = gaps
		}
	}
	if cap(r.cells)-len(r.cells) < classify.SeriesMonths {
		r.cells = make([]classify.Cell, 0, cellBlock)
	}
	start := len(r.cells)
	if r.cells, err = r.tracer.Trace(r.sales, gaps, r.cells); err != nil {
		return err
	}
	r.m.cells[at] = r.cells[start:len(r.cells):len(r.cells)]
	return nil
}

// settle compares the active customers of each smart type with each other.
func (p *plan) settle(m *measured) error {
	if !p.does(StepLabels) {
		return nil
	}
	by := map[int64][]*classify.Figures{}
	for i, c := range p.members {
		if c.Active {
			by[c.SmartTypeID] = append(by[c.SmartTypeID], &m.figures[i])
		}
	}
	for id, population := range by {
		if err := classify.Settle(population); err != nil {
			return runner.Permanent(fmt.Errorf("smart type %d: %w", id, err))
		}
	}
	return nil
}

// labels are a member's labels; 0 where it carries none.
func (p *plan) labels(m *measured, at int) [6]int64 {
	bands := p.bands[p.members[at].SmartTypeID]
	if bands == nil || !p.members[at].Active {
		return [6]int64{}
	}
	return classify.Assign(&m.figures[at], *bands)
}
