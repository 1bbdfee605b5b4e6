package store

import (
	"database/sql"

	"wholesight/jobs/calendar"
)

// Purchases are what a customer bought in a period.
type Purchases struct {
	Code         string
	Orders       int64        // with a value above 0
	Revenue      int64        // minor units, returns included
	PurchaseDays int64        // days with such an order, at least one
	First, Last  calendar.Day // of them
}

// PurchasesBetween are the customers of the scope who bought from a day to another,
// both included, by code. Who only sent back did not buy.
func (tx *Tx) PurchasesBetween(scope Scope, from, to calendar.Day) (_ []Purchases, err error) {
	defer wrap(&err, "purchases from %v to %v", from, to)
	args := []any{from, to}
	where := scope.where("c", &args)
	return list(tx, `SELECT c.code, COUNT(*) FILTER (WHERE o.net > 0), CAST(SUM(o.net) AS BIGINT), COUNT(DISTINCT CASE WHEN o.net > 0 THEN o.day END),
			MIN(CASE WHEN o.net > 0 THEN o.day END), MAX(CASE WHEN o.net > 0 THEN o.day END)
		FROM customers c JOIN orders o ON o.customer_id = c.id
		WHERE o.day BETWEEN $1 AND $2 AND o.status IN (1, 2) AND `+where+`
		GROUP BY c.id, c.code HAVING COUNT(*) FILTER (WHERE o.net > 0) > 0 ORDER BY c.code`, args,
		func(rows *sql.Rows, p *Purchases) error {
			return rows.Scan(&p.Code, &p.Orders, &p.Revenue, &p.PurchaseDays, &p.First, &p.Last)
		})
}
