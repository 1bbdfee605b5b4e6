package forecasts

import (
	"fmt"

	"wholesight/jobs/calendar"
	"wholesight/jobs/money"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// basketBlock is how many baskets are made room for at once: customers' baskets are cut
// from such blocks.
const basketBlock = 1 << 13

// basketReader turns lines into baskets: one of those who share the members.
type basketReader struct {
	p    *forecastPlan
	into []forecast.Customer // one for each member
	by   int64               // ten-millionths in a minor unit

	now   []forecast.Basket // of the customer that is being read
	block []forecast.Basket
}

// read reads the members from to to−1.
func (r *basketReader) read(tx *store.Tx, from, to int, upTo calendar.Day) error {
	members := r.p.members
	at := from
	r.now = r.now[:0]
	err := tx.EachBoughtLine(members[from].ID, members[to-1].ID, upTo, func(l *store.BoughtLine) error {
		for at < to && members[at].ID < l.CustomerID {
			r.finish(at)
			at++
		}
		if at == to || members[at].ID != l.CustomerID {
			return nil
		}
		if err := r.line(l); err != nil {
			return runner.Permanent(fmt.Errorf("customer %d, %s: %w", l.CustomerID, l.Day, err))
		}
		return nil
	})
	for ; at < to && err == nil; at++ {
		r.finish(at)
	}
	return err
}

// line adds a line to its day. Lines come by day and order, so the last one that counts
// says the day's channel.
func (r *basketReader) line(l *store.BoughtLine) error {
	channel, counts := r.p.channels.of(l.OrderID)
	if !counts {
		return nil
	}
	cost, known, goods := r.p.products.of(l.ProductID)
	if !goods {
		return nil
	}
	if n := len(r.now); n == 0 || r.now[n-1].Day != l.Day {
		r.now = append(r.now, forecast.Basket{Day: l.Day})
	}
	b := &r.now[len(r.now)-1]
	b.Channel = channel
	b.Lines++
	ok := money.Add(&b.Revenue, l.Total)
	if known {
		total, fits := costOf(l.Quantity, cost, r.by)
		ok = ok && fits && money.Add(&b.Costed, l.Total) && money.Add(&b.Margin, l.Total) && money.Add(&b.Margin, -total)
	}
	if !ok {
		return classify.ErrOverflow
	}
	return nil
}

// finish gives a member its baskets.
func (r *basketReader) finish(at int) {
	n := len(r.now)
	if n == 0 {
		return
	}
	if cap(r.block)-len(r.block) < n {
		r.block = make([]forecast.Basket, 0, max(basketBlock, n))
	}
	start := len(r.block)
	r.block = append(r.block, r.now...)
	r.into[at].Baskets = r.block[start:len(r.block):len(r.block)]
	r.now = r.now[:0]
}

// orderChannels are the channels of the orders that count in revenue, by order id: in
// blocks, because the ids of a book that was often imported anew are few and far
// between.
type orderChannels struct{ blocks map[int64]*[orderBlock]int32 }

const orderBlock = 4096

func (c *orderChannels) set(order, channel int64) {
	b := c.blocks[order/orderBlock]
	if b == nil {
		if c.blocks == nil {
			c.blocks = map[int64]*[orderBlock]int32{}
		}
		b = new([orderBlock]int32)
		c.blocks[order/orderBlock] = b
	}
	b[order%orderBlock] = int32(channel) + 1
}

// of is an order's channel, 0 for none; false for an order that does not count.
func (c *orderChannels) of(order int64) (int32, bool) {
	b := c.blocks[order/orderBlock]
	if b == nil || b[order%orderBlock] == 0 {
		return 0, false
	}
	return b[order%orderBlock] - 1, true
}

// productCosts are the products' costs by id, from the lowest on.
type productCosts struct {
	first int64
	all   []store.ProductCost // ID 0: there is none of this id
}

func newProductCosts(costs []store.ProductCost) (c productCosts) {
	if len(costs) == 0 {
		return c
	}
	c.first = costs[0].ID
	c.all = make([]store.ProductCost, costs[len(costs)-1].ID-c.first+1)
	for _, p := range costs {
		c.all[p.ID-c.first] = p
	}
	return c
}

// of is a product's cost and whether it is known; goods is false for a service.
func (c *productCosts) of(product int64) (cost int64, known, goods bool) {
	if product < c.first || product-c.first >= int64(len(c.all)) {
		return 0, false, false
	}
	p := &c.all[product-c.first]
	return p.Cost, p.Known, p.Goods
}
