package forecast

import (
	"testing"

	"wholesight/jobs/calendar"
)

// Gaps 10, 20, 40 and, of two, 30: the median of an even number is the mean of the
// middle two. A gap that ends after the day is not known yet.
func TestRuleGap(t *testing.T) {
	shop := []Customer{on(0, 10, 30), on(5, 45), on(50, 80), on(60)}
	for _, c := range []struct {
		until int
		gap   float64
		days  int
	}{{0, 90, 1}, {10, 10, 3}, {30, 15, 4}, {79, 20, 7}, {80, 25, 8}} {
		r := newRule(openBook(shop, begin+calendar.Day(c.until)))
		if r.Gap != c.gap || r.Days != c.days {
			t.Errorf("until day %d: %+v", c.until, r)
		}
	}
}

// Two orders 40 days apart, the shop's gap 60: g = (40 + 60) ÷ 2 = 50. As of 50 days
// later, silent for one gap: .9 e^−1 ÷ (.9 e^−1 + .1) = .76803 are alive. Of them
// 1 − e^−.6 = .45119 buy within 30 days, 1 − e^−1.82 = .83797 within 91 and
// 1 − e^−3 = .95021 within three gaps, the horizon. Of each chance 99 hundredths are kept,
// and half of one is put to it, for 99 customers were seen. Orders: .76803 × 91 ÷ 50 and
// × 365 ÷ 50, of 100.00 each. Half of them come within 50 ln 2 = 34.7 days, a quarter
// within 50 ln (4 ÷ 3) = 14.4, three within 50 ln 4 = 69.3.
func TestRuleByHand(t *testing.T) {
	r := rule{Gap: 60}
	now := begin + 90
	got := r.forecast(on(0, 40).Baskets, now, &shrinkage{0, 99, 0})
	want := Forecast{
		Model: MethodRule, Known: true, Count: 2, First: begin, Last: begin + 40, GapThousandths: 40_000, Usual: 50,
		Alive: 7654, Purchase30: 3481, Purchase91: 6422, Churn: 2725, ChurnHorizon: 150,
		Orders91: 13978, Orders365: 56066, Revenue91: 13978, CLV365: 56066,
		Next: now + 35, Low: now + 14, High: now + 69, HasNext: true, Due: begin + 75, Confidence: Medium, Season: 1000,
	}
	if got != want {
		t.Errorf("%+v, want\n%+v", got, want)
	}
}

// What needs no model: the usual gap (own gaps and the median, divided by one more), the
// average gap, the horizon of three usual gaps between a quarter and a year.
func TestBasics(t *testing.T) {
	for _, c := range []struct {
		days    []int
		median  float64
		usual   int64
		average int64
		horizon int32
	}{
		{[]int{0}, 90, 90, 0, 270},
		{[]int{0}, 30.33, 30, 0, 91}, // 90.99: the quarter
		{[]int{0}, 30.5, 31, 0, 92},  // 91.5
		{[]int{0}, 121.6, 122, 0, 365},
		{[]int{0}, 4000, 4000, 0, 365},
		{[]int{0, 1, 2, 3}, 5, 2, 1000, 91},
		{[]int{0, 10, 31, 100}, 20, 30, 33_333, 91}, // 120 ÷ 4
		{[]int{0, 10, 31, 100}, 30, 33, 33_333, 98}, // 32.5, whose threefold is 97.5
	} {
		f := basics(on(c.days...).Baskets, c.median, begin+200)
		if f.Usual != c.usual || f.GapThousandths != c.average || f.ChurnHorizon != c.horizon ||
			f.Count != int64(len(c.days)) || !f.Known || f.Confidence != ConfidenceOf(f.Count) {
			t.Errorf("%v, %v: %+v", c.days, c.median, f)
		}
	}
	if f := basics(nil, 9, begin); f != (Forecast{}) {
		t.Errorf("of nobody: %+v", f)
	}
}
