package store

import (
	"database/sql"
	"time"
)

// CallLease says who is on a customer, and since when.
type CallLease struct {
	CustomerID int64
	UserID     int64
	Name       string // of the user
	Since      time.Time
	Until      time.Time
}

const leaseColumns = `l.customer_id, l.user_id, u.name, l.since, l.until`

func scanLease(rows *sql.Rows, l *CallLease) error {
	var since, until int64
	err := rows.Scan(&l.CustomerID, &l.UserID, &l.Name, &since, &until)
	l.Since, l.Until = instant(since), instant(until)
	return err
}

// TakeCall puts a user on a customer for the given time, unless somebody else is on
// it; taken says whether it did. A user who is on it already stays on it, since when
// it was before.
func (tx *Tx) TakeCall(customerID, userID int64, length time.Duration) (taken bool, err error) {
	defer wrap(&err, "take customer %d", customerID)
	now := tx.nowMillis()
	n, err := tx.exec(`INSERT INTO call_leases (customer_id, user_id, since, until) VALUES ($1, $2, $3, $4)
		ON CONFLICT (customer_id) DO UPDATE SET user_id = excluded.user_id, until = excluded.until,
			since = CASE WHEN call_leases.user_id = excluded.user_id AND call_leases.until > excluded.since THEN call_leases.since ELSE excluded.since END
		WHERE call_leases.user_id = excluded.user_id OR call_leases.until <= excluded.since`,
		customerID, userID, now, now+length.Milliseconds())
	return n == 1, err
}

// TakeOverCall puts a user on a customer, whoever is on it.
func (tx *Tx) TakeOverCall(customerID, userID int64, length time.Duration) (err error) {
	defer wrap(&err, "take over customer %d", customerID)
	if _, err := tx.exec(`DELETE FROM call_leases WHERE customer_id = $1 AND user_id <> $2`, customerID,
		userID); err != nil {
		return err
	}
	_, err = tx.TakeCall(customerID, userID, length)
	return err
}

// KeepCall prolongs the lease of a user who is still on a customer; kept is false
// when it ended, or somebody else took over.
func (tx *Tx) KeepCall(customerID, userID int64, length time.Duration) (kept bool, err error) {
	defer wrap(&err, "keep customer %d", customerID)
	n, err := tx.exec(`UPDATE call_leases SET until = $1 WHERE customer_id = $2 AND user_id = $3`,
		tx.nowMillis()+length.Milliseconds(), customerID, userID)
	return n == 1, err
}

// EndCall takes a user off a customer. One whom somebody else is on by now is left.
func (tx *Tx) EndCall(customerID, userID int64) (err error) {
	defer wrap(&err, "leave customer %d", customerID)
	_, err = tx.exec(`DELETE FROM call_leases WHERE customer_id = $1 AND user_id = $2`, customerID, userID)
	return err
}

// Call is who is on a customer now; ErrNotFound when nobody is.
func (tx *Tx) Call(customerID int64) (_ CallLease, err error) {
	defer wrap(&err, "who is on customer %d", customerID)
	all, err := list(tx, `SELECT `+leaseColumns+` FROM call_leases l JOIN users u ON u.id = l.user_id
		WHERE l.customer_id = $1 AND l.until > $2`, []any{customerID, tx.nowMillis()}, scanLease)
	if err != nil {
		return CallLease{}, err
	}
	if len(all) == 0 {
		return CallLease{}, ErrNotFound
	}
	return all[0], nil
}

// Calls are all leases that last, by customer id.
func (tx *Tx) Calls() (_ []CallLease, err error) {
	defer wrap(&err, "who is on which customer")
	return list(tx, `SELECT `+leaseColumns+` FROM call_leases l JOIN users u ON u.id = l.user_id
		WHERE l.until > $1 ORDER BY l.customer_id`, []any{tx.nowMillis()}, scanLease)
}

// SpokenTo are those of the given customers whom somebody called or visited in a
// time, its beginning included.
func (tx *Tx) SpokenTo(customers []int64, from, to time.Time) (_ map[int64]bool, err error) {
	defer wrap(&err, "customers spoken to")
	found := map[int64]bool{}
	err = chunks(customers, lookUp, func(some []int64) error {
		args := append([]any{millis(from), millis(to)}, anys(some)...)
		return tx.each(`SELECT DISTINCT customer_id FROM contacts
			WHERE at >= $1 AND at < $2 AND kind IN ('call', 'visit') AND customer_id IN `+in(3, len(some)), args,
			func(rows *sql.Rows) error {
				var id int64
				err := rows.Scan(&id)
				found[id] = true
				return err
			})
	})
	return found, err
}

// CallCount is how many calls of a user had an outcome.
type CallCount struct {
	Outcome string
	Calls   int64
}

// CallCounts are the calls that a user logged in a time, its beginning included, by
// outcome.
func (tx *Tx) CallCounts(userID int64, from, to time.Time) (_ []CallCount, err error) {
	defer wrap(&err, "calls of user %d", userID)
	return list(tx, `SELECT outcome, COUNT(*) FROM contacts WHERE user_id = $1 AND at >= $2 AND at < $3 AND kind = 'call'
		GROUP BY outcome ORDER BY outcome`, []any{userID, millis(from), millis(to)},
		func(rows *sql.Rows, c *CallCount) error { return rows.Scan(&c.Outcome, &c.Calls) })
}

// LastContact is a customer's newest contact; ErrNotFound when there is none.
func (tx *Tx) LastContact(customerID int64) (_ *Contact, err error) {
	defer wrap(&err, "last contact of customer %d", customerID)
	return one(tx, `SELECT `+contactColumns+` FROM contacts t JOIN customers c ON c.id = t.customer_id
		WHERE t.customer_id = $1 ORDER BY t.at DESC, t.id DESC LIMIT 1`, customerID, scanContact)
}
