package web

import (
	"errors"
	"strconv"

	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	jobcustomers "wholesight/jobs/customers"
	jobimports "wholesight/jobs/imports"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/views/ui"
)

// runAct is the button that asks for a run of a job.
func runAct(l ui.Locale, name, text, back string) ui.Act {
	return ui.Act{Action: jobRunPath(), Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "job", Value: name}, nextField(back), newKeyField()},
		Button: ui.Button{Text: text, Small: true}}
}

// onDemand tells whether a job can be asked for by itself: the steps of an import
// belong to one, and are asked for there, as bulk actions are from a list.
func onDemand(name string) bool {
	return name != jobimports.CheckJob.Name && name != jobimports.ApplyJob.Name && name != jobcustomers.BulkJob.Name
}

// retryAct is the button that puts a run back into the queue.
func retryAct(l ui.Locale, j store.Job) ui.Act {
	return ui.Act{Action: jobDoPath(j.ID, "retry"), Fields: []ui.Field{newKeyField()}, Button: ui.Button{Text: l.T("Try again"), Small: true}}
}

// jobRun: POST /jobs/run, admins: asks for a run of a job, or joins the one that is
// under way.
func (s *Server) jobRun(c echo.Context) error {
	f, err := form(c)
	if err != nil {
		return err
	}
	job, err := jobs.FindJob(f.Get("job"))
	if err != nil || !onDemand(job.Name) {
		return badRequest("There is no such job to run.")
	}
	l := s.localeOf(c)
	return s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		id, joined, err := runner.Enqueue(tx, job.Name, nil, by)
		if err != nil {
			return done{}, err
		}
		text := l.T("%s: asked for", l.T(job.Title))
		if joined {
			text = l.T("%s: under way already", l.T(job.Title))
		}
		return done{safeNext(f.Get("next")), ui.Toast{Text: text}}, tx.Audit(by, "job.run", jobObject(id), nil, map[string]any{"job": job.Name, "joined": joined})
	})
}

// jobCancel: POST /jobs/:id/cancel, admins: asks a run to stop, or takes it out of
// the queue.
func (s *Server) jobCancel(c echo.Context) error {
	l := s.localeOf(c)
	return s.jobDo(c, func(tx *store.Tx, by store.Actor, j store.Job) (ui.Toast, error) {
		if !j.State.Live() {
			return ui.Toast{Text: l.T("%s was over already", jobTitle(l, j.Name)), Bad: true}, nil
		}
		if err := tx.CancelJob(j.ID); err != nil {
			return ui.Toast{}, err
		}
		text := l.T("%s: asked to stop", jobTitle(l, j.Name))
		if j.State == store.JobQueued {
			text = l.T("%s: taken out of the queue", jobTitle(l, j.Name))
		}
		return ui.Toast{Text: text}, tx.Audit(by, "job.cancel", jobObject(j.ID), j.State, nil)
	})
}

// jobRetry: POST /jobs/:id/retry, admins: puts a run that is dead, failed or
// cancelled back into the queue.
func (s *Server) jobRetry(c echo.Context) error {
	l := s.localeOf(c)
	return s.jobDo(c, func(tx *store.Tx, by store.Actor, j store.Job) (ui.Toast, error) {
		if j.State == store.JobDone || j.State.Live() {
			return ui.Toast{Text: l.T("%s: there is nothing to try again", jobTitle(l, j.Name)), Bad: true}, nil
		}
		if err := tx.RetryJob(j.ID); err != nil {
			return ui.Toast{}, err
		}
		return ui.Toast{Text: l.T("%s: asked for again", jobTitle(l, j.Name))}, tx.Audit(by, "job.retry", jobObject(j.ID), j.State, nil)
	})
}

// jobDo does something to the run of the address and leads to its page, or where
// the form says. A second run of the same job that is under way refuses a retry.
func (s *Server) jobDo(c echo.Context, f func(tx *store.Tx, by store.Actor, j store.Job) (ui.Toast, error)) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	values, err := form(c)
	if err != nil {
		return err
	}
	to := jobPath(id)
	if values.Get("next") != "" {
		to = safeNext(values.Get("next"))
	}
	err = s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		j, err := tx.Job(id)
		if err != nil {
			return done{}, err
		}
		toast, err := f(tx, by, j)
		return done{to, toast}, err
	})
	if errors.Is(err, store.ErrConflict) {
		return s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
			return done{to, ui.Toast{Text: s.localeOf(c).T("A run of the same job is under way, or this one has just changed: look again"), Bad: true}}, nil
		})
	}
	return err
}

// jobObject is a run as the audit log names it.
func jobObject(id int64) string { return "job:" + strconv.FormatInt(id, 10) }
