package whatif

import (
	"fmt"
	"math"
	"math/rand"
	"slices"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/classify"
)

var today = calendar.Must("2026-11-22")

// world is a smart type with its customers; the first one is in question.
type world struct {
	orders [][]classify.Order
	months classify.Timeframe
	bands  classify.Bands
}

// randomWorld draws one. Amounts are small, so that ties and exact hits are common
// and every amount can be tried one by one.
func randomWorld(r *rand.Rand) world {
	w := world{months: classify.Timeframes[r.Intn(4)]}
	for range 2 + r.Intn(6) {
		w.orders = append(w.orders, randomOrders(r))
	}
	for k, t := range classify.Types {
		for {
			if w.bands[k] = randomBands(r, t, int64(k)*10); classify.Check(t, w.bands[k]) == nil {
				break
			}
		}
	}
	return w
}

func randomOrders(r *rand.Rand) []classify.Order {
	var out []classify.Order
	if r.Intn(8) == 0 {
		return nil
	}
	every := 1 + r.Intn(120)
	day := today - calendar.Day(r.Intn(4*366))
	for day <= today && len(out) < 40 {
		net := int64(r.Intn(60) - 6)
		out = append(out, classify.Order{Day: day, Net: net})
		if r.Intn(4) > 0 { // else another one on the same day
			day += calendar.Day(1 + r.Intn(2*every))
		}
	}
	return out
}

func randomBands(r *rand.Rand, t classify.Type, id int64) []classify.Band {
	var out []classify.Band
	var values []int64
	for range r.Intn(4) {
		v := int64(r.Intn(1500))
		switch t {
		case classify.RevenueRank, classify.RevenueShare:
			v = 1 + int64(r.Intn(10_000))
		case classify.RevenueChange, classify.RiskChange:
			v = int64(r.Intn(20_000)) - 10_000
		case classify.Orders:
			v = int64(r.Intn(2000)) // halves of orders too
		}
		values = append(values, v)
	}
	slices.Sort(values)
	if t == classify.RevenueChange || t == classify.RiskChange {
		slices.SortFunc(values, func(a, b int64) int { return int(max(a, -a) - max(b, -b)) })
	}
	for i := range values {
		b := classify.Band{ID: id + int64(i) + 1, Title: fmt.Sprint(t, i), Value: &values[i]}
		if r.Intn(4) == 0 {
			m := int64(r.Intn(200))
			b.MinSpend = &m
		}
		if r.Intn(4) == 0 {
			m := int64(r.Intn(12))
			b.MinOrders = &m
		}
		out = append(out, b)
	}
	if n := len(out); n > 0 && (t == classify.Risk || t == classify.Orders) && r.Intn(2) == 0 {
		out[n-1].Value = nil
	}
	return out
}

// rebuild is the label of the first customer as a whole rebuild gives it. held: the
// others are measured as of today, whatever day it is for the first.
func (w *world) rebuild(t *testing.T, day calendar.Day, held bool, kind classify.Type, more ...classify.Order) int64 {
	t.Helper()
	var population []*classify.Figures
	for i, orders := range w.orders {
		at := day
		if i == 0 {
			orders = append(slices.Clone(orders), more...)
		} else if held {
			at = today
		}
		windows, err := classify.NewWindows(at, w.months)
		if err != nil {
			t.Fatal(err)
		}
		f, err := classify.Measure(orders, windows)
		if err != nil {
			t.Fatal(err)
		}
		population = append(population, &f)
	}
	if err := classify.Settle(population); err != nil {
		t.Fatal(err)
	}
	return classify.Assign(population[0], w.bands)[kind.Index()]
}

