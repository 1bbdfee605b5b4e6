package classify

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"sort"
	"testing"

	"wholesight/jobs/calendar"
)

// nastyDays are as-of days at which windows clamp, and ordinary ones.
var nastyDays = []string{
	"2026-11-22", "2024-02-29", "2025-02-28", "2026-05-31", "2024-12-31", "2025-03-31", "2024-03-01", "2026-01-01",
	"2023-08-30",
}

// fast and slow are one made-up customer for both computations.
type fast []Order

func (f fast) slow() []slowOrder {
	out := make([]slowOrder, len(f))
	for i, o := range f {
		out[i] = slowOrder{o.Day.Time(), o.Net}
	}
	return out
}

// history makes a customer up: none, one or many orders, rhythms, pauses, days
// exactly on the edges of windows and snapshots, several orders a day, credit
// notes, zero orders and orders after the as-of day.
func history(r *rand.Rand, asOf calendar.Day, w Timeframe) fast {
	s := max(12, int(w))
	edges := []int{0, int(w), int(w) + s, s, 2 * s, 1, s + 1, s + int(w) - 1}
	var days []calendar.Day
	switch r.IntN(6) {
	case 0: // a few days anywhere
		for range r.IntN(5) {
			days = append(days, asOf-calendar.Day(r.IntN(2200)))
		}
	case 1: // around the edges
		for range 1 + r.IntN(9) {
			edge := asOf.AddMonths(-edges[r.IntN(len(edges))])
			days = append(days, edge+calendar.Day(r.IntN(3)-1))
		}
	case 2: // a rhythm, with or without a stop
		step, stop := 1+r.IntN(70), asOf-calendar.Day(r.IntN(500)*r.IntN(2))
		for d := asOf - calendar.Day(r.IntN(2000)); d <= stop; d += calendar.Day(1 + r.IntN(2*step)) {
			days = append(days, d)
		}
	case 3: // absences just about a year long
		d := asOf - calendar.Day(r.IntN(400))
		for range 1 + r.IntN(4) {
			days = append(days, d)
			d -= calendar.Day(364 + r.IntN(4) - r.IntN(2)*r.IntN(360))
		}
	case 4: // every snapshot's own day
		for i := range 2 * s {
			if r.IntN(3) > 0 {
				days = append(days, asOf.AddMonths(-i))
			}
		}
	case 5: // busy
		for range 40 + r.IntN(80) {
			days = append(days, asOf-calendar.Day(r.IntN(1600)))
		}
	}
	sort.Slice(days, func(i, j int) bool { return days[i] < days[j] })
	var out fast
	for _, d := range days {
		for range 1 + r.IntN(2)*r.IntN(3) {
			net := int64(1 + r.IntN(20)*100)
			switch r.IntN(8) {
			case 0:
				net = -net
			case 1:
				net = 0
			}
			out = append(out, Order{d, net})
		}
	}
	if r.IntN(4) == 0 {
		out = append(out, Order{max(asOf, last(out)) + calendar.Day(1+r.IntN(40)), 5000})
	}
	return out
}

func last(orders []Order) calendar.Day {
	if len(orders) == 0 {
		return firstDay
	}
	return orders[len(orders)-1].Day
}

// row is the customer as a row of the report, in the form of slowRow.
func (f *Figures) row() string {
	digits := func(v int64, places int) string {
		scale := int64(1)
		for range places {
			scale *= 10
		}
		return big.NewRat(v, scale).FloatString(places)
	}
	revenueChange, lastDay, since, gap, risk, est, riskChange, rank, of, share := "", "", "", "", "", "", "", "", "", ""
	if f.Has(RevenueChange) {
		revenueChange = digits(f.RevenueChange, 1)
	}
	if f.HasPurchase() {
		lastDay, since = f.LastPurchase.String(), fmt.Sprint(f.Since)
	}
	if f.HasGap() {
		gap = digits(f.GapThousandths(), 3)
	}
	if f.Has(Risk) {
		risk, est = digits(f.Risk, 2), fmt.Sprint(f.GapEstimated)
	}
	if f.Has(RiskChange) {
		riskChange = digits(f.RiskChange, 1)
	}
	if f.Has(RevenueRank) {
		rank, of, share = fmt.Sprint(f.Rank), fmt.Sprint(f.RankOf), digits(f.ShareOfLarger, 2)
	}
	return fmt.Sprint([]string{
		fmt.Sprint(f.Revenue), fmt.Sprint(f.PreviousRevenue), revenueChange,
		fmt.Sprint(f.Orders), fmt.Sprint(f.PreviousOrders), lastDay, since, gap, risk, est, riskChange, rank, of, share,
	})
}

