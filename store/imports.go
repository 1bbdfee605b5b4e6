package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// Import is one import: what was given, what a person chose, how far it is and what
// it did. Options, Plan and Report are JSON that store does not look into.
type Import struct {
	ID          int64
	Kind        string // customers, products, orders, targets or contacts
	FileName    string
	FileSize    int64
	FileHash    string // hex SHA-256
	State       string // one of the Import states
	Options     string
	Plan        string
	Rows        int64
	Created     int64
	Updated     int64
	Unchanged   int64
	Rejected    int64
	Error       string
	Report      string
	BookVersion int64 // of the order book, for orders that changed something
	Actor       Actor // without an address
	CreatedAt   time.Time
	AppliedAt   time.Time // zero: never
	Version     int64
}

// The states of an import.
const (
	ImportUploaded  = "uploaded"
	ImportChecking  = "checking"
	ImportChecked   = "checked"
	ImportApplying  = "applying"
	ImportApplied   = "applied"
	ImportFailed    = "failed"
	ImportDiscarded = "discarded"
	ImportUndone    = "undone"
)

const importColumns = `id, kind, file_name, file_size, file_hash, state, options, plan, lines, created, updated, unchanged, rejected,
	error, report, book_version, COALESCE(user_id, 0), actor, created_at, applied_at, version`

func scanImport(rows *sql.Rows, m *Import) error {
	var created int64
	var applied sql.NullInt64
	err := rows.Scan(&m.ID, &m.Kind, &m.FileName, &m.FileSize, &m.FileHash, &m.State, &m.Options, &m.Plan, &m.Rows,
		&m.Created,
		&m.Updated, &m.Unchanged, &m.Rejected, &m.Error, &m.Report, &m.BookVersion, &m.Actor.UserID, &m.Actor.Name,
		&created, &applied, &m.Version)
	m.CreatedAt, m.AppliedAt = instant(created), instantPtr(applied)
	return err
}

// Import is the import of an id.
func (tx *Tx) Import(id int64) (_ Import, err error) {
	defer wrap(&err, "import %d", id)
	m, err := one(tx, `SELECT `+importColumns+` FROM imports WHERE id = $1`, id, scanImport)
	if err != nil {
		return Import{}, err
	}
	return *m, nil
}

// Imports are the newest imports, newest first; before > 0 asks for those with a
// smaller id.
func (tx *Tx) Imports(before int64, limit int) (_ []Import, err error) {
	defer wrap(&err, "imports")
	return list(tx, `SELECT `+importColumns+` FROM imports WHERE id < $1 OR $1 = 0 ORDER BY id DESC LIMIT $2`,
		[]any{before, max(1, min(limit, 200))}, scanImport)
}

// AppliedWith is the newest import of a kind that was applied, and not undone, with
// a file of this hash; ErrNotFound when there is none.
func (tx *Tx) AppliedWith(kind, hash string) (_ Import, err error) {
	defer wrap(&err, "imports of this file")
	return tx.newest(`kind = $1 AND state = 'applied' AND file_hash = $2`, kind, hash)
}

// LastApplied is the newest import of a kind that was applied and not undone;
// ErrNotFound when there is none.
func (tx *Tx) LastApplied(kind string) (_ Import, err error) {
	defer wrap(&err, "last import of %s", kind)
	return tx.newest(`kind = $1 AND state = 'applied'`, kind)
}

func (tx *Tx) newest(where string, args ...any) (Import, error) {
	all, err := list(tx, `SELECT `+importColumns+` FROM imports WHERE `+where+` ORDER BY applied_at DESC, id DESC LIMIT 1`,
		args, scanImport)
	if err != nil || len(all) == 0 {
		return Import{}, orNotFound(err)
	}
	return all[0], nil
}

func orNotFound(err error) error {
	if err == nil {
		return ErrNotFound
	}
	return err
}

