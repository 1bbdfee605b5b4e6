package store

import (
	"database/sql"
	"fmt"
	"time"
)

// Undo is something that was done and can be taken back until a day.
type Undo struct {
	ID     int64
	By     Actor
	Action string // as the audit log names it; jobs.Undoables says how it is taken back
	Title  string // what it was done to, as people call it
	Data   string // JSON: what taking it back needs
	Bin    bool   // a deletion: it stands in the recycle bin

	At       time.Time
	Until    time.Time
	UndoneAt time.Time // zero: not taken back
	UndoneBy string

	Kept string // of one that is just taken back: what stays as it is, in words
}

const (
	// KeepUndos is how long something can be taken back that is no deletion.
	KeepUndos = 24 * time.Hour
	// KeepBin is how long a deletion stands in the recycle bin.
	KeepBin = 90 * 24 * time.Hour
)

const undoColumns = `id, COALESCE(user_id, 0), actor, action, title, data, bin, at, until, undone_at, undone_by`

func scanUndo(rows *sql.Rows, u *Undo) error {
	var at, until int64
	var undone sql.NullInt64
	err := rows.Scan(&u.ID, &u.By.UserID, &u.By.Name, &u.Action, &u.Title, &u.Data, &u.Bin, &at, &until, &undone,
		&u.UndoneBy)
	u.At, u.Until, u.UndoneAt = instant(at), instant(until), instantPtr(undone)
	return err
}

// AddUndo notes that something was done which by can take back, in the transaction
// that does it. What the table sets itself (id, times) is not read from u.
func (tx *Tx) AddUndo(by Actor, u Undo) (id int64, err error) {
	defer wrap(&err, "add undo of %s", u.Action)
	keep := KeepUndos
	if u.Bin {
		keep = KeepBin
	}
	err = tx.row(`INSERT INTO undos (user_id, actor, action, title, data, bin, at, until)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
		[]any{by.userID(), by.Name, u.Action, u.Title, u.Data, u.Bin, tx.nowMillis(), millis(tx.Now.Add(keep))}, &id)
	return id, err
}

// Undo is one entry; ErrNotFound when there is none, or it was swept.
func (tx *Tx) Undo(id int64) (u Undo, err error) {
	defer wrap(&err, "undo %d", id)
	rows, err := list(tx, `SELECT `+undoColumns+` FROM undos WHERE id = $1`, []any{id}, scanUndo)
	if err == nil && len(rows) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return u, err
	}
	return rows[0], nil
}

// MarkUndone notes that an entry was taken back. ErrConflict when it was before,
// or its time is over: whoever comes second changes nothing.
func (tx *Tx) MarkUndone(id int64, by Actor) (err error) {
	defer wrap(&err, "mark undo %d", id)
	return tx.changeOne(`UPDATE undos SET undone_at = $2, undone_by = $3 WHERE id = $1 AND undone_at IS NULL AND until > $2`,
		id, tx.nowMillis(), by.Name)
}

// BinFilter narrows the recycle bin.
type BinFilter struct {
	UserID int64 // whose deletions; 0: everybody's
	Before int64 // entries with a smaller id, for the next page
	Limit  int   // 1 to 10,000
}

// Bin is the recycle bin, newest first: deletions that have not been taken back and
// still can be.
func (tx *Tx) Bin(f BinFilter) (_ []Undo, err error) {
	defer wrap(&err, "recycle bin")
	where, args := "bin AND undone_at IS NULL AND until > $1", []any{tx.nowMillis()}
	if f.UserID != 0 {
		args = append(args, f.UserID)
		where += fmt.Sprintf(" AND user_id = $%d", len(args))
	}
	if f.Before > 0 {
		args = append(args, f.Before)
		where += fmt.Sprintf(" AND id < $%d", len(args))
	}
	args = append(args, max(1, min(f.Limit, 10_000)))
	return list(tx, `SELECT `+undoColumns+` FROM undos WHERE `+where+fmt.Sprintf(` ORDER BY id DESC LIMIT $%d`, len(args)),
		args, scanUndo)
}

// SweepUndos removes at most limit entries whose time is over. The audit log goes
// on telling of what they were.
func (tx *Tx) SweepUndos(limit int) (n int64, err error) {
	defer wrap(&err, "sweep undos")
	return tx.exec(`DELETE FROM undos WHERE id IN (SELECT id FROM undos WHERE until <= $1 ORDER BY id LIMIT $2)`,
		tx.nowMillis(), limit)
}
