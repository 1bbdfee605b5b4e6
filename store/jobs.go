package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// JobState is where a job is on its way. Queued and running jobs are live.
type JobState string

// The states of a job.
const (
	JobQueued    JobState = "queued"
	JobRunning   JobState = "running"
	JobDone      JobState = "done"
	JobFailed    JobState = "failed"    // in a way that no further attempt would cure
	JobCancelled JobState = "cancelled" // by a person
	JobDead      JobState = "dead"      // after the last attempt; a person may retry it
)

// Live tells whether the job is still to run, or runs.
func (s JobState) Live() bool { return s == JobQueued || s == JobRunning }

// Job is one row of the queue: a run that is asked for, under way or over.
type Job struct {
	ID              int64
	Name            string
	Args            string // JSON
	State           JobState
	Attempt         int64 // how often it was begun; the fencing token of the attempt under way
	Failures        int64 // attempts that failed or whose process went away
	Worker          string
	RunAfter        time.Time
	CancelRequested bool
	Done, Total     int64 // rows; total 0: not known
	Note            string
	Report          string // JSON, of a done job
	Error           string // of the last attempt that failed
	Actor           Actor
	EnqueuedAt      time.Time
	StartedAt       time.Time // of the last attempt; zero: none yet
	FinishedAt      time.Time // zero: live
}

const jobColumns = `id, name, args, state, attempt, failures, worker, run_after, cancel_requested,
	done, total, note, report, error, COALESCE(user_id, 0), actor, enqueued_at, started_at, finished_at`

func (j *Job) scan(row interface{ Scan(...any) error }) error {
	var runAfter, enqueued int64
	var started, finished sql.NullInt64
	err := row.Scan(&j.ID, &j.Name, &j.Args, &j.State, &j.Attempt, &j.Failures, &j.Worker, &runAfter, &j.CancelRequested,
		&j.Done, &j.Total, &j.Note, &j.Report, &j.Error, &j.Actor.UserID, &j.Actor.Name, &enqueued, &started, &finished)
	j.RunAfter, j.EnqueuedAt = instant(runAfter), instant(enqueued)
	j.StartedAt, j.FinishedAt = instantPtr(started), instantPtr(finished)
	return err
}

func scanJob(rows *sql.Rows, j *Job) error { return j.scan(rows) }

// Enqueue asks for a run, in the caller's transaction: the job is there when the
// transaction is committed, and not otherwise. While a job of the same key is live
// it joins that one. followUp is for callers whose transaction changes what the
// job reads: when the live job has begun already (and may have read before), it is
// marked to be run once more.
func (tx *Tx) Enqueue(name, key, args string, actor Actor, followUp bool) (id int64, joined bool, err error) {
	defer wrap(&err, "enqueue %s", name)
	now := tx.nowMillis()
	err = tx.row(`INSERT INTO jobs (name, unique_key, args, state, run_after, user_id, actor, enqueued_at)
		VALUES ($1, $2, $3, 'queued', $4, $5, $6, $4)
		ON CONFLICT (unique_key) WHERE state IN ('queued', 'running') DO NOTHING RETURNING id`,
		[]any{name, key, args, now, actor.userID(), actor.Name}, &id)
	if !errors.Is(err, ErrNotFound) {
		return id, false, err
	}
	if err := tx.row(`SELECT id FROM jobs WHERE unique_key = $1 AND state IN ('queued', 'running')`, []any{key},
		&id); err != nil {
		return 0, false, err
	}
	if !followUp {
		return id, true, nil
	}
	// Changing a queued row too, if only to itself, keeps a worker from claiming
	// it before this transaction is committed.
	return id, true, tx.changeOne(`UPDATE jobs SET again = (again OR state = 'running')
		WHERE id = $1 AND state IN ('queued', 'running')`, id)
}

// Job is one job; ErrNotFound when there is none.
func (tx *Tx) Job(id int64) (j Job, err error) {
	defer wrap(&err, "job %d", id)
	err = translate(j.scan(tx.queryRow(`SELECT `+jobColumns+` FROM jobs WHERE id = $1`, id)))
	return j, err
}

// JobFilter narrows a list of jobs; empty fields do not.
type JobFilter struct {
	Name   string
	States []JobState
	Before int64 // jobs with a smaller id, for the next page
	Limit  int   // 1 to 200
}

// Jobs are the jobs that match, newest first.
func (tx *Tx) Jobs(f JobFilter) (_ []Job, err error) {
	defer wrap(&err, "jobs")
	where, args := []string{"TRUE"}, []any{}
	if f.Name != "" {
		args = append(args, f.Name)
		where = append(where, fmt.Sprintf("name = $%d", len(args)))
	}
	if f.Before > 0 {
		args = append(args, f.Before)
		where = append(where, fmt.Sprintf("id < $%d", len(args)))
	}
	if len(f.States) > 0 {
		where = append(where, "state IN "+in(len(args)+1, len(f.States)))
		for _, s := range f.States {
			args = append(args, string(s))
		}
	}
	args = append(args, max(1, min(f.Limit, 200)))
	return list(tx, `SELECT `+jobColumns+` FROM jobs WHERE `+strings.Join(where, " AND ")+
		fmt.Sprintf(` ORDER BY id DESC LIMIT $%d`, len(args)), args, scanJob)
}

// LastRuns are the newest finished job of each name, by name. A name that has
// never finished is missing.
func (tx *Tx) LastRuns() (_ map[string]Job, err error) {
	defer wrap(&err, "last runs")
	all, err := list(tx, `SELECT `+jobColumns+` FROM jobs
		WHERE id IN (SELECT MAX(id) FROM jobs WHERE finished_at IS NOT NULL GROUP BY name) ORDER BY name`, nil, scanJob)
	last := make(map[string]Job, len(all))
	for _, j := range all {
		last[j.Name] = j
	}
	return last, err
}

// CancelJob asks a running job to stop, or takes a queued one out of the queue.
// A job that is over is ErrConflict.
func (tx *Tx) CancelJob(id int64) (err error) {
	defer wrap(&err, "cancel job %d", id)
	if _, err := tx.Job(id); err != nil {
		return err
	}
	return tx.changeOne(`UPDATE jobs SET cancel_requested = TRUE,
		finished_at = CASE WHEN state = 'queued' THEN CAST($2 AS BIGINT) ELSE finished_at END,
		state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
		WHERE id = $1 AND state IN ('queued', 'running')`, id, tx.nowMillis())
}

// RetryJob puts a job that is dead, failed or cancelled back into the queue, with
// all its attempts before it again. ErrConflict when it is in another state, or
// when a job of the same key is live.
func (tx *Tx) RetryJob(id int64) (err error) {
	defer wrap(&err, "retry job %d", id)
	if _, err := tx.Job(id); err != nil {
		return err
	}
	return tx.changeOne(`UPDATE jobs SET state = 'queued', failures = 0, run_after = $2, cancel_requested = FALSE,
		done = 0, total = 0, note = '', error = '', finished_at = NULL
		WHERE id = $1 AND state IN ('dead', 'failed', 'cancelled')`, id, tx.nowMillis())
}
