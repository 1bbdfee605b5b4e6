package forecast

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
)

// sound checks everything that holds of any forecast, whoever the customer.
func sound(t *testing.T, what string, s Shop, seen [3]int, c *Customer, f Forecast, now calendar.Day) {
	t.Helper()
	known := until(c.Baskets, now)
	n := int64(len(known))
	bad := func(format string, args ...any) {
		t.Helper()
		t.Fatalf("%s, customer %d of %d baskets as of %s: %s\n%+v", what, c.ID, n, now, fmt.Sprintf(format, args...), f)
	}
	if n == 0 {
		if f != (Forecast{}) {
			bad("nothing is known")
		}
		return
	}
	if !f.Known || f.Count != n || f.First != known[0].Day || f.Last != known[n-1].Day {
		bad("count, first and last")
	}
	least := max(int32(5000/(max(seen[f.Confidence], 10)+1)), 1)
	for _, p := range []int32{f.Alive, f.Purchase30, f.Purchase91, f.Churn} {
		if p < least || p > 10000-least {
			bad("a probability of %d, of %d customers seen", p, seen[f.Confidence])
		}
	}
	if f.ChannelShare < 0 || f.ChannelShare > 10000 {
		bad("the share of the channel")
	}
	switch {
	case f.Purchase30 > f.Purchase91:
		bad("a month is likelier than a quarter")
	case f.ChurnHorizon < 91 || f.ChurnHorizon > 365:
		bad("the horizon")
	case f.ChurnHorizon == 91 && max(f.Churn+f.Purchase91-10000, 10000-f.Churn-f.Purchase91) > 1:
		bad("within a quarter churn is not the rest")
	case f.Churn+f.Purchase91 > 10001:
		bad("within a longer time than a quarter less comes")
	case f.Alive+1 < f.Purchase91 || f.Alive+1 < 10000-f.Churn:
		bad("who is gone buys")
	case f.Orders91 < 0 || f.Orders365 < f.Orders91 || f.Orders365 > 1e15:
		bad("orders")
	case f.Revenue91 < 0 || f.CLV365 < 0 || f.CLV365 > 1e15 || f.Revenue91 > 1e15 ||
		float64(f.CLV365) < float64(f.Revenue91)/(1+max(s.Discount, 0))-1:
		bad("revenue")
	case !f.HasNext || !(now < f.Low && f.Low <= f.Next && f.Next <= f.High):
		bad("the next order")
	case f.Due <= f.Last || f.Due > f.Next:
		bad("the day that it was due on")
	case f.Confidence != [...]Confidence{Low, Low, Medium, Medium, Medium, High}[min(n, 5)]:
		bad("the confidence")
	case f.Usual < 0 || n == 1 && f.GapThousandths != 0 || n > 1 && f.GapThousandths < 1000:
		bad("the gaps")
	case f.Season <= 0 || f.Model == "":
		bad("season and model")
	case (f.Channel == 0) != (f.ChannelShare == 0):
		bad("the channel")
	case !c.Consent && f.Usable != 0 && slices.Contains(s.Mail, f.Usable):
		bad("a channel without consent")
	case (c.Consent || !slices.Contains(s.Mail, f.Channel)) && f.Usable != f.Channel:
		bad("the likeliest channel may be used")
	}
	// Costs are known of at least half of what it bought in the last 365 days, or ever
	// where it bought nothing in them.
	var revenue, costed, allRevenue, allCosted float64
	for _, b := range known {
		allRevenue, allCosted = allRevenue+float64(b.Revenue), allCosted+float64(b.Costed)
		if now-b.Day < 365 {
			revenue, costed = revenue+float64(b.Revenue), costed+float64(b.Costed)
		}
	}
	if revenue == 0 {
		revenue, costed = allRevenue, allCosted
	}
	if f.HasMargin != (costed*2 >= revenue) || !f.HasMargin && f.Margin365 != 0 {
		bad("margin of %v costed of %v", costed, revenue)
	}
}

// numbers walks a model's JSON: every number is one, and none is absurd.
func numbers(t *testing.T, what string, m *Model) {
	t.Helper()
	var all any
	if err := json.Unmarshal([]byte(written(t, m)), &all); err != nil {
		t.Fatal(err)
	}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				walk(path+"."+k, x)
			}
		case []any:
			for i, x := range v {
				walk(fmt.Sprintf("%s[%d]", path, i), x)
			}
		case float64:
			if math.IsNaN(v) || math.Abs(v) > 3.5e38 { // where trees part a figure from a missing one it is 3.4e38
				t.Fatalf("%s: %s is %v", what, path, v)
			}
		case string:
			if strings.Contains(v, "NaN") || strings.Contains(v, "Inf") {
				t.Fatalf("%s: %s is %s", what, path, v)
			}
		}
	}
	walk("", all)
}

