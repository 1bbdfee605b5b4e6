package classify

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
)

// trace runs both steps over the active customers of one smart type, with the
// gaps gathered in two collectors that are merged.
func trace(t *testing.T, w Windows, book []fast) [][]Point {
	t.Helper()
	tracer := NewTracer(w)
	var gaps, more Gaps
	cells := make([][]Cell, len(book))
	for i, orders := range book {
		into := &gaps
		if i%2 == 1 {
			into = &more
		}
		var err error
		if cells[i], err = tracer.Trace(orders, into, nil); err != nil {
			t.Fatal(err)
		}
	}
	gaps.Merge(&more)
	medians := gaps.Medians()
	out := make([][]Point, len(book))
	for i := range cells {
		out[i] = tracer.Points(cells[i], medians, nil)
	}
	return out
}

func TestTheLastPointIsTheMetric(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 6))
	for i := range 120 {
		w := windows(t, nastyDays[i%len(nastyDays)], Timeframes[r.IntN(4)])
		book, all, _ := shop(t, r, w, 12)
		for c, points := range trace(t, w, book) {
			f := all[c]
			if len(points) == 0 {
				if f.HasPurchase() {
					t.Fatalf("shop %d customer %d bought, and has no series", i, c)
				}
				continue
			}
			last, risk := points[len(points)-1], int64(NoRisk)
			if f.Has(Risk) {
				risk = f.Risk
			}
			if int64(last.Risk) != risk || last.Estimated != f.GapEstimated || last.Month != w.AsOf.Month() {
				t.Fatalf("shop %d customer %d: last point %+v, metric %d (estimated %t)", i, c, last, risk, f.GapEstimated)
			}
		}
	}
}

func TestEveryPointIsTheMetricAsOfItsDay(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 7))
	for i := range 24 {
		w := windows(t, nastyDays[i%len(nastyDays)], Timeframes[i%4])
		book, _, _ := shop(t, r, w, 7)
		series := trace(t, w, book)
		for back := range SeriesMonths {
			at := w.AsOf
			if back > 0 {
				at = (w.AsOf.Month() - calendar.Month(back)).Last()
			}
			var all []*slowCustomer
			for _, orders := range book {
				c := slowMeasure(orders.slow(), at.Time(), w.Months)
				all = append(all, &c)
			}
			slowSettle(all)
			for c, points := range series {
				if got, want := pointAt(points, at.Month()), slowPoint(all[c], book[c], at); got != want {
					t.Fatalf("shop %d customer %d at %s: got %+v, want %+v\n%v", i, c, at, got, want, book[c])
				}
			}
		}
	}
}

func pointAt(points []Point, m calendar.Month) Point {
	for _, p := range points {
		if p.Month == m {
			return p
		}
	}
	return Point{Month: m, Risk: NoRisk}
}

func slowPoint(c *slowCustomer, book []Order, at calendar.Day) Point {
	p := Point{Month: at.Month(), Risk: NoRisk, Estimated: c.estimated}
	if c.risk != nil {
		p.Risk = int32(new(big.Rat).Mul(rounded(c.risk, 2), whole(100)).Num().Int64())
	}
	for _, o := range book {
		if o.Day.Month() == at.Month() && o.Day <= at {
			p.Revenue += o.Net
			if o.Net > 0 {
				p.Orders++
			}
		}
	}
	return p
}

func TestSeriesBeginsWithTheFirstOrderAndEndsWithTheAsOfMonth(t *testing.T) {
	w := windows(t, "2026-11-22", 12)
	medians := new(Gaps).Medians()
	for _, c := range []struct {
		name  string
		lines []string
		want  int
	}{
		{"no orders", nil, 0},
		{"only later ones", []string{"2026-11-23 100"}, 0},
		{"this month", []string{"2026-11-01 100"}, 1},
		{"last month's last day", []string{"2026-10-31 100"}, 2},
		{"a credit note begins it", []string{"2026-09-30 -100"}, 3},
		{"exactly sixty months", []string{"2021-12-31 100"}, 60},
		{"older ones are cut off", []string{"2015-01-01 100", "2026-11-01 100"}, 60},
	} {
		tracer := NewTracer(w)
		cells, err := tracer.Trace(orders(t, c.lines...), nil, nil)
		if err != nil || len(cells) != c.want {
			t.Errorf("%s: %d cells, want %d, %v", c.name, len(cells), c.want, err)
			continue
		}
		points := tracer.Points(cells, medians, nil)
		if c.want > 0 && (points[0].Month != w.AsOf.Month()-calendar.Month(c.want-1) ||
			points[c.want-1].Month != w.AsOf.Month()) {
			t.Errorf("%s: %s to %s", c.name, points[0].Month, points[c.want-1].Month)
		}
	}
}

func TestAOneTimersMonthsWaitForTheMedian(t *testing.T) {
	w := windows(t, "2026-11-22", 12)
	tracer := NewTracer(w)
	var gaps Gaps
	// A second purchase on 5 November ends the waiting in the running month.
	cells, err := tracer.Trace(orders(t, "2026-08-20 -100", "2026-09-20 500", "2026-11-05 700", "2026-11-22 100"), &gaps,
		nil)
	if err != nil {
		t.Fatal(err)
	}
	var waits []bool
	for _, c := range cells {
		waits = append(waits, c.Waits())
	}
	if d := cmp.Diff([]bool{false, true, true, false}, waits); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Point{
		{Month: w.AsOf.Month() - 3, Revenue: -100, Risk: NoRisk},
		{Month: w.AsOf.Month() - 2, Revenue: 500, Orders: 1, Risk: NoRisk}, // nobody had two purchase days yet
		{Month: w.AsOf.Month() - 1, Risk: NoRisk},
		{Month: w.AsOf.Month(), Revenue: 800, Orders: 2, Risk: 0},
	}, tracer.Points(cells, gaps.Medians(), nil)); d != "" {
		t.Error(d)
	}
	// With a neighbour whose gap was 20 days at the end of October, it does not.
	if _, err := tracer.Trace(orders(t, "2026-10-01 1", "2026-10-21 1"), &gaps, nil); err != nil {
		t.Fatal(err)
	}
	points := tracer.Points(cells, gaps.Medians(), nil)
	if p := points[2]; p.Risk != 205 || !p.Estimated { // 41 days since 20 September
		t.Errorf("October: %+v", p)
	}
	if p := points[1]; p.Risk != NoRisk || p.Estimated {
		t.Errorf("September knew of October: %+v", p)
	}
	// Who is not active gives no gap to the median.
	if _, err := tracer.Trace(orders(t, "2026-10-01 1", "2026-10-30 1"), nil, nil); err != nil {
		t.Fatal(err)
	}
	if got := tracer.Points(cells, gaps.Medians(), nil); got[2].Risk != 205 {
		t.Errorf("October moved to %+v", got[2])
	}
}

func TestTraceAppends(t *testing.T) {
	tracer := NewTracer(windows(t, "2026-11-22", 12))
	cells, err := tracer.Trace(orders(t, "2026-10-01 100"), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	cells, err = tracer.Trace(orders(t, "2026-11-01 200"), nil, cells)
	if err != nil || len(cells) != 3 || cells[0].Revenue != 100 || cells[2].Revenue != 200 {
		t.Errorf("%v, %v", cells, err)
	}
}
