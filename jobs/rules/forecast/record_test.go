package forecast

import (
	"math"
	"testing"
)

// Two back-tests, whose bins of like forecasts are put together: 60 to 70 % is 10 + 8 cases,
// of which 6 + 6 came; the top bin holds 14, one too few to tell anything.
func TestRecordLike(t *testing.T) {
	r := Record{Backtests: []Backtest{{Churn: tenths()}, {Churn: tenths(), Buys: tenths()}}}
	r.Backtests[0].Churn[6].N, r.Backtests[0].Churn[6].Came = 10, 6
	r.Backtests[1].Churn[6].N, r.Backtests[1].Churn[6].Came = 8, 6
	r.Backtests[1].Churn[9].N, r.Backtests[1].Churn[9].Came = 14, 13
	r.Backtests[1].Churn[0].N, r.Backtests[1].Churn[0].Came = 18, 0
	r.Backtests[1].Buys[6].N, r.Backtests[1].Buys[6].Came = 100, 100 // of something else
	churn := func(t *Backtest) []Bin { return t.Churn }
	for _, c := range []struct {
		said    int32
		n, came int
		ok      bool
	}{
		{0, 18, 0, true}, {999, 18, 0, true}, {1000, 0, 0, false},
		{5999, 0, 0, false}, {6000, 18, 12, true}, {6999, 18, 12, true}, {7000, 0, 0, false},
		{9000, 14, 13, false}, {10000, 14, 13, false},
	} {
		n, came, base, ok := r.Like(c.said, churn)
		if n != c.n || came != c.came || ok != c.ok || math.Abs(base-.5) > 1e-15 { // 25 of 50
			t.Errorf("like %d: %d of %d, base %v, %v", c.said, came, n, base, ok)
		}
	}
	r.Backtests[0].Churn[9].N = 1
	if n, _, _, ok := r.Like(10000, churn); n != EnoughCases || !ok {
		t.Errorf("with one more: %d, %v", n, ok)
	}
	var none Record
	if n, _, base, ok := none.Like(5000, churn); n != 0 || base != 0 || ok {
		t.Errorf("of no trial: %d, %v, %v", n, base, ok)
	}
}

func TestRecordSilent(t *testing.T) {
	r := Record{Backtests: []Backtest{{Silence: silences()}, {Silence: silences()}}}
	for i := range r.Backtests {
		for k := range r.Backtests[i].Silence {
			r.Backtests[i].Silence[k].N, r.Backtests[i].Silence[k].Came = 7+k, 6-k
		}
	}
	for _, c := range []struct{ days, n, came, from, to int64 }{
		{0, 14, 12, 0, 31}, {30, 14, 12, 0, 31}, {31, 16, 10, 31, 61}, {91, 18, 8, 61, 92}, {92, 20, 6, 92, 183},
		{365, 22, 4, 183, 366}, {366, 24, 2, 366, 0}, {9000, 24, 2, 366, 0},
	} {
		n, came, from, to, ok := r.Silent(c.days)
		if int64(n) != c.n || int64(came) != c.came || from != c.from || to != c.to || ok != (c.n >= EnoughCases) {
			t.Errorf("silent for %d days: %d of %d from %d to %d, %v", c.days, came, n, from, to, ok)
		}
	}
}
