package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"wholesight/jobs"
	"wholesight/jobs/calendar"
	"wholesight/jobs/intake"
	"wholesight/store"
)

type rebuildCmd struct {
	AsOf string `placeholder:"D" help:"Build as of this day: YYYY-MM-DD, today or latest-order. Default: the setting."`
	Only string `enum:",graph,labels" default:"" help:"One step alone: graph or labels."`
	Full bool   `help:"Build everything anew, also what has not changed."`
}

func (c *rebuildCmd) Run(a *app) error {
	if c.AsOf != "" {
		setting, err := jobs.FindSetting("as-of")
		if err != nil {
			return err
		}
		if err := setting.Check(c.AsOf); err != nil {
			return usageError{err}
		}
	}
	return a.with(func(db *store.DB) error {
		tell, done := a.progress()
		w := &jobs.Work{DB: db, Log: a.log, Actor: actor, Progress: tell}
		r, err := jobs.Rebuild(a.ctx, w, jobs.RebuildOptions{AsOf: c.AsOf, Only: c.Only, Full: c.Full})
		done()
		if err != nil {
			return err
		}
		return a.report(r, rebuildLines(r))
	})
}

type exportCmd struct {
	What string `arg:"" enum:"classifications,customers,products,orders,targets,contacts" help:"classifications, customers, products, orders, targets or contacts."`
	AsOf string `placeholder:"D" help:"Classifications as of this day, computed afresh; nothing is published."`
	Out  string `placeholder:"FILE" help:"Write here instead of to standard output."`
}

func (c *exportCmd) Run(a *app) error {
	if c.AsOf != "" && c.What != "classifications" {
		return usageError{fmt.Errorf("--as-of goes with classifications, not with %s", c.What)}
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
			if c.What == "classifications" {
				return jobs.WriteClassifications(a.ctx, db, store.Everyone(), w, asOf)
			}
			return jobs.Export(a.ctx, db, store.Everyone(), intake.Kind(c.What), w)
		})
	})
}

// rebuildLines is a rebuild's report for people: what was made, and who moved.
func rebuildLines(r jobs.RebuildReport) string {
	var b strings.Builder
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
	fmt.Fprintf(&b, "build=%d as_of=%s timeframe=%d orders=%d customers=%d moved=%d", r.Build, r.AsOf, r.Timeframe, r.Orders, r.Customers, r.Moved)
	return b.String()
}
