package store

import (
	"database/sql"

	"wholesight/jobs/calendar"
)

// TargetsOfCustomer are a customer's targets, the newest first.
func (tx *Tx) TargetsOfCustomer(customerID int64) (_ []Target, err error) {
	defer wrap(&err, "targets of customer %d", customerID)
	return list(tx, `SELECT `+targetColumns+` FROM targets t JOIN customers c ON c.id = t.customer_id
		WHERE t.customer_id = $1 ORDER BY t.start_month DESC`, []any{customerID}, scanTarget)
}

// TargetsRevision is the number of changes of targets up to the transaction's snapshot.
func (tx *Tx) TargetsRevision() (n int64, err error) {
	defer wrap(&err, "revision of targets")
	if p, err := tx.known(); err != nil {
		return 0, err
	} else if p != nil {
		return p.stamp.Targets, nil
	}
	err = tx.row(`SELECT n FROM revisions WHERE noun = 'targets'`, nil, &n)
	return n, err
}

// TargetsChangedSince are the customers whose targets have changed after a revision.
func (tx *Tx) TargetsChangedSince(revision int64) (_ []int64, err error) {
	defer wrap(&err, "targets changed since %d", revision)
	return list(tx, `SELECT customer_id FROM target_changes WHERE n > $1 ORDER BY customer_id`, []any{revision},
		func(rows *sql.Rows, id *int64) error { return rows.Scan(id) })
}

// EachTargetIn hands out every target whose twelve months hold a month, by customer
// and start, whoever may see it: a list of all customers is made of them, and says
// itself who sees which.
func (tx *Tx) EachTargetIn(month calendar.Month, f func(*Target) error) (err error) {
	defer wrap(&err, "targets in %s", month)
	return tx.each(`SELECT `+targetColumns+` FROM targets t JOIN customers c ON c.id = t.customer_id
		WHERE t.start_month BETWEEN $1 AND $2 ORDER BY t.customer_id, t.start_month`, []any{int64(month) - 11, int64(month)},
		func(rows *sql.Rows) error {
			t := &Target{}
			if err := scanTarget(rows, t); err != nil {
				return err
			}
			return f(t)
		})
}

// EachSeries hands out the series of every customer who has ordered, of a build's
// graph data, by customer, with its smart type.
func (tx *Tx) EachSeries(build int64, f func(customerID, smartTypeID int64, points []SeriesPoint) error) (err error) {
	defer wrap(&err, "series of build %d", build)
	return tx.each(`SELECT s.customer_id, c.smart_type_id, s.first_month, s.months FROM customer_series s JOIN customers c ON c.id = s.customer_id
		WHERE s.build_id = $1 ORDER BY s.customer_id`, []any{build}, func(rows *sql.Rows) error {
		var id, smartType, first int64
		var packed []byte
		if err := rows.Scan(&id, &smartType, &first, &packed); err != nil {
			return err
		}
		points, err := ParseSeries(calendar.Month(first), packed)
		if err != nil {
			return err
		}
		return f(id, smartType, points)
	})
}

// DaySum is what was bought on a day.
type DaySum struct {
	Day calendar.Day
	Net int64
}

// RevenueByDay is a customer's revenue after one day up to another, of the days
// that have some.
func (tx *Tx) RevenueByDay(customerID int64, after, upTo calendar.Day) (_ []DaySum, err error) {
	defer wrap(&err, "revenue of customer %d", customerID)
	return tx.daySums(`o.customer_id = $1`, customerID, after, upTo)
}

// RevenueOfType is RevenueByDay of all customers of a smart type.
func (tx *Tx) RevenueOfType(smartTypeID int64, after, upTo calendar.Day) (_ []DaySum, err error) {
	defer wrap(&err, "revenue of smart type %d", smartTypeID)
	return tx.daySums(`o.customer_id IN (SELECT id FROM customers WHERE smart_type_id = $1)`, smartTypeID, after, upTo)
}

func (tx *Tx) daySums(whose string, id int64, after, upTo calendar.Day) ([]DaySum, error) {
	return list(tx, `SELECT o.day, CAST(SUM(o.net) AS BIGINT) FROM orders o
		WHERE `+whose+` AND o.day > $2 AND o.day <= $3 AND o.status IN (1, 2) GROUP BY o.day ORDER BY o.day`,
		[]any{id, int64(after), int64(upTo)}, func(rows *sql.Rows, s *DaySum) error { return rows.Scan(&s.Day, &s.Net) })
}
