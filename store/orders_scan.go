package store

import (
	"database/sql"
	"fmt"

	"wholesight/jobs/calendar"
)

// Member is a customer as far as a rebuild is concerned.
type Member struct {
	ID, SmartTypeID  int64
	AccountManagerID int64 // 0: none
	Active           bool
	Consent          bool // to marketing by e-mail
}

// Population is every customer, by id.
func (tx *Tx) Population() (_ []Member, err error) {
	defer wrap(&err, "population")
	return list(tx, `SELECT id, smart_type_id, COALESCE(account_manager_id, 0), active, consent FROM customers ORDER BY id`, nil,
		func(rows *sql.Rows, m *Member) error {
			return rows.Scan(&m.ID, &m.SmartTypeID, &m.AccountManagerID, &m.Active, &m.Consent)
		})
}

// BookVersion is the number of the order book's visible state: it changes with every
// import or undo of orders.
func (tx *Tx) BookVersion() (n int64, err error) {
	defer wrap(&err, "version of the order book")
	if p, err := tx.known(); err != nil {
		return 0, err
	} else if p != nil {
		return p.bookVersion, nil
	}
	err = tx.row(`SELECT published FROM order_book WHERE one = 1`, nil, &n)
	return n, err
}

// EachSale calls f for every order that counts in revenue (open or closed) of the
// customers first to last, up to a day, by customer and day. It reads one index
// and nothing else; a rebuild calls it for millions of rows.
func (tx *Tx) EachSale(first, last int64, upTo calendar.Day,
	f func(customerID int64, day calendar.Day, net int64) error) (err error) {
	defer wrap(&err, "orders of customers %d to %d", first, last)
	// Scanning into any takes the short way through database/sql; both drivers
	// hand integers out as int64.
	var customer, day, net any
	dest := []any{&customer, &day, &net}
	return tx.each(`SELECT customer_id, day, net FROM orders
		WHERE customer_id BETWEEN $1 AND $2 AND day <= $3 AND status IN (1, 2)
		ORDER BY customer_id, day`, []any{first, last, int64(upTo)}, func(rows *sql.Rows) error {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		c, okC := customer.(int64)
		d, okD := day.(int64)
		n, okN := net.(int64)
		if !okC || !okD || !okN {
			return fmt.Errorf("an order of customer %v is not made of integers", customer)
		}
		return f(c, calendar.Day(d), n)
	})
}

// LastSale is the newest day, not after another, with an order that counts in
// revenue; ErrNotFound when there is none. It asks the index once a customer
// instead of reading every order.
func (tx *Tx) LastSale(notAfter calendar.Day) (_ calendar.Day, err error) {
	defer wrap(&err, "newest order")
	var day sql.NullInt64
	if err := tx.row(`SELECT MAX(day) FROM (SELECT (SELECT o.day FROM orders o
			WHERE o.customer_id = c.id AND o.day <= $1 AND o.status IN (1, 2) ORDER BY o.day DESC LIMIT 1) AS day
		FROM customers c) t`, []any{int64(notAfter)}, &day); err != nil {
		return 0, err
	}
	if !day.Valid {
		return 0, ErrNotFound
	}
	return calendar.Day(day.Int64), nil
}
