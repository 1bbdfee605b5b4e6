package main

import (
	"fmt"
	"math"
	"strings"
	"text/tabwriter"

	"wholesight/jobs/forecasts"
	"wholesight/jobs/runner"
	"wholesight/store"
)

type evaluateCmd struct {
	AsOf    string `placeholder:"D" help:"What was known up to this day is tested: YYYY-MM-DD, today or latest-order. Default: the setting. A day whose horizon is not over yet is moved back."`
	Horizon int    `default:"91" placeholder:"DAYS" help:"How many days ahead."`
}

func (c *evaluateCmd) Run(a *app) error {
	if c.Horizon < 1 || c.Horizon > 365 {
		return usageError{fmt.Errorf("--horizon: %d is not 1 to 365 days", c.Horizon)}
	}
	return a.with(func(db *store.DB) error {
		tell, done := a.progress()
		e, err := forecasts.Evaluate(a.ctx, &runner.Work{DB: db, Log: a.log, Actor: actor, Progress: tell},
			forecasts.EvaluateOptions{AsOf: c.AsOf, Horizon: c.Horizon})
		done()
		if err != nil {
			return err
		}
		if e.Instead != "" {
			fmt.Fprintf(a.stderr, "What came in the %d days after %s is not known yet: tested as of %s.\n", e.HorizonDays,
				e.Instead, e.AsOf)
		}
		return a.report(e, evaluationTable(e))
	})
}

// evaluationTable is an evaluation for people.
func evaluationTable(e forecasts.Evaluation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "as of %s, %d days ahead\n", e.AsOf, e.HorizonDays)
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "job\tmethod\tmetric\tvalue\tn\t95 % interval")
	for _, r := range e.Rows {
		interval := ""
		if r.Low != r.High {
			interval = figure(r.Low) + " to " + figure(r.High)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\t%s\n", r.Job, r.Method, r.Metric, figure(r.Value), r.N, interval)
	}
	_ = w.Flush() // into memory
	for _, r := range e.Rows {
		if r.AsOf != "" && r.AsOf != e.AsOf { // all of one job
			fmt.Fprintf(&b, "%s looks half a year ahead, so it is as of %s\n", r.Job, r.AsOf)
			break
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// figure writes a figure with as many decimals as its size bears.
func figure(v float64) string {
	decimals := 4
	switch size := math.Abs(v); {
	case size >= 1000:
		decimals = 0
	case size >= 10:
		decimals = 2
	}
	text := fmt.Sprintf("%.*f", decimals, v)
	if strings.Trim(text, "-0.") == "" {
		return strings.TrimPrefix(text, "-") // no minus before a nought
	}
	return text
}
