package runs

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// JobsRegion is the id of the content of the page of jobs.
const JobsRegion = "jobs"

// JobsView is the content of the page of jobs: what runs now, what was given up,
// each job, and the log of runs.
type JobsView struct {
	Outcome *ui.Note // how the run ended that the page was loaded for
	Live    []LiveJob
	Dead    *ui.Table // nil when nothing was given up
	Jobs    ui.Table
	Log     ui.Table
	Kinds   ui.FilterBar // narrows the log
	First   string       // address of the log's first page; "" on it
	Older   string       // address of its next page; "" on the last
}

// Render writes the region.
func (v JobsView) Render(ctx context.Context, w io.Writer) error { return jobsView(v).Render(ctx, w) }

// LiveJob is a run that is under way or waits, with its cancel button outside of
// what the stream replaces.
type LiveJob struct {
	Progress ui.Progress
	Said     string // "asked for by anna@… at 14:03"
	Cancel   *ui.Act
	Stopping bool // it has been asked to stop
}

// Render writes the bar, who asked, and the button.
func (j LiveJob) Render(ctx context.Context, w io.Writer) error { return liveJob(j).Render(ctx, w) }

// JobView is the content of the page of one run.
type JobView struct {
	Live   *LiveJob
	Note   *ui.Note // how it ended, when not well
	Facts  ui.Facts
	Report ui.Facts
	Moves  *ui.Table
	More   string   // address of who moved
	Acts   []ui.Act // run again
	Log    string   // address of the other runs of this job
	Watch  bool     // the page refreshes itself
	Still  string   // address of the page that does not
}

// Render writes the page.
func (v JobView) Render(ctx context.Context, w io.Writer) error { return jobView(v).Render(ctx, w) }

// RunBox is where a run is started, followed, and its outcome told.
type RunBox struct {
	Live    *LiveJob
	Acts    []ui.Act // the steps one by one; the page's action runs both
	Hint    string
	Outcome *ui.Note
	Moves   *ui.Table
	More    string // address of who moved
}

// Render writes the box.
func (r RunBox) Render(ctx context.Context, w io.Writer) error { return runBox(r).Render(ctx, w) }

func (r RunBox) shown() bool {
	return r.Live != nil || len(r.Acts) > 0 || r.Outcome != nil
}
