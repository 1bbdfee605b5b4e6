package forecasts

import (
	"encoding/json"
	"errors"
	"fmt"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/forecast"
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
	var said []forecast.Said
	if err := r.w.DB.View(r.ctx, func(tx *store.Tx) error {
		said = said[:0]
		at := 0
		return tx.EachForecastRow(live.Build, func(id int64, f *store.Forecast) error {
			for at < len(r.p.members) && r.p.members[at].ID < id {
				at++
			}
			if f.Known && at < len(r.p.members) && r.p.members[at].ID == id {
				said = append(said, forecast.Said{Customer: &r.baskets.customers[at], Forecast: f.Forecast})
			}
			return nil
		})
	}); err != nil {
		return err
	}
	backtest, err := forecast.Settle(said, live.CutOff, forecast.Shop{AsOf: known, Customers: r.baskets.customers})
	if err != nil {
		return err
	}
	body, err := json.Marshal(backtest)
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
