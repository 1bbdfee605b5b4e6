package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"wholesight/jobs/calendar"
)

// habit is how customers of one kind buy: gaps are Erlang-k by the shop's own clock,
// around a mean that differs from customer to customer, and after each order some leave
// for good.
type habit struct {
	gap    float64 // days
	k      int
	leave  float64
	once   float64 // the part that never comes back
	basket float64 // minor units, the median
	annual bool    // buys in its own weeks of the year only
}

// plan is a simulated shop. Its shape is known, so that what is learned can be held
// against it.
type plan struct {
	customers int
	days      int     // of the book
	season    float64 // how far trade swings around its mean, 0 to 1
	habits    []habit
	heavy     int  // customers who buy on nearly every day
	fair      int  // won at one fair: alike on the first day, each in its own way later
	steady    bool // customers come all the time, and not in the first half of the book only
}

var begin = calendar.Must("2020-01-06")

var habits = []habit{
	{gap: 18, k: 4, leave: .02, once: .05, basket: 20_000},
	{gap: 45, k: 2, leave: .08, once: .2, basket: 60_000},
	{gap: 110, k: 1, leave: .2, once: .5, basket: 150_000},
}

// small is a shop that is learned in a fraction of a second and yet has trees.
var small = plan{customers: 400, days: 900, season: .4, habits: habits, heavy: 2, fair: 30}

// thin has enough to fit closed forms and not enough for trees, and is learned in no
// time.
var thin = plan{customers: 120, days: 900, season: .4, habits: habits, heavy: 1, fair: 30}

// old is thin in a book that is old enough to tell how its trade goes.
var old = plan{customers: 120, days: 1000, season: .4, habits: habits, heavy: 1, fair: 30}

// shop draws the plan. AsOf is the end of the book. Customers come in no order and with
// ids that say nothing; amounts are round, so that some customers are alike. Three more
// are put to it: one with a single day, one with none, one whose first day is the last.
func (p plan) shop(seed uint64) Shop {
	rng := rand.New(rand.NewPCG(seed, 21))
	speed := make([]float64, p.days)
	for i := range speed {
		speed[i] = 1 + p.season*math.Cos(2*math.Pi*float64(i-320)/365)
	}
	s := Shop{AsOf: begin + calendar.Day(p.days) - 1, Mail: []int32{3}, Discount: .08}
	for i := range p.customers {
		kind := i % len(p.habits)
		from := rng.IntN(p.days / 2)
		if p.steady {
			from = rng.IntN(p.days)
		}
		s.Customers = append(s.Customers, p.habits[kind].customer(rng, int32(kind), from, speed))
	}
	for range p.heavy {
		c := Customer{Consent: true}
		for d := range p.days {
			if rng.IntN(20) > 0 {
				c.Baskets = append(c.Baskets, Basket{Day: begin + calendar.Day(d), Revenue: 1000 * int64(1+rng.IntN(50)), Lines: 3,
					Channel: 2})
			}
		}
		s.Customers = append(s.Customers, c)
	}
	for range p.fair {
		c := on(p.days / 3)
		for d := p.days/3 + 1 + rng.IntN(120); d < p.days; d += 1 + rng.IntN(120) {
			c.Baskets = append(c.Baskets, Basket{Day: begin + calendar.Day(d), Revenue: 100 + rng.Int64N(90_000), Lines: 1})
		}
		s.Customers = append(s.Customers, c)
	}
	s.Customers = append(s.Customers, Customer{Kind: 1}, oneDay(begin+calendar.Day(p.days/2)), oneDay(s.AsOf))
	rng.Shuffle(len(s.Customers), func(i, j int) { s.Customers[i], s.Customers[j] = s.Customers[j], s.Customers[i] })
	for i := range s.Customers {
		s.Customers[i].ID = int64(100 + 7*i)
	}
	return s
}

