package store

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"wholesight/jobs/calendar"
)

// ContactFacts are what lists show of a customer's newest contact: by instant, then
// by id. They are of now, not of a build.
type ContactFacts struct {
	CustomerID int64
	Code       string
	LastAt     int64        // Unix milliseconds; 0: no contact
	LastKind   string       //
	FollowUp   calendar.Day // the next date that it agreed; 0: none
}

// countFacts makes a customer's facts anew from its contacts. Whatever writes
// contacts calls it, once the rows are as they are to be.
func (tx *Tx) countFacts(customerID int64) (err error) {
	defer wrap(&err, "facts of customer %d", customerID)
	if err := tx.Touch(NounFacts); err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO customer_facts (customer_id, last_at, last_kind, next_on, revision)
		SELECT c.id, t.at, COALESCE(t.kind, ''), t.next_on, r.n FROM revisions r JOIN customers c ON c.id = $1
		LEFT JOIN contacts t ON t.id = (SELECT n.id FROM contacts n WHERE n.customer_id = c.id ORDER BY n.at DESC, n.id DESC LIMIT 1)
		WHERE r.noun = 'facts'
		ON CONFLICT (customer_id) DO UPDATE SET last_at = excluded.last_at, last_kind = excluded.last_kind,
			next_on = excluded.next_on, revision = excluded.revision`, customerID)
	return err
}

// FactsChangedSince are the facts of the customers whose facts are newer than one
// revision or whose targets are newer than another (see Stamp), by id.
func (tx *Tx) FactsChangedSince(facts, targets int64) (_ []ContactFacts, err error) {
	defer wrap(&err, "facts newer than %d", facts)
	return list(tx, `SELECT c.id, c.code, COALESCE(f.last_at, 0), COALESCE(f.last_kind, ''), COALESCE(f.next_on, 0)
		FROM (SELECT customer_id FROM customer_facts WHERE revision > $1 UNION SELECT customer_id FROM target_changes WHERE n > $2) d
		JOIN customers c ON c.id = d.customer_id LEFT JOIN customer_facts f ON f.customer_id = c.id ORDER BY c.id`,
		[]any{facts, targets}, func(rows *sql.Rows, f *ContactFacts) error {
			return rows.Scan(&f.CustomerID, &f.Code, &f.LastAt, &f.LastKind, &f.FollowUp)
		})
}

// TargetSeries is a target with what is known of the months that it is measured by.
type TargetSeries struct {
	CustomerID int64
	StartMonth calendar.Month
	Amounts    [12]int64
	First      calendar.Month // of the packed series
	Months     []byte         // packed (ParseSeries); empty: the customer has never ordered
}

// EachTargetSeries calls f for every target whose twelve months hold a month, by
// customer and start, with the customer's series in a build (0: none). changed
// narrows it to the customers of FactsChangedSince; nil: all. The value is reused.
func (tx *Tx) EachTargetSeries(build int64, month calendar.Month, changed *Stamp, f func(*TargetSeries) error) (err error) {
	defer wrap(&err, "targets in %s", month)
	args, narrow := []any{build, int64(month) - 11, int64(month)}, ""
	if changed != nil {
		args = append(args, changed.Facts, changed.Targets)
		narrow = ` AND t.customer_id IN (SELECT customer_id FROM customer_facts WHERE revision > $4 UNION SELECT customer_id FROM target_changes WHERE n > $5)`
	}
	var t TargetSeries
	var amounts []byte
	var first sql.NullInt64
	return tx.each(`SELECT t.customer_id, t.start_month, t.amounts, s.first_month, s.months FROM targets t
		LEFT JOIN customer_series s ON s.build_id = $1 AND s.customer_id = t.customer_id
		WHERE t.start_month BETWEEN $2 AND $3`+narrow+` ORDER BY t.customer_id, t.start_month`, args, func(rows *sql.Rows) error {
		if err := rows.Scan(&t.CustomerID, &t.StartMonth, &amounts, &first, &t.Months); err != nil {
			return err
		}
		t.First = calendar.Month(first.Int64)
		if err := json.Unmarshal(amounts, &t.Amounts); err != nil {
			return fmt.Errorf("amounts of a target of customer %d: %w", t.CustomerID, err)
		}
		return f(&t)
	})
}