// market is what Solve knows of the others.
func (w *world) market(t *testing.T) *Market {
	t.Helper()
	windows, err := classify.NewWindows(today, w.months)
	if err != nil {
		t.Fatal(err)
	}
	var revenues []int64
	var population []*classify.Figures
	for _, orders := range w.orders[1:] {
		f, err := classify.Measure(orders, windows)
		if err != nil {
			t.Fatal(err)
		}
		revenues, population = append(revenues, f.Revenue), append(population, &f)
	}
	num, den := classify.MedianGap(population)
	m, err := NewMarket(revenues, num, den)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// bought are so many orders on a day that come to an amount together.
func bought(day calendar.Day, orders, amount int64) []classify.Order {
	var out []classify.Order
	for range orders - 1 {
		out = append(out, classify.Order{Day: day, Net: 1})
	}
	return append(out, classify.Order{Day: day, Net: amount - orders + 1})
}

func (w *world) id(n Way, at int) int64 {
	if at < 0 {
		return 0
	}
	return w.bands[n.Type.Index()][at].ID
}

// Every sentence is carried out on random shops, and the rebuild gives the label that
// it named; with one minor unit, one order or one day less, it does not.
func TestEverySentenceComesTrue(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	said := map[string]int{}
	for range 800 {
		w := randomWorld(r)
		all, err := solve(w.orders[0], today, w.months, w.bands, w.market(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range all {
			w.apply(t, n)
			said[fmt.Sprintf("%s %d", n.Type, n.Kind)]++
			if n.By != 0 {
				said["with a deadline"]++
			}
			if n.Orders > 1 {
				said["of several orders"]++
			}
		}
		if t.Failed() {
			t.Fatalf("%+v", w)
		}
	}
	for _, kind := range classify.Types {
		for _, k := range []Kind{Buying, Silence} {
			if said[fmt.Sprintf("%s %d", kind, k)] < 20 {
				t.Errorf("of %s by %d there were only %d", kind, k, said[fmt.Sprintf("%s %d", kind, k)])
			}
		}
	}
	if said["with a deadline"] < 100 || said["of several orders"] < 100 {
		t.Errorf("too little was tried: %v", said)
	}
	t.Log(said)
}

func (w *world) apply(t *testing.T, n Way) {
	t.Helper()
	to, from := w.id(n, n.To), w.id(n, n.From)
	is := func(what string, got, want int64) {
		t.Helper()
		if got != want {
			t.Errorf("%+v: %s the label is %d, want %d", n, what, got, want)
		}
	}
	isNot := func(what string, got int64) {
		t.Helper()
		if got == to {
			t.Errorf("%+v: %s the label is %d already", n, what, got)
		}
	}
	is("today", w.rebuild(t, today, false, n.Type), from)
	if n.Kind == Silence {
		is("then", w.rebuild(t, n.On, n.Held, n.Type), to)
		isNot("a day before", w.rebuild(t, n.On-1, n.Held, n.Type))
		return
	}
	is("with the order", w.rebuild(t, today, false, n.Type, bought(today, n.Orders, n.Amount)...), to)
	if n.Any {
		is("with a larger order", w.rebuild(t, today, false, n.Type, bought(today, n.Orders, n.Amount+1000)...), to)
	}
	if n.Amount > n.Orders {
		isNot("with one minor unit less", w.rebuild(t, today, false, n.Type, bought(today, n.Orders, n.Amount-1)...))
	}
	if n.Orders > 1 {
		isNot("with one order less", w.rebuild(t, today, false, n.Type, bought(today, n.Orders-1, n.Amount)...))
	}
	last := n.By
	if last == 0 {
		last = today + Horizon
	}
	for day := today; day <= last; day += 1 + (last-today)/7 {
		is("with the order on "+day.String(), w.rebuild(t, day, true, n.Type, bought(day, n.Orders, n.Amount)...), to)
	}
	is("on the last day", w.rebuild(t, last, true, n.Type, bought(last, n.Orders, n.Amount)...), to)
	if n.By != 0 {
		isNot("with the order a day late", w.rebuild(t, last+1, true, n.Type, bought(last+1, n.Orders, n.Amount)...))
	}
}

// What is said is the nearest there is: every amount and every day before it is
// tried one by one, and leaves the label as it is.
func TestNothingNearerIsLeftOut(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	const most = 700
	for range 60 {
		w := randomWorld(r)
		all, err := solve(w.orders[0], today, w.months, w.bands, w.market(t))
		if err != nil {
			t.Fatal(err)
		}
		for k, kind := range classify.Types {
			first := map[Kind]*Way{}
			for i := range all {
				if n := &all[i]; n.Type == kind && first[n.Kind] == nil {
					first[n.Kind] = n
				}
			}
			now := w.rebuild(t, today, false, kind)
			limit := int64(most)
			if n := first[Buying]; n != nil && n.Orders == 1 {
				limit = min(limit, n.Amount)
			}
			for amount := int64(1); amount < limit; amount++ {
				if got := w.rebuild(t, today, false, kind, bought(today, 1, amount)...); got != now {
					t.Fatalf("%s: an order of %d gives %d instead of %d, and nothing says so: %+v\n%+v", kind, amount, got, now, all,
						w)
				}
			}
			end := today + Horizon + 1
			if n := first[Silence]; n != nil {
				end = n.On
			}
			held := ofRanking(kind) || len(purchases(w.orders[0])) == 1
			for day := today + 1; day < end; day += 1 + (end-today)/40 {
				if got := w.rebuild(t, day, held, kind); got != now && len(w.bands[k]) > 0 {
					t.Fatalf("%s: silence until %s gives %d instead of %d, and nothing says so: %+v", kind, day, got, now, all)
				}
			}
		}
	}
}

func purchases(orders []classify.Order) map[calendar.Day]bool {
	days := map[calendar.Day]bool{}
	for _, o := range orders {
		if o.Net > 0 {
			days[o.Day] = true
		}
	}
	return days
}

// The short book measures as the long one.
func TestTheBookMeasuresAsTheOrdersDo(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for range 300 {
		months := classify.Timeframes[r.Intn(4)]
		var orders []classify.Order
		for day := today - 3000; day <= today; day += calendar.Day(r.Intn(80)) {
			orders = append(orders, classify.Order{Day: day, Net: int64(r.Intn(100) - 20)})
		}
		w, err := classify.NewWindows(today, months)
		if err != nil {
			t.Fatal(err)
		}
		b := newBook(daysOf(orders), w)
		for range 20 {
			day := today + calendar.Day(r.Intn(Horizon))
			later, err := classify.NewWindows(day, months)
			if err != nil {
				t.Fatal(err)
			}
			want, err := classify.Measure(orders, later)
			if err != nil {
				t.Fatal(err)
			}
			got, err := b.figures(day, false)
			if err != nil {
				t.Fatal(err)
			}
			got.PurchaseDays, want.PurchaseDays = min(got.PurchaseDays, 3), min(want.PurchaseDays, 3)
			if got != want {
				t.Fatalf("as of %s\n%+v, want\n%+v", day, got, want)
			}
		}
	}
}

// The days that SolveDays asks for say as much as all orders do.
func TestTheDaysThatAreAskedForAreEnough(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	said := 0
	for range 300 {
		w := randomWorld(r)
		w.orders[0] = nil
		for day := today - calendar.Day(r.Intn(4000)); day <= today; day += calendar.Day(r.Intn(120)) {
			w.orders[0] = append(w.orders[0], classify.Order{Day: day, Net: int64(r.Intn(60) - 20)})
		}
		windows, err := classify.NewWindows(today, w.months)
		if err != nil {
			t.Fatal(err)
		}
		var days, old []Day
		for _, d := range daysOf(w.orders[0]) {
			switch {
			case d.Day > windows.BaseFrom:
				days = append(days, d)
			case d.Orders > 0:
				old = append(old, Day{Day: d.Day, Bought: 1, Orders: 1})
			}
		}
		if n := len(old); n > 1+OldDays {
			old = append(old[:1], old[n-OldDays:]...)
		}
		m := w.market(t)
		want, err := solve(w.orders[0], today, w.months, w.bands, m)
		if err != nil {
			t.Fatal(err)
		}
		got, err := SolveDays(append(old, days...), today, w.months, w.bands, m)
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%+v, %v, want\n%+v of\n%+v", got, err, want, w)
		}
		said += len(want)
	}
	if said < 1000 {
		t.Errorf("only %d changes were compared", said)
	}
}

func TestExtremes(t *testing.T) {
	top := int64(9_000_000_000_000_000_000)
	if _, err := NewMarket([]int64{top, top}, 0, 0); err == nil {
		t.Error("a sum that does not fit is accepted")
	}
	m, err := NewMarket([]int64{5, 0, -3, 9}, 0, 0)
	if err != nil || !slices.Equal(m.revenues, []int64{9, 5}) {
		t.Errorf("%v %v", m, err)
	}
	var none classify.Bands
	if all, err := solve(nil, today, 12, none, m); err != nil || len(all) != 0 {
		t.Errorf("without bands: %v %v", all, err)
	}
	if _, err := solve(nil, today, 5, none, m); err == nil {
		t.Error("a timeframe of five months is accepted")
	}
	value := int64(100)
	bands := classify.Bands{0: {{ID: 1, Value: &value}}}
	if _, err := solve([]classify.Order{{Day: today, Net: top}, {Day: today, Net: top}}, today, 12, bands, m); err == nil {
		t.Error("an overflow is silent")
	}
}

func BenchmarkSolve(b *testing.B) {
	r := rand.New(rand.NewSource(4))
	for _, count := range []int{30, 300, 20_000} {
		b.Run(fmt.Sprint(count, " orders"), func(b *testing.B) {
			w := world{months: 12}
			for k, t := range classify.Types {
				for w.bands[k] == nil || classify.Check(t, w.bands[k]) != nil {
					w.bands[k] = randomBands(r, t, int64(k)*10)
				}
			}
			var orders []classify.Order
			for i := range count {
				orders = append(orders, classify.Order{Day: today - calendar.Day(5*365*(count-i)/count),
					Net: int64(1 + r.Intn(100_000))})
			}
			var others []int64
			for range 50_000 {
				others = append(others, int64(r.Intn(10_000_000)))
			}
			m, err := NewMarket(others, 30, 1)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := solve(orders, today, 12, w.bands, m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// solve is SolveDays of orders.
func solve(orders []classify.Order, asOf calendar.Day, months classify.Timeframe, bands classify.Bands,
	m *Market) ([]Way, error) {
	return SolveDays(daysOf(orders), asOf, months, bands, m)
}

// daysOf are orders sorted by day, added up. Of a day whose sum does not fit there is
// more than one.
func daysOf(orders []classify.Order) []Day {
	var out []Day
	for _, o := range orders {
		add := Day{Day: o.Day, Credited: o.Net}
		if o.Net > 0 {
			add = Day{Day: o.Day, Bought: o.Net, Orders: 1}
		}
		if n := len(out); n > 0 && out[n-1].Day == o.Day && out[n-1].Bought <= math.MaxInt64-add.Bought &&
			out[n-1].Credited >= math.MinInt64-add.Credited {
			last := &out[n-1]
			last.Bought, last.Credited, last.Orders = last.Bought+add.Bought, last.Credited+add.Credited, last.Orders+add.Orders
			continue
		}
		out = append(out, add)
	}
	return out
}
