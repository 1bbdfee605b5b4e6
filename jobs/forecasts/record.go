package forecasts

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"wholesight/jobs/cache"
	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/forecast"
	"wholesight/store"
)

// ForecastPage is what pages show beside the forecasts themselves: of which day they
// are, what they were made with, and how such forecasts came true. It never changes
// once made, so all requests share its parts.
type ForecastPage struct {
	Build     store.Build
	Model     int64        // 0: none, because nothing was ever bought
	ModelAsOf calendar.Day // nothing later was looked at to learn it
	Record    *forecast.Record
}

// Records keeps the track record that all requests share: reading a model takes
// longer than a page may. It is read anew for another model, and when forecasts were
// settled since; both are asked in each request's own snapshot. The zero
// Records is ready.
type Records struct {
	models cache.One[int64, int64] // of the build, by its number
	kept   cache.One[recordState, keptRecord]
}

// recordState is what a track record is made of.
type recordState struct {
	model   int64 // 0: none
	settled int64 // how many days
}

type keptRecord struct {
	record *forecast.Record
	asOf   calendar.Day
}

// Page is the published build's. store.ErrNotFound when nothing was ever forecast.
func (rs *Records) Page(tx *store.Tx) (p ForecastPage, err error) {
	if p.Build, err = tx.Published(Step); err != nil {
		return p, err
	}
	build := p.Build.ID
	if p.Model, err = rs.models.Get(tx, build, func() (int64, error) {
		model, err := tx.ModelOfBuild(build)
		if errors.Is(err, store.ErrNotFound) {
			return 0, nil
		}
		return model, err
	}); err != nil {
		return p, err
	}
	settled, err := tx.CountSettled()
	if err != nil {
		return p, err
	}
	state := recordState{p.Model, settled}
	kept, err := rs.kept.Get(tx, state, func() (keptRecord, error) {
		record, asOf, err := loadRecord(tx, state.model)
		return keptRecord{record, asOf}, err
	})
	p.Record, p.ModelAsOf = kept.record, kept.asOf
	return p, err
}

// loadRecord is the track record of a model, with what was settled since among its
// back-tests: oldest first, and of one day what was said to people last.
func loadRecord(tx *store.Tx, model int64) (*forecast.Record, calendar.Day, error) {
	var m struct {
		AsOf   calendar.Day    `json:"as_of"`
		Record forecast.Record `json:"record"`
	}
	if model != 0 {
		row, err := tx.ForecastModel(model)
		if err != nil {
			return nil, 0, err
		}
		if err := json.Unmarshal([]byte(row.Body), &m); err != nil {
			return nil, 0, fmt.Errorf("track record of model %d: %w", model, err)
		}
	}
	settled, err := tx.SettledForecasts()
	if err != nil {
		return nil, 0, err
	}
	for _, s := range settled {
		var t forecast.Backtest
		if err := json.Unmarshal([]byte(s.Body), &t); err != nil {
			return nil, 0, fmt.Errorf("settled forecasts of %s: %w", s.CutOff, err)
		}
		m.Record.Backtests = append(m.Record.Backtests, t)
	}
	slices.SortStableFunc(m.Record.Backtests, func(a, b forecast.Backtest) int { return cmp.Compare(a.CutOff, b.CutOff) })
	return &m.Record, m.AsOf, nil
}

// ChannelTotals are what came through each channel in the window of the published
// forecasts, of the account managers that a scope sees, by channel name; and the build,
// for its day and timeframe. store.ErrNotFound when nothing was ever forecast.
func ChannelTotals(tx *store.Tx, scope store.Scope) (store.Build, []store.NamedChannel, error) {
	build, err := tx.Published(Step)
	if err != nil {
		return build, nil, err
	}
	totals, err := tx.ChannelTotals(scope, build.ID)
	return build, totals, err
}
