package store

import (
	"database/sql"
	"math"
)

// TimelineAt is a place in the three threads of a customer's timeline: the last order,
// contact and change of a label that were shown. A page goes on behind it, so that it
// costs the same however far back it is. The zero place is before the newest.
type TimelineAt struct {
	OrderDay, OrderID    int64 // 0, 0: from the newest
	ContactAt, ContactID int64
	Build, Type          int64
}

// from is the first number, or the largest there is where a thread begins.
func from(n, id int64) int64 {
	if n == 0 && id == 0 {
		return math.MaxInt64
	}
	return n
}

// OrdersBefore are a customer's orders behind a place, newest first: drafts and
// cancelled ones too. Empty outside of the scope.
func (tx *Tx) OrdersBefore(scope Scope, customerID int64, at TimelineAt, limit int) (_ []OrderHead, err error) {
	defer wrap(&err, "orders of customer %d", customerID)
	day := from(at.OrderDay, at.OrderID)
	if day == math.MaxInt64 {
		day = math.MaxInt32 // as wide as the column
	}
	args := []any{customerID, day, at.OrderID, max(1, min(limit, 1000))}
	where := scope.where("c", &args)
	return list(tx, `SELECT o.id, o.number, o.day, o.status, COALESCE(h.name, ''), o.net, (SELECT COUNT(*) FROM line_versions l WHERE l.order_id = o.id)
		FROM orders o JOIN customers c ON c.id = o.customer_id LEFT JOIN channels h ON h.id = o.channel_id
		WHERE o.customer_id = $1 AND o.day <= $2 AND (o.day < $2 OR o.id < $3) AND `+where+
		` ORDER BY o.day DESC, o.id DESC LIMIT $4`, args, scanOrderHead)
}

func scanOrderHead(rows *sql.Rows, o *OrderHead) error {
	return rows.Scan(&o.ID, &o.Number, &o.Day, &o.Status, &o.Channel, &o.Net, &o.Lines)
}

// ContactsBefore are a customer's contacts behind a place, newest first. Empty outside
// of the scope.
func (tx *Tx) ContactsBefore(scope Scope, customerID int64, at TimelineAt, limit int) (_ []Contact, err error) {
	defer wrap(&err, "contacts of customer %d", customerID)
	args := []any{customerID, from(at.ContactAt, at.ContactID), at.ContactID, max(1, min(limit, 1000))}
	return list(tx, `SELECT `+contactColumns+` FROM contacts t JOIN customers c ON c.id = t.customer_id
		WHERE t.customer_id = $1 AND t.at <= $2 AND (t.at < $2 OR t.id < $3) AND `+scope.where("c", &args)+
		` ORDER BY t.at DESC, t.id DESC LIMIT $4`, args, scanContact)
}

// LabelsBefore is how a customer's labels changed behind a place, newest first, those
// of one run by type. Empty outside of the scope.
func (tx *Tx) LabelsBefore(scope Scope, customerID int64, at TimelineAt, limit int) (_ []HistoryRow, err error) {
	defer wrap(&err, "label history of customer %d", customerID)
	args := []any{customerID, from(at.Build, 0), at.Type, max(1, min(limit, 1000))}
	return list(tx, `SELECT l.customer_id, l.type, COALESCE(l.from_id, 0), COALESCE(l.to_id, 0), b.id, b.as_of
		FROM label_changes l `+historyBuild+` JOIN customers c ON c.id = l.customer_id
		WHERE l.customer_id = $1 AND l.build_id <= $2 AND (l.build_id < $2 OR l.type > $3) AND `+scope.where("c", &args)+
		` ORDER BY l.build_id DESC, l.type LIMIT $4`, args,
		func(rows *sql.Rows, h *HistoryRow) error {
			return rows.Scan(&h.CustomerID, &h.Type, &h.From, &h.To, &h.Build, &h.AsOf)
		})
}

// OrderItem is a line of an order with its product.
type OrderItem struct {
	OrderLine
	SKU, Product string
}

// CustomerOrder is an order of a customer and its lines as they were imported, limit
// at most. ErrNotFound when the number is none of the customer's, or outside of the
// scope.
func (tx *Tx) CustomerOrder(scope Scope, customerID int64, number string,
	limit int) (o OrderHead, _ []OrderItem, err error) {
	defer wrap(&err, "order %q of customer %d", number, customerID)
	args := []any{customerID, number}
	where := scope.where("c", &args)
	if err := tx.row(`SELECT o.id, o.number, o.day, o.status, COALESCE(h.name, ''), o.net, (SELECT COUNT(*) FROM line_versions l WHERE l.order_id = o.id)
		FROM orders o JOIN customers c ON c.id = o.customer_id LEFT JOIN channels h ON h.id = o.channel_id
		WHERE o.customer_id = $1 AND o.number = $2 AND `+where, args, &o.ID, &o.Number, &o.Day, &o.Status, &o.Channel, &o.Net,
		&o.Lines); err != nil {
		return o, nil, err
	}
	items, err := list(tx, `SELECT p.sku, p.name, l.quantity, l.delivered, l.unit_price, l.total
		FROM line_versions l JOIN products p ON p.id = l.product_id WHERE l.order_id = $1 ORDER BY l.n LIMIT $2`,
		[]any{o.ID, max(1, min(limit, 10_000))},
		func(rows *sql.Rows, i *OrderItem) error {
			return rows.Scan(&i.SKU, &i.Product, &i.Quantity, &i.Delivered, &i.UnitPrice, &i.Total)
		})
	return o, items, err
}
