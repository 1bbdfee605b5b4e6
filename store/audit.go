package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Actor is who does something: a user with the address the request came from, or
// the command line or the schedule with neither.
type Actor struct {
	UserID int64  // 0: no user
	Name   string // e-mail, "command line" or "schedule"
	IP     string
}

// userID is the actor's user as it is stored: NULL for none.
func (a Actor) userID() any {
	if a.UserID == 0 {
		return nil
	}
	return a.UserID
}

// AuditEntry is one row of the audit log. Before and After are JSON, empty for none.
type AuditEntry struct {
	ID     int64
	At     time.Time
	Actor  Actor
	Action string // noun.verb, e.g. "user.disable"
	Object string // noun:id, e.g. "user:17"
	Before string
	After  string
}

// Audit adds an entry, in the transaction of the change it speaks of. before and
// after are marshalled as JSON; nil is none. They must not hold secrets.
func (tx *Tx) Audit(actor Actor, action, object string, before, after any) (err error) {
	defer wrap(&err, "audit %s %s", action, object)
	b, err := auditJSON(before)
	if err != nil {
		return err
	}
	a, err := auditJSON(after)
	if err != nil {
		return err
	}
	var prev string
	// Changing the head, if only to itself, makes a second append wait for this one.
	if err := tx.row(`UPDATE audit_head SET hash = hash WHERE one = 1 RETURNING hash`, nil, &prev); err != nil {
		return err
	}
	e := AuditEntry{At: instant(tx.nowMillis()), Actor: actor, Action: action, Object: object, Before: b, After: a}
	hash := e.hash(prev)
	if _, err := tx.exec(`UPDATE audit_head SET hash = $1 WHERE one = 1`, hash); err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO audit_log (at, user_id, actor, ip, action, object, before, after, prev_hash, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		millis(e.At), actor.userID(), actor.Name, actor.IP, action, object, b, a, prev, hash)
	return err
}

// auditJSON is a value as the log keeps it.
func auditJSON(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}

// hash chains an entry to the one before it. Lengths stand before the parts, so
// that no two entries read the same.
func (e AuditEntry) hash(prev string) string {
	h := sha256.New()
	for _, part := range []string{prev, fmt.Sprint(millis(e.At)), fmt.Sprint(e.Actor.UserID), e.Actor.Name, e.Actor.IP,
		e.Action, e.Object, e.Before, e.After} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// AuditFilter narrows the log; empty fields do not.
type AuditFilter struct {
	Text    string   // part of actor, action or object
	Actions []string // or one of these actions, where there is a Text
	Before  int64    // entries with a smaller id, for the next page
	Limit   int      // 1 to 200
}

// AuditLog is the log, newest first.
func (tx *Tx) AuditLog(f AuditFilter) (_ []AuditEntry, err error) {
	defer wrap(&err, "audit log")
	where, args := "TRUE", []any{}
	if f.Before > 0 {
		args = append(args, f.Before)
		where += fmt.Sprintf(" AND id < $%d", len(args))
	}
	if f.Text != "" {
		args = append(args, "%"+likeEscape(strings.ToLower(f.Text))+"%")
		where += fmt.Sprintf(` AND (lower(actor) LIKE $%[1]d ESCAPE '\' OR lower(action) LIKE $%[1]d ESCAPE '\' OR lower(object) LIKE $%[1]d ESCAPE '\' OR action IN %[2]s)`, len(args), in(len(args)+1, len(f.Actions)))
		for _, a := range f.Actions {
			args = append(args, a)
		}
	}
	args = append(args, max(1, min(f.Limit, 200)))
	return list(tx, `SELECT id, at, COALESCE(user_id, 0), actor, ip, action, object, before, after
		FROM audit_log WHERE `+where+fmt.Sprintf(` ORDER BY id DESC LIMIT $%d`, len(args)), args, scanAudit)
}

func scanAudit(rows *sql.Rows, e *AuditEntry) error {
	var at int64
	err := rows.Scan(&e.ID, &at, &e.Actor.UserID, &e.Actor.Name, &e.Actor.IP, &e.Action, &e.Object, &e.Before, &e.After)
	e.At = instant(at)
	return err
}

// CheckAuditLog follows the chain from the first entry and returns the id of the
// first one that does not fit, 0 when all do.
func (tx *Tx) CheckAuditLog() (broken int64, err error) {
	defer wrap(&err, "check audit log")
	var prev string
	err = tx.each(`SELECT id, at, COALESCE(user_id, 0), actor, ip, action, object, before, after, prev_hash, hash
		FROM audit_log ORDER BY id`, nil, func(rows *sql.Rows) error {
		var e AuditEntry
		var at int64
		var prevHash, hash string
		if err := rows.Scan(&e.ID, &at, &e.Actor.UserID, &e.Actor.Name, &e.Actor.IP, &e.Action, &e.Object, &e.Before,
			&e.After, &prevHash, &hash); err != nil {
			return err
		}
		e.At = instant(at)
		if broken == 0 && (prevHash != prev || e.hash(prev) != hash) {
			broken = e.ID
		}
		prev = hash
		return nil
	})
	return broken, err
}

// likeEscape quotes a text for LIKE … ESCAPE '\'.
func likeEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
