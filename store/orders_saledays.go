package store

import (
	"database/sql"
	"errors"
	"slices"

	"wholesight/jobs/calendar"
)

// SaleDay is what a customer's orders of one day that count in revenue (open or closed)
// come to.
type SaleDay struct {
	Day      calendar.Day
	Bought   int64 // the orders above 0 together, minor units
	Credited int64 // the others together
	Orders   int64 // how many are above 0
}

// SaleDays are a customer's days with orders that count in revenue in (since, upTo],
// and before them, of the days up to since with an order above 0, the very first and
// the last so many, with one order each: what they say is that something was bought. It
// reads the stretch of one index that holds them, however many orders lie before.
func (tx *Tx) SaleDays(customerID int64, since, upTo calendar.Day, last int) (_ []SaleDay, err error) {
	defer wrap(&err, "days with orders of customer %d", customerID)
	var old []SaleDay
	purchase := func(before calendar.Day, order string) (d SaleDay, found bool, err error) {
		d.Orders = 1
		err = tx.row(`SELECT day, net FROM orders WHERE customer_id = $1 AND day < $2 AND status IN (1, 2) AND net > 0 ORDER BY day `+order+` LIMIT 1`,
			[]any{customerID, int64(before)}, &d.Day, &d.Bought)
		if errors.Is(err, ErrNotFound) {
			return d, false, nil
		}
		return d, err == nil, err
	}
	for before := since + 1; len(old) < last; before = old[len(old)-1].Day {
		d, found, err := purchase(before, "DESC")
		if err != nil {
			return nil, err
		}
		if !found {
			break
		}
		old = append(old, d)
	}
	if n := len(old); n == last {
		first, found, err := purchase(since+1, "ASC")
		if err != nil {
			return nil, err
		}
		if found && (n == 0 || first.Day < old[n-1].Day) {
			old = append(old, first)
		}
	}
	slices.Reverse(old)
	recent, err := list(tx, `SELECT day, CAST(SUM(CASE WHEN net > 0 THEN net ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN net > 0 THEN 0 ELSE net END) AS BIGINT),
			CAST(SUM(CASE WHEN net > 0 THEN 1 ELSE 0 END) AS BIGINT)
		FROM orders WHERE customer_id = $1 AND day > $2 AND day <= $3 AND status IN (1, 2) GROUP BY day ORDER BY day`,
		[]any{customerID, int64(since), int64(upTo)}, func(rows *sql.Rows, d *SaleDay) error {
			return rows.Scan(&d.Day, &d.Bought, &d.Credited, &d.Orders)
		})
	return append(old, recent...), err
}
