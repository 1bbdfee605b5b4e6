package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"wholesight/jobs/builds"
	"wholesight/jobs/customers"
	"wholesight/jobs/forecasts"
	"wholesight/jobs/imports"
	"wholesight/jobs/people"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// All are the jobs there are, in the order in which an operator would read them.
var All = []runner.Job{
	{Name: "rebuild", Title: "Graph data and classifications", Deadline: time.Hour, Run: rebuildJob("")},
	{Name: "graph", Title: "Build graph data", Deadline: time.Hour, Run: rebuildJob(rebuild.StepGraph)},
	{Name: "labels", Title: "Assign classifications", Deadline: time.Hour, Run: rebuildJob(rebuild.StepLabels)},
	{Name: "train", Title: "Train the forecasts", Deadline: time.Hour, Run: forecastJob(forecasts.Train)},
	{Name: "forecasts", Title: "Forecasts", Deadline: time.Hour, Run: forecastJob(forecasts.Build)},
	imports.CheckJob,
	imports.ApplyJob,
	customers.BulkJob,
	{Name: "sweep", Title: "Delete what is out of date", Deadline: time.Hour, Run: sweepJob},
	{Name: "audit-check", Title: "Check the audit log", Deadline: time.Hour, Run: auditJob},
}

// FindJob is the job of a name in All.
func FindJob(name string) (runner.Job, error) {
	for _, j := range All {
		if j.Name == name {
			return j, nil
		}
	}
	return runner.Job{}, fmt.Errorf("job %q: %w", name, store.ErrNotFound)
}

// rebuildJob is Rebuild as a job; only is its one step, or empty for both.
func rebuildJob(only string) func(context.Context, *runner.Work) error {
	return func(ctx context.Context, w *runner.Work) error {
		var opt rebuild.Options
		if len(w.Args) > 0 {
			if err := json.Unmarshal(w.Args, &opt); err != nil {
				return runner.Permanent(fmt.Errorf("arguments: %w", err))
			}
		}
		if only != "" {
			opt.Only = only
		}
		report, err := rebuild.Run(ctx, w, opt)
		w.Report = report
		return err
	}
}

// forecastJob is TrainForecasts or BuildForecasts as a job.
func forecastJob(run func(context.Context, *runner.Work, forecasts.Options) (forecasts.Report,
	error)) func(context.Context, *runner.Work) error {
	return func(ctx context.Context, w *runner.Work) error {
		var opt forecasts.Options
		if len(w.Args) > 0 {
			if err := json.Unmarshal(w.Args, &opt); err != nil {
				return runner.Permanent(fmt.Errorf("arguments: %w", err))
			}
		}
		report, err := run(ctx, w, opt)
		w.Report = report
		return err
	}
}

// keepJobs is how long finished jobs stay on the jobs page.
const keepJobs = 90 * 24 * time.Hour

// sweepJob deletes what nothing refers to any more: the rows of old builds,
// sessions and links that have run out, old finished jobs, what can no longer be
// taken back, old models of forecasts, and what imports that were given up, undone or applied have left.
func sweepJob(ctx context.Context, w *runner.Work) error {
	if err := imports.SweepOrderBook(ctx, w.DB); err != nil {
		return err
	}
	rows, err := builds.Sweep(ctx, w)
	if err != nil {
		return err
	}
	report := struct {
		Rows  int64 `json:"build_rows"`
		Other int64 `json:"other_rows"`
	}{Rows: rows}
	for more := true; more; {
		var n int64
		if err := w.DB.Update(ctx, func(tx *store.Tx) error {
			jobs, err := tx.SweepJobs(tx.Now.Add(-keepJobs), builds.SweepBatch)
			if err != nil {
				return err
			}
			people, err := tx.SweepPeople()
			if err != nil {
				return err
			}
			undos, err := tx.SweepUndos(builds.SweepBatch)
			if err != nil {
				return err
			}
			bulks, err := tx.SweepBulks(builds.SweepBatch)
			if err != nil {
				return err
			}
			models, err := tx.SweepForecastModels()
			n = jobs + people + undos + bulks + models
			return err
		}); err != nil {
			return err
		}
		report.Other += n
		more = n > 0
		if err := w.Tell(report.Rows+report.Other, 0, "deleting"); err != nil {
			return err
		}
	}
	w.Report = report
	return nil
}

// auditJob follows the audit log's chain of hashes. A broken one is a failure that
// stays: somebody changed the log by other means.
func auditJob(ctx context.Context, w *runner.Work) error {
	var broken int64
	if err := w.DB.View(ctx, func(tx *store.Tx) (err error) {
		broken, err = tx.CheckAuditLog()
		return err
	}); err != nil {
		return err
	}
	if broken != 0 {
		return runner.Permanent(fmt.Errorf("the audit log does not fit together from entry %d on: it was changed outside of Wholesight", broken))
	}
	return nil
}

// BusyThreads is how many threads of a process can be busy for long beside its pages: one
// makes hashes, one trains.
const BusyThreads = people.HashesAtOnce + 1
