package store

import (
	"database/sql"

	"wholesight/jobs/calendar"
)

// Days are the days after one up to another, that one included: (After, To].
type Days struct{ After, To calendar.Day }

// BoughtProduct is what a customer bought of a product, returns subtracted: in the days
// asked for, and in those they are compared with.
type BoughtProduct struct {
	SKU, Name                string
	Revenue, RevenueBefore   int64 // minor units
	Quantity, QuantityBefore int64 // thousandths
}

// TopProducts are the products that a customer spent most on in the days now, the most
// first and of equals by sku, limit at most: those with a revenue above 0, over orders
// that count in revenue (open or closed). Empty outside of the scope. It reads the
// stretch of one index that holds both spans, and asks for the order of each line there.
func (tx *Tx) TopProducts(scope Scope, customerID int64, now, before Days, limit int) (_ []BoughtProduct, err error) {
	defer wrap(&err, "top products of customer %d", customerID)
	args := []any{customerID, int64(now.After), int64(now.To), int64(before.After), int64(before.To),
		int64(min(now.After, before.After)), int64(max(now.To, before.To)), max(1, min(limit, 1000))}
	where := scope.where("c", &args)
	return list(tx, `SELECT p.sku, p.name, t.revenue, t.revenue_before, t.quantity, t.quantity_before
		FROM (SELECT l.product_id,
				CAST(SUM(CASE WHEN l.day > $2 AND l.day <= $3 THEN l.total ELSE 0 END) AS BIGINT) AS revenue,
				CAST(SUM(CASE WHEN l.day > $4 AND l.day <= $5 THEN l.total ELSE 0 END) AS BIGINT) AS revenue_before,
				CAST(SUM(CASE WHEN l.day > $2 AND l.day <= $3 THEN l.quantity ELSE 0 END) AS BIGINT) AS quantity,
				CAST(SUM(CASE WHEN l.day > $4 AND l.day <= $5 THEN l.quantity ELSE 0 END) AS BIGINT) AS quantity_before
			FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN customers c ON c.id = l.customer_id
			WHERE l.customer_id = $1 AND l.day > $6 AND l.day <= $7 AND o.status IN (1, 2) AND `+where+`
			GROUP BY l.product_id) t
		JOIN products p ON p.id = t.product_id
		WHERE t.revenue > 0 ORDER BY t.revenue DESC, p.sku LIMIT $8`, args, func(rows *sql.Rows, b *BoughtProduct) error {
		return rows.Scan(&b.SKU, &b.Name, &b.Revenue, &b.RevenueBefore, &b.Quantity, &b.QuantityBefore)
	})
}
