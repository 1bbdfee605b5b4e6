package demoshop

import (
	"context"
	"fmt"

	"wholesight/jobs/classifications"
	"wholesight/jobs/demo"
	"wholesight/jobs/imports"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// demoActor is whom the audit log names for the demo shop.
var demoActor = store.Actor{Name: "demo"}

// demoLines is how many lines one transaction of the seeding stages: nobody works in
// an empty shop, so there may be more than in an import's.
const demoLines = 20_000

// Seed fills an empty database with the demo shop: its settings, smart types,
// account managers, customers, products, orders, classifications, targets, contacts,
// and what was planted, apart (store.DemoTruths). A database with anything of a shop
// in it is store.ErrNotEmpty. Orders are staged like an import's, and everything is
// seen at once or, killed before, not at all. progress, which may be nil, is told of
// order lines; its error ends the seeding.
func Seed(ctx context.Context, db *store.DB, cfg demo.Config,
	progress func(done, total int64, note string) error) error {
	shop, err := demo.New(cfg)
	if err != nil {
		return err
	}
	if progress == nil {
		progress = func(int64, int64, string) error { return nil }
	}
	l, err := imports.TakeLease(ctx, db, func() error { return progress(0, 0, "waiting for an import to end") })
	if err != nil {
		return err
	}
	ctx, end := l.Hold(ctx, db)
	defer end()
	if err := imports.SweepOrders(ctx, db, l.Guard, 0); err != nil {
		return err
	}
	s := seeder{db: db, shop: shop, lease: l, tell: progress}
	if err := s.begin(ctx); err != nil {
		return err
	}
	if err := s.orders(ctx); err != nil {
		return err
	}
	if err := progress(s.lines, s.lines, "publishing"); err != nil {
		return err
	}
	return db.Update(ctx, s.publish)
}

// seeder is one seeding. Ids are reserved in front: customer i of the demo shop is
// row customer + i.
type seeder struct {
	db                         *store.DB
	shop                       *demo.Shop
	lease                      imports.Lease
	tell                       func(done, total int64, note string) error
	customer, product, channel int64
	bookVersion, lines         int64
}

// begin reserves ids and opens the book version.
func (s *seeder) begin(ctx context.Context) error {
	return s.db.Update(ctx, func(tx *store.Tx) (err error) {
		if err := s.lease.Guard(tx); err != nil {
			return err
		}
		if some, err := tx.HasShop(); err != nil || some {
			if err == nil {
				err = fmt.Errorf("the demo shop needs a database without a shop: %w", store.ErrNotEmpty)
			}
			return err
		}
		for _, r := range []struct {
			table string
			n     int
			first *int64
		}{{"customers", len(s.shop.Customers()), &s.customer}, {"products", len(s.shop.Products()), &s.product},
			{"channels", len(s.shop.Channels()), &s.channel}} {
			if *r.first, err = tx.Reserve(r.table, int64(r.n)); err != nil {
				return err
			}
		}
		s.bookVersion, err = tx.BeginStage(0)
		return err
	})
}

// orders stages all orders: one goroutine makes them up, the caller's writes them.
func (s *seeder) orders(ctx context.Context) (err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	full, free := make(chan *demoBatch, 1), make(chan *demoBatch, 3)
	for range cap(free) {
		free <- &demoBatch{}
	}
	made := make(chan error, 1)
	go func() {
		defer close(full)
		made <- s.make(ctx, full, free)
	}()
	total := int64(s.shop.Config().Lines)
	for b := range full {
		if err == nil {
			if err = s.stage(ctx, b); err == nil {
				s.lines += int64(len(b.lines))
				err = s.tell(s.lines, max(total, s.lines), "making up orders")
			}
			if err != nil {
				cancel(err)
			}
		}
		free <- b
	}
	madeErr := <-made
	cancel(nil)
	if err == nil {
		err = madeErr
	}
	return err
}

// demoBatch are orders on their way; it is used again.
type demoBatch struct {
	orders []store.Order
	lines  []store.OrderLine
	ends   []int // of the orders' lines
}

// make fills batches with the demo shop's orders.
func (s *seeder) make(ctx context.Context, full, free chan *demoBatch) error {
	channels := map[string]int64{}
	for i, name := range s.shop.Channels() {
		channels[name] = s.channel + int64(i)
	}
	b := <-free
	send := func() error {
		from := 0
		for i, to := range b.ends {
			b.orders[i].Lines, from = b.lines[from:to], to
		}
		select {
		case full <- b:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		select {
		case b = <-free:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		b.orders, b.lines, b.ends = b.orders[:0], b.lines[:0], b.ends[:0]
		return nil
	}
	if err := s.shop.Orders(func(o demo.Order) error {
		status, err := store.ParseOrderStatus(o.Status)
		if err != nil {
			return err
		}
		for _, l := range o.Lines {
			b.lines = append(b.lines, store.OrderLine{ProductID: s.product + int64(l.Product), Quantity: l.Quantity,
				Delivered: l.Delivered,
				UnitPrice: l.UnitPrice, Total: l.Total, Cost: l.Cost, HasCost: true})
		}
		b.orders = append(b.orders, store.Order{Number: o.Number, CustomerID: s.customer + int64(o.Customer), Day: o.Day,
			Status:    status,
			ChannelID: channels[o.Channel]})
		b.ends = append(b.ends, len(b.lines))
		if len(b.lines) < demoLines {
			return nil
		}
		return send()
	}); err != nil {
		return err
	}
	if len(b.orders) == 0 {
		return nil
	}
	return send()
}

func (s *seeder) stage(ctx context.Context, b *demoBatch) error {
	return s.db.Update(ctx, func(tx *store.Tx) error {
		if err := s.lease.Guard(tx); err != nil {
			return err
		}
		for i := range b.orders {
			b.orders[i].ID = 0
		}
		return tx.StageOrders(s.bookVersion, b.orders)
	})
}

// publish adds everything but the orders, and makes those seen.
func (s *seeder) publish(tx *store.Tx) error {
	if err := s.lease.Guard(tx); err != nil {
		return err
	}
	for _, set := range [][2]string{{"currency", demo.Currency}, {"shop-name", demo.Name}} {
		if err := settings.SaveSetting(tx, demoActor, set[0], set[1]); err != nil {
			return err
		}
	}
	types, err := s.smartTypes(tx)
	if err != nil {
		return err
	}
	for _, step := range []func(*store.Tx, map[string]int64) error{s.customers, s.products, s.classifications, s.targets,
		s.contacts} {
		if err := step(tx, types); err != nil {
			return err
		}
	}
	if err := tx.InsertDemoTruths(s.truths()); err != nil {
		return err
	}
	if err := tx.InsertChannels(s.shop.Channels(), s.channel); err != nil {
		return err
	}
	if err := tx.PublishOrders(0, s.bookVersion); err != nil {
		return err
	}
	what := map[string]any{"customers": len(s.shop.Customers()), "products": len(s.shop.Products()), "lines": s.lines}
	if err := tx.Audit(demoActor, "demo.seed", "shop", nil, what); err != nil {
		return err
	}
	return runner.EnqueueNightly(tx, demoActor)
}

func (s *seeder) classifications(tx *store.Tx, types map[string]int64) error {
	for _, c := range s.shop.Classifications() {
		row := store.Classification{Title: c.Title, Comment: c.Comment, Colour: c.Colour}
		if !c.Open {
			row.Value = &c.Value
		}
		if c.MinSpend > 0 {
			row.MinSpend = &c.MinSpend
		}
		if c.MinOrders > 0 {
			row.MinOrders = &c.MinOrders
		}
		kind, err := classify.ParseType(c.Type)
		if err != nil {
			return err
		}
		if _, err := classifications.Add(tx, demoActor, types[c.SmartType], kind, row); err != nil {
			return fmt.Errorf("%s / %s: %w", c.SmartType, c.Title, err)
		}
	}
	return nil
}
