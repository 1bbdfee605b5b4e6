package store

import (
	"database/sql"
	"time"
)

// Purpose is what a one-time link is for.
type Purpose string

// The purposes.
const (
	LinkSetup  Purpose = "setup"  // makes the first admin; belongs to no user
	LinkInvite Purpose = "invite" // a new user sets the first password
	LinkReset  Purpose = "reset"  // a user sets a new password
)

// Link is a one-time link. Its secret stands only in the address that was given out.
type Link struct {
	Purpose   Purpose
	UserID    int64 // 0 for setup
	CreatedAt time.Time
	ExpiresAt time.Time
}

// CreateLink stores a link under its secret; earlier unused links of the same user
// end, so that only the newest one works.
func (tx *Tx) CreateLink(secret string, purpose Purpose, userID int64, lasts time.Duration) (err error) {
	defer wrap(&err, "create %s link", purpose)
	if err := tx.EndLinks(userID); err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO links (hash, purpose, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
		HashSecret(secret), purpose, orNull(userID), tx.nowMillis(), millis(tx.Now.Add(lasts)))
	return err
}

// EndLinks ends every unused link of a user (0: the links of no user, for setup).
func (tx *Tx) EndLinks(userID int64) (err error) {
	defer wrap(&err, "end links of user %d", userID)
	_, err = tx.exec(`DELETE FROM links WHERE COALESCE(user_id, 0) = $1 AND used_at IS NULL`, userID)
	return err
}

// Link is the link of a secret; ErrNotFound when there is none, it was used or its
// time is over.
func (tx *Tx) Link(secret string) (l Link, err error) {
	defer wrap(&err, "link")
	var created, expires int64
	var user sql.NullInt64
	err = tx.row(`SELECT purpose, user_id, created_at, expires_at FROM links WHERE hash = $1 AND used_at IS NULL AND expires_at > $2`,
		[]any{HashSecret(secret), tx.nowMillis()}, &l.Purpose, &user, &created, &expires)
	l.UserID, l.CreatedAt, l.ExpiresAt = user.Int64, instant(created), instant(expires)
	return l, err
}

// UseLink marks a link used; ErrNotFound when it cannot be used (any more), so that
// of two at once one wins.
func (tx *Tx) UseLink(secret string) (err error) {
	defer wrap(&err, "use link")
	n, err := tx.exec(`UPDATE links SET used_at = $1 WHERE hash = $2 AND used_at IS NULL AND expires_at > $1`,
		tx.nowMillis(), HashSecret(secret))
	if err == nil && n != 1 {
		err = ErrNotFound
	}
	return err
}
