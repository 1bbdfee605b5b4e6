package store

import "time"

// How long what has run out is kept, for the person who asks what happened.
const (
	keepLinks     = 7 * 24 * time.Hour
	keepThrottles = 30 * 24 * time.Hour
)

// SweepExpired deletes sessions that have run out, one-time links a week after
// they did, and counts of failed log-ins that are a month old: at most limit rows
// of each. It returns how many.
func (tx *Tx) SweepExpired(limit int) (n int64, err error) {
	defer wrap(&err, "sweep expired rows")
	for _, s := range []struct {
		statement string
		before    time.Time
	}{
		{`DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions WHERE expires_at < $1 ORDER BY expires_at, hash LIMIT $2)`, tx.Now},
		{`DELETE FROM links WHERE hash IN (SELECT hash FROM links WHERE expires_at < $1 ORDER BY expires_at, hash LIMIT $2)`, tx.Now.Add(-keepLinks)},
		{`DELETE FROM throttles WHERE key IN (SELECT key FROM throttles WHERE updated_at < $1 ORDER BY updated_at, key LIMIT $2)`, tx.Now.Add(-keepThrottles)},
	} {
		gone, err := tx.exec(s.statement, millis(s.before), limit)
		if err != nil {
			return n, err
		}
		n += gone
	}
	return n, nil
}
