package store

import (
	"fmt"
	"math"
)

// Staging and publishing of orders: the scheme is explained at the table
// order_book. One import stages at a time: its caller holds a lease and proves it
// (KeepLease) in the transaction of every call here that writes.

// OrderBook is where the order book stands.
type OrderBook struct {
	Published  int64 // the visible book version
	Undoable   int64 // the book version before it; the same when there is nothing to undo
	StagedFrom int64 // lowest order id that may belong to no visible book version; 0: none
}

// OrderBook is where the order book stands.
func (tx *Tx) OrderBook() (b OrderBook, err error) {
	defer wrap(&err, "order book")
	err = tx.row(`SELECT published, undoable, staged_from FROM order_book WHERE one = 1`, nil,
		&b.Published, &b.Undoable, &b.StagedFrom)
	return b, err
}

// BeginStage opens a new book version and returns its number, which no book version ever had.
// The book must be swept: versions of an abandoned book version would be published with
// this one. The import keeps the book version in its row.
func (tx *Tx) BeginStage(importID int64) (bookVersion int64, err error) {
	defer wrap(&err, "begin to stage")
	book, err := tx.OrderBook()
	if err != nil {
		return 0, err
	}
	if book.StagedFrom != 0 {
		return 0, fmt.Errorf("the order book is not swept: %w", ErrConflict)
	}
	if err := tx.putOffIndexes(); err != nil {
		return 0, err
	}
	if bookVersion, err = tx.Reserve("order_book", 1); err != nil {
		return 0, err
	}
	from, err := tx.Reserve("order_versions", 1)
	if err != nil {
		return 0, err
	}
	if _, err := tx.exec(`UPDATE order_book SET staged_from = $1 WHERE one = 1`, from); err != nil {
		return 0, err
	}
	_, err = tx.exec(`UPDATE imports SET book_version = $1, first_order = $2, version = version + 1 WHERE id = $3`,
		bookVersion, from, importID)
	return bookVersion, err
}

// StageOrders writes orders of a book version that is not visible yet. An order whose ID
// is that of the visible version takes its place when the book version is published; one
// whose ID is 0 is new. Net is computed here: it is the sum of the totals, always.
// Use short batches: everybody else's writes wait for this one.
func (tx *Tx) StageOrders(bookVersion int64, orders []Order) (err error) {
	defer wrap(&err, "stage orders")
	var replaced []int64
	lines := 0
	for i := range orders {
		if orders[i].ID != 0 {
			replaced = append(replaced, orders[i].ID)
		}
		lines += len(orders[i].Lines)
	}
	if err := tx.markDied(bookVersion, replaced); err != nil {
		return err
	}
	first, err := tx.Reserve("order_versions", int64(len(orders)))
	if err != nil {
		return err
	}
	for i := range orders {
		orders[i].ID = first + int64(i)
		if orders[i].Net, err = NetOf(orders[i].Lines); err != nil {
			return fmt.Errorf("order %q: %w", orders[i].Number, err)
		}
	}
	if err := tx.insert("order_versions", orderColumns, len(orders), func(i int, args []any) []any {
		o := &orders[i]
		return append(args, o.ID, o.Number, o.CustomerID, int64(o.Day), int64(o.Status), o.ChannelID, o.Net, o.Currency,
			bookVersion)
	}, ""); err != nil {
		return err
	}
	at, n := 0, 0 // the order and its line that are next
	return tx.insert("line_versions", lineColumns, lines, func(_ int, args []any) []any {
		for n == len(orders[at].Lines) {
			at, n = at+1, 0
		}
		o, l := &orders[at], &orders[at].Lines[n]
		n++
		return append(args, o.ID, int64(n), o.CustomerID, int64(o.Day), l.ProductID, l.Quantity, l.Delivered, l.UnitPrice,
			l.Total, l.cost(), bookVersion)
	}, "")
}

var (
	orderColumns = []string{"id", "number", "customer_id", "day", "status", "channel_id", "net", "currency", "born"}
	lineColumns  = []string{"order_id", "n", "customer_id", "day", "product_id", "quantity", "delivered", "unit_price",
		"total", "cost", "born"}
)

// NetOf is the sum of the lines' totals; one that does not fit is an error.
func NetOf(lines []OrderLine) (net int64, err error) {
	for _, l := range lines {
		if l.Total > 0 && net > math.MaxInt64-l.Total || l.Total < 0 && net < math.MinInt64-l.Total {
			return 0, fmt.Errorf("the sum of its lines is too large")
		}
		net += l.Total
	}
	return net, nil
}

// markDied says of versions that a book version replaces them.
func (tx *Tx) markDied(bookVersion int64, ids []int64) error {
	return chunks(ids, lookUp, func(some []int64) error {
		args := append([]any{bookVersion}, anys(some)...)
		n, err := tx.exec(`UPDATE order_versions SET died = $1 WHERE died IS NULL AND id IN `+in(2, len(some)), args...)
		if err != nil {
			return err
		}
		if n != int64(len(some)) {
			return fmt.Errorf("a replaced order is not there any more: %w", ErrConflict)
		}
		_, err = tx.exec(`UPDATE line_versions SET died = $1 WHERE order_id IN `+in(2, len(some)), args...)
		return err
	})
}

// PublishOrders makes a book version the visible one, together with the customers,
// products and channels that were set aside for it (customers_minimal.go). The book version before
// it can be gone back to. A code that somebody else has given to a customer or a
// product meanwhile is ErrConflict: stage again.
func (tx *Tx) PublishOrders(importID, bookVersion int64) (err error) {
	defer wrap(&err, "publish orders")
	if err := tx.makeIndexes(); err != nil {
		return err
	}
	if err := tx.publishMinimals(importID); err != nil {
		return err
	}
	return tx.changeOne(`UPDATE order_book SET undoable = published, published = $1, staged_from = 0
		WHERE one = 1 AND published < $1`, bookVersion)
}

// UndoOrders goes back to the book version before. It is ErrConflict unless the import's
// book version is the visible one and the one before it is still kept. The versions that
// are no longer seen stay until the next sweep.
func (tx *Tx) UndoOrders(importID int64) (err error) {
	defer wrap(&err, "undo orders")
	return tx.changeOne(`UPDATE order_book SET published = undoable,
			staged_from = (SELECT first_order FROM imports WHERE id = $1)
		WHERE one = 1 AND undoable < published AND published = (SELECT book_version FROM imports WHERE id = $1)`, importID)
}
