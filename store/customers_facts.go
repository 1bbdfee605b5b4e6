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
	FollowUp   calendar.Day // the next date that is agreed; 0: none
}

// followUp is the agreed day of the customer c. The newest contact that says something
// of it decides: one with a day, or one that a person logged here, whose form asks for
// the day and writes down the one that is kept. A contact of a file without a day says
// nothing of one that is still to come; from that day on (midnight UTC, for the shop's
// zone is a setting) it is the follow-up itself, and no day is left.
const followUp = `(SELECT CASE WHEN EXISTS (SELECT 1 FROM contacts l WHERE l.customer_id = d.customer_id AND (l.at > d.at OR l.at = d.at AND l.id > d.id)
		AND l.at >= CAST(d.next_on AS BIGINT) * 86400000) THEN NULL ELSE d.next_on END
	FROM contacts d WHERE d.customer_id = c.id AND (d.next_on IS NOT NULL OR d.user_id IS NOT NULL) ORDER BY d.at DESC, d.id DESC LIMIT 1)`

// countFacts makes a customer's facts anew from its contacts. Whatever writes
// contacts calls it, once the rows are as they are to be.
func (tx *Tx) countFacts(customerID int64) (err error) {
	defer wrap(&err, "facts of customer %d", customerID)
	if err := tx.Touch(NounFacts); err != nil {
		return err
	}
	_, err = tx.exec(`INSERT INTO customer_facts (customer_id, last_at, last_kind, next_on, revision)
		SELECT c.id, t.at, COALESCE(t.kind, ''), `+followUp+`, r.n FROM revisions r JOIN customers c ON c.id = $1
		LEFT JOIN contacts t ON t.id = (SELECT n.id FROM contacts n WHERE n.customer_id = c.id ORDER BY n.at DESC, n.id DESC LIMIT 1)
		WHERE r.noun = 'facts'
		ON CONFLICT (customer_id) DO UPDATE SET last_at = excluded.last_at, last_kind = excluded.last_kind,
			next_on = excluded.next_on, revision = excluded.revision`, customerID)
	return err
}

// FactsChangedSince are the customers whose facts are newer than one revision or
// whose targets are newer than another (see Stamp), by id.
func (tx *Tx) FactsChangedSince(facts, targets int64) (_ []int64, err error) {
	defer wrap(&err, "facts newer than %d", facts)
	return list(tx, `SELECT customer_id FROM customer_facts WHERE revision > $1 UNION SELECT customer_id FROM target_changes WHERE n > $2 ORDER BY customer_id`,
		[]any{facts, targets}, func(rows *sql.Rows, id *int64) error { return rows.Scan(id) })
}

// FactsOf are the facts of some customers. Ids that no customer has are left out.
func (tx *Tx) FactsOf(customers []int64) (all []ContactFacts, err error) {
	defer wrap(&err, "facts of %d customers", len(customers))
	err = chunks(customers, lookUp, func(some []int64) error {
		return tx.each(`SELECT c.id, c.code, COALESCE(f.last_at, 0), COALESCE(f.last_kind, ''), COALESCE(f.next_on, 0)
			FROM customers c LEFT JOIN customer_facts f ON f.customer_id = c.id WHERE c.id IN `+in(1, len(some))+
			` ORDER BY c.id`, anys(some), func(rows *sql.Rows) error {
			var f ContactFacts
			err := rows.Scan(&f.CustomerID, &f.Code, &f.LastAt, &f.LastKind, &f.FollowUp)
			all = append(all, f)
			return err
		})
	})
	return all, err
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
// customer and start, with the customer's series in a build (0: none). The value is
// reused.
func (tx *Tx) EachTargetSeries(build int64, month calendar.Month, f func(*TargetSeries) error) (err error) {
	defer wrap(&err, "targets in %s", month)
	return tx.targetSeries(build, month, nil, f)
}

// TargetSeriesOf is EachTargetSeries of some customers, which follow each other.
func (tx *Tx) TargetSeriesOf(build int64, month calendar.Month, customers []int64,
	f func(*TargetSeries) error) (err error) {
	defer wrap(&err, "targets in %s of %d customers", month, len(customers))
	return chunks(customers, lookUp, func(some []int64) error { return tx.targetSeries(build, month, some, f) })
}

func (tx *Tx) targetSeries(build int64, month calendar.Month, some []int64, f func(*TargetSeries) error) error {
	args, narrow := []any{build, int64(month) - 11, int64(month)}, ""
	if some != nil {
		args, narrow = append(args, anys(some)...), ` AND t.customer_id IN `+in(len(args)+1, len(some))
	}
	var t TargetSeries
	var amounts []byte
	var first sql.NullInt64
	return tx.each(`SELECT t.customer_id, t.start_month, t.amounts, s.first_month, s.months FROM targets t
		LEFT JOIN customer_series s ON s.build_id = $1 AND s.customer_id = t.customer_id
		WHERE t.start_month BETWEEN $2 AND $3`+narrow+` ORDER BY t.customer_id, t.start_month`, args,
		func(rows *sql.Rows) error {
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
