package jobs

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"wholesight/jobs/calendar"
	"wholesight/jobs/forecast"
	"wholesight/store"
)

// settleDays is when the forecasts that were kept are settled: most of what they say is
// of so many days.
const settleDays = 91

// keep keeps the build that is being published when it is the first of its month that
// was really said ahead: as of a day that has come, when no later order was known.
func (r *forecastRun) keep(tx *store.Tx, build int64) error {
	p := r.p
	if r.kept.model == nil || p.asOf > p.today || p.later {
		return nil
	}
	has, err := tx.HasForecastsOf(p.asOf.Month())
	if err != nil || has {
		return err
	}
	r.report.Kept = true
	return tx.KeepForecasts(store.LiveForecasts{CutOff: p.asOf, Build: build})
}

// settle looks how forecasts came out whose time is over. It is over when the order
// book holds an order of its last day or a later one: a shop that imports its orders
// once a month does not know before what it sold.
func (r *forecastRun) settle() error {
	var due []store.LiveForecasts
	known := min(r.p.asOf, r.p.latest)
	if err := r.w.DB.View(r.ctx, func(tx *store.Tx) (err error) {
		due, err = tx.LiveForecasts()
		return err
	}); err != nil {
		return err
	}
	for _, live := range due {
		if live.CutOff+settleDays > known {
			continue
		}
		err := r.settleOne(live, known)
		if errors.Is(err, store.ErrConflict) {
			continue // another run was quicker
		}
		if err != nil {
			return err
		}
		r.report.Settled = append(r.report.Settled, live.CutOff.String())
	}
	return nil
}

func (r *forecastRun) settleOne(live store.LiveForecasts, known calendar.Day) error {
	t := newLiveTrial(live.CutOff, known)
	at := 0
	if err := r.w.DB.View(r.ctx, func(tx *store.Tx) error {
		t, at = newLiveTrial(live.CutOff, known), 0
		return tx.EachForecastRow(live.Build, func(id int64, f *store.Forecast) error {
			for at < len(r.p.members) && r.p.members[at].ID < id {
				at++
			}
			if f.Known && at < len(r.p.members) && r.p.members[at].ID == id {
				t.add(f, r.baskets.customers[at].Baskets)
			}
			return nil
		})
	}); err != nil {
		return err
	}
	body, err := json.Marshal(t.trial())
	if err != nil {
		return fmt.Errorf("forecasts of %s: %w", live.CutOff, err)
	}
	return r.w.DB.Update(r.ctx, func(tx *store.Tx) error {
		if err := r.w.Check(tx); err != nil {
			return err
		}
		return tx.SettleForecasts(store.SettledForecasts{CutOff: live.CutOff, Body: string(body)})
	})
}

// liveTrial gathers how what was said to people came out.
type liveTrial struct {
	cutOff, known calendar.Day
	churn, buys   [10]forecast.Bin
	methods       map[string]int
	n             int

	brier, orders, orders2, bias, revenue, bought float64
}

func newLiveTrial(cutOff, known calendar.Day) *liveTrial {
	t := &liveTrial{cutOff: cutOff, known: known, methods: map[string]int{}}
	for i := range int32(10) {
		b := forecast.Bin{From: i * 1000, To: (i + 1) * 1000}
		t.churn[i], t.buys[i] = b, b
	}
	return t
}

// add adds a customer: what was said, and what it has bought, before and since.
func (t *liveTrial) add(f *store.Forecast, all []forecast.Basket) {
	since := all[daysUntil(all, t.cutOff):]
	within := func(days int32) []forecast.Basket { return since[:daysUntil(since, t.cutOff+calendar.Day(days))] }
	came := within(settleDays)
	var revenue int64
	for _, b := range came {
		revenue += b.Revenue
	}
	t.n++
	t.methods[f.Model]++
	put(&t.buys, f.Purchase91, len(came) > 0)
	if t.cutOff+calendar.Day(f.ChurnHorizon) <= t.known {
		put(&t.churn, f.Churn, len(within(f.ChurnHorizon)) == 0)
	}
	truth := 0.0
	if len(came) > 0 {
		truth = 1
	}
	said := float64(f.Purchase91) / 10_000
	t.brier += (said - truth) * (said - truth)
	off := float64(f.Orders91)/10_000 - float64(len(came))
	t.orders, t.orders2, t.bias, t.bought = t.orders+math.Abs(off), t.orders2+off*off, t.bias+off, t.bought+float64(len(came))
	t.revenue += math.Abs(float64(f.Revenue91) - float64(revenue))
}

// put counts what was said with a probability into its bin; Said is a sum until trial.
func put(bins *[10]forecast.Bin, said int32, came bool) {
	b := &bins[min(max(said/1000, 0), 9)]
	b.N++
	b.Said += float64(said) / 10_000
	if came {
		b.Came++
	}
}

// trial is what was gathered, in the words of the track record.
func (t *liveTrial) trial() forecast.Trial {
	out := forecast.Trial{CutOff: t.cutOff, Horizon: settleDays, Live: true, Churn: means(t.churn), Buys: means(t.buys), Rows: []forecast.Row{}}
	for method, n := range t.methods {
		if m := t.methods[out.Method]; out.Method == "" || n > m || n == m && method < out.Method {
			out.Method = method
		}
	}
	if t.n == 0 {
		return out
	}
	n := float64(t.n)
	row := func(job, metric string, value float64) {
		out.Rows = append(out.Rows, forecast.Row{Job: job, Method: forecast.Ours, Metric: metric, Value: value, N: t.n, Low: value, High: value})
	}
	row(forecast.JobChurn, "brier", t.brier/n)
	row(forecast.JobOrders, "mae", t.orders/n)
	row(forecast.JobOrders, "rmse", math.Sqrt(t.orders2/n))
	if t.bought > 0 {
		row(forecast.JobOrders, "bias", t.bias/t.bought)
	}
	row(forecast.JobRevenue, "mae", t.revenue/n)
	return out
}

func means(bins [10]forecast.Bin) []forecast.Bin {
	for i := range bins {
		if n := bins[i].N; n > 0 {
			bins[i].Said /= float64(n)
		}
	}
	return slices.Clone(bins[:])
}
