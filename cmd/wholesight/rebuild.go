package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files"
	"wholesight/jobs/forecasts"
	"wholesight/jobs/imports"
	jobrebuild "wholesight/jobs/rebuild"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
)

type rebuildCmd struct {
	AsOf string `placeholder:"D" help:"Build as of this day: YYYY-MM-DD, today or latest-order. Default: the setting."`
	Only string `enum:",graph,labels,forecasts" default:"" help:"One step alone: graph, labels or forecasts."`
	Full bool   `help:"Build everything anew, also what has not changed, and train the forecasts whatever serves."`

	Forecasts bool `default:"true" negatable:"" help:"Forecast as the last step; --no-forecasts leaves the forecasts as they are."`
}

// rebuildReport is what a rebuild of all steps, or of one, did. Forecasts are a build
// of their own: they come after what they do not hold up.
type rebuildReport struct {
	*jobrebuild.Report
	Forecasts *forecasts.Report `json:"forecasts,omitempty"`
}

func (c *rebuildCmd) Run(a *app) error {
	if c.AsOf != "" {
		setting, err := settings.FindSetting("as-of")
		if err != nil {
			return err
		}
		if err := setting.Check(c.AsOf); err != nil {
			return usageError{err}
		}
	}
	return a.with(func(db *store.DB) error {
		tell, done := a.progress()
		r, err := rebuild(a, db, tell, c)
		done()
		if err != nil {
			return err
		}
		return a.report(r, rebuildLines(r))
	})
}

// rebuild makes the steps of a rebuild one after the other.
func rebuild(a *app, db *store.DB, tell func(done, total int64, note string) error,
	c *rebuildCmd) (r rebuildReport, err error) {
	w := func() *runner.Work { return &runner.Work{DB: db, Log: a.log, Actor: actor, Progress: tell} }
	if c.Only != forecasts.Step {
		first, err := jobrebuild.Run(a.ctx, w(), jobrebuild.Options{AsOf: c.AsOf, Only: c.Only})
		if err != nil {
			return r, err
		}
		r.Report = &first
	}
	if c.Only == "" && c.Forecasts || c.Only == forecasts.Step {
		f, err := forecasts.Build(a.ctx, w(), forecasts.Options{AsOf: c.AsOf, Train: c.Full})
		if err != nil {
			return r, err
		}
		r.Forecasts = &f
	}
	return r, nil
}

type exportCmd struct {
	What string `arg:"" enum:"classifications,customers,products,orders,targets,contacts,forecasts" help:"classifications, customers, products, orders, targets, contacts or forecasts."`
	AsOf string `placeholder:"D" help:"Classifications or forecasts as of this day, computed afresh; nothing is published."`
	Out  string `placeholder:"FILE" help:"Write here instead of to standard output."`
}

func (c *exportCmd) Run(a *app) error {
	if c.AsOf != "" && c.What != "classifications" && c.What != "forecasts" {
		return usageError{fmt.Errorf("--as-of goes with classifications and forecasts, not with %s", c.What)}
	}
	var asOf *calendar.Day
	if c.AsOf != "" {
		d, err := calendar.Parse(c.AsOf)
		if err != nil {
			return usageError{fmt.Errorf("--as-of: %w", err)}
		}
		asOf = &d
	}
	return a.with(func(db *store.DB) error {
		return a.output(c.Out, func(w io.Writer) error {
			switch c.What {
			case "classifications":
				return jobrebuild.WriteReport(a.ctx, db, store.Everyone(), w, asOf)
			case "forecasts":
				return forecasts.Write(a.ctx, db, store.Everyone(), w, asOf)
			}
			return imports.Export(a.ctx, db, store.Everyone(), files.Kind(c.What), w)
		})
	})
}

// rebuildLines is a rebuild's report for people: who moved, what the forecasts are made
// of, and what was made.
func rebuildLines(r rebuildReport) string {
	var b strings.Builder
	if r.Report != nil {
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		for _, m := range r.Moves {
			from, to := m.From, m.To
			if m.FromID == 0 {
				from = "no label"
			}
			if m.ToID == 0 {
				to = "no label"
			}
			fmt.Fprintf(w, "%s\t%s\t→ %s\t%d\n", m.Type, from, to, m.Customers)
		}
		_ = w.Flush() // into memory
	}
	if f := r.Forecasts; f != nil {
		b.WriteString(forecastLine(f) + "\n")
	}
	if r.Report != nil {
		fmt.Fprintf(&b, "build=%d as_of=%s timeframe=%d orders=%d customers=%d moved=%d", r.Build, r.AsOf, r.Timeframe,
			r.Orders, r.Customers, r.Moved)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// forecastLine says what the step of the forecasts did.
func forecastLine(f *forecasts.Report) string {
	line := fmt.Sprintf("forecasts: build=%d as_of=%s customers=%d forecast=%d", f.Build, f.AsOf, f.Customers, f.Known)
	if f.Note != "" {
		return line + " (" + f.Note + ")"
	}
	line += " model_as_of=" + f.ModelAsOf
	for _, m := range f.Methods {
		line += " " + m.Job + "=" + m.Method
	}
	if f.Trained != "" {
		line += fmt.Sprintf(" (trained in %.1f s: %s)", float64(f.TrainMS)/1000, f.Trained)
	}
	return line
}
