package store

import (
	"database/sql"

	"wholesight/jobs/calendar"
)

// Backorder is what a customer ordered and has not got, of its open orders.
type Backorder struct {
	CustomerID int64
	Lines      int64
	Units      int64 // thousandths
	Value      int64 // minor units
	Oldest     calendar.Day
}

// OutstandingLine is a line of an open order that is not delivered whole.
type OutstandingLine struct {
	CustomerID int64
	Day        calendar.Day
	Quantity   int64 // outstanding, thousandths
	UnitPrice  int64 // ten-thousandths
}

// EachOutstanding calls f for every line of an open order, not after a day, of which
// something is still to be delivered, by customer. Only a partial index is read, and
// the orders of its lines.
func (tx *Tx) EachOutstanding(upTo calendar.Day, f func(OutstandingLine) error) (err error) {
	defer wrap(&err, "outstanding lines")
	return tx.each(`SELECT l.customer_id, l.day, l.quantity - l.delivered, l.unit_price FROM order_lines l JOIN orders o ON o.id = l.order_id
		WHERE l.delivered < l.quantity AND l.day <= $1 AND o.status = $2 ORDER BY l.customer_id, l.order_id`,
		[]any{int64(upTo), int64(OrderOpen)}, func(rows *sql.Rows) error {
			var l OutstandingLine
			if err := rows.Scan(&l.CustomerID, &l.Day, &l.Quantity, &l.UnitPrice); err != nil {
				return err
			}
			return f(l)
		})
}

// StageBackorders adds backorders to a build that is being staged. A customer
// without any needs no row.
func (tx *Tx) StageBackorders(build int64, all []Backorder) (err error) {
	defer wrap(&err, "stage backorders of build %d", build)
	if err := tx.beatBuild(build); err != nil {
		return err
	}
	return tx.insert("customer_backorders", []string{"build_id", "customer_id", "lines", "units", "value", "oldest"},
		len(all), func(i int, args []any) []any {
			b := &all[i]
			return append(args, build, b.CustomerID, b.Lines, b.Units, b.Value, int64(b.Oldest))
		}, "")
}

// Backorders are those of a build, by customer id.
func (tx *Tx) Backorders(build int64) (_ map[int64]Backorder, err error) {
	defer wrap(&err, "backorders of build %d", build)
	all := map[int64]Backorder{}
	err = tx.each(`SELECT customer_id, lines, units, value, oldest FROM customer_backorders WHERE build_id = $1`,
		[]any{build}, func(rows *sql.Rows) error {
			var b Backorder
			err := rows.Scan(&b.CustomerID, &b.Lines, &b.Units, &b.Value, &b.Oldest)
			all[b.CustomerID] = b
			return err
		})
	return all, err
}
