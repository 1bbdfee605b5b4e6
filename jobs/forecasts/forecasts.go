package forecasts

import (
	"context"
	"fmt"
	"time"

	"wholesight/jobs/builds"
	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// Step is the step of a rebuild that says what customers will do.
const Step = store.StepForecasts

// Options say how to forecast; the zero value is as of the day that the
// settings say, with the model that serves.
type Options struct {
	AsOf  string `json:"as_of,omitempty"` // today, latest-order or YYYY-MM-DD; empty: the setting
	Train bool   `json:"train,omitempty"` // with a new model, whatever there is
}

// Report is what a run of the forecasts, or of their training, did.
type Report struct {
	Build     int64    `json:"build,omitempty"` // 0: none was made, the run only trained
	AsOf      string   `json:"as_of"`
	Customers int64    `json:"customers"` // active ones
	Known     int64    `json:"forecast"`  // of them: who has ever bought
	Baskets   int64    `json:"baskets"`   // purchase days of active customers until the day
	Model     int64    `json:"model,omitempty"`
	ModelAsOf string   `json:"model_as_of,omitempty"`
	Trained   string   `json:"trained,omitempty"` // why a model was trained; empty: none was
	Methods   []Method `json:"methods"`
	Note      string   `json:"note,omitempty"`    // why there are no forecasts
	Kept      bool     `json:"kept,omitempty"`    // the forecasts are kept to be settled
	Settled   []string `json:"settled,omitempty"` // the days whose forecasts were settled
	ReadMS    int64    `json:"read_ms"`
	TrainMS   int64    `json:"train_ms"`
	ScoreMS   int64    `json:"score_ms"`
	WriteMS   int64    `json:"write_ms"`
	PublishMS int64    `json:"publish_ms"`
}

// Method is which method serves a job.
type Method struct {
	Job    string `json:"job"`
	Method string `json:"method"`
}

// noForecasts is what is said of a shop that has sold nothing yet.
const noForecasts = "no customer has bought anything yet: forecasts begin with the first orders"

// Build forecasts all active customers anew and publishes that as a build of
// its own. It is what the job does, and may be called without a Runner.
//
// It streams the lines once, by customer (forecastbaskets.go), trains a model when none
// serves (forecastmodel.go), forecasts without a transaction, stages the rows in short
// batches on the one writer (forecaststage.go), and moves the pointer in one small update. Readers see the
// forecasts of before until then, and for ever when it fails or is killed.
//
// A shop that has sold nothing gets a build without a model, whose forecasts know
// nothing: that is no error. What was forecast 91 days ago is settled, and the first
// forecasts of a month are kept for that (forecastlive.go).
func Build(ctx context.Context, w *runner.Work, opt Options) (report Report, err error) {
	err = builds.BegunAnew(func() error {
		report, err = forecastOnce(ctx, w, opt)
		return err
	})
	if err != nil {
		return report, fmt.Errorf("forecasts: %w", err)
	}
	// So do they when old ones cannot be swept.
	if _, err := builds.Sweep(ctx, w); err != nil {
		w.Log.Warn("old builds are left for the next sweep", "error", err)
	}
	return report, nil
}

func forecastOnce(ctx context.Context, w *runner.Work, opt Options) (Report, error) {
	r := &forecastRun{ctx: ctx, w: w, started: w.DB.Now()}
	if err := r.load(opt.AsOf); err != nil {
		return r.report, err
	}
	if err := r.findModel(opt.Train); err != nil {
		return r.report, err
	}
	if err := r.write(); err != nil {
		return r.report, err
	}
	// The forecasts stand: what cannot be settled now is settled at night.
	if err := r.settle(); err != nil {
		w.Log.Warn("forecasts whose time is over are left for the next run", "error", err)
	}
	return r.report, nil
}

// Train trains a model when none serves the day, or in any case with
// opt.Train, and publishes nothing. It is the weekly job: forecasting itself trains
// only when it finds none.
func Train(ctx context.Context, w *runner.Work, opt Options) (report Report, err error) {
	err = builds.BegunAnew(func() error {
		r := &forecastRun{ctx: ctx, w: w, started: w.DB.Now()}
		defer func() { report = r.report }()
		if served, err := r.served(opt); err != nil || served {
			return err
		}
		if err := r.load(opt.AsOf); err != nil {
			return err
		}
		return r.findModel(opt.Train)
	})
	if err != nil {
		err = fmt.Errorf("training of forecasts: %w", err)
	}
	return report, err
}

// forecastRun is one run.
type forecastRun struct {
	ctx     context.Context
	w       *runner.Work
	p       *forecastPlan
	baskets *baskets
	kept    keptModel // model nil: nothing was ever bought
	started time.Time
	report  Report
}

// served tells whether a model serves already, without reading the orders' lines.
func (r *forecastRun) served(opt Options) (bool, error) {
	if opt.Train {
		return false, nil
	}
	if err := r.plan(opt.AsOf); err != nil {
		return false, err
	}
	k, err := r.p.newestModel(r.ctx, r.w.DB)
	if err != nil || k.why != "" {
		return false, err
	}
	r.kept = k
	r.tellModel()
	r.report.ReadMS = builds.Since(r.w.DB, r.started)
	return true, nil
}

func (r *forecastRun) plan(asOf string) error {
	if err := r.w.DB.View(r.ctx, func(tx *store.Tx) (err error) {
		r.p, err = loadForecastPlan(tx, asOf)
		return err
	}); err != nil {
		return err
	}
	r.report.AsOf, r.report.Methods = r.p.asOf.String(), []Method{}
	return nil
}

// total is the length of a run for its progress: a third each to read, to train and to
// write.
func (r *forecastRun) total() int64 { return 3 * int64(max(len(r.p.members), 1)) }

// load reads the baskets.
func (r *forecastRun) load(asOf string) (err error) {
	if err := r.plan(asOf); err != nil {
		return err
	}
	r.baskets, err = r.p.read(r.ctx, r.w.DB, r.p.asOf,
		func(done int64) error { return r.w.Tell(done, r.total(), "reading orders") })
	if err != nil {
		return err
	}
	r.report.Baskets = r.baskets.days
	r.report.ReadMS = builds.Since(r.w.DB, r.started)
	return nil
}

// findModel takes the model that serves, or trains one.
func (r *forecastRun) findModel(always bool) (err error) {
	if r.baskets.days == 0 {
		r.report.Note = noForecasts
		return nil
	}
	why := "it was asked for"
	if !always {
		if r.kept, err = r.p.newestModel(r.ctx, r.w.DB); err != nil {
			return err
		}
		if why = r.kept.why; why == "" && r.kept.drifted(r.p, r.baskets) {
			why = "the orders of its time have changed"
		}
	}
	if why != "" {
		began := r.w.DB.Now()
		r.report.Trained = why
		third := r.total() / 3
		tell := func(done, all int) error {
			return r.w.Tell(third+third*int64(done)/int64(max(all, 1)), r.total(), "training")
		}
		if err := tell(0, 1); err != nil {
			return err
		}
		if r.kept, err = r.p.trainAndSave(r.ctx, r.w, r.baskets, tell); err != nil {
			return err
		}
		r.report.TrainMS = builds.Since(r.w.DB, began)
	}
	r.tellModel()
	return nil
}

func (r *forecastRun) tellModel() {
	r.report.Model, r.report.ModelAsOf = r.kept.id, r.kept.model.AsOf.String()
	for _, c := range r.kept.model.Record.Choices {
		r.report.Methods = append(r.report.Methods, Method{Job: c.Job, Method: c.Method})
	}
}

// forecast is what is expected of a member.
func (r *forecastRun) forecast(at int) forecast.Forecast {
	if r.kept.model == nil {
		return forecast.Forecast{}
	}
	return r.kept.model.Forecast(&r.baskets.customers[at], r.p.asOf)
}
