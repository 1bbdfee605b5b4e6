package demo

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
)

var sunday = calendar.Must("2026-11-22")

func shopOf(t testing.TB, cfg Config) *Shop {
	t.Helper()
	if cfg.End == 0 {
		cfg.End = sunday
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// each calls f with every order of a shop.
func each(t testing.TB, s *Shop, f func(Order)) {
	t.Helper()
	if err := s.Orders(func(o Order) error { f(o); return nil }); err != nil {
		t.Fatal(err)
	}
}

// bytesOf writes every field of an order.
func bytesOf(h hash.Hash, o Order) {
	for _, text := range []string{o.Number, o.Day.String(), o.Channel, o.Status, o.Currency} {
		h.Write([]byte(text + "\n"))
	}
	var b []byte
	b = binary.AppendVarint(b, int64(o.Customer))
	for _, l := range o.Lines {
		for _, n := range []int64{int64(l.Product), l.Quantity, l.Delivered, l.UnitPrice, l.Total, l.Cost} {
			b = binary.AppendVarint(b, n)
		}
	}
	h.Write(b)
}

// digest is a hash of a shop's whole stream.
func digest(t testing.TB, s *Shop) string {
	t.Helper()
	h := sha256.New()
	each(t, s, func(o Order) { bytesOf(h, o) })
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// These change only when the shop is meant to change: everyone who knows its
// numbers then has to learn new ones.
func TestTheStreamIsTheKnownOne(t *testing.T) {
	for _, c := range []struct {
		name string
		cfg  Config
		want string
	}{
		{"default", Config{}, "378188233e6f638f"},
		{"seed 2", Config{Seed: 2}, "9194dfc6db296e59"},
		{"two months, 30 customers", Config{Customers: 30, Months: 2}, "33a593b094975f5e"},
		{"scaled", Config{Customers: 200, Months: 12, Lines: 60_000}, "6c187fe2568d8b31"},
		{"ends on a leap day", Config{Customers: 100, Months: 14, End: calendar.Must("2024-02-29")}, "3c48348224de19fe"},
	} {
		if got := digest(t, shopOf(t, c.cfg)); got != c.want {
			t.Errorf("%s: digest %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTheSameConfigGivesTheSameShop(t *testing.T) {
	a, b := shopOf(t, Config{}), shopOf(t, Config{Customers: 400, Months: 36, Seed: 1})
	first := digest(t, a)
	if again := digest(t, a); again != first {
		t.Errorf("the stream read again: %s, then %s", first, again)
	}
	if other := digest(t, b); other != first {
		t.Errorf("another shop of the same Config: %s, then %s", first, other)
	}
	if d := cmp.Diff(masterOf(a), masterOf(b)); d != "" {
		t.Error(d)
	}
}

// masterOf is all that a shop hands out beside its orders.
func masterOf(s *Shop) []any {
	return []any{
		s.Customers(), s.Products(), s.Targets(), s.Contacts(), s.Users(), s.Classifications(), s.Truths(),
		s.SmartTypes(), s.AccountManagers(), s.Groups(), s.Industries(), s.Channels(), s.Outcomes(), s.PriceList(trade, 7),
	}
}

func TestAnotherSeedGivesAnotherShop(t *testing.T) {
	a, b := shopOf(t, Config{}), shopOf(t, Config{Seed: 2})
	if digest(t, a) == digest(t, b) {
		t.Error("seeds 1 and 2 have the same orders")
	}
	if cmp.Equal(a.Customers()[0].Name, b.Customers()[0].Name) {
		t.Error("seeds 1 and 2 have the same first customer")
	}
}

func TestTheShopEndsOnItsEnd(t *testing.T) {
	for _, end := range []string{"2026-11-21", "2026-11-22", "2026-11-23", "2024-02-29", "2025-12-26"} {
		s := shopOf(t, Config{End: calendar.Must(end)})
		var first, last calendar.Day
		recent := map[calendar.Day]int{}
		each(t, s, func(o Order) {
			if first == 0 {
				first = o.Day
			}
			if o.Day < last {
				t.Fatalf("%s: order %s of %s comes after %s", end, o.Number, o.Day, last)
			}
			last = o.Day
			recent[(s.cfg.End-o.Day)/7]++
		})
		if last.String() != end {
			t.Errorf("%s: the last order is of %s", end, last)
		}
		if first < s.Start() || first > s.Start()+10 || s.Start() != s.cfg.End.AddMonths(-36)+1 {
			t.Errorf("%s: the first order is of %s, the start %s", end, first, s.Start())
		}
		for week := range calendar.Day(6) {
			if recent[week] < 15 {
				t.Errorf("%s: %d orders in the week before last × %d", end, recent[week], week)
			}
		}
	}
}

func TestLinesComeWithinOnePercent(t *testing.T) {
	natural := 0
	each(t, shopOf(t, Config{}), func(o Order) { natural += len(o.Lines) })
	if natural < 25_000 || natural > 40_000 {
		t.Errorf("the natural shop has %d lines", natural)
	}
	for _, cfg := range []Config{
		{Lines: 3_000}, {Lines: 20_000}, {Lines: 38_000}, {Lines: 200_000}, {Lines: 1_000_000},
		{Customers: 5_000, Lines: 50_000}, {Customers: 20, Lines: 30_000}, {Customers: 3, Months: 1, Lines: 500},
	} {
		got := 0
		each(t, shopOf(t, cfg), func(o Order) { got += len(o.Lines) })
		if got*100 < cfg.Lines*99 || got*100 > cfg.Lines*101 {
			t.Errorf("%+v: %d lines", cfg, got)
		}
	}
}

func TestNewRefusesWhatIsNoShop(t *testing.T) {
	for want, cfg := range map[string]Config{
		"last day":      {},
		"customers":     {Customers: -1, End: sunday},
		"months":        {Months: 241, End: sunday},
		"lines":         {Lines: -1, End: sunday},
		"do not come":   {Customers: 5_000, Lines: 10, End: sunday},
		"500000001 lin": {Lines: 500_000_001, End: sunday},
	} {
		if _, err := New(cfg); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: error %v, want one about %q", cfg, err, want)
		}
	}
}

func TestTheSmallestShopsAreSound(t *testing.T) {
	for customers := 1; customers <= 60; customers++ {
		for _, months := range []int{1, 2, 5} {
			s := shopOf(t, Config{Customers: customers, Months: months})
			if got := len(s.Customers()); got != customers {
				t.Fatalf("%d customers: got %d", customers, got)
			}
			checkReferences(t, s)
			checkOrders(t, s)
		}
	}
}

func TestAnErrorEndsTheStream(t *testing.T) {
	stop, n := errors.New("enough"), 0
	err := shopOf(t, Config{}).Orders(func(Order) error {
		if n++; n == 10 {
			return stop
		}
		return nil
	})
	if err != stop || n != 10 {
		t.Errorf("error %v after %d orders", err, n)
	}
}

// One order costs its number, and nothing else is kept: lines cost no memory.
func TestMemoryDoesNotGrowWithTheLines(t *testing.T) {
	s := shopOf(t, Config{Customers: 100, Lines: 300_000})
	orders := 0
	each(t, s, func(Order) { orders++ })
	got := testing.AllocsPerRun(1, func() { _ = s.Orders(func(Order) error { return nil }) })
	if limit := float64(orders + 200); got > limit {
		t.Errorf("%.0f allocations for %d orders", got, orders)
	}
}

func BenchmarkOrders(b *testing.B) {
	s := shopOf(b, Config{Customers: 5_000})
	lines := 0
	b.ReportAllocs()
	for b.Loop() {
		each(b, s, func(o Order) { lines += len(o.Lines) })
	}
	b.ReportMetric(float64(lines)/b.Elapsed().Seconds(), "lines/s")
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		shopOf(b, Config{Customers: 50_000, Lines: 5_000_000})
	}
}
