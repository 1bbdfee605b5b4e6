package forecast

import (
	"math"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
)

// What came is counted from raw baskets, and errors by their definition.
func TestTriedAgainstRawBaskets(t *testing.T) {
	s := thin.shop(15)
	for _, c := range []struct{ cut, end, days int }{{500, 600, 91}, {600, 899, 91}, {650, 800, 30}} {
		cut, end := begin+calendar.Day(c.cut), begin+calendar.Day(c.end)
		got, err := try(s.Customers, cut, end, c.days, 0)
		if err != nil || got == nil {
			t.Fatal(got, err)
		}
		var who int
		for i := range s.Customers {
			if n, _ := came(&s.Customers[i], 0, cut); n > 0 {
				who++
			}
		}
		if len(got.s.who) != who {
			t.Fatalf("%d customers were tried of %d known", len(got.s.who), who)
		}
		var brier, rmse, mae, next float64
		due := 0
		for i, x := range got.s.who {
			n, money := came(x, cut, cut+calendar.Day(c.days))
			if got.s.orders[i] != n || got.s.revenue[i] != money || got.bought[i] != min(n, 1) {
				t.Fatalf("customer %d: %v orders of %v, by its baskets %v of %v", x.ID, got.s.orders[i], got.s.revenue[i], n, money)
			}
			brier += math.Pow(got.predictions[i].buys[closedForm]-min(n, 1), 2)
			rmse += math.Pow(got.predictions[i].orders[plainRule]-n, 2)
			mae += math.Abs(got.predictions[i].spend[closedForm] - money)
			if before, _ := came(x, 0, cut); before < 4 {
				continue
			}
			for _, b := range x.Baskets {
				if b.Day > cut {
					if b.Day <= min(end, cut+182) {
						if got.due[due] != i || got.came[due] != float64(b.Day-cut) {
							t.Fatalf("customer %d came after %d days, not %v", x.ID, b.Day-cut, got.came[due])
						}
						next += math.Abs(got.next[plainRule][due] - got.came[due])
						due++
					}
					break
				}
			}
		}
		if due != len(got.due) || due < 20 {
			t.Fatalf("%d are due, by their baskets %d", len(got.due), due)
		}
		n := float64(who)
		for _, x := range []struct {
			job  string
			r    rank
			want float64
		}{{JobChurn, closedForm, brier / n}, {JobOrders, plainRule, math.Sqrt(rmse / n)}, {JobRevenue, closedForm, mae / n},
			{JobNextOrder, plainRule, next / float64(due)}} {
			if e, ok := got.error(x.job, x.r); ok {
				near(t, x.job, e, x.want, 1e-9*x.want)
			} else if x.job != JobNextOrder || due >= leastTried {
				t.Errorf("%s: no error", x.job)
			}
		}
	}
}

// The bins of a back-test are those of the forecasts that the cut-off's model makes.
func TestBacktestAgainstRawBaskets(t *testing.T) {
	s := thin.shop(16)
	cut, asOf := begin+600, begin+600+130
	got, err := try(s.Customers, cut, asOf, horizon, 0)
	if err != nil {
		t.Fatal(err)
	}
	choices := (*tried)(nil).choose()
	backtest := got.backtest(choices, asOf)
	serve := map[string]rank{}
	for _, c := range choices {
		serve[c.Job] = rankOf(c.Job, c.Method)
	}
	var all []Said
	for i := range s.Customers {
		c := &s.Customers[i]
		if known := until(c.Baskets, cut); len(known) > 0 {
			all = append(all, Said{c, got.f.forecast(c, known, cut, serve)})
		}
	}
	churn, buys, quiet := slowSettled(all, cut, asOf)
	alike(t, "churn", backtest.Churn, churn)
	alike(t, "purchase", backtest.Buys, buys)
	alike(t, "silence", backtest.Silence, quiet)
	if backtest.CutOff != cut || backtest.Horizon != horizon || backtest.Live || backtest.Method != MethodClosed {
		t.Errorf("%s, %d days, live %v, by %s", backtest.CutOff, backtest.Horizon, backtest.Live, backtest.Method)
	}
	// Ours stands beside the methods that it is one of.
	for _, job := range Jobs {
		ours := figure(t, backtest.Rows, job, Ours, judged[job])
		served := figure(t, backtest.Rows, job, served[job][serve[job]], judged[job])
		if ours.Value != served.Value || ours.N != served.N || ours.Low != ours.Value || ours.High != ours.Value {
			t.Errorf("%s: %+v, of the method that serves %+v", job, ours, served)
		}
	}
}

