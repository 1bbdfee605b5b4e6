package classify

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
)

func windows(t testing.TB, asOf string, months Timeframe) Windows {
	t.Helper()
	w, err := NewWindows(calendar.Must(asOf), months)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestTheOrderOfCustomersChangesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 4))
	w := windows(t, "2026-11-22", 12)
	for range 50 {
		_, all, _ := shop(t, r, w, 30)
		want := make([]Figures, len(all))
		at := make([]int, len(all))
		for i, f := range all {
			want[i], at[i] = *f, i
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j], at[i], at[j] = all[j], all[i], at[j], at[i] })
		if err := Settle(all); err != nil { // settling again, in another order
			t.Fatal(err)
		}
		for i, f := range all {
			if d := cmp.Diff(want[at[i]], *f); d != "" {
				t.Fatal(d)
			}
		}
	}
}

func TestSettleTakesAnEstimateBack(t *testing.T) {
	w := windows(t, "2026-11-22", 12)
	once := measure(t, w, "2026-10-23 1")
	pair := measure(t, w, "2026-10-01 1", "2026-10-21 1")
	if err := Settle([]*Figures{&once, &pair}); err != nil || once.Risk != 150 || !once.GapEstimated {
		t.Fatalf("%v, risk %d", err, once.Risk)
	}
	if err := Settle([]*Figures{&once}); err != nil || once.Has(Risk) || once.HasGap() || once.GapEstimated {
		t.Errorf("%v, alone it still has risk %d", err, once.Risk)
	}
	if err := Settle(nil); err != nil {
		t.Errorf("nobody at all: %v", err)
	}
}

// measure makes figures of lines "2026-10-23 1500", net in minor units.
func measure(t testing.TB, w Windows, lines ...string) Figures {
	t.Helper()
	f, err := Measure(orders(t, lines...), w)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func orders(t testing.TB, lines ...string) []Order {
	t.Helper()
	var out []Order
	for _, line := range lines {
		net, err := ParseValue(line[11:])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, Order{calendar.Must(line[:10]), *net / 100})
	}
	return out
}

func TestWhoIsNotSettledHasNoRank(t *testing.T) {
	f := measure(t, windows(t, "2026-11-22", 12), "2026-10-23 1500")
	if f.Reason(RevenueRank) != NotRanked || f.Reason(RevenueShare) != NotRanked || f.Reason(Risk) != OneOrder {
		t.Errorf("reasons %v", f.Why)
	}
	one := int64(100_00)
	if got := Assign(&f, Bands{2: {{ID: 9, Value: &one}}, 4: {{ID: 9, Value: &one}}}); got != [6]int64{} {
		t.Errorf("labels %v", got)
	}
}

func TestOverflowIsAnError(t *testing.T) {
	w := windows(t, "2026-11-22", 12)
	day, before := calendar.Must("2026-10-01"), calendar.Must("2025-10-01")
	tooSteep := map[string]bool{"change": true, "change just over": true, "fall": true} // each month's revenue fits
	for name, orders := range map[string][]Order{
		"current revenue":  {{day, math.MaxInt64}, {day, 1}},
		"credit":           {{day, math.MinInt64}, {day, -1}},
		"previous revenue": {{before, math.MaxInt64}, {before, 1}},
		"change":           {{before, 1}, {day, math.MaxInt64}},
		"change just over": {{before, 999}, {day, math.MaxInt64}},
		"fall":             {{before, 1}, {day, math.MinInt64}},
	} {
		if f, err := Measure(orders, w); !errors.Is(err, ErrOverflow) {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
		if cells, err := NewTracer(w).Trace(orders, nil, nil); !tooSteep[name] &&
			(!errors.Is(err, ErrOverflow) || len(cells) != 0) {
			t.Errorf("%s: %d cells, %v", name, len(cells), err)
		}
	}
	big := measure(t, w)
	big.Revenue = math.MaxInt64
	small := measure(t, w, "2026-10-01 1")
	if err := Settle([]*Figures{&big, &small}); !errors.Is(err, ErrOverflow) {
		t.Errorf("total: %v", err)
	}
}

func TestFiguresAtTheEndsOfTheRange(t *testing.T) {
	w := windows(t, "2026-11-22", 12)
	day, before := calendar.Must("2026-10-01"), calendar.Must("2025-10-01")
	f, err := Measure([]Order{{before, math.MaxInt64}, {day, math.MinInt64}}, w)
	if err != nil || f.RevenueChange != -2000 { // −200 % and a trifle
		t.Errorf("change %d, %v", f.RevenueChange, err)
	}
	big, small := measure(t, w), measure(t, w)
	big.Revenue, small.Revenue = math.MaxInt64-2, 2
	if err := Settle([]*Figures{&small, &big}); err != nil {
		t.Fatal(err)
	}
	if small.ShareOfLarger != 100_00 || small.Rank != 2 || small.Larger != big.Revenue {
		t.Errorf("share of larger %d, rank %d", small.ShareOfLarger, small.Rank)
	}
	all := int64(100_00)
	if got := Find(RevenueShare, []Band{{Value: &all}}, &small); got != 0 { // shown as 100.00, and yet below it
		t.Errorf("band %d", got)
	}
	huge := Figures{Customer: figures.Customer{RevenueChange: math.MaxInt64, RiskChange: math.MinInt64}}
	top, bottom := int64(math.MaxInt64), int64(math.MinInt64)
	if Find(RevenueChange, []Band{{Value: &top}}, &huge) != 0 || Find(RiskChange, []Band{{Value: &bottom}}, &huge) != 0 {
		t.Error("a change beyond every value is in no band")
	}
}

func TestOrdersMustBeSortedAndInTheCalendar(t *testing.T) {
	w := windows(t, "2026-11-22", 12)
	for name, list := range map[string][]Order{
		"unsorted": orders(t, "2026-10-02 1", "2026-10-01 1"),
		"too old":  {{firstDay - 1, 1}},
	} {
		if _, err := Measure(list, w); err == nil {
			t.Errorf("%s: measured", name)
		}
		if _, err := NewTracer(w).Trace(list, nil, nil); err == nil {
			t.Errorf("%s: traced", name)
		}
	}
	if _, err := Measure(nil, Windows{}); err == nil {
		t.Error("windows that nobody made were taken")
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a tracer was made of windows that nobody made")
			}
		}()
		NewTracer(Windows{})
	}()
	widest, err := NewWindows(lastDay, 24)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Measure([]Order{{firstDay, 1}, {firstDay + 1, 1}}, widest)
	if want := int64(lastDay-firstDay-1) * 100; err != nil || f.Risk != want {
		t.Errorf("ten thousand years: risk %d, %v; want %d", f.Risk, err, want)
	}
}

