package forecast

import (
	"math"
	"testing"

	"wholesight/jobs/stats/btyd"
)

// Of a large population every so many are fitted, old and young in their parts: here the
// second half has come back. Where too few of the chosen have, everybody is fitted.
func TestFewer(t *testing.T) {
	all := make([]btyd.Stats, 2*mostFitted+2)
	for i := range all {
		all[i] = btyd.Stats{Age: 9}
		if i > mostFitted {
			all[i] = btyd.Stats{X: 1, Recency: 5, Age: 9}
		}
	}
	got := fewer(all)
	if n := len(got); n > mostFitted || n < mostFitted/2 || repeaters(got)*2 < n-2 || repeaters(got)*2 > n+2 {
		t.Errorf("%d of %d, of whom %d have come back", n, len(all), repeaters(got))
	}
	for i := range all {
		all[i] = btyd.Stats{Age: 9}
		if i < 3*50 && i%3 == 1 { // three is the step
			all[i] = btyd.Stats{X: 1, Recency: 5, Age: 9}
		}
	}
	if got := fewer(all); len(got) != len(all) {
		t.Errorf("%d of %d, though %d have come back", len(got), len(all), repeaters(all))
	}
	if got := fewer(all[:mostFitted-1]); len(got) != mostFitted-1 {
		t.Errorf("%d of a population that is small enough", len(got))
	}
}

// A large shop where hardly anybody comes back, and those who do are none of every third.
func TestALargeShopOfFewRepeaters(t *testing.T) {
	all := many(2*mostFitted+2, func(i int) Customer {
		c := on(i / 100)
		c.Baskets[0].Revenue = int64(1 + i%100) // the place in the book
		if i%3 == 1 && i < 150 {
			c.Baskets = append(c.Baskets, Basket{Day: begin + 500, Revenue: 1})
		}
		return c
	})
	f, err := fitClosed(openBook(all, begin+600))
	if err != nil {
		t.Fatal(err)
	}
	if f.Geometric[0].N != len(all) {
		t.Errorf("fitted on %d customers", f.Geometric[0].N)
	}
}

// A smart type of 300 customers with a repeat is fitted by itself, one of 299 with all;
// one that came later is forecast with all.
func TestOwnFits(t *testing.T) {
	kind := func(k int32, n, gap int) []Customer {
		return many(n, func(i int) Customer {
			c := on(evenly(i%150, gap+i%gap, 2+i%5)...)
			c.Kind = k
			return c
		})
	}
	all := append(append(kind(0, 300, 20), kind(1, 299, 50)...), kind(2, 50, 9)...)
	f, err := fitClosed(openBook(all, begin+800))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Geometric) != 4 || len(f.Regular) != 4 {
		t.Fatalf("%d and %d models of three smart types and all", len(f.Geometric), len(f.Regular))
	}
	for i, want := range []int{300, 649, 649, 649} {
		if f.Geometric[i].N != want || f.Regular[i].N != want || f.Geometric[i].K != 1 {
			t.Errorf("model %d: of %d customers, want %d", i, f.Geometric[i].N, want)
		}
	}
	if g, _ := f.of(0); g != &f.Geometric[0] {
		t.Error("a smart type has another's model")
	}
	for _, k := range []int32{3, 9} {
		if g, r := f.of(k); g != &f.Geometric[3] || r != &f.Regular[3] {
			t.Errorf("a smart type that came later, %d, does not have everybody's model", k)
		}
	}
}

// Erlang gaps are seen as such, memoryless ones as that.
func TestRegularity(t *testing.T) {
	for _, k := range []int{1, 3} {
		p := plan{customers: 250, days: 800, habits: []habit{{gap: 25, k: k, leave: .05, basket: 10_000}}}
		s := p.shop(uint64(k))
		got, err := regularity(openBook(s.Customers, s.AsOf), 1)
		if err != nil || got != k {
			t.Errorf("k = %d of customers with %d, %v", got, k, err)
		}
	}
	if got, err := regularity(openBook(thin.shop(1).Customers, begin+60), 1); got != 1 || err != nil {
		t.Errorf("k = %d of a book too short to be parted, %v", got, err)
	}
}

// Five purchase days of 100.00 to 500.00, of which the last 365 days hold four: 400 and
// 364 days ago lie around the edge. 4 × 91 ÷ 365 = .9973 and (200 + … + 500) × 91 ÷ 365 =
// 349.04 are as much as last year. In a book that began 99 days ago, the last year is 100
// days: two purchase days are 2 × 91 ÷ 100.
func TestLastYearsRate(t *testing.T) {
	one := btyd.Model{Kind: btyd.MBG, K: 1, R: 1, Alpha: 50, A: 1, B: 3}
	f := &closed{Geometric: []btyd.Model{one}, Regular: []btyd.Model{one}}
	now := begin + 400
	c := worth(on(0, 36, 100, 200, 390), func(i int) int64 { return int64(i+1) * 10_000 })
	n := f.naiveOf(&c, c.Baskets, now, begin, 91)
	near(t, "rate", n.rate, 4*91./365, 1e-12)
	near(t, "spend", n.spendRate, 140_000*91./365, 1e-7)
	near(t, "value", n.value, 30_000, 1e-9)
	near(t, "expected", n.expected, one.Expected(statsOf(c.Baskets, now), 91), 0)
	near(t, "orders", n.orders(), (2*n.expected+n.rate)/3, 1e-12)
	near(t, "amount", n.spend(), math.Sqrt(n.expected*30_000*n.spendRate), 1e-6)
	young := on(310, 390)
	n = f.naiveOf(&young, young.Baskets, now, now-99, 91)
	near(t, "rate of a young book", n.rate, 2*91./100, 1e-12)
	near(t, "a year ago to the day", f.naiveOf(&young, young.Baskets, begin+310+365, begin, 91).rate, 91./365, 1e-12)
}
