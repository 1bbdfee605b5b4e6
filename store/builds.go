package store

import (
	"database/sql"
	"errors"
	"time"

	"wholesight/jobs/calendar"
)

// The steps of a build, as the table published names them; StepForecasts is the third.
const (
	StepGraph  = "graph"  // the monthly series
	StepLabels = "labels" // metrics and labels
)

// Build is one run's set of derived rows: staged under its number, seen once
// published points at it, kept for a while when the next one has taken its place.
type Build struct {
	ID          int64
	AsOf        calendar.Day
	Timeframe   int    // months
	Steps       string // "graph", "labels", "graph labels" or "forecasts"
	State       string // staging, published, superseded or abandoned
	Orders      int64  // read
	Customers   int64  // rows written: the larger of its steps
	Moved       int64  // label changes written
	BookVersion int64  // of the order book it was built from
	History     bool   // its label changes are history
	StartedAt   time.Time
	FinishedAt  time.Time
}

const buildColumns = `b.id, b.as_of, b.timeframe, b.steps, b.state, b.orders, b.customers, b.moved, b.import_id, b.history, b.started_at, b.finished_at`

func (b *Build) scan(row interface{ Scan(...any) error }) error {
	var started int64
	var finished sql.NullInt64
	err := row.Scan(&b.ID, &b.AsOf, &b.Timeframe, &b.Steps, &b.State, &b.Orders, &b.Customers, &b.Moved, &b.BookVersion,
		&b.History, &started, &finished)
	b.StartedAt, b.FinishedAt = instant(started), instantPtr(finished)
	return err
}

// Published is the build that a step shows: what a page reads first, once, and
// prints its as-of day from. ErrNotFound when the step never ran.
func (tx *Tx) Published(step string) (b Build, err error) {
	defer wrap(&err, "published build of %s", step)
	if p, err := tx.known(); err != nil {
		return b, err
	} else if p != nil {
		if p.published[step].ID == 0 {
			return b, ErrNotFound
		}
		return p.published[step], nil
	}
	err = b.scan(tx.queryRow(`SELECT `+buildColumns+` FROM published p JOIN builds b ON b.id = p.build_id WHERE p.step = $1`, step))
	return b, translate(err)
}

// Build is one build, in whatever state; ErrNotFound when there is none.
func (tx *Tx) Build(id int64) (b Build, err error) {
	defer wrap(&err, "build %d", id)
	err = b.scan(tx.queryRow(`SELECT `+buildColumns+` FROM builds b WHERE b.id = $1`, id))
	return b, translate(err)
}

// Builds are the builds of graph data and labels that have been published, newest
// first.
func (tx *Tx) Builds(limit int) (_ []Build, err error) {
	defer wrap(&err, "builds")
	return list(tx, `SELECT `+buildColumns+` FROM builds b WHERE b.state IN ('published', 'superseded') AND b.steps <> 'forecasts' ORDER BY b.id DESC LIMIT $1`,
		[]any{limit}, func(rows *sql.Rows, b *Build) error { return b.scan(rows) })
}

// HistoryBase is the build that the next label changes are told against: the
// newest whose own are history. A build as of an earlier day is looked at and
// leaves no trace, so the one after it is compared with this one too. ErrNotFound
// when no build has written history.
func (tx *Tx) HistoryBase() (b Build, err error) {
	defer wrap(&err, "last build with history")
	err = b.scan(tx.queryRow(`SELECT ` + buildColumns + ` FROM builds b
		WHERE b.history AND b.state IN ('published', 'superseded') ORDER BY b.id DESC LIMIT 1`))
	return b, translate(err)
}