// soundForAll forecasts everybody, as of the day and of later ones.
func soundForAll(t *testing.T, what string, s Shop, m *Model) {
	t.Helper()
	numbers(t, what, m)
	seen := watched(s)
	for _, later := range []calendar.Day{0, 1, 77, 400, 3 * year, 6 * year} {
		for i := range s.Customers {
			c := &s.Customers[i]
			sound(t, what, s, seen, c, m.Forecast(c, s.AsOf+later), s.AsOf+later)
		}
	}
}

// everybodyIsSound trains and forecasts.
func everybodyIsSound(t *testing.T, what string, s Shop) *Model {
	t.Helper()
	m := trained(t, s, 1)
	soundForAll(t, what, s, m)
	return m
}

// many is so many customers, numbered.
func many(n int, each func(i int) Customer) []Customer {
	all := make([]Customer, n)
	for i := range all {
		all[i] = each(i)
		all[i].ID = int64(i)
	}
	return all
}

// evenly is days from one on, so many apart.
func evenly(from, gap, n int) []int {
	days := make([]int, n)
	for i := range days {
		days[i] = from + i*gap
	}
	return days
}

// worth gives all baskets a revenue.
func worth(c Customer, revenue func(i int) int64) Customer {
	for i := range c.Baskets {
		c.Baskets[i].Revenue = revenue(i)
	}
	return c
}

func TestExtremes(t *testing.T) {
	moved := func(c Customer, by calendar.Day) Customer {
		for i := range c.Baskets {
			c.Baskets[i].Day += by
		}
		return c
	}
	for what, s := range map[string]Shop{
		"one order":                  {AsOf: begin, Customers: []Customer{on(0)}},
		"one order, long ago":        {AsOf: begin + 4000, Customers: []Customer{on(0)}},
		"one customer":               {AsOf: begin + 400, Customers: []Customer{on(evenly(0, 9, 40)...)}},
		"one-time buyers":            {AsOf: begin + 900, Customers: many(400, func(i int) Customer { return on(2 * i) })},
		"everything on one day":      {AsOf: begin, Customers: many(400, func(int) Customer { return on(0) })},
		"one day, a year and a half": {AsOf: begin + 547, Customers: many(400, func(int) Customer { return on(0) })},
		"all alike": {AsOf: begin + 730,
			Customers: many(350, func(int) Customer { return on(evenly(0, 30, 25)...) })},
		"all alike, and gone": {AsOf: begin + 900, Customers: many(60, func(int) Customer { return on(0, 30, 60) })},
		"twice, a day apart": {AsOf: begin + 900,
			Customers: many(100, func(i int) Customer { return on(8*i, 8*i+1) })},
		"thousands of orders": {AsOf: begin + 2500,
			Customers: many(40, func(i int) Customer { return on(evenly(i%3, 1, 2000+i*10)...) })},
		"heavy and single buyers": {AsOf: begin + 2500,
			Customers: append(many(40, func(i int) Customer { return on(evenly(0, 1+i%2, 1250)...) }),
				many(60, func(i int) Customer { return on(40 * i) })...)},
		"thirty days of a book": {AsOf: begin + 30,
			Customers: many(80, func(i int) Customer { return on(i%9, 10+i%11, 30) })},
		"under a year": {AsOf: begin + 363,
			Customers: many(80, func(i int) Customer { return on(evenly(i%40, 5+i%60, 5)...) })},
		"decades apart": {AsOf: begin + 30_000,
			Customers: many(60, func(i int) Customer { return on(i, 12_000+9*i, 25_000+3*i) })},
		"before 1970": {AsOf: calendar.Must("1951-06-01"),
			Customers: many(60, func(i int) Customer {
				return moved(on(evenly(i, 20, 30)...), calendar.Must("1949-01-01")-begin)
			})},
		"nothing for eight years": {AsOf: begin + 3000,
			Customers: many(80, func(i int) Customer { return on(evenly(i%20, 4+i%9, 6)...) })},
		"a shop that closed": {AsOf: begin + 1000,
			Customers: many(150, func(i int) Customer { return on(evenly(i%100, 15+i%20, 20)...) })},
		"one minor unit": {AsOf: begin + 600,
			Customers: many(80, func(i int) Customer {
				return worth(on(evenly(i%50, 9+i%50, 9)...), func(int) int64 { return 1 })
			})},
		"amounts of states": {AsOf: begin + 600, Customers: many(80, func(i int) Customer {
			return worth(on(evenly(i%50, 9+i%50, 9)...), func(k int) int64 { return 1e15 - int64(k) })
		})},
		"states and paupers": {AsOf: begin + 600, Customers: many(120, func(i int) Customer {
			return worth(on(evenly(i%50, 9+i%50, 9)...), func(k int) int64 { return 1 + int64((i+k)%2)*1e15 })
		})},
		"many kinds": {AsOf: begin + 600, Customers: many(80,
			func(i int) Customer { c := on(evenly(i%50, 9+i%50, 9)...); c.Kind = int32(i); return c })},
		"a usurer": {AsOf: begin + 600, Discount: 5, Customers: many(80,
			func(i int) Customer { return on(evenly(i%50, 9+i%50, 9)...) })},
		"one channel that none may use": {AsOf: begin + 600, Mail: []int32{1}, Customers: many(50, func(i int) Customer {
			c := by(on(evenly(i, 30, 6)...), 1, 1, 1)
			c.Consent = i%2 == 0
			return c
		})},
	} {
		t.Run(what, func(t *testing.T) { everybodyIsSound(t, what, s) })
	}
}

