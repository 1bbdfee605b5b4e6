package forecasts

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"

	"wholesight/jobs/builds"
	"wholesight/jobs/calendar"
	"wholesight/jobs/files/cells"
	"wholesight/jobs/money"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/jobs/text"
	"wholesight/store"
)

// forecastPlan is everything but the lines that forecasts are made from, read in one
// snapshot. Only the orders are dated: products, channels and customers are as they are
// now (spec 00, rule 3).
type forecastPlan struct {
	settings    settings.Shop
	asOf        calendar.Day
	today       calendar.Day
	windows     classify.Windows
	bookVersion int64
	was         store.Baseline
	members     []store.Member  // by id
	kinds       map[int64]int32 // places of smart types
	mail        []int32         // channels that need consent
	madeFor     string          // what a model depends on beside the orders
	products    productCosts
	channels    orderChannels
	latest      calendar.Day         // newest order not after the as-of day; noDay: none
	later       bool                 // there are orders after it that are known today
	totals      []store.ChannelTotal // of the current window
}

// noDay is before every day.
const noDay calendar.Day = math.MinInt32

// loadForecastPlan reads it; asOf is today, latest-order, a day, or empty for the
// setting.
func loadForecastPlan(tx *store.Tx, asOf string) (*forecastPlan, error) {
	p := &forecastPlan{kinds: map[int64]int32{}}
	var err error
	if p.settings, err = settings.Load(tx); err != nil {
		return nil, err
	}
	if asOf == "" {
		asOf = p.settings.AsOf
	}
	if p.asOf, err = builds.ResolveAsOf(tx, p.settings, asOf); err != nil {
		return nil, err
	}
	p.today = p.settings.Today(tx.Now)
	if p.windows, err = classify.NewWindows(p.asOf, p.settings.Timeframe); err != nil {
		return nil, runner.Permanent(err)
	}
	if p.bookVersion, err = tx.BookVersion(); err != nil {
		return nil, err
	}
	if p.was, err = tx.Baseline(); err != nil {
		return nil, err
	}
	if p.members, err = tx.Population(); err != nil {
		return nil, err
	}
	types, err := tx.SmartTypes()
	if err != nil {
		return nil, err
	}
	for i, t := range types {
		p.kinds[t.ID] = int32(i)
	}
	channels, err := tx.Channels()
	if err != nil {
		return nil, err
	}
	p.mail = needConsent(channels)
	p.madeFor = madeFor(p.settings, types, p.mail)
	costs, err := tx.ProductCosts()
	if err != nil {
		return nil, err
	}
	p.products = newProductCosts(costs)
	return p, p.readOrders(tx)
}

// needConsent are the channels by which a customer may be spoken to only with its
// consent, as far as their names tell.
func needConsent(channels map[string]int64) (ids []int32) {
	for name, id := range channels {
		if folded := text.Fold(name); strings.Contains(folded, "mail") || strings.Contains(folded, "newsletter") {
			ids = append(ids, int32(id))
		}
	}
	slices.Sort(ids)
	return ids
}

// madeFor names what a model depends on beside the orders: when it changes, the model
// is of no use any more. Kinds of customers are places in the order of smart types.
func madeFor(s settings.Shop, types []store.SmartType, mail []int32) string {
	ids := make([]int64, len(types))
	for i, t := range types {
		ids[i] = t.ID
	}
	return fmt.Sprintf("format %d, discount %g, smart types %v, mail %v", modelFormat, s.Discount, ids, mail)
}

// readOrders reads of each order its channel, and adds up the channels of the window.
func (p *forecastPlan) readOrders(tx *store.Tx) error {
	managers := make(map[int64]int64, len(p.members))
	for _, m := range p.members {
		managers[m.ID] = m.AccountManagerID
	}
	p.latest = noDay
	type key struct{ manager, channel int64 }
	totals := map[key]*store.ChannelTotal{}
	if err := tx.EachCountedOrder(func(o *store.CountedOrder) error {
		p.channels.set(o.ID, o.ChannelID)
		if o.Day > p.asOf {
			p.later = p.later || o.Day <= p.today
			return nil
		}
		p.latest = max(p.latest, o.Day)
		if o.Day <= p.windows.CurrentFrom || o.Day > p.windows.CurrentTo {
			return nil
		}
		k := key{managers[o.CustomerID], o.ChannelID}
		t := totals[k]
		if t == nil {
			t = &store.ChannelTotal{AccountManagerID: k.manager, ChannelID: k.channel}
			totals[k] = t
		}
		if o.Net > 0 {
			t.Orders++
		}
		if !money.Add(&t.Revenue, o.Net) {
			return runner.Permanent(fmt.Errorf("revenue of channel %d: %w", o.ChannelID, classify.ErrOverflow))
		}
		return nil
	}); err != nil {
		return err
	}
	for _, t := range totals {
		p.totals = append(p.totals, *t)
	}
	slices.SortFunc(p.totals, func(a, b store.ChannelTotal) int {
		return int(min(max(2*(a.AccountManagerID-b.AccountManagerID), -2), 2) + min(max(a.ChannelID-b.ChannelID, -1), 1))
	})
	return nil
}

// baskets are what all members bought: see forecast.Basket.
type baskets struct {
	customers []forecast.Customer // one for each member of the plan, active or not
	days      int64               // purchase days of active customers until the as-of day
}

// read streams the lines of all members up to a day. tell hears of members.
func (p *forecastPlan) read(ctx context.Context, db *store.DB, upTo calendar.Day,
	tell func(done int64) error) (*baskets, error) {
	b := &baskets{customers: make([]forecast.Customer, len(p.members))}
	for i, m := range p.members {
		b.customers[i] = forecast.Customer{ID: m.ID, Kind: p.kinds[m.SmartTypeID], Consent: m.Consent}
	}
	var all [builds.Readers]basketReader
	by := int64(math.Pow10(7 - cells.MinorDigits(p.settings.Currency)))
	for i := range all {
		all[i] = basketReader{p: p, into: b.customers, by: by}
	}
	if err := builds.InRanges(ctx, db, p.bookVersion, len(p.members),
		func(i int, tx *store.Tx, from, to int) error { return all[i].read(tx, from, to, upTo) }, tell); err != nil {
		return nil, err
	}
	for i, c := range b.customers {
		if p.members[i].Active {
			b.days += int64(daysUntil(c.Baskets, p.asOf))
		}
	}
	return b, nil
}

// shop is what is learned from: the active customers.
func (p *forecastPlan) shop(b *baskets) forecast.Shop {
	s := forecast.Shop{AsOf: p.asOf, Mail: p.mail, Discount: p.settings.Discount}
	for i, m := range p.members {
		if m.Active {
			s.Customers = append(s.Customers, b.customers[i])
		}
	}
	return s
}

// costOf is thousandths × ten-thousandths in minor units, rounded half away from zero;
// by is how many ten-millionths a minor unit is.
func costOf(quantity, cost, by int64) (int64, bool) {
	if quantity < 0 || cost < 0 {
		return 0, false
	}
	high, low := bits.Mul64(uint64(quantity), uint64(cost))
	low, carry := bits.Add64(low, uint64(by/2), 0)
	if high += carry; high >= uint64(by) {
		return 0, false
	}
	v, _ := bits.Div64(high, low, uint64(by))
	return int64(v), v <= math.MaxInt64
}
