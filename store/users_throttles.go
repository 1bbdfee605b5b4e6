package store

import (
	"errors"
	"strconv"
	"time"
)

// Throttle is how often something was tried in vain. What follows from it is the
// use case's rule (jobs.LogIn); it is kept here so that a restart forgets nothing.
type Throttle struct {
	Failures  int64     // recent ones: they set the pause
	Total     int64     // since the last success
	Until     time.Time // no attempt is looked at before
	UpdatedAt time.Time // zero: never tried
}

// Throttle is what is known of a key; the zero Throttle when nothing is.
func (tx *Tx) Throttle(key string) (t Throttle, err error) {
	defer wrap(&err, "throttle")
	var until, updated int64
	err = tx.row(`SELECT failures, total, until, updated_at FROM throttles WHERE key = $1`, []any{HashSecret(key)},
		&t.Failures, &t.Total, &until, &updated)
	if errors.Is(err, ErrNotFound) {
		return Throttle{}, nil
	}
	t.Until, t.UpdatedAt = instant(until), instant(updated)
	return t, err
}

// SaveThrottle stores what is known of a key, as of now. Keys are stored as hashes
// of one length: they hold what strangers typed.
func (tx *Tx) SaveThrottle(key string, t Throttle) (err error) {
	defer wrap(&err, "save throttle")
	_, err = tx.exec(`INSERT INTO throttles (key, failures, total, until, updated_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, total = excluded.total, until = excluded.until, updated_at = excluded.updated_at`,
		HashSecret(key), t.Failures, t.Total, millis(t.Until), millis(t.UpdatedAt))
	return err
}

// ClearThrottle forgets a key.
func (tx *Tx) ClearThrottle(key string) (err error) {
	defer wrap(&err, "clear throttle")
	_, err = tx.exec(`DELETE FROM throttles WHERE key = $1`, HashSecret(key))
	return err
}

// FormKey is where the form with this key led its user before; empty when it has
// not been sent yet.
func (tx *Tx) FormKey(userID int64, key string) (location string, err error) {
	defer wrap(&err, "form key")
	err = tx.row(`SELECT location FROM form_keys WHERE key = $1`, []any{formKey(userID, key)}, &location)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return location, err
}

// SaveFormKey notes where a form led. ErrConflict: the same form was sent twice at
// once, and the other one won.
func (tx *Tx) SaveFormKey(userID int64, key, location string) (err error) {
	defer wrap(&err, "save form key")
	_, err = tx.exec(`INSERT INTO form_keys (key, location, at) VALUES ($1, $2, $3)`, formKey(userID, key), location,
		tx.nowMillis())
	return err
}

func formKey(userID int64, key string) string {
	return HashSecret(strconv.FormatInt(userID, 10) + ":" + key)
}

// SweepPeople removes what has no use any more: ended sessions, links a week past
// their end, form keys after two days, throttles untouched for ninety days.
func (tx *Tx) SweepPeople() (n int64, err error) {
	defer wrap(&err, "sweep sessions, links, form keys and throttles")
	for _, s := range []struct {
		query string
		keep  time.Duration
	}{
		{`DELETE FROM sessions WHERE expires_at <= $1`, 0},
		{`DELETE FROM links WHERE expires_at <= $1`, 7 * 24 * time.Hour},
		{`DELETE FROM form_keys WHERE at <= $1`, 48 * time.Hour},
		{`DELETE FROM throttles WHERE updated_at <= $1`, 90 * 24 * time.Hour},
	} {
		gone, err := tx.exec(s.query, millis(tx.Now.Add(-s.keep)))
		if err != nil {
			return n, err
		}
		n += gone
	}
	return n, nil
}