func (h habit) customer(rng *rand.Rand, kind int32, at int, speed []float64) Customer {
	c := Customer{Kind: kind, Consent: rng.IntN(2) == 0}
	mean := h.gap * math.Exp(.5*rng.NormFloat64())
	size := h.basket * math.Exp(.6*rng.NormFloat64())
	costs, channels, favourite := rng.IntN(3), rng.IntN(4) > 0, int32(1+rng.IntN(3))
	weeks := rng.IntN(365)
	for {
		if season := (at - weeks + 3650) % 365; !h.annual || season < 60 {
			b := Basket{Day: begin + calendar.Day(at), Lines: int32(1 + rng.IntN(12)),
				Revenue: max(500*int64(size*math.Exp(.4*rng.NormFloat64())/500), 500)}
			if costs == 0 || costs == 1 && rng.IntN(2) == 0 {
				b.Costed, b.Margin = b.Revenue, b.Revenue*int64(10+rng.IntN(30))/100
			}
			if channels {
				b.Channel = favourite
				if rng.IntN(4) == 0 {
					b.Channel = int32(1 + rng.IntN(3))
				}
			}
			c.Baskets = append(c.Baskets, b)
			if len(c.Baskets) == 1 && rng.Float64() < h.once || rng.Float64() < h.leave {
				return c
			}
		}
		var gap float64
		for range h.k {
			gap += rng.ExpFloat64() * mean / float64(h.k)
		}
		for at++; at < len(speed) && gap > speed[at]; at++ {
			gap -= speed[at]
		}
		if at >= len(speed) {
			return c
		}
	}
}

func oneDay(day calendar.Day) Customer {
	return Customer{Baskets: []Basket{{Day: day, Revenue: 12_000, Lines: 4, Channel: 1}}}
}

// on is a customer of baskets on days counted from the first of the book, alike but for
// the day.
func on(days ...int) Customer {
	c := Customer{}
	for _, d := range days {
		c.Baskets = append(c.Baskets, Basket{Day: begin + calendar.Day(d), Revenue: 10_000, Lines: 2})
	}
	return c
}

// cut is the shop as it was at the end of a day: later baskets gone, and customers who
// had not bought; the rest in another order, with other ids.
func cut(s Shop, day calendar.Day, seed uint64) Shop {
	rng := rand.New(rand.NewPCG(seed, 22))
	out := s
	out.AsOf, out.Customers = day, nil
	for _, c := range s.Customers {
		c.Baskets = slices.DeleteFunc(slices.Clone(c.Baskets), func(b Basket) bool { return b.Day > day })
		if len(c.Baskets) > 0 {
			out.Customers = append(out.Customers, c)
		}
	}
	rng.Shuffle(len(out.Customers), func(i, j int) {
		out.Customers[i], out.Customers[j] = out.Customers[j],
			out.Customers[i]
	})
	for i := range out.Customers {
		out.Customers[i].ID = int64(len(out.Customers) - i)
	}
	return out
}

// trained is train with so many back-tests, which must not fail.
func trained(t testing.TB, s Shop, backtests int) *Model {
	t.Helper()
	m, err := train(s, backtests, mostRows, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The builder is what the tests stand on: it must hold what they ask it for.
func TestTheSimulatedShopIsWhatItSays(t *testing.T) {
	s := small.shop(1)
	var none, single, heavy, costed, mailed, spring, autumn int
	kinds := map[int32]int{}
	for _, c := range s.Customers {
		kinds[c.Kind]++
		switch n := len(c.Baskets); {
		case n == 0:
			none++
		case n == 1:
			single++
		case n > 700:
			heavy++
		}
		for i, b := range c.Baskets {
			if i > 0 && b.Day <= c.Baskets[i-1].Day || b.Revenue <= 0 || b.Day > s.AsOf {
				t.Fatalf("customer %d: basket %d is %+v", c.ID, i, b)
			}
			if b.Costed > 0 {
				costed++
			}
			if b.Channel == 3 {
				mailed++
			}
			switch place := int(b.Day-begin) % 365; {
			case place >= 275:
				autumn++
			case place >= 92 && place < 182:
				spring++
			}
		}
	}
	if none != 1 || single < 20 || heavy != 2 || costed < 100 || mailed < 100 || len(kinds) != 3 || autumn < spring*5/4 {
		t.Errorf("none %d, single %d, heavy %d, costed %d, mailed %d, kinds %v, spring %d, autumn %d", none, single, heavy,
			costed, mailed, kinds, spring, autumn)
	}
}
