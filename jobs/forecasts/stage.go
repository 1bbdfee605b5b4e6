package forecasts

import (
	"errors"
	"time"

	"wholesight/jobs/builds"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// write stages the forecasts under a new build and publishes it. A build that is not
// published is abandoned here, or by the sweep when the process goes away.
func (r *forecastRun) write() (err error) {
	db, p := r.w.DB, r.p
	var id int64
	if err := db.Update(r.ctx, func(tx *store.Tx) (err error) {
		id, err = tx.BeginBuild(store.Build{AsOf: p.asOf, Timeframe: int(p.settings.Timeframe), Steps: Step,
			BookVersion: p.bookVersion, StartedAt: r.started})
		if err == nil && r.kept.model != nil {
			err = tx.SetForecastModel(id, r.kept.id)
		}
		if err != nil {
			return err
		}
		return tx.StageChannelTotals(id, p.totals)
	}); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			builds.Abandon(r.ctx, r.w, id)
		}
	}()
	if err := r.stage(id); err != nil {
		return err
	}
	began := db.Now()
	if err := r.w.Tell(r.total(), r.total(), "publishing"); err != nil {
		return err
	}
	if err := db.Update(r.ctx, func(tx *store.Tx) error {
		if err := r.w.Check(tx); err != nil {
			return err
		}
		if err := tx.PublishBuild(store.Build{ID: id, Orders: r.baskets.days, Customers: r.report.Customers}, []string{Step},
			p.was); err != nil {
			if errors.Is(err, store.ErrConflict) {
				return errors.Join(builds.ErrMeanwhile, err)
			}
			return err
		}
		return r.keep(tx, id)
	}); err != nil {
		return err
	}
	r.report.Build, r.report.PublishMS = id, builds.Since(db, began)
	return nil
}

// stage forecasts the active customers and writes them, batch by batch.
func (r *forecastRun) stage(build int64) error {
	db, members := r.w.DB, r.p.members
	rows := make([]store.Forecast, 0, builds.StageBatch)
	var scored, wrote time.Duration
	began := db.Now()
	lap := func(sum *time.Duration) {
		now := db.Now()
		*sum, began = *sum+now.Sub(began), now
	}
	for at, m := range members {
		if m.Active {
			f := r.forecast(at)
			rows = append(rows, store.Forecast{CustomerID: m.ID, Forecast: f})
			if f.Known {
				r.report.Known++
			}
		}
		if len(rows) < builds.StageBatch && at < len(members)-1 || len(rows) == 0 {
			continue
		}
		lap(&scored)
		if err := db.Update(r.ctx, func(tx *store.Tx) error { return tx.StageForecasts(build, rows) }); err != nil {
			return builds.GivenUp(err)
		}
		r.report.Customers += int64(len(rows))
		rows = rows[:0]
		runner.Pause(r.ctx, builds.StagePause)
		if err := r.w.Tell(2*int64(len(members))+int64(at+1), r.total(), "forecasting"); err != nil {
			return err
		}
		lap(&wrote)
	}
	r.report.ScoreMS, r.report.WriteMS = scored.Milliseconds(), wrote.Milliseconds()
	return nil
}
