package store

import (
	"database/sql"
)

// present is what nearly every page asks first. A read transaction is one snapshot, so
// the answer cannot change within it: one statement fetches all of it, at the first
// question, and the questions that follow cost nothing. A transaction that writes asks
// one by one (its own changes count), and locks no more than it has to.
type present struct {
	stamp       Stamp
	bookVersion int64             // of the order book
	settled     int64             // how many days of forecasts
	settings    map[string]string // stored values
	revision    int64             // of the settings
	published   map[string]Build  // by step
	managers    []int64           // account managers that the person stands for; see For
}

// For says whose transaction it is. What ManagersOf then says of that person comes with
// the statement above; of anybody else it is asked as ever.
func (tx *Tx) For(user int64) { tx.person = user }

// known is what the transaction knows of the present; nil: it must ask one by one.
func (tx *Tx) known() (_ *present, err error) {
	if !tx.reads || tx.present != nil {
		return tx.present, nil
	}
	defer wrap(&err, "present state")
	p := &present{settings: map[string]string{}, published: map[string]Build{}}
	ids := map[string]*int64{"labels": &p.stamp.Build, "graph": &p.stamp.Graph, "forecasts": &p.stamp.Forecasts}
	nouns := map[string]*int64{string(NounCustomers): &p.stamp.Customers,
		string(NounClassifications): &p.stamp.Classifications,
		string(NounFacts):           &p.stamp.Facts, string(NounTargets): &p.stamp.Targets}
	if err := tx.each(`SELECT x.kind, x.name, x.value, x.n, `+buildColumns+` FROM (
			SELECT 'published' AS kind, step AS name, '' AS value, build_id AS n FROM published
			UNION ALL SELECT 'revision', noun, '', n FROM revisions
			UNION ALL SELECT 'book_version', '', '', published FROM order_book WHERE one = 1
			UNION ALL SELECT 'settled', '', '', COUNT(*) FROM settled_forecasts
			UNION ALL SELECT 'setting', name, value, version FROM settings
			UNION ALL SELECT 'manager', '', '', id FROM account_managers WHERE user_id = $1) x
		LEFT JOIN builds b ON b.id = x.n AND x.kind = 'published' ORDER BY x.kind, x.name, x.n`, []any{tx.person},
		func(rows *sql.Rows) error {
			ignored := make([]any, 12) // the columns of a build where there is none
			for i := range ignored {
				ignored[i] = new(any)
			}
			var kind, name, value string
			var n int64
			head := []any{&kind, &name, &value, &n}
			if err := rows.Scan(append(head, ignored...)...); err != nil {
				return err
			}
			switch kind {
			case "published":
				var b Build
				if err := b.scan(behind{rows, head}); err != nil {
					return err
				}
				if id := ids[name]; id != nil {
					*id = n
				}
				p.published[name] = b
			case "revision":
				if counter := nouns[name]; counter != nil {
					*counter = n
				}
			case "book_version":
				p.bookVersion = n
			case "settled":
				p.settled = n
			case "setting":
				p.settings[name] = value
				p.revision += n
			case "manager":
				p.managers = append(p.managers, n)
			}
			return nil
		}); err != nil {
		return nil, err
	}
	tx.present, tx.to = p, tx.db.ticks.Add(1)
	return p, nil
}

// Order tells which of two snapshots of this process is the newer one: the snapshot was
// taken after from and before to, so it is surely newer than another whose to lies
// before its from. A transaction that writes says 0, 0: what it sees may never come to
// be, and is newer than nothing.
func (tx *Tx) Order() (from, to int64) {
	if !tx.reads {
		return 0, 0
	}
	if tx.to == 0 { // whoever asks has read something
		tx.to = tx.db.ticks.Add(1)
	}
	return tx.from, tx.to
}

// behind scans what stands behind the first columns of a row.
type behind struct {
	rows *sql.Rows
	head []any
}

func (b behind) Scan(dest ...any) error {
	return b.rows.Scan(append(b.head[:len(b.head):len(b.head)], dest...)...)
}

// SettingsRevision counts the changes of settings: while it stays, they do.
func (tx *Tx) SettingsRevision() (n int64, err error) {
	defer wrap(&err, "revision of the settings")
	if p, err := tx.known(); err != nil {
		return 0, err
	} else if p != nil {
		return p.revision, nil
	}
	err = tx.row(`SELECT `+settingsRevision, nil, &n)
	return n, err
}

// settingsRevision grows with each change: SaveSetting counts a row's version up, and
// nothing deletes one.
const settingsRevision = `(SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM settings)`
