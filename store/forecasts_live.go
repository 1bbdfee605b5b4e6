package store

import (
	"database/sql"

	"wholesight/jobs/calendar"
)

// LiveForecasts are the forecasts of a build as they were shown to people, kept until
// it is known whether they came true: EachForecastRow reads them.
type LiveForecasts struct {
	CutOff calendar.Day // the as-of day of the build
	Build  int64
}

// KeepForecasts keeps a build that is being published as what was said on a day. One
// that is kept already of that day is ErrConflict.
func (tx *Tx) KeepForecasts(l LiveForecasts) (err error) {
	defer wrap(&err, "keep the forecasts of %v", l.CutOff)
	_, err = tx.exec(`INSERT INTO live_forecasts (cut_off, build_id) VALUES ($1, $2)`, int64(l.CutOff), l.Build)
	return err
}

// HasForecastsOf tells whether forecasts of a month are kept or settled.
func (tx *Tx) HasForecastsOf(month calendar.Month) (has bool, err error) {
	defer wrap(&err, "kept forecasts of %v", month)
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM live_forecasts WHERE cut_off BETWEEN $1 AND $2)
		OR EXISTS (SELECT 1 FROM settled_forecasts WHERE cut_off BETWEEN $1 AND $2)`,
		[]any{int64(month.First()), int64(month.Last())}, &has)
	return has, err
}

// LiveForecasts are what is kept and not settled yet, oldest first.
func (tx *Tx) LiveForecasts() (_ []LiveForecasts, err error) {
	defer wrap(&err, "kept forecasts")
	return list(tx, `SELECT cut_off, build_id FROM live_forecasts ORDER BY cut_off`, nil,
		func(rows *sql.Rows, l *LiveForecasts) error { return rows.Scan(&l.CutOff, &l.Build) })
}

// SettledForecasts is how the forecasts of a day came out.
type SettledForecasts struct {
	CutOff calendar.Day
	Body   string // JSON: forecast.Trial
}

// SettleForecasts stores how the forecasts of a day came out; their build may be swept
// from now on. ErrConflict when they are not kept any more: somebody else settled them.
func (tx *Tx) SettleForecasts(s SettledForecasts) (err error) {
	defer wrap(&err, "settle the forecasts of %v", s.CutOff)
	if err := tx.changeOne(`DELETE FROM live_forecasts WHERE cut_off = $1`, int64(s.CutOff)); err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO settled_forecasts (cut_off, settled_at, body) VALUES ($1, $2, $3)`, int64(s.CutOff),
		tx.nowMillis(), s.Body)
	return err
}

// SettledForecasts are all that have been settled, oldest first.
func (tx *Tx) SettledForecasts() (_ []SettledForecasts, err error) {
	defer wrap(&err, "settled forecasts")
	return list(tx, `SELECT cut_off, body FROM settled_forecasts ORDER BY cut_off`, nil,
		func(rows *sql.Rows, s *SettledForecasts) error { return rows.Scan(&s.CutOff, &s.Body) })
}

// CountSettled is how many days are settled: for who keeps them in memory. They are
// never changed, only added to.
func (tx *Tx) CountSettled() (n int64, err error) {
	defer wrap(&err, "settled forecasts")
	if p, err := tx.known(); err != nil {
		return 0, err
	} else if p != nil {
		return p.settled, nil
	}
	err = tx.row(`SELECT COUNT(*) FROM settled_forecasts`, nil, &n)
	return n, err
}
