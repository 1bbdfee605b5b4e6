package forecasts

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// modelFormat is raised when forecast.Model changes in form or in meaning: models of a
// former version of Wholesight are then trained anew.
const modelFormat = 2

// A model serves for a week: until so many days after its own.
const modelDays = 7

// modelDrift is by what share of its purchase days the book up to a model's day may
// have changed, by a late import, before the model is given up.
const modelDrift = .1

// keptModel is a model that is stored, or of which it is known why it is of no use.
type keptModel struct {
	id    int64
	model *forecast.Model
	row   store.ForecastModel // without its body
	why   string              // why there must be another one; empty: it serves
}

// newestModel is the model that serves the plan's day. It is read apart from the
// orders: a model never changes.
func (p *forecastPlan) newestModel(ctx context.Context, db *store.DB) (k keptModel, err error) {
	err = db.View(ctx, func(tx *store.Tx) error {
		k.row, err = tx.NewestForecastModel(p.asOf, p.madeFor)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return keptModel{why: "there is no model of this day or before, for these settings"}, nil
	}
	if err != nil {
		return k, err
	}
	k.id = k.row.ID
	k.model, err = readModel(k.row.Body)
	k.row.Body = ""
	if err != nil {
		return keptModel{}, err
	}
	if k.row.AsOf < p.asOf-modelDays {
		k.why = fmt.Sprintf("the model is of %s", k.row.AsOf)
	}
	return k, nil
}

// readModel reads what writeModel wrote.
func readModel(body string) (*forecast.Model, error) {
	m := new(forecast.Model)
	if err := json.Unmarshal([]byte(body), m); err != nil {
		return nil, fmt.Errorf("model of forecasts: %w", err)
	}
	return m, nil
}

// drifted tells whether the book of the model's time has changed too much since.
func (k *keptModel) drifted(p *forecastPlan, b *baskets) bool {
	n := int64(0)
	for i, c := range b.customers {
		if p.members[i].Active {
			n += int64(daysUntil(c.Baskets, k.row.AsOf))
		}
	}
	off := n - k.row.Baskets
	return float64(max(off, -off)) > modelDrift*float64(k.row.Baskets)
}

// daysUntil is how many baskets there are up to and with a day.
func daysUntil(all []forecast.Basket, day calendar.Day) int {
	lo, hi := 0, len(all)
	for lo < hi {
		if mid := (lo + hi) / 2; all[mid].Day <= day {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// train learns a model from the plan's shop, and gives it back as it will be read: the
// first night forecasts with the same numbers as every later one.
func (p *forecastPlan) train(b *baskets, tell func(done, all int) error) (*forecast.Model, string, error) {
	var trained *forecast.Model
	if err := runner.Quietly(func() (err error) {
		trained, err = forecast.Train(p.shop(b), tell)
		return err
	}); err != nil {
		return nil, "", fmt.Errorf("train forecasts as of %s: %w", p.asOf, err)
	}
	body, err := json.Marshal(trained)
	if err != nil {
		return nil, "", fmt.Errorf("write the model of %s: %w", p.asOf, err)
	}
	model, err := readModel(string(body))
	return model, string(body), err
}

// trainAndSave is train, and stores the model.
func (p *forecastPlan) trainAndSave(ctx context.Context, w *runner.Work, b *baskets,
	tell func(done, all int) error) (k keptModel, err error) {
	var body string
	if k.model, body, err = p.train(b, tell); err != nil {
		return k, err
	}
	k.row = store.ForecastModel{AsOf: p.asOf, BookVersion: p.bookVersion, MadeFor: p.madeFor, Baskets: b.days, Body: body}
	err = w.DB.Update(ctx, func(tx *store.Tx) error {
		if err := w.Check(tx); err != nil {
			return err
		}
		k.id, err = tx.SaveForecastModel(k.row)
		return err
	})
	k.row.Body = ""
	return k, err
}