// From thirty customers with two purchase days on there is something to fit; below, the
// rule serves every job and says why.
func TestThinShops(t *testing.T) {
	for _, c := range []struct {
		repeaters int
		rule      bool
	}{{1, true}, {29, true}, {30, false}} {
		s := Shop{AsOf: begin + 800, Customers: append(
			many(c.repeaters, func(i int) Customer { return on(i, 40+5*i, 300+7*i, 801) }),
			many(50, func(i int) Customer { return on(8 * i) })...)}
		m := everybodyIsSound(t, fmt.Sprint(c.repeaters, " repeaters"), s)
		if len(m.Record.Choices) != len(Jobs) {
			t.Fatalf("%d choices", len(m.Record.Choices))
		}
		for i, choice := range m.Record.Choices {
			if choice.Job != Jobs[i] || choice.Plain != served[Jobs[i]][plainRule] || choice.Metric != judged[Jobs[i]] {
				t.Errorf("%+v", choice)
			}
			if (choice.Method == MethodRule) != c.rule || c.rule &&
				!strings.Contains(choice.Why, fmt.Sprintf("%d customers", c.repeaters)) {
				t.Errorf("%d repeaters: %+v", c.repeaters, choice)
			}
		}
		if f := m.Forecast(&s.Customers[0], s.AsOf); (f.Model == MethodRule) != c.rule {
			t.Errorf("%d repeaters: %s", c.repeaters, f.Model)
		}
	}
}

// Shops of all shapes.
func TestAnyShopIsSound(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 61))
		p := plan{customers: 1 + rng.IntN(90), days: 2 + rng.IntN(1<<(3+rng.IntN(8))), season: rng.Float64(),
			heavy: rng.IntN(2), fair: rng.IntN(5)}
		for range 1 + rng.IntN(4) {
			p.habits = append(p.habits, habit{gap: math.Exp(6 * rng.Float64()), k: 1 + rng.IntN(6),
				leave: rng.Float64() * rng.Float64(),
				once:  rng.Float64(), basket: math.Exp(20 * rng.Float64()), annual: rng.IntN(4) == 0})
		}
		s := p.shop(seed)
		s.Discount = rng.Float64() - .3
		s.Mail = [][]int32{nil, {1}, {3, 2}, {1, 2, 3}}[rng.IntN(4)]
		s.AsOf -= calendar.Day(rng.IntN(p.days)) / 3 // baskets come that the model has not seen
		if len(openBook(s.Customers, s.AsOf).all) == 0 {
			continue
		}
		everybodyIsSound(t, fmt.Sprint("seed ", seed), s)
	}
}

// Trees, too, are sound of everybody.
func TestAShopWithTreesIsSound(t *testing.T) {
	s, m := grown()
	soundForAll(t, "small", s, m)
}