func TestMedianAgreesWithSorting(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 5))
	for i := range 3000 {
		gaps := make([]fraction, r.IntN(60))
		sorted := make([]fraction, len(gaps))
		kinds := int64(1 + r.IntN(40))
		for k := range gaps {
			gaps[k] = pack(1+r.Int64N(kinds*9), 1+r.Int64N(kinds))
		}
		if i%4 == 0 { // already in order, the other way round, and long runs
			for k := range gaps {
				gaps[k] = pack(int64(1+(k*(1-2*(i%8/4))+60)/(1+i%5)), 1)
			}
		}
		copy(sorted, gaps)
		if len(gaps) > 0 { // pivots that go badly from the first, second, … round on
			k := r.IntN(len(gaps))
			bad := append([]fraction(nil), gaps...)
			got := nth(bad, k, i%5)
			for at, g := range bad {
				if at < k && less(got, g) || at > k && less(g, got) || at == k && g != got {
					t.Fatalf("the %d-th of %v came out as %v", k, gaps, bad)
				}
			}
		}
		num, den := median(gaps)
		if len(sorted) == 0 {
			if den != 0 {
				t.Fatal("a median of nothing")
			}
			continue
		}
		slowSortCheck(t, sorted, num, den)
	}
}

func slowSortCheck(t *testing.T, gaps []fraction, num, den int64) {
	t.Helper()
	var rats []*big.Rat
	for _, g := range gaps {
		n, d := g.parts()
		rats = append(rats, big.NewRat(n, d))
	}
	if want := slowMedian(rats); want.Cmp(big.NewRat(num, den)) != 0 || want.Num().Int64() != num {
		t.Fatalf("median %d/%d, want %s of %v", num, den, want, rats)
	}
}

func TestFirstPurchaseAndOnlyCredits(t *testing.T) {
	w := windows(t, "2026-11-22", 12)
	f := measure(t, w, "2019-05-01 -10", "2020-05-01 10", "2021-05-01 10", "2026-05-01 -30")
	if f.FirstPurchase != calendar.Must("2020-05-01") || f.LastPurchase != calendar.Must("2021-05-01") ||
		f.PurchaseDays != 2 {
		t.Errorf("%d purchase days, %s to %s", f.PurchaseDays, f.FirstPurchase, f.LastPurchase)
	}
	if f.Revenue != -30 || f.Reason(RevenueChange) != Back {
		t.Errorf("revenue %d, reason %s", f.Revenue, f.Reason(RevenueChange))
	}
	if f := measure(t, w, "2026-05-01 -30"); f.Reason(RevenueChange) != New || f.HasPurchase() {
		t.Errorf("only credits: reason %s", f.Reason(RevenueChange))
	}
}
