package runs

import (
	"errors"

	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// retryAct is the button that puts a run back into the queue.
func retryAct(l ui.Locale, j store.Job) ui.Act {
	return ui.Act{Action: paths.JobDoPath(j.ID, "retry"), Fields: []ui.Field{kit.NewKeyField()},
		Button: ui.Button{Text: l.T("Try again"), Small: true}}
}

// jobRun: POST /jobs/run, admins: asks for a run of a job, or joins the one that is
// under way.
func (s *Pages) jobRun(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	job, err := jobs.FindJob(f.Get("job"))
	if err != nil || !words.OnDemand(job.Name) {
		return kit.BadRequest("There is no such job to run.")
	}
	l := s.LocaleOf(c)
	return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		id, joined, err := runner.Enqueue(tx, job.Name, nil, by)
		if err != nil {
			return kit.Done{}, err
		}
		text := l.T("%s: asked for", l.T(job.Title))
		if joined {
			text = l.T("%s: under way already", l.T(job.Title))
		}
		return kit.Done{To: paths.SafeNext(f.Get("next")), Toast: ui.Toast{Text: text}},
			tx.Audit(by, "job.run", words.JobObject(id), nil, map[string]any{"job": job.Name, "joined": joined})
	})
}

// jobCancel: POST /jobs/:id/cancel, admins: asks a run to stop, or takes it out of
// the queue.
func (s *Pages) jobCancel(c echo.Context) error {
	l := s.LocaleOf(c)
	return s.jobDo(c, func(tx *store.Tx, by store.Actor, j store.Job) (ui.Toast, error) {
		if !j.State.Live() {
			return ui.Toast{Text: l.T("%s was over already", words.JobTitle(l, j.Name)), Bad: true}, nil
		}
		if err := tx.CancelJob(j.ID); err != nil {
			return ui.Toast{}, err
		}
		text := l.T("%s: asked to stop", words.JobTitle(l, j.Name))
		if j.State == store.JobQueued {
			text = l.T("%s: taken out of the queue", words.JobTitle(l, j.Name))
		}
		return ui.Toast{Text: text}, tx.Audit(by, "job.cancel", words.JobObject(j.ID), j.State, nil)
	})
}

// jobRetry: POST /jobs/:id/retry, admins: puts a run that is dead, failed or
// cancelled back into the queue.
func (s *Pages) jobRetry(c echo.Context) error {
	l := s.LocaleOf(c)
	return s.jobDo(c, func(tx *store.Tx, by store.Actor, j store.Job) (ui.Toast, error) {
		if j.State == store.JobDone || j.State.Live() {
			return ui.Toast{Text: l.T("%s: there is nothing to try again", words.JobTitle(l, j.Name)), Bad: true}, nil
		}
		if err := tx.RetryJob(j.ID); err != nil {
			return ui.Toast{}, err
		}
		return ui.Toast{Text: l.T("%s: asked for again", words.JobTitle(l, j.Name))},
			tx.Audit(by, "job.retry", words.JobObject(j.ID), j.State, nil)
	})
}

// jobDo does something to the run of the address and leads to its page, or where
// the form says. A second run of the same job that is under way refuses a retry.
func (s *Pages) jobDo(c echo.Context, f func(tx *store.Tx, by store.Actor, j store.Job) (ui.Toast, error)) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	values, err := kit.Form(c)
	if err != nil {
		return err
	}
	to := paths.JobPath(id)
	if values.Get("next") != "" {
		to = paths.SafeNext(values.Get("next"))
	}
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		j, err := tx.Job(id)
		if err != nil {
			return kit.Done{}, err
		}
		toast, err := f(tx, by, j)
		return kit.Done{To: to, Toast: toast}, err
	})
	if errors.Is(err, store.ErrConflict) {
		return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
			return kit.Done{To: to, Toast: ui.Toast{Text: s.LocaleOf(c).T("A run of the same job is under way, or this one has just changed: look again"), Bad: true}}, nil
		})
	}
	return err
}
