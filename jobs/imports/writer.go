package imports

import (
	"context"
	"time"

	"wholesight/store"
)

// orderWriter looks the orders of a file up, compares them with what is stored and,
// in an apply, stages what is new or different.
type orderWriter struct {
	im          *importer
	given       given
	mended      bool // the file is one of rejected rows
	empty       bool // the shop has no order yet: nothing to compare with
	bookVersion int64
	pace        pace
	minimals    int64 // numbered so far
	unknown     int64 // ids of a check's unknown codes: negative, so that nothing stored has them

	customers, products, channels *codes

	orders  []store.Order
	lines   []store.OrderLine
	numbers []string
	who     []*code // customer by order
	what    []*code // product by line
	through []*code // channel by order, nil for none
}

func newOrderWriter(ctx context.Context, im *importer) (*orderWriter, error) {
	w := &orderWriter{im: im, given: givenBy(im.plan), mended: isMended(im.plan),
		customers: newCodes(store.NounCustomer, "customers"),
		products:  newCodes(store.NounProduct, "products"), channels: newCodes(store.NounChannel, "channels")}
	for _, c := range []*codes{w.customers, w.products, w.channels} {
		c.made = &im.made
	}
	w.pace.lines.Store(batchFirst)
	if err := im.db.View(ctx, func(tx *store.Tx) error {
		some, err := tx.HasOrders()
		w.empty = !some
		return err
	}); err != nil {
		return nil, err
	}
	if !im.applying {
		return w, nil
	}
	err := im.db.Update(ctx, func(tx *store.Tx) (err error) {
		if err := im.guard(tx); err != nil {
			return err
		}
		w.bookVersion, err = tx.BeginStage(im.row.ID)
		return err
	})
	im.bookVersion, im.staged = w.bookVersion, false
	return w, err
}

// write does everything there is to do with a batch.
func (w *orderWriter) write(ctx context.Context, b *batch) error {
	w.see(b)
	staging := w.im.applying
	var stored map[string]*store.Order
	if err := w.im.db.View(ctx, func(tx *store.Tx) (err error) {
		for _, c := range []*codes{w.customers, w.products, w.channels} {
			if err := c.lookUp(tx, staging); err != nil {
				return err
			}
		}
		if !w.empty {
			stored, err = tx.OrdersByNumber(w.numbers)
		}
		return err
	}); err != nil {
		return err
	}
	for _, c := range []*codes{w.customers, w.products, w.channels} {
		if err := c.make(w.ids(ctx, c.table, staging)); err != nil {
			return err
		}
	}
	w.name(b)
	w.compare(b, stored)
	if !staging {
		return nil
	}
	return w.stage(ctx)
}

// see notes every code of the batch.
func (w *orderWriter) see(b *batch) {
	w.customers.forget()
	w.products.forget()
	w.channels.forget()
	w.numbers, w.who, w.what, w.through = w.numbers[:0], w.who[:0], w.what[:0], w.through[:0]
	for i := range b.orders {
		o := &b.orders[i]
		w.numbers = append(w.numbers, o.number)
		w.who = append(w.who, w.customers.see(o.customer))
		var channel *code
		if o.channel != "" {
			channel = w.channels.see(o.channel)
		}
		w.through = append(w.through, channel)
	}
	for i := range b.lines {
		w.what = append(w.what, w.products.see(b.lines[i].sku))
	}
}

// ids reserves ids of a table; a check only counts downwards.
func (w *orderWriter) ids(ctx context.Context, table string, staging bool) func(n int64) (int64, error) {
	return func(n int64) (first int64, err error) {
		if !staging {
			w.unknown -= n
			return w.unknown, nil
		}
		err = w.im.db.Update(ctx, func(tx *store.Tx) (err error) {
			first, err = tx.Reserve(table, n)
			return err
		})
		return first, err
	}
}

// name gives minimal records the names that the batch has for them.
func (w *orderWriter) name(b *batch) {
	for i := range b.orders {
		o := &b.orders[i]
		w.customers.name(o.customer, w.who[i], o.name, o.country)
	}
	for i := range b.lines {
		l := &b.lines[i]
		if p := w.what[i]; p.minimal {
			if p.fresh && p.kind == "" {
				p.kind = "goods"
				if l.service {
					p.kind = "service"
				}
			}
			w.products.name(l.sku, p, l.name, "")
		}
	}
}

// compare leaves in w.orders what is to be staged, and counts.
func (w *orderWriter) compare(b *batch, stored map[string]*store.Order) {
	w.orders, w.lines = w.orders[:0], w.lines[:0]
	for i := range b.lines {
		l := b.lines[i].line
		l.ProductID = w.what[i].id
		w.lines = append(w.lines, l)
	}
	for i := range b.orders {
		in := &b.orders[i]
		o := store.Order{Number: in.number, CustomerID: w.who[i].id, Day: in.day, Status: in.status, Currency: in.currency,
			Lines: w.lines[in.from:in.to]}
		if w.through[i] != nil {
			o.ChannelID = w.through[i].id
		}
		old := stored[in.number]
		switch {
		case old == nil:
			w.im.created++
		case w.given.merge(&o, old):
			w.im.doubts.order(&o, old, in.customer, w.mended)
			w.im.updated++
		default:
			w.im.unchanged++
			continue
		}
		w.orders = append(w.orders, o)
	}
}

// stage writes what is new or different, in one short transaction.
func (w *orderWriter) stage(ctx context.Context) error {
	var minimals []store.Minimal
	for _, c := range []*codes{w.customers, w.products, w.channels} {
		minimals = append(minimals, c.minimals(&w.minimals)...)
	}
	if len(w.orders) == 0 && len(minimals) == 0 {
		return nil
	}
	ids := make([]int64, len(w.orders))
	for i := range w.orders {
		ids[i] = w.orders[i].ID
	}
	w.im.staged = true
	var began time.Time
	defer func() { w.pace.took(time.Since(began)) }()
	return w.im.db.Update(ctx, func(tx *store.Tx) error {
		began = time.Now()        // not counting the wait for others
		for i := range w.orders { // a second run begins where the first did
			w.orders[i].ID = ids[i]
		}
		if err := w.im.guard(tx); err != nil {
			return err
		}
		if err := tx.SaveMinimals(minimals); err != nil || len(w.orders) == 0 {
			return err
		}
		return tx.StageOrders(w.bookVersion, w.orders)
	})
}

// publish makes what was staged the shop's order book.
func (im *importer) publish(tx *store.Tx) error {
	if err := im.guard(tx); err != nil {
		return err
	}
	if im.staged {
		if err := tx.PublishOrders(im.row.ID, im.bookVersion); err != nil {
			return err
		}
	}
	return im.finish(tx, im.staged)
}
