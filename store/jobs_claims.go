package store

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// MaxFailures is how many failed attempts make a job dead.
const MaxFailures = 5

// claimable is the condition under which a worker may begin a job at $1. It stands
// in the claim twice, inside and outside of the subquery: without the second, two
// PostgreSQL workers that pick the same row both get it.
const claimable = `((state = 'queued' AND run_after <= $1) OR (state = 'running' AND lease_until < $1))`

// Claimable tells whether a worker for the named jobs would find one, without
// taking the writer's turn.
func (tx *Tx) Claimable(names []string) (_ bool, err error) {
	defer wrap(&err, "look for a job")
	var n int64
	args := []any{tx.nowMillis()}
	for _, name := range names {
		args = append(args, name)
	}
	err = tx.row(`SELECT COUNT(*) FROM (SELECT id FROM jobs WHERE `+claimable+` AND name IN `+in(2, len(names))+
		` LIMIT 1) t`, args, &n)
	return n > 0, err
}

// ClaimJob begins the job that has waited longest of the named ones: a queued one
// whose time has come, or a running one whose lease has ended, its process being
// gone. The attempt counts up; what an older attempt writes from now on is
// refused. ErrNotFound when there is nothing to do.
//
// A job whose process went away counts that as a failure: one that kills every
// process that touches it is dead in the end, not claimed for ever.
func (tx *Tx) ClaimJob(worker string, names []string, lease time.Duration) (j Job, err error) {
	defer wrap(&err, "claim a job")
	if err := tx.giveUpJobs(); err != nil {
		return Job{}, err
	}
	args := []any{tx.nowMillis(), worker, millis(tx.Now.Add(lease))}
	for _, name := range names {
		args = append(args, name)
	}
	err = translate(j.scan(tx.queryRow(`UPDATE jobs SET
			failures = failures + CASE WHEN state = 'running' THEN 1 ELSE 0 END,
			state = 'running', attempt = attempt + 1, worker = $2, lease_until = $3, started_at = $1,
			again = FALSE, done = 0, total = 0, note = ''
		WHERE id = (SELECT id FROM jobs WHERE `+claimable+` AND name IN `+in(4, len(names))+` ORDER BY run_after, id LIMIT 1)
			AND `+claimable+` RETURNING `+jobColumns, args...)))
	return j, err
}

// giveUpJobs ends those jobs whose lease has ended and that are not to be taken
// over: they were cancelled, or have used up their attempts.
func (tx *Tx) giveUpJobs() error {
	type orphan struct {
		id, attempt int64
		cancelled   bool
	}
	gone, err := list(tx, `SELECT id, attempt, cancel_requested FROM jobs
		WHERE state = 'running' AND lease_until < $1 AND (cancel_requested OR failures + 1 >= $2) ORDER BY id`,
		[]any{tx.nowMillis(), MaxFailures}, func(rows *sql.Rows, o *orphan) error {
			return rows.Scan(&o.id, &o.attempt, &o.cancelled)
		})
	if err != nil {
		return err
	}
	for _, o := range gone {
		end := JobEnd{State: JobDead, Failed: true, Error: fmt.Sprintf("its process went away, as in the attempts before: given up after %d", MaxFailures)}
		if o.cancelled {
			end = JobEnd{State: JobCancelled}
		}
		if err := tx.EndJob(o.id, o.attempt, end); err != nil {
			return err
		}
	}
	return nil
}

// FreeJobs ends the lease of every running job, so that they are taken over at
// once. Only for a process that knows itself to be the only one with workers, at
// its start: whatever is marked as running then is not.
func (tx *Tx) FreeJobs() (_ int64, err error) {
	defer wrap(&err, "free orphaned jobs")
	return tx.exec(`UPDATE jobs SET lease_until = 0 WHERE state = 'running'`)
}

// BeatJob prolongs the lease of an attempt and stores how far it is. It returns
// whether somebody wants it cancelled; ErrConflict when the attempt is no longer
// the one that runs.
func (tx *Tx) BeatJob(id, attempt int64, lease time.Duration, done, total int64, note string) (cancel bool, err error) {
	defer wrap(&err, "heartbeat of job %d, attempt %d", id, attempt)
	err = tx.row(`UPDATE jobs SET lease_until = $3, done = $4, total = $5, note = $6
		WHERE id = $1 AND attempt = $2 AND state = 'running' RETURNING cancel_requested`,
		[]any{id, attempt, millis(tx.Now.Add(lease)), done, total, note}, &cancel)
	if errors.Is(err, ErrNotFound) {
		err = ErrConflict
	}
	return cancel, err
}

// GuardJob fails with ErrConflict unless the attempt is the one that runs and
// nobody has cancelled it. It changes the row, if only to itself: a cancel or a
// take-over that happens meanwhile waits for this transaction, or makes it fail.
func (tx *Tx) GuardJob(id, attempt int64) (err error) {
	defer wrap(&err, "job %d, attempt %d", id, attempt)
	return tx.changeOne(`UPDATE jobs SET lease_until = lease_until
		WHERE id = $1 AND attempt = $2 AND state = 'running' AND NOT cancel_requested`, id, attempt)
}

// JobEnd is how an attempt ended.
type JobEnd struct {
	State    JobState // JobQueued: to be tried again from RunAfter on
	Failed   bool     // counts as a failure
	Error    string
	Report   string // JSON
	RunAfter time.Time
}

// EndJob stores how an attempt ended, and enqueues the follow-up that was asked
// for meanwhile. ErrConflict when the attempt is no longer the one that runs.
func (tx *Tx) EndJob(id, attempt int64, end JobEnd) (err error) {
	defer wrap(&err, "end of job %d, attempt %d", id, attempt)
	var again bool
	var finished any = tx.nowMillis()
	failed := 0
	if end.Failed {
		failed = 1
	}
	if end.State == JobQueued {
		finished = nil
	} else {
		end.RunAfter = tx.Now
	}
	err = tx.row(`UPDATE jobs SET state = $3, failures = failures + CAST($4 AS BIGINT), error = $5, report = $6, run_after = $7,
			finished_at = $8, lease_until = 0, worker = ''
		WHERE id = $1 AND attempt = $2 AND state = 'running' RETURNING again`,
		[]any{id, attempt, string(end.State), failed, end.Error, end.Report, millis(end.RunAfter), finished}, &again)
	if errors.Is(err, ErrNotFound) {
		return ErrConflict
	}
	if err != nil || !again || end.State.Live() {
		return err
	}
	_, err = tx.exec(`INSERT INTO jobs (name, unique_key, args, state, run_after, user_id, actor, enqueued_at)
		SELECT name, unique_key, args, 'queued', CAST($2 AS BIGINT), user_id, actor, CAST($2 AS BIGINT) FROM jobs WHERE id = $1`, id, tx.nowMillis())
	return err
}

// SweepJobs deletes finished jobs older than an instant, but for the newest of
// each name, and schedule slots as old. At most limit rows; it returns how many.
func (tx *Tx) SweepJobs(before time.Time, limit int) (n int64, err error) {
	defer wrap(&err, "sweep jobs")
	n, err = tx.exec(`DELETE FROM jobs WHERE id IN (SELECT id FROM jobs
			WHERE finished_at < $1 AND id NOT IN (SELECT MAX(id) FROM jobs WHERE finished_at IS NOT NULL GROUP BY name)
			ORDER BY id LIMIT $2)`, millis(before), limit)
	if err != nil {
		return n, err
	}
	slots, err := tx.exec(`DELETE FROM schedule_slots WHERE at < $1`, millis(before))
	return n + slots, err
}
