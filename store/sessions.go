package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"
)

// HashSecret is how a random secret (a session's id, a link's) is stored: nobody
// who reads the database can use it. The secrets have 256 random bits, so a plain
// hash needs no salt and no cost.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// SessionLimits are how long a session of a role lasts: idle without a request, and
// at most. An admin's is short because it can do most; the others last a working
// day, and a customer's person comes and goes over a day and a night.
func SessionLimits(r Role) (idle, most time.Duration) {
	switch r {
	case RoleAdmin:
		return 30 * time.Minute, 12 * time.Hour
	case RoleManager, RoleRep:
		return 8 * time.Hour, 12 * time.Hour
	case RoleCustomer:
		return 24 * time.Hour, 24 * time.Hour
	}
	return 0, 0
}

// Session is one log-in of one browser.
type Session struct {
	Hash      string // of the id in the cookie
	UserID    int64
	Data      string // JSON of its small values
	IP        string
	Agent     string
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
}

// Ref names a session in addresses and on pages: too short to look anything up by.
func (s Session) Ref() string { return s.Hash[:16] }

// touchEvery is how seldom a session's last request is written down.
const touchEvery = time.Minute

// Stale tells whether the session's last request should be written down again.
func (s Session) Stale(now time.Time) bool {
	age := now.Sub(s.SeenAt)
	return age >= touchEvery || age < 0 // a clock that went back: start over
}

// CreateSession begins a session of a user under a fresh secret id.
func (tx *Tx) CreateSession(id string, u User, ip, agent, data string) (s Session, err error) {
	defer wrap(&err, "create session of user %d", u.ID)
	idle, most := SessionLimits(u.Role)
	s = Session{Hash: HashSecret(id), UserID: u.ID, Data: data, IP: ip, Agent: agent,
		CreatedAt: instant(tx.nowMillis()), SeenAt: instant(tx.nowMillis()),
		ExpiresAt: instant(millis(tx.Now.Add(min(idle, most))))}
	_, err = tx.exec(`INSERT INTO sessions (hash, user_id, data, ip, agent, created_at, seen_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $6, $7)`, s.Hash, u.ID, data, ip, agent, tx.nowMillis(), millis(s.ExpiresAt))
	return s, err
}

const sessionColumns = `s.hash, s.user_id, s.data, s.ip, s.agent, s.created_at, s.seen_at, s.expires_at`

func (s *Session) scan(scan func(...any) error) error {
	var created, seen, expires int64
	err := scan(&s.Hash, &s.UserID, &s.Data, &s.IP, &s.Agent, &created, &seen, &expires)
	s.CreatedAt, s.SeenAt, s.ExpiresAt = instant(created), instant(seen), instant(expires)
	return err
}

// Visit is who a request comes from, and which settings hold for it.
type Visit struct {
	Session  Session
	User     User
	Known    bool  // false: nobody; there is no such session, its time is over or its user is disabled
	Settings int64 // SettingsRevision
}

// Visit is that of a secret id (empty: none was brought), as session and user are now:
// role, row rights and limits are read afresh at each call, so that a change counts
// from the next request on.
func (tx *Tx) Visit(id string) (v Visit, err error) {
	defer wrap(&err, "visit")
	if id != "" {
		var created int64
		var loggedIn sql.NullInt64
		dest := append(v.User.dest(&created, &loggedIn), &v.Settings)
		err = v.Session.scan(func(session ...any) error {
			return tx.row(`SELECT `+sessionColumns+`, `+userColumns+`, `+settingsRevision+` FROM sessions s
				JOIN users u ON u.id = s.user_id LEFT JOIN customers c ON c.id = u.customer_id WHERE s.hash = $1`,
				[]any{HashSecret(id)}, append(session, dest...)...)
		})
		if err == nil {
			v.User.CreatedAt, v.User.LoggedInAt = instant(created), instantPtr(loggedIn)
			idle, most := SessionLimits(v.User.Role)
			v.Known = !v.User.Disabled && tx.Now.Before(v.Session.SeenAt.Add(idle)) &&
				tx.Now.Before(v.Session.CreatedAt.Add(most))
			if !v.Known {
				v.Session, v.User = Session{}, User{}
			}
			return v, nil
		}
		if !errors.Is(err, ErrNotFound) {
			return Visit{}, err
		}
	}
	err = tx.row(`SELECT `+settingsRevision, nil, &v.Settings)
	return Visit{Settings: v.Settings}, err
}

// Session is the session of a secret id and its user. ErrNotFound where Visit knows
// nobody.
func (tx *Tx) Session(id string) (s Session, u User, err error) {
	defer wrap(&err, "session")
	v, err := tx.Visit(id)
	if err == nil && !v.Known {
		err = ErrNotFound
	}
	return v.Session, v.User, err
}

// TouchSession writes down that a session was used, at most once a minute; the
// role is its user's present one.
func (tx *Tx) TouchSession(s Session, role Role) (err error) {
	defer wrap(&err, "touch session")
	idle, most := SessionLimits(role)
	expires := tx.Now.Add(idle)
	if last := s.CreatedAt.Add(most); last.Before(expires) {
		expires = last
	}
	_, err = tx.exec(`UPDATE sessions SET seen_at = $1, expires_at = $2 WHERE hash = $3 AND (seen_at <= $4 OR seen_at > $1)`,
		tx.nowMillis(), millis(expires), s.Hash, millis(tx.Now.Add(-touchEvery)))
	return err
}

// SaveSessionData stores a session's small values. A session that has ended
// meanwhile is left ended.
func (tx *Tx) SaveSessionData(hash, data string) (err error) {
	defer wrap(&err, "save session")
	_, err = tx.exec(`UPDATE sessions SET data = $1 WHERE hash = $2`, data, hash)
	return err
}

// Sessions are a user's sessions that still last, newest request first.
func (tx *Tx) Sessions(u User) (_ []Session, err error) {
	defer wrap(&err, "sessions of user %d", u.ID)
	idle, most := SessionLimits(u.Role)
	return list(tx, `SELECT `+sessionColumns+` FROM sessions s WHERE user_id = $1 AND seen_at > $2 AND created_at > $3
		ORDER BY seen_at DESC, hash`,
		[]any{u.ID, millis(tx.Now.Add(-idle)), millis(tx.Now.Add(-most))},
		func(rows *sql.Rows, s *Session) error { return s.scan(rows.Scan) })
}

// DeleteSession ends a session; one that is not there is no error.
func (tx *Tx) DeleteSession(hash string) (err error) {
	defer wrap(&err, "delete session")
	_, err = tx.exec(`DELETE FROM sessions WHERE hash = $1`, hash)
	return err
}

// DeleteSessionRef ends the session of a user that a page named by its Ref;
// ErrNotFound when the user has no such session.
func (tx *Tx) DeleteSessionRef(userID int64, ref string) (err error) {
	defer wrap(&err, "delete session of user %d", userID)
	n, err := tx.exec(`DELETE FROM sessions WHERE user_id = $1 AND substr(hash, 1, 16) = $2`, userID, ref)
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	return err
}

// DeleteSessions ends all sessions of a user but the one of a hash (empty: all) and
// returns how many.
func (tx *Tx) DeleteSessions(userID int64, but string) (n int64, err error) {
	defer wrap(&err, "delete sessions of user %d", userID)
	return tx.exec(`DELETE FROM sessions WHERE user_id = $1 AND hash <> $2`, userID, but)
}