// BeginBuild opens a build for staging: as-of day, timeframe, steps, book version and
// start count, the rest is told when it is published.
func (tx *Tx) BeginBuild(b Build) (id int64, err error) {
	defer wrap(&err, "begin build")
	err = tx.row(`INSERT INTO builds (as_of, timeframe, steps, state, import_id, started_at, beat_at)
		VALUES ($1, $2, $3, 'staging', $4, $5, $6) RETURNING id`,
		[]any{int64(b.AsOf), b.Timeframe, b.Steps, b.BookVersion, millis(b.StartedAt), tx.nowMillis()}, &id)
	return id, err
}

// beatBuild says that a build is still being staged; ErrConflict when it has been
// given up by somebody, so that a process that slept cannot wake it again.
func (tx *Tx) beatBuild(id int64) error {
	return tx.changeOne(`UPDATE builds SET beat_at = $2 WHERE id = $1 AND state = 'staging'`, id, tx.nowMillis())
}

// PublishBuild makes a staged build the one that is seen, for all its steps at
// once. Orders, Customers, Moved and History of b are stored with it. was names
// the builds that its label changes and steps were made against (see
// PublishedSteps and HistoryBase); when another build has come between, nothing
// is published: ErrConflict.
func (tx *Tx) PublishBuild(b Build, steps []string, was Baseline) (err error) {
	defer wrap(&err, "publish build %d", b.ID)
	is, err := tx.Baseline()
	if err != nil {
		return err
	}
	for _, step := range steps {
		if step == StepLabels && (is.Labels != was.Labels || is.History != was.History) || step == StepGraph &&
			is.Graph != was.Graph ||
			step == StepForecasts && is.Forecasts != was.Forecasts {
			return ErrConflict
		}
		if _, err := tx.exec(`INSERT INTO published (step, build_id) VALUES ($1, $2)
			ON CONFLICT (step) DO UPDATE SET build_id = excluded.build_id`, step, b.ID); err != nil {
			return err
		}
	}
	if err := tx.changeOne(`UPDATE builds SET state = 'published', orders = $2, customers = $3, moved = $4, history = $5, finished_at = $6
		WHERE id = $1 AND state = 'staging'`, b.ID, b.Orders, b.Customers, b.Moved, b.History, tx.nowMillis()); err != nil {
		return err
	}
	_, err = tx.exec(`UPDATE builds SET state = 'superseded' WHERE state = 'published' AND id NOT IN (SELECT build_id FROM published)`)
	return err
}

// Baseline is what a build is made against: the builds published when it began, 0
// for none.
type Baseline struct{ Graph, Labels, History, Forecasts int64 }

// Baseline is the present one.
func (tx *Tx) Baseline() (b Baseline, err error) {
	defer wrap(&err, "published builds")
	if err = tx.each(`SELECT step, build_id FROM published ORDER BY step`, nil, func(rows *sql.Rows) error {
		var step string
		var id int64
		err := rows.Scan(&step, &id)
		switch step {
		case StepGraph:
			b.Graph = id
		case StepLabels:
			b.Labels = id
		case StepForecasts:
			b.Forecasts = id
		}
		return err
	}); err != nil {
		return b, err
	}
	base, err := tx.HistoryBase()
	if errors.Is(err, ErrNotFound) {
		return b, nil
	}
	b.History = base.ID
	return b, err
}

// AbandonBuild gives up a build that is being staged; its rows are swept later.
// A build in another state is left alone.
func (tx *Tx) AbandonBuild(id int64) (err error) {
	defer wrap(&err, "abandon build %d", id)
	_, err = tx.exec(`UPDATE builds SET state = 'abandoned' WHERE id = $1 AND state = 'staging'`, id)
	return err
}

// staleBuild is after how long without a sign of life a staged build counts as
// left behind by a process that has gone.
const staleBuild = 10 * time.Minute

