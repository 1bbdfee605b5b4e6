package store

import (
	"database/sql"
	"fmt"

	"wholesight/jobs/calendar"
)

// BoughtLine is a line of something bought and paid for: its quantity and its total
// are above 0.
type BoughtLine struct {
	CustomerID int64
	Day        calendar.Day
	OrderID    int64
	ProductID  int64
	Quantity   int64 // thousandths
	Total      int64 // minor units
}

// EachBoughtLine calls f for every line with a quantity and a total above 0 of the
// customers first to last, up to a day, by customer, day and order, whatever became of
// the order: who asks knows of each order from EachCountedOrder. It reads one index and
// nothing else; asking the engine for each line's order or product took three times as
// long as the lines. The line is only lent.
func (tx *Tx) EachBoughtLine(first, last int64, upTo calendar.Day, f func(l *BoughtLine) error) (err error) {
	defer wrap(&err, "lines of customers %d to %d", first, last)
	var v [6]any // see EachSale for the anys
	dest := []any{&v[0], &v[1], &v[2], &v[3], &v[4], &v[5]}
	var l BoughtLine
	return tx.each(`SELECT customer_id, day, order_id, product_id, quantity, total FROM order_lines
		WHERE customer_id BETWEEN $1 AND $2 AND day <= $3 AND quantity > 0 AND total > 0
		ORDER BY customer_id, day, order_id`, []any{first, last, int64(upTo)}, func(rows *sql.Rows) error {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		var ok [6]bool
		var day int64
		l.CustomerID, ok[0] = v[0].(int64)
		day, ok[1] = v[1].(int64)
		l.OrderID, ok[2] = v[2].(int64)
		l.ProductID, ok[3] = v[3].(int64)
		l.Quantity, ok[4] = v[4].(int64)
		l.Total, ok[5] = v[5].(int64)
		if ok != [6]bool{true, true, true, true, true, true} {
			return fmt.Errorf("a line of customer %v is not made of integers", v[0])
		}
		l.Day = calendar.Day(day)
		return f(&l)
	})
}

// CountProducts is how many different products the customers first to last bought on the
// days after one and up to another, by customer; who bought none is left out. A product
// is bought by a line with a quantity above 0 of an order that counts in revenue, be it
// free of charge; what was sent back later was bought all the same. The orders that do
// not count are few, so that these are looked up instead of each line's order.
func (tx *Tx) CountProducts(first, last int64, after, upTo calendar.Day) (_ map[int64]int64, err error) {
	defer wrap(&err, "products of customers %d to %d", first, last)
	all := map[int64]int64{}
	return all, tx.each(`SELECT customer_id, COUNT(DISTINCT product_id) FROM order_lines
		WHERE customer_id BETWEEN $1 AND $2 AND day > $3 AND day <= $4 AND quantity > 0
			AND order_id NOT IN (SELECT id FROM orders WHERE customer_id BETWEEN $1 AND $2 AND status NOT IN (1, 2))
		GROUP BY customer_id`, []any{first, last, int64(after), int64(upTo)}, func(rows *sql.Rows) error {
		var customer, n int64
		err := rows.Scan(&customer, &n)
		all[customer] = n
		return err
	})
}

// CountedOrder is an order that counts in revenue (open or closed), without its lines.
type CountedOrder struct {
	ID         int64
	CustomerID int64
	Day        calendar.Day
	ChannelID  int64 // 0: none
	Net        int64 // minor units
}

// EachCountedOrder calls f for every order that counts in revenue, in no order that means
// anything. The order is only lent.
func (tx *Tx) EachCountedOrder(f func(o *CountedOrder) error) (err error) {
	defer wrap(&err, "orders")
	var v [5]any
	dest := []any{&v[0], &v[1], &v[2], &v[3], &v[4]}
	var o CountedOrder
	return tx.each(`SELECT id, customer_id, day, channel_id, net FROM orders WHERE status IN (1, 2)`, nil,
		func(rows *sql.Rows) error {
			if err := rows.Scan(dest...); err != nil {
				return err
			}
			var ok [5]bool
			var day int64
			o.ID, ok[0] = v[0].(int64)
			o.CustomerID, ok[1] = v[1].(int64)
			day, ok[2] = v[2].(int64)
			o.ChannelID, ok[3] = v[3].(int64)
			o.Net, ok[4] = v[4].(int64)
			if ok != [5]bool{true, true, true, true, true} {
				return fmt.Errorf("order %v is not made of integers", v[0])
			}
			o.Day = calendar.Day(day)
			return f(&o)
		})
}

// ProductCost is what a product costs the shop now, as far as that is known.
type ProductCost struct {
	ID    int64
	Goods bool  // false: a service
	Cost  int64 // ten-thousandths a unit
	Known bool
}

// ProductCosts are those of all products, by id.
func (tx *Tx) ProductCosts() (_ []ProductCost, err error) {
	defer wrap(&err, "costs of products")
	return list(tx, `SELECT id, kind = 'goods', COALESCE(cost, 0), cost IS NOT NULL FROM products ORDER BY id`, nil,
		func(rows *sql.Rows, p *ProductCost) error { return rows.Scan(&p.ID, &p.Goods, &p.Cost, &p.Known) })
}
