package forecasts

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"wholesight/jobs/builds"
	"wholesight/jobs/calendar"
	"wholesight/jobs/files/cells"
	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/rules/target"
	"wholesight/jobs/runner"
	"wholesight/jobs/stats/accuracy"
	"wholesight/store"
)

// EvaluateOptions say what to test; the zero value tests 91 days as of the day that the
// settings say.
type EvaluateOptions struct {
	AsOf    string // today, latest-order or YYYY-MM-DD; empty: the setting
	Horizon int    // days; 0: 91
}

// Evaluation is how Wholesight's methods, and the plain and classic ones beside them, do
// on the shop's own history: what was known up to and with AsOf against what came in the
// HorizonDays after it.
type Evaluation struct {
	AsOf        string         `json:"as_of"`
	HorizonDays int            `json:"horizon_days"`
	Rows        []forecast.Row `json:"rows"`
	Instead     string         `json:"-"` // the day that was asked for, when it was too late to know what came
}

// defaultHorizon is a quarter of a year in days.
const defaultHorizon = 91

// moneyMetrics are the measures that are in money where it is revenue that is forecast:
// in minor units in jobs/rules/forecast, in the currency here.
var moneyMetrics = []string{"mae", "medae", "rmse"}

// mostHorizon is as far ahead as a test may look.
const mostHorizon = 365

// Evaluate tests every forecast on the shop's own history. It writes nothing. A day
// whose horizon is not over is moved back to the last one whose is. A shop without
// orders, or all of whose history lies in the horizon, is an error that says so.
func Evaluate(ctx context.Context, w *runner.Work, opt EvaluateOptions) (e Evaluation, err error) {
	if opt.Horizon == 0 {
		opt.Horizon = defaultHorizon
	}
	if opt.Horizon < 1 || opt.Horizon > mostHorizon {
		return e, runner.Permanent(fmt.Errorf("a horizon is 1 to %d days", mostHorizon))
	}
	if err := builds.BegunAnew(func() error {
		e, err = evaluateOnce(ctx, w, opt)
		return err
	}); err != nil {
		return e, fmt.Errorf("evaluate: %w", err)
	}
	return e, nil
}

func evaluateOnce(ctx context.Context, w *runner.Work, opt EvaluateOptions) (Evaluation, error) {
	e := Evaluation{HorizonDays: opt.Horizon, Rows: []forecast.Row{}}
	var p *forecastPlan
	if err := w.DB.View(ctx, func(tx *store.Tx) (err error) {
		p, err = loadForecastPlan(tx, opt.AsOf)
		return err
	}); err != nil {
		return e, err
	}
	half := int64(max(len(p.members), 1))
	b, err := p.read(ctx, w.DB, p.today, func(done int64) error { return w.Tell(done, 2*half, "reading orders") })
	if err != nil {
		return e, err
	}
	if err := p.moveBack(b, &e); err != nil {
		return e, err
	}
	rows, err := forecast.Evaluate(p.shop(b), opt.Horizon, func(done, all int) error {
		return w.Tell(half+half*int64(done)/int64(max(all, 1)), 2*half, "testing")
	})
	if err != nil {
		return e, err
	}
	minor := math.Pow10(cells.MinorDigits(p.settings.Currency))
	for _, r := range rows {
		if r.Job == forecast.JobRevenue && slices.Contains(moneyMetrics, r.Metric) {
			r.Value, r.Low, r.High = r.Value/minor, r.Low/minor, r.High/minor
		}
		if math.IsNaN(r.Value) || math.IsInf(r.Value, 0) {
			continue // it has no meaning on this shop: there is nothing to print
		}
		if math.IsNaN(r.Low) || math.IsNaN(r.High) {
			r.Low, r.High = r.Value, r.Value
		}
		e.Rows = append(e.Rows, r)
	}
	pace, err := targetPace(ctx, w.DB, p)
	e.Rows = append(e.Rows, pace...)
	return e, err
}

// moveBack makes the plan's day the last one whose horizon is over, when it is a later
// one.
func (p *forecastPlan) moveBack(b *baskets, e *Evaluation) error {
	newest, first := noDay, p.today+1
	for i, c := range b.customers {
		if n := len(c.Baskets); n > 0 && p.members[i].Active {
			newest, first = max(newest, c.Baskets[n-1].Day), min(first, c.Baskets[0].Day)
		}
	}
	if newest == noDay {
		return runner.Permanent(errors.New("nothing was ever bought: a test needs a history"))
	}
	if over := newest - calendar.Day(e.HorizonDays); p.asOf > over {
		e.Instead, p.asOf = p.asOf.String(), over
	}
	e.AsOf = p.asOf.String()
	if first > p.asOf {
		return runner.Permanent(fmt.Errorf("nothing was bought up to %s, so there is nothing to learn from", p.asOf))
	}
	return nil
}

// targetPace is how often the projections of targets held their band of 80 %, tested
// forward in time only on what all customers, with a target or not, bought (see
// target.Model). The interval takes the cases as if they did not depend on each other;
// months of one customer do, so it is a narrow one.
func targetPace(ctx context.Context, db *store.DB, p *forecastPlan) ([]forecast.Row, error) {
	kinds := make(map[int64]int, len(p.members))
	for _, m := range p.members {
		kinds[m.ID] = int(p.kinds[m.SmartTypeID])
	}
	var all []target.History
	if err := db.View(ctx, func(tx *store.Tx) error {
		all = nil
		customer := int64(math.MinInt64)
		return tx.EachSale(0, math.MaxInt64, p.asOf, func(id int64, day calendar.Day, net int64) error {
			if id != customer {
				customer = id
				all = append(all, target.History{First: day.Month(), Revenue: make([]int64, p.asOf.Month()-day.Month()+1),
					Kind: kinds[id]})
			}
			h := &all[len(all)-1]
			h.Revenue[day.Month()-h.First] += net
			return nil
		})
	}); err != nil {
		return nil, err
	}
	c := target.Learn(p.asOf, len(p.kinds), all).Tested()
	if !c.Known() {
		return nil, nil
	}
	low, high := accuracy.Wilson(c.In, c.Of, accuracy.Z95)
	return []forecast.Row{{Job: "target_pace", Method: forecast.Ours, Metric: "coverage",
		Value: float64(c.In) / float64(c.Of), N: c.Of, Low: low, High: high}}, nil
}
