package forecast

import (
	"math"

	"wholesight/jobs/calendar"
	"wholesight/jobs/stats/accuracy"
)

// tried is a cut-off at which the methods were tried: what was learned there, what they
// said, and what came.
type tried struct {
	f           *fitted
	s           *snapshot
	predictions []prediction
	naives      []naive

	bought []float64 // 0 or 1

	due  []int            // rows of customers with rhythm enough who ordered in time
	next [ranks][]float64 // days ahead, of due
	came []float64        // likewise
}

// What the next order day is tried on: customers with so many purchase days, who ordered
// within so many days.
const (
	rhythmDays = 4
	nextWithin = 182
)

// mostTried bounds the customers that a method is tried on.
const mostTried = 20_000

// leastTried is how many it takes.
const leastTried = 50

// try learns at a cut-off and tries on the window after it; nil where the book is too
// thin for anything but the rule, or the window has too few customers. end is the last day
// that may be looked at; rows is learn's.
func try(customers []Customer, cut, end calendar.Day, days, rows int) (*tried, error) {
	b := openBefore(customers, cut, end)
	if len(b.all) < leastTried || b.repeaters() < fewest {
		return nil, nil
	}
	f, err := learn(b, rows)
	if err != nil {
		return nil, err
	}
	return tryOn(f, b, cut, end, days), nil
}

// tryOn tries what was learned of a book at a cut-off.
func tryOn(f *fitted, b *book, cut, end calendar.Day, days int) *tried {
	each := sample{1 + len(b.all)/mostTried, 0}
	t := &tried{f: f, s: b.take(cut, days, each, true)}
	t.naives = f.naives(t.s)
	season := f.Season.log(cut, days)
	for i := range t.s.who {
		t.predictions = append(t.predictions, f.predict(t.s.row(i), &t.naives[i], season))
	}
	if days != horizon {
		f.stretch(t, b.take(cut, horizon, each, false))
	}
	for i, known := range t.s.known {
		of := ConfidenceOf(int64(len(known)))
		for r, p := range t.predictions[i].buys {
			t.predictions[i].buys[r] = f.Shrinkage.held(p, of)
		}
	}
	t.bought = t.s.bought()
	for i, known := range t.s.known {
		rest := t.s.who[i].Baskets[len(known):]
		if len(known) < rhythmDays || len(rest) == 0 || rest[0].Day > min(cut+nextWithin, end) {
			continue
		}
		t.due, t.came = append(t.due, i), append(t.came, float64(rest[0].Day-cut))
		next := f.nextOf(known, cut)
		for r := range next {
			t.next[r] = append(t.next[r], float64(next[r]-cut))
		}
	}
	return t
}

// stretch tells what was learned of quarters, whether somebody comes by silence and all
// that the trees say, of the back-test's window instead, in the proportion that the closed form
// and the season have between the two: as a forecast does. quarter is the same customers'.
func (f *fitted) stretch(t *tried, quarter *snapshot) {
	naives := f.naives(quarter)
	usual, season := f.Season.log(quarter.cut, horizon), f.Season.log(t.s.cut, t.s.horizon)
	ratio := func(a, b float64) float64 {
		if b > 0 {
			return a / b
		}
		return 1
	}
	for i := range t.predictions {
		s, q := &t.predictions[i], f.predict(quarter.row(i), &naives[i], usual)
		hazard := ratio(-math.Log(max(t.naives[i].none, 1e-12))*math.Exp(season),
			-math.Log(max(naives[i].none, 1e-12))*math.Exp(usual))
		for _, r := range [...]rank{plainRule, boosted} {
			s.buys[r] = -math.Expm1(math.Log1p(-min(q.buys[r], 1-1e-12)) * hazard)
		}
		s.orders[boosted] = q.orders[boosted] * ratio(s.orders[closedForm], q.orders[closedForm])
		s.spend[boosted] = q.spend[boosted] * ratio(s.spend[closedForm], q.spend[closedForm])
	}
}

// column is what a rank said of a job, and what came.
func (t *tried) column(job string, r rank) (said, came []float64) {
	if job == JobNextOrder {
		return t.next[r], t.came
	}
	said = make([]float64, len(t.predictions))
	for i := range t.predictions {
		switch job {
		case JobChurn:
			said[i] = t.predictions[i].buys[r]
		case JobOrders:
			said[i] = t.predictions[i].orders[r]
		default:
			said[i] = t.predictions[i].spend[r]
		}
	}
	switch job {
	case JobChurn:
		return said, t.bought
	case JobOrders:
		return said, t.s.orders
	}
	return said, t.s.revenue
}

// judged is the metric that decides which method serves a job. The truth of churn is
// scored as chances; amounts by what is off for most customers.
var judged = map[string]string{JobChurn: accuracy.NameBrier, JobOrders: accuracy.NameRMSE, JobRevenue: accuracy.NameMAE,
	JobNextOrder: accuracy.NameMAE}

// error is a metric of a rank; false where there is too little.
func (t *tried) error(job string, r rank) (float64, bool) {
	said, came := t.column(job, r)
	if len(came) < leastTried {
		return 0, false
	}
	return measure(judged[job], said, came)
}

// measure is a metric of what was said, by its name.
func measure(name string, said, came []float64) (float64, bool) {
	switch name {
	case accuracy.NameAUC:
		return accuracy.AUC(said, came)
	case accuracy.NameAveragePrecision:
		return accuracy.AveragePrecision(said, came)
	case accuracy.NameBrier:
		return accuracy.Brier(said, came)
	case accuracy.NameLogLoss:
		return accuracy.LogLoss(said, came)
	case accuracy.NameMAE:
		return accuracy.MAE(said, came)
	case accuracy.NameMedianAE:
		return accuracy.MedianAE(said, came)
	case accuracy.NameRMSE:
		return accuracy.RMSE(said, came)
	case accuracy.NameBias:
		return accuracy.Bias(said, came)
	case accuracy.NameSpearman:
		return accuracy.Spearman(said, came)
	case accuracy.NameGini:
		return accuracy.Gini(said, came)
	}
	return math.NaN(), false
}

// choose is which method serves each job by a back-test: the one with the least error, the
// plain rule where nothing beats it. nil: nothing could be tried.
func (t *tried) choose() []Choice {
	choices := make([]Choice, len(Jobs))
	for i, job := range Jobs {
		names := served[job]
		c := Choice{Job: job, Method: names[closedForm], Plain: names[plainRule], Metric: judged[job],
			Why: "no window of the shop's own history is long enough yet to try it on"}
		if t != nil {
			best, against, ok := plainRule, 0., false
			for r, name := range names {
				if name == "" || rank(r) == boosted && t.f.Trees == nil {
					continue
				}
				e, has := t.error(job, rank(r))
				if !has {
					break
				}
				if rank(r) == plainRule {
					c.Value, against, ok = e, e, true
				} else if e < c.Value {
					best, c.Value = rank(r), e
				}
			}
			if ok {
				_, came := t.column(job, best)
				c.Method, c.Against, c.N, c.CutOff, c.Why = names[best], against, len(came), t.s.cut, ""
				if best == plainRule {
					c.Why = "nothing beats the plain rule on this shop, so it serves"
				}
			} else {
				c.Value = 0
				c.Why = "too few customers to try it on in the newest finished window"
			}
		}
		choices[i] = c
	}
	return choices
}