func TestMeasureAgreesWithTheSecondOpinion(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for i := range 6000 {
		asOf := calendar.Must(nastyDays[r.IntN(len(nastyDays))])
		w, err := NewWindows(asOf, Timeframes[i%4])
		if err != nil {
			t.Fatal(err)
		}
		orders := history(r, asOf, Timeframes[i%4])
		f, err := Measure(orders, w)
		if err != nil {
			t.Fatalf("history %d: %v", i, err)
		}
		want := slowMeasure(orders.slow(), asOf.Time(), w.Months)
		if got := f.row(); got != want.slowRow() {
			t.Fatalf("history %d as of %s, %d months: %v\n got %s\nwant %s", i, asOf, w.Months, orders, got, want.slowRow())
		}
	}
}

// shop makes up the active customers of one smart type, with both computations
// done and settled.
func shop(t *testing.T, r *rand.Rand, w Windows, size int) ([]fast, []*Figures, []*slowCustomer) {
	t.Helper()
	var book []fast
	var all []*Figures
	var slow []*slowCustomer
	for range size {
		orders := history(r, w.AsOf, Timeframe(w.Months))
		if r.IntN(5) == 0 && len(orders) > 0 { // one-timers, who need the others
			orders = orders[:1]
			orders[0].Net = 1 + int64(r.IntN(5))*100
		}
		f, err := Measure(orders, w)
		if err != nil {
			t.Fatal(err)
		}
		c := slowMeasure(orders.slow(), w.AsOf.Time(), w.Months)
		book, all, slow = append(book, orders), append(all, &f), append(slow, &c)
	}
	if err := Settle(all); err != nil {
		t.Fatal(err)
	}
	slowSettle(slow)
	return book, all, slow
}

func TestSettleAndAssignAgreeWithTheSecondOpinion(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for i := range 400 {
		w, err := NewWindows(calendar.Must(nastyDays[i%len(nastyDays)]), Timeframes[r.IntN(4)])
		if err != nil {
			t.Fatal(err)
		}
		_, all, slow := shop(t, r, w, r.IntN(25))
		var bands Bands
		var slowBands [6][]slowBand
		for k, typ := range Types {
			bands[k], slowBands[k] = randomBands(r, typ, all)
			if err := Check(typ, bands[k]); err != nil {
				t.Fatalf("shop %d: %v", i, err)
			}
		}
		for c, f := range all {
			if got, want := f.row(), slow[c].slowRow(); got != want {
				t.Fatalf("shop %d customer %d:\n got %s\nwant %s", i, c, got, want)
			}
			got := Assign(f, bands)
			for k, typ := range Types {
				var want int64
				in := slowMember(string(typ), slowBands[k], slow[c])
				if len(in) > 1 {
					t.Fatalf("shop %d customer %d: in the bands %v of %s at once", i, c, in, typ)
				}
				if len(in) == 1 && slowPasses(string(typ), slowBands[k][in[0]], slow[c]) {
					want = bands[k][in[0]].ID
				}
				if got[k] != want {
					t.Fatalf("shop %d customer %d %s: band %d, want %d\n%s\n%v", i, c, typ, got[k], want, f.row(), slowBands[k])
				}
			}
		}
	}
}
