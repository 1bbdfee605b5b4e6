package files

import (
	"context"
	"io"

	"wholesight/jobs/files/cells"
)

// Orders hands out whole orders. Those whose rows stand together come in file
// order; the others follow at the end, in an order that depends only on the
// file. Rejections come as they are found: in file order within each of the two.
//
// An order is rejected whole when one of its rows is bad, when its rows disagree
// on day, customer, status, channel or currency, or when it has more than
// MaxLines lines. spill may be nil for a plan whose orders all stand together
// (Plan.NeedsSpill). order's and reject's errors end the pass.
//
// Memory is flat: under 40 MiB for any CSV file, whatever its order.
func (p *Plan) Orders(ctx context.Context, src Source, spill Spill, order func(OrderRows) error,
	reject func(Rejection) error) error {
	r, err := p.begin(ctx, src, Orders, reject)
	if err != nil {
		return err
	}
	return r.end(orders(newOrderReader(r), spill, order))
}

// NeedsSpill tells whether Orders will use its spill.
func (p *Plan) NeedsSpill() bool { return p.SpillAll || len(p.Scattered) > 0 }

// orders reads to the end of the file and groups; it returns io.EOF when all
// went well.
func orders(o *orderReader, spill Spill, order func(OrderRows) error) (err error) {
	p := o.p
	g := newGroup(o, order)
	var s *spiller
	if p.NeedsSpill() {
		if spill == nil {
			return refuse(BadOption, 0, "the lines of some orders do not stand together, and there is no space to sort them")
		}
		s = newSpiller(spill, partitions(p.Bytes), 0)
		defer func() {
			if cerr := s.close(); cerr != nil && err == io.EOF {
				err = cerr
			}
		}()
	}
	apart, hash, known := false, uint64(0), false
	for {
		raw, err := o.t.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		var key []byte
		rec := o.ready(raw)
		if aside, err := o.setAside(rec); aside {
			if err != nil {
				return err
			}
			continue
		}
		if o.number < len(rec.fields) {
			key = cells.Code(rec.fields[o.number])
		}
		if len(key) == 0 {
			if err := o.orphan(rec); err != nil {
				return err
			}
			continue
		}
		if !known || string(key) != string(g.raw) {
			if err := g.finish(); err != nil {
				return err
			}
			g.raw, known = append(g.raw[:0], key...), true
			hash = hash64(0, key)
			apart = s != nil && (p.SpillAll || listed(p.Scattered, hash))
		}
		if apart {
			err = s.write(hash, rec)
		} else {
			err = g.add(rec)
		}
		if err != nil {
			return err
		}
	}
	if err := g.finish(); err != nil {
		return err
	}
	if s != nil {
		if err := s.group(o, g); err != nil {
			return err
		}
	}
	return io.EOF
}

// orphan rejects a row without an order number.
func (o *orderReader) orphan(rec *record) error {
	if o.shape(rec) {
		o.blame.set(CauseMissing, "order_number", nil, "order_number is empty; fill it in"+otherLines)
	}
	return o.refuseRow()
}
