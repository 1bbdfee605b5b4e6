package webtest

import (
	"fmt"
	"log/slog"

	"wholesight/jobs"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// Job puts a run into the table in a state, by the way that leads there.
func (sh *Shop) Job(state store.JobState) (id int64) {
	sh.T.Helper()
	sh.Seed.spare++
	sh.Update(func(tx *store.Tx) (err error) {
		// Names of its own: nobody's runner claims it, and none joins another.
		name := fmt.Sprintf("spare%d", sh.Seed.spare)
		if id, _, err = tx.Enqueue(name, name, "{}", store.Actor{Name: "test"}, false); err != nil ||
			state == store.JobQueued {
			return err
		}
		j, err := tx.ClaimJob("test", []string{name}, 1<<40)
		if err != nil || state == store.JobRunning {
			return err
		}
		return tx.EndJob(j.ID, j.Attempt, store.JobEnd{State: state, Failed: state != store.JobDone,
			Error: map[bool]string{true: "it broke"}[state == store.JobDead || state == store.JobFailed]})
	})
	return id
}

// RunJobs runs what is queued, as a server's runner does, until nothing is.
func (sh *Shop) RunJobs() {
	sh.T.Helper()
	r := runner.New(sh.DB, slog.New(slog.DiscardHandler), runner.Options{Worker: "test", Jobs: jobs.All, Alone: true})
	for {
		found, err := r.Step(sh.T.Context())
		if err != nil {
			sh.T.Fatal(err)
		}
		if !found {
			return
		}
	}
}