// AddImport adds an import and returns its id.
func (tx *Tx) AddImport(m Import) (id int64, err error) {
	defer wrap(&err, "add import")
	err = tx.row(`INSERT INTO imports (kind, file_name, file_size, file_hash, state, options, plan, lines, error, user_id, actor, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
		[]any{m.Kind, m.FileName, m.FileSize, m.FileHash, m.State, m.Options, m.Plan, m.Rows, m.Error, m.Actor.userID(),
			m.Actor.Name, tx.nowMillis()}, &id)
	return id, err
}

// SaveImport stores what has become of an import that was read as version
// m.Version: state, file, options, plan, figures, report and error. ErrConflict when it
// is of another version by now. AppliedAt is set when the state becomes applied.
func (tx *Tx) SaveImport(m *Import) (err error) {
	defer wrap(&err, "import %d", m.ID)
	if m.State == ImportApplied && m.AppliedAt.IsZero() {
		m.AppliedAt = instant(tx.nowMillis())
	}
	var applied any
	if !m.AppliedAt.IsZero() {
		applied = millis(m.AppliedAt)
	}
	err = tx.changeOne(`UPDATE imports SET state = $1, file_size = $2, file_hash = $3, options = $4, plan = $5, lines = $6,
			created = $7, updated = $8, unchanged = $9, rejected = $10, error = $11, report = $12, book_version = $13,
			applied_at = $14, version = version + 1
		WHERE id = $15 AND version = $16`,
		m.State, m.FileSize, m.FileHash, m.Options, m.Plan, m.Rows, m.Created, m.Updated, m.Unchanged, m.Rejected, m.Error,
		m.Report,
		m.BookVersion, applied, m.ID, m.Version)
	if err == nil {
		m.Version++
	}
	return err
}

// EndOrphans marks imports as failed whose process is gone: those that say they
// apply, but neither are the one that holds the lease now nor have a file here with
// which a job could begin again. The caller holds the lease.
func (tx *Tx) EndOrphans(own int64) (err error) {
	defer wrap(&err, "orphaned imports")
	_, err = tx.exec(`UPDATE imports SET state = 'failed', error = 'it was interrupted; nothing of it was kept', version = version + 1
		WHERE state = 'applying' AND id <> $1
			AND NOT EXISTS (SELECT 1 FROM import_parts p WHERE p.import_id = imports.id AND p.role = 'source')`, own)
	return err
}

// Change is one row that an import changed outside of the order versions.
type Change struct {
	N       int64
	Noun    string // customer, product, target, contact, channel, smart type, account manager
	RowID   int64
	Before  string // JSON of the row; empty: the import created it
	Version int64  // of the row after the import
}

// NewChange is a change of a row; before is nil for one that is created.
func NewChange(n int64, noun string, rowID int64, before any) Change {
	c := Change{N: n, Noun: noun, RowID: rowID, Version: 1}
	if before != nil {
		b, err := json.Marshal(before)
		if err != nil {
			panic(fmt.Sprintf("store: %T as JSON: %v", before, err)) // plain structs
		}
		c.Before = string(b)
	}
	return c
}

// SaveChanges writes down what an import changed, so that it can be undone.
func (tx *Tx) SaveChanges(importID int64, changes []Change) (err error) {
	defer wrap(&err, "save changes of import %d", importID)
	return tx.insert("import_changes", []string{"import_id", "n", "noun", "row_id", "before", "version"}, len(changes),
		func(i int, args []any) []any {
			c := changes[i]
			return append(args, importID, c.N, c.Noun, c.RowID, c.Before, c.Version)
		}, "")
}

// Changes are at most limit changes of an import, from the last one back, with a
// smaller N than before (0: all).
func (tx *Tx) Changes(importID, before int64, limit int) (_ []Change, err error) {
	defer wrap(&err, "changes of import %d", importID)
	return list(tx, `SELECT n, noun, row_id, before, version FROM import_changes
		WHERE import_id = $1 AND (n < $2 OR $2 = 0) ORDER BY n DESC LIMIT $3`, []any{importID, before, limit},
		func(rows *sql.Rows, c *Change) error {
			return rows.Scan(&c.N, &c.Noun, &c.RowID, &c.Before, &c.Version)
		})
}
