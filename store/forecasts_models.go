package store

import (
	"database/sql"
	"time"

	"wholesight/jobs/calendar"
)

// ForecastModel is what was learned from the shop as of a day. Its body is for
// jobs/rules/forecast to read.
type ForecastModel struct {
	ID          int64
	AsOf        calendar.Day
	BookVersion int64  // of the order book it was trained on
	MadeFor     string // what of the settings it depends on
	Baskets     int64  // customers' purchase days until AsOf, as they were then
	MadeAt      time.Time
	Body        string // JSON
}

// SaveForecastModel stores a model that was trained just now and returns its id.
func (tx *Tx) SaveForecastModel(m ForecastModel) (id int64, err error) {
	defer wrap(&err, "save a model of forecasts")
	err = tx.row(`INSERT INTO forecast_models (as_of, book_version, made_for, baskets, made_at, size, body) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
		[]any{int64(m.AsOf), m.BookVersion, m.MadeFor, m.Baskets, tx.nowMillis(), len(m.Body), m.Body}, &id)
	return id, err
}

const modelColumns = `m.id, m.as_of, m.book_version, m.made_for, m.baskets, m.made_at, m.body`

func (m *ForecastModel) dest(made *int64) []any {
	return []any{&m.ID, &m.AsOf, &m.BookVersion, &m.MadeFor, &m.Baskets, made, &m.Body}
}

// ForecastModel is the model of an id, body and all; ErrNotFound when there is none.
func (tx *Tx) ForecastModel(id int64) (m ForecastModel, err error) {
	defer wrap(&err, "model of forecasts %d", id)
	var made int64
	err = tx.row(`SELECT `+modelColumns+` FROM forecast_models m WHERE m.id = $1`, []any{id}, m.dest(&made)...)
	m.MadeAt = instant(made)
	return m, err
}

// NewestForecastModel is the model of the latest as-of day, not after another, that was
// made for the present settings: of one day the one that was trained last. ErrNotFound
// when there is none.
func (tx *Tx) NewestForecastModel(notAfter calendar.Day, madeFor string) (m ForecastModel, err error) {
	defer wrap(&err, "newest model of forecasts")
	var made int64
	err = tx.row(`SELECT `+modelColumns+` FROM forecast_models m WHERE m.made_for = $1 AND m.as_of <= $2 ORDER BY m.as_of DESC, m.id DESC LIMIT 1`,
		[]any{madeFor, int64(notAfter)}, m.dest(&made)...)
	m.MadeAt = instant(made)
	return m, err
}

// SetForecastModel says with which model a build that is being staged is made.
func (tx *Tx) SetForecastModel(build, model int64) (err error) {
	defer wrap(&err, "model of build %d", build)
	if err := tx.beatBuild(build); err != nil {
		return err
	}
	return tx.insert("forecast_builds", []string{"build_id", "model_id"}, 1,
		func(_ int, args []any) []any { return append(args, build, model) }, "")
}

// ModelOfBuild is the id of the model that a build's forecasts were made with.
// ErrNotFound for a build without forecasts.
func (tx *Tx) ModelOfBuild(build int64) (id int64, err error) {
	defer wrap(&err, "model of build %d", build)
	err = tx.row(`SELECT model_id FROM forecast_builds WHERE build_id = $1`, []any{build}, &id)
	return id, err
}

// SweepForecastModels deletes the models that no build which is kept was made with, but
// for the newest few: a look back should not have to train again. It returns how many.
func (tx *Tx) SweepForecastModels() (n int64, err error) {
	defer wrap(&err, "old models of forecasts")
	return tx.exec(`DELETE FROM forecast_models WHERE id NOT IN (SELECT model_id FROM forecast_builds)
		AND id NOT IN (SELECT id FROM forecast_models ORDER BY id DESC LIMIT 2)`)
}

// ChannelTotal is what the customers of an account manager ordered through a channel
// in a build's window.
type ChannelTotal struct {
	AccountManagerID int64 // 0: none
	ChannelID        int64 // 0: none
	Orders           int64 // with a value above 0
	Revenue          int64 // minor units, returns included
}

// StageChannelTotals adds them to a build that is being staged.
func (tx *Tx) StageChannelTotals(build int64, totals []ChannelTotal) (err error) {
	defer wrap(&err, "stage channels of build %d", build)
	if err := tx.beatBuild(build); err != nil {
		return err
	}
	return tx.insert("channel_totals", []string{"build_id", "account_manager_id", "channel_id", "orders", "revenue"},
		len(totals), func(i int, args []any) []any {
			t := &totals[i]
			return append(args, build, t.AccountManagerID, t.ChannelID, t.Orders, t.Revenue)
		}, "")
}

// NamedChannel is what came through a channel, all account managers of a scope
// together.
type NamedChannel struct {
	ID      int64
	Name    string // empty: orders that name no channel
	Orders  int64
	Revenue int64
}

// ChannelTotals are a build's, of the account managers that a scope sees, by channel
// name; the scope of one customer sees none. A channel whose orders come to nothing in
// the window is missing.
func (tx *Tx) ChannelTotals(scope Scope, build int64) (_ []NamedChannel, err error) {
	defer wrap(&err, "channels of build %d", build)
	args := []any{build}
	var where string
	switch scope.kind {
	case scopeAll:
		where = "TRUE"
	case scopeRep:
		args = append(args, scope.id)
		where = "t.account_manager_id IN (SELECT id FROM account_managers WHERE user_id = $2)"
	default:
		where = "FALSE"
	}
	return list(tx, `SELECT t.channel_id, COALESCE(c.name, ''), CAST(SUM(t.orders) AS BIGINT), CAST(SUM(t.revenue) AS BIGINT)
		FROM channel_totals t LEFT JOIN channels c ON c.id = t.channel_id
		WHERE t.build_id = $1 AND `+where+` GROUP BY t.channel_id, c.name ORDER BY COALESCE(c.name, ''), t.channel_id`, args,
		func(rows *sql.Rows, n *NamedChannel) error {
			return rows.Scan(&n.ID, &n.Name, &n.Orders, &n.Revenue)
		})
}