// faked is a back-test of 60 customers, half of whom ordered once, for 10.00, after ten days;
// ranks are off by so much: chances, orders, money and days.
func faked(off [ranks]float64, grown bool) *tried {
	t := &tried{f: &fitted{}, s: &snapshot{cut: begin}}
	if grown {
		t.f.Trees = &trees{}
	}
	for i := range 60 {
		y := float64(i % 2)
		var s prediction
		for r, e := range off {
			s.buys[r], s.orders[r], s.spend[r] = y+e*(1-2*y)/10, y+e, 1000*y+e
			t.next[r] = append(t.next[r], 10+e)
		}
		t.predictions, t.bought = append(t.predictions, s), append(t.bought, y)
		t.s.orders, t.s.revenue = append(t.s.orders, y), append(t.s.revenue, 1000*y)
		t.came, t.due = append(t.came, 10), append(t.due, i)
	}
	return t
}

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		what  string
		off   [ranks]float64
		grown bool
		want  rank
		next  rank // there are no trees of the next order
	}{
		{"trees are best", [ranks]float64{3, 2, 1}, true, boosted, closedForm},
		{"the closed form is best", [ranks]float64{3, 1, 2}, true, closedForm, closedForm},
		{"nothing beats the plain rule", [ranks]float64{1, 2, 3}, true, plainRule, plainRule},
		{"a draw is no win", [ranks]float64{1, 1, 1}, true, plainRule, plainRule},
		{"there are no trees", [ranks]float64{3, 2, 1}, false, closedForm, closedForm},
	} {
		tr := faked(c.off, c.grown)
		choices := tr.choose()
		for i, job := range Jobs {
			want := c.want
			if job == JobNextOrder {
				want = c.next
			}
			got := choices[i]
			if got.Job != job || got.Method != served[job][want] || got.Plain != served[job][plainRule] || got.N != 60 ||
				got.CutOff != begin || got.Metric != judged[job] {
				t.Errorf("%s, %s: %+v", c.what, job, got)
			}
			value, against := c.off[want], c.off[plainRule]
			if job == JobChurn { // squares of tenths
				value, against = value*value/100, against*against/100
			}
			near(t, job, got.Value, value, 1e-12)
			near(t, job, got.Against, against, 1e-12)
			if (got.Why != "") != (want == plainRule) || want == plainRule && !strings.Contains(got.Why, "plain rule") {
				t.Errorf("%s, %s: why %q", c.what, job, got.Why)
			}
		}
	}
}

// Where nothing could be tried the closed forms serve, and it is said why.
func TestChooseUntried(t *testing.T) {
	few := faked([ranks]float64{1, 2, 3}, true)
	for r := range few.next {
		few.next[r] = few.next[r][:49]
	}
	few.came = few.came[:49]
	for what, c := range map[string]struct {
		t      *tried
		untold func(job string) bool
		why    string
	}{
		"no window":       {nil, func(string) bool { return true }, "no window"},
		"too few are due": {few, func(job string) bool { return job == JobNextOrder }, "too few customers"},
		"nobody ordered at all": {&tried{f: &fitted{}, s: &snapshot{}}, func(string) bool { return true },
			"too few customers"},
	} {
		for i, got := range c.t.choose() {
			if !c.untold(Jobs[i]) {
				continue
			}
			if got.Method != served[Jobs[i]][closedForm] || got.N != 0 || got.Value != 0 || got.Against != 0 ||
				!strings.Contains(got.Why, c.why) {
				t.Errorf("%s: %+v", what, got)
			}
		}
	}
}

// Ranks and names are two ways to say the same.
func TestRankOf(t *testing.T) {
	for job, names := range served {
		for r, name := range names {
			if name != "" && rankOf(job, name) != rank(r) {
				t.Errorf("%s is not of rank %d for %s", name, r, job)
			}
		}
		if rankOf(job, "") != closedForm || rankOf(job, "gone") != closedForm {
			t.Errorf("%s: a method that no longer exists is not served by the closed form", job)
		}
	}
}

// Too few customers, or too few who came back, are not tried at all.
func TestTryOfLittle(t *testing.T) {
	repeat := func(i int) Customer { return on(i, 50+i, 120+i, 400) }
	for what, c := range map[string]struct {
		all  []Customer
		want bool
	}{
		"49 customers":     {many(49, repeat), false},
		"50 customers":     {many(50, repeat), true},
		"29 who came back": {append(many(29, repeat), many(100, func(i int) Customer { return on(i) })...), false},
		"29 and one after the day": {append(append(many(29, repeat), on(3, 201)),
			many(100, func(i int) Customer { return on(i) })...), false},
		"30 who came back": {append(append(many(29, repeat), on(3, 200)),
			many(100, func(i int) Customer { return on(i) })...), true},
	} {
		got, err := try(c.all, begin+200, begin+400, horizon, 0)
		if err != nil || (got != nil) != c.want {
			t.Errorf("%s: %v, %v", what, got != nil, err)
		}
	}
}

// Every metric that a job is told by can be measured, and no other.
func TestMeasure(t *testing.T) {
	said, happened := []float64{.1, .9, .4}, []float64{0, 1, 1}
	for job, names := range metricsOf {
		for _, name := range append(names, judged[job]) {
			if v, ok := measure(name, said, happened); !ok || math.IsNaN(v) {
				t.Errorf("%s by %s: %v, %v", job, name, v, ok)
			}
		}
	}
	if _, ok := measure("coverage", said, happened); ok {
		t.Error("a metric of intervals is measured of columns")
	}
}

// What was learned of quarters is told of other windows: a fortnight brings a part of
// what a quarter does, whatever the method, and half a year more; of each, about as many
// order as was said (a quarter of them more or less and three standard deviations: this
// shop wins no new customers any more, which its season takes for one).
func TestOtherWindowsThanAQuarter(t *testing.T) {
	s, m := grown()
	last := lastDay(s.Customers)
	said := map[int][ranks]float64{}
	for _, days := range []int{14, 30, horizon, 182} {
		got := tryOn(m.Fitted, openBefore(s.Customers, s.AsOf, last), s.AsOf, last, days)
		var sum, spread [ranks]float64
		var bought float64
		for i, x := range got.predictions {
			bought += got.bought[i]
			for r, p := range x.buys {
				sum[r], spread[r] = sum[r]+p, spread[r]+p*(1-p)
				if !(p >= 0 && p <= 1 && x.orders[r] >= 0 && x.spend[r] >= 0) {
					t.Fatalf("%d days: %+v", days, x)
				}
			}
		}
		for r := range sum {
			near(t, served[JobChurn][r], sum[r], bought, .25*bought+3*math.Sqrt(spread[r]))
		}
		said[days] = sum
	}
	for r := range said[14] {
		if !(said[14][r] < said[30][r] && said[30][r] < said[horizon][r] && said[horizon][r] < said[182][r]) {
			t.Errorf("%s: %v", served[JobChurn][r], said)
		}
	}
}
