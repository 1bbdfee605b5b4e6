package store

import (
	"database/sql"
	"fmt"
)

// The indexes of the order book by customer. Keeping them up to date line by line is
// most of the work of an import that fills an empty book: every order touches
// another page. They are therefore put off while the first book version is staged, and
// made in one go, sorted, by the update that publishes it. Nobody misses them before
// that, because nothing is visible; after that day they stay, and every later import
// keeps them as it goes, so that nobody's write waits for it.
var orderIndexes = []struct{ name, on string }{
	{"order_versions_customer_idx", "order_versions (customer_id, day, net, status, born, died)"},
	{"line_versions_customer_idx", "line_versions (customer_id, day, order_id, product_id, quantity, total, born, died)"},
}

// putOffIndexes drops them when the book holds nothing at all.
func (tx *Tx) putOffIndexes() error {
	some := false
	if err := tx.each(`SELECT id FROM order_versions LIMIT 1`, nil, func(*sql.Rows) error {
		some = true
		return nil
	}); err != nil || some {
		return err
	}
	for _, i := range orderIndexes {
		if _, err := tx.exec("DROP INDEX IF EXISTS " + i.name); err != nil {
			return fmt.Errorf("put off %s: %w", i.name, err)
		}
	}
	return nil
}

// makeIndexes makes those that were put off; where they are there it does nothing.
// At five million lines it holds the writer for some seconds, once in a shop's life.
func (tx *Tx) makeIndexes() error {
	for _, i := range orderIndexes {
		if _, err := tx.exec("CREATE INDEX IF NOT EXISTS " + i.name + " ON " + i.on); err != nil {
			return fmt.Errorf("make %s: %w", i.name, err)
		}
	}
	return nil
}