// OutdatedBuilds are the builds whose rows may be deleted: abandoned ones, and
// those superseded by a newer one, but for the newest of these (a reader may still
// page through it), the one that history is told against, and forecasts that are not
// settled yet. Forecasts have builds of their own and take turns with the others, so
// each kind keeps its newest. Builds whose process has gone away are abandoned first.
func (tx *Tx) OutdatedBuilds() (ids []int64, err error) {
	defer wrap(&err, "outdated builds")
	if _, err := tx.exec(`UPDATE builds SET state = 'abandoned' WHERE state = 'staging' AND beat_at < $1`,
		millis(tx.Now.Add(-staleBuild))); err != nil {
		return nil, err
	}
	base, err := tx.HistoryBase()
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	return list(tx, `SELECT id FROM builds WHERE swept_at IS NULL AND (state = 'abandoned' OR state = 'superseded' AND id <> $1
		AND id NOT IN (SELECT MAX(id) FROM builds WHERE state = 'superseded' GROUP BY CASE WHEN steps = 'forecasts' THEN 1 ELSE 0 END)
		AND id NOT IN (SELECT build_id FROM live_forecasts)) ORDER BY id`,
		[]any{base.ID}, func(rows *sql.Rows, id *int64) error { return rows.Scan(id) })
}

// SweepBuild deletes about limit rows of an outdated build and returns how many;
// when there are none left it marks the build as swept. The label changes of a
// build that was published are history, and stay.
func (tx *Tx) SweepBuild(id int64, limit int) (n int64, err error) {
	defer wrap(&err, "sweep build %d", id)
	b, err := tx.Build(id)
	if err != nil {
		return 0, err
	}
	for _, table := range []string{"customer_scores", "customer_series", "customer_backorders", "customer_forecasts"} {
		gone, err := tx.exec(`DELETE FROM `+table+` WHERE build_id = $1 AND customer_id IN
			(SELECT customer_id FROM `+table+` WHERE build_id = $1 ORDER BY customer_id LIMIT $2)`, id, limit)
		if err != nil || gone > 0 {
			return gone, err
		}
	}
	for _, table := range []string{"label_totals", "shop_series", "channel_totals", "forecast_builds"} { // few rows each
		if _, err := tx.exec(`DELETE FROM `+table+` WHERE build_id = $1`, id); err != nil {
			return 0, err
		}
	}
	if b.State == "abandoned" {
		if _, err := tx.exec(`DELETE FROM label_moves WHERE build_id = $1`, id); err != nil {
			return 0, err
		}
		for t := range labelColumns {
			gone, err := tx.exec(`DELETE FROM label_changes WHERE build_id = $1 AND type = $2 AND customer_id IN
				(SELECT customer_id FROM label_changes WHERE build_id = $1 AND type = $2 ORDER BY customer_id LIMIT $3)`, id, t,
				limit)
			if err != nil || gone > 0 {
				return gone, err
			}
		}
	}
	_, err = tx.exec(`UPDATE builds SET swept_at = $2 WHERE id = $1`, id, tx.nowMillis())
	return 0, err
}

// CountBuildRows is how many derived rows and label changes there are of each
// build, for the page that shows what takes room. Builds without rows are missing.
func (tx *Tx) CountBuildRows() (_ map[int64]int64, err error) {
	defer wrap(&err, "rows by build")
	rows := map[int64]int64{}
	err = tx.each(`SELECT build_id, SUM(n) FROM (
			SELECT build_id, COUNT(*) AS n FROM customer_scores GROUP BY build_id
			UNION ALL SELECT build_id, COUNT(*) FROM customer_series GROUP BY build_id
			UNION ALL SELECT build_id, COUNT(*) FROM customer_backorders GROUP BY build_id
			UNION ALL SELECT build_id, COUNT(*) FROM customer_forecasts GROUP BY build_id
			UNION ALL SELECT build_id, COUNT(*) FROM label_changes GROUP BY build_id) t
		GROUP BY build_id ORDER BY build_id`, nil, func(r *sql.Rows) error {
		var id, n int64
		err := r.Scan(&id, &n)
		rows[id] = n
		return err
	})
	return rows, err
}
