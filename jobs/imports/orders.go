package imports

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files"
	"wholesight/store"
)

// A batch is what one short transaction writes. Everybody else's writes wait for it,
// so its size follows the time that the last one took: from batchFew to batchMany
// lines, an order with more aside.
const (
	batchFew   = 1_000
	batchMany  = 20_000
	batchFirst = 4_000
	batchQuick = 40 * time.Millisecond // quicker: larger batches
	batchSlow  = 80 * time.Millisecond // slower: smaller ones
)

// pace is the number of lines that make a batch, set by the writer for the reader.
type pace struct{ lines atomic.Int64 }

func (p *pace) took(d time.Duration) {
	switch n := p.lines.Load(); {
	case d < batchQuick:
		p.lines.Store(min(n*3/2, batchMany))
	case d > batchSlow:
		p.lines.Store(max(n*2/3, batchFew))
	}
}

// batch are whole orders on their way from the reader to the writer. It is reused.
type batch struct {
	orders []incoming
	lines  []incomingLine
}

// incoming is an order as the file has it; its lines are lines[from:to] of the batch.
type incoming struct {
	number, customer, channel, currency, name, country string

	day      calendar.Day
	status   store.OrderStatus
	from, to int
}

type incomingLine struct {
	sku, name string
	service   bool
	line      store.OrderLine // without the product's id
}

// orders does the second pass over an orders file: one goroutine reads and checks,
// the caller's looks up, compares and, in an apply, stages.
func (im *importer) orders(ctx context.Context) error {
	w, err := newOrderWriter(ctx, im)
	if err != nil {
		return err
	}
	whole := ctx
	ctx, cancel := context.WithCancelCause(ctx)
	full, free := make(chan *batch, 1), make(chan *batch, 3)
	for range cap(free) {
		free <- &batch{}
	}
	r := &orderReader{im: im, ctx: ctx, full: full, free: free, at: <-free, pace: &w.pace}
	read := make(chan error, 1)
	go func() {
		defer close(full)
		err := im.plan.Orders(ctx, im.src, spillFiles{}, r.order, im.reject)
		if err == nil {
			err = r.send()
		}
		read <- err
	}()
	for b := range full {
		if err == nil {
			if err = w.write(ctx, b); err != nil {
				cancel(err) // the reader stops at its next order
			}
		}
		free <- b
	}
	readErr := <-read
	cancel(nil)
	if err == nil {
		err = readErr
	}
	im.warnings, im.figures = r.warnings, r.figures
	if err != nil {
		return err
	}
	return im.conclude(whole)
}

// orderReader fills batches with what the reader hands out.
type orderReader struct {
	im         *importer
	ctx        context.Context
	full, free chan *batch
	at         *batch
	pace       *pace
	known      *knownCodes // when unknown codes are rejected
	warnings   Warnings
	figures    Figures
}

// order copies an order: the reader reuses its own.
func (r *orderReader) order(o files.OrderRows) error {
	r.answer(&o)
	if err := r.refuse(&o); err != nil {
		return err
	}
	b := r.at
	status, err := store.ParseOrderStatus(o.Status)
	if err != nil {
		return err
	}
	in := incoming{number: o.Number, customer: o.Customer, channel: o.Channel, name: o.CustomerName,
		country: o.CustomerCountry,
		day:     o.Day, status: status, from: len(b.lines)}
	if o.Currency != r.im.shop.Currency {
		in.currency = o.Currency
	}
	for i := range o.Lines {
		l := &o.Lines[i]
		b.lines = append(b.lines, incomingLine{sku: l.SKU, name: l.ProductName, service: l.Service, line: store.OrderLine{
			Quantity: l.Quantity, Delivered: l.Delivered, UnitPrice: l.UnitPrice, Total: l.Total, Cost: l.Cost,
			HasCost: l.HasCost}})
	}
	in.to = len(b.lines)
	b.orders = append(b.orders, in)
	r.warn(o.Warn)
	r.figures.order(&o)
	if int64(len(b.lines)) >= r.pace.lines.Load() {
		return r.send()
	}
	return nil
}

// answer puts the codes that a person has said are meant in place of those of the file.
func (r *orderReader) answer(o *files.OrderRows) {
	if len(r.im.opt.Codes) == 0 {
		return
	}
	o.Customer = r.im.opt.answered("customer_code", o.Customer)
	for i := range o.Lines {
		o.Lines[i].SKU = r.im.opt.answered("sku", o.Lines[i].SKU)
	}
}

func (r *orderReader) warn(w files.Warning) {
	for _, c := range []struct {
		is files.Warning
		n  *int64
	}{{files.WarnFuture, &r.warnings.Future}, {files.WarnZeroQuantity, &r.warnings.ZeroQuantity},
		{files.WarnNegativePrice, &r.warnings.NegativePrice}} {
		if w&c.is != 0 {
			*c.n++
		}
	}
}

// refuse tells why the shop cannot take an order that is good in itself.
func (r *orderReader) refuse(o *files.OrderRows) error {
	net := int64(0)
	for i := range o.Lines {
		t := o.Lines[i].Total
		if net+t < net != (t < 0) {
			return &files.Refusal{Column: "quantity", Cause: files.CauseNumber,
				Reason: fmt.Sprintf("the lines of order %s add up to an amount that is too large; correct them", o.Number)}
		}
		net += t
	}
	if r.im.opt.CreateMissing {
		return nil
	}
	if r.known == nil {
		r.known = newKnownCodes(r.im.db)
	}
	return r.known.order(r.ctx, o)
}

// send hands the batch to the writer and takes the next one.
func (r *orderReader) send() error {
	if len(r.at.orders) == 0 {
		return nil
	}
	select {
	case r.full <- r.at:
	case <-r.ctx.Done():
		return context.Cause(r.ctx)
	}
	select {
	case r.at = <-r.free:
	case <-r.ctx.Done():
		return context.Cause(r.ctx)
	}
	r.at.orders, r.at.lines = r.at.orders[:0], r.at.lines[:0]
	return nil
}
