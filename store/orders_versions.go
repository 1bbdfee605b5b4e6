package store

import (
	"database/sql"
	"fmt"

	"wholesight/jobs/calendar"
)

// OrderStatus is the state of an order. Draft and cancelled orders are no revenue.
type OrderStatus int8

// The statuses, as they are stored.
const (
	OrderDraft OrderStatus = iota
	OrderOpen
	OrderClosed
	OrderCancelled
)

var orderStatuses = [...]string{"draft", "open", "closed", "cancelled"}

// String is the status as files write it.
func (s OrderStatus) String() string { return orderStatuses[s] }

// ParseOrderStatus is the status of a word as files write it.
func ParseOrderStatus(word string) (OrderStatus, error) {
	for i, w := range orderStatuses {
		if w == word {
			return OrderStatus(i), nil
		}
	}
	return 0, fmt.Errorf("%q is not a status of an order", word)
}

// Order is one order with its lines. Net is the sum of the lines' totals in minor
// units of the shop's currency.
type Order struct {
	ID         int64 // of this version of it: a later import that changes the order makes another
	Number     string
	CustomerID int64
	Day        calendar.Day
	Status     OrderStatus
	ChannelID  int64 // 0: none
	Net        int64
	Currency   string // of the file; empty: the shop's
	Lines      []OrderLine
}

// OrderLine is one line. Quantities are thousandths, UnitPrice and Cost
// ten-thousandths and Total minor units of the shop's currency.
type OrderLine struct {
	ProductID, Quantity, Delivered, UnitPrice, Total, Cost int64

	HasCost bool
}

// cost is the line's cost as it is stored: NULL for none.
func (l OrderLine) cost() any {
	if !l.HasCost {
		return nil
	}
	return l.Cost
}

// lookUp is how many keys one query asks for.
const lookUp = 500

// OrdersByNumber are the visible orders of the given numbers, with their lines.
// Numbers that no order has are left out.
func (tx *Tx) OrdersByNumber(numbers []string) (_ map[string]*Order, err error) {
	defer wrap(&err, "orders by number")
	orders := make(map[string]*Order, len(numbers))
	err = chunks(numbers, lookUp, func(some []string) error {
		byID := make(map[int64]*Order, len(some))
		var ids []any
		if err := tx.each(`SELECT id, number, customer_id, day, status, channel_id, net, currency
			FROM orders WHERE number IN `+in(1, len(some)), anys(some), func(rows *sql.Rows) error {
			o := &Order{}
			if err := rows.Scan(&o.ID, &o.Number, &o.CustomerID, &o.Day, &o.Status, &o.ChannelID, &o.Net,
				&o.Currency); err != nil {
				return err
			}
			orders[o.Number], byID[o.ID] = o, o
			ids = append(ids, o.ID)
			return nil
		}); err != nil {
			return err
		}
		if len(ids) == 0 {
			return nil
		}
		return tx.each(`SELECT order_id, product_id, quantity, delivered, unit_price, total, cost
			FROM line_versions WHERE order_id IN `+in(1, len(ids))+` ORDER BY order_id, n`, ids, func(rows *sql.Rows) error {
			var id int64
			var l OrderLine
			var cost sql.NullInt64
			if err := rows.Scan(&id, &l.ProductID, &l.Quantity, &l.Delivered, &l.UnitPrice, &l.Total, &cost); err != nil {
				return err
			}
			l.Cost, l.HasCost = cost.Int64, cost.Valid
			byID[id].Lines = append(byID[id].Lines, l)
			return nil
		})
	})
	return orders, err
}

// HasOrders tells whether any order is visible.
func (tx *Tx) HasOrders() (some bool, err error) {
	defer wrap(&err, "orders")
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM orders)`, nil, &some)
	return some, err
}

// ExportLine is one line of an order as an export writes it. Channel is empty for none.
type ExportLine struct {
	Number, Customer, Channel, SKU string
	Day                            calendar.Day
	Status                         OrderStatus
	Line                           OrderLine
}

// EachOrderLine hands out every line of every visible order that the scope sees, by
// order number (byte order) and within an order as they were imported. The row is
// reused.
func (tx *Tx) EachOrderLine(scope Scope, f func(*ExportLine) error) (err error) {
	defer wrap(&err, "order lines")
	var args []any
	where := scope.where("c", &args)
	// CROSS JOIN keeps the order of the tables: the orders by the index of their
	// numbers, then their lines. Left alone one engine reads all lines first and sorts
	// them in memory.
	var e ExportLine
	var cost sql.NullInt64
	return tx.each(`SELECT o.number, o.day, c.code, COALESCE(h.name, ''), o.status, p.sku,
			l.quantity, l.delivered, l.unit_price, l.total, l.cost
		FROM orders o CROSS JOIN customers c CROSS JOIN line_versions l CROSS JOIN products p
		LEFT JOIN channels h ON h.id = o.channel_id
		WHERE c.id = o.customer_id AND l.order_id = o.id AND p.id = l.product_id AND `+where+` ORDER BY o.number, l.n`, args,
		func(rows *sql.Rows) error {
			if err := rows.Scan(&e.Number, &e.Day, &e.Customer, &e.Channel, &e.Status, &e.SKU,
				&e.Line.Quantity, &e.Line.Delivered, &e.Line.UnitPrice, &e.Line.Total, &cost); err != nil {
				return err
			}
			e.Line.Cost, e.Line.HasCost = cost.Int64, cost.Valid
			return f(&e)
		})
}

// anys are strings as parameters.
func anys[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}
