package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
)

// searchKeys is the version of the migration that folds all search keys anew: until
// then "soren" did not find the product "Søren". 100,000 rows took 4 s in a file and
// 22 s on a server, on two busy cores: in the transaction of the migration, before
// anybody is served. Whoever changes text.Fold runs it once more under a new number.
const searchKeys = 16

// keyed is a table whose rows are found by a search key: how a page of its rows is
// read (what names the row, its key, the parts of the key, behind the row of $1, $2
// rows), and how the key of one is written. first is before every row.
type keyed struct {
	table, read, write string
	first              any
}

var keyedTables = []keyed{
	{"customers", `SELECT id, search_key, code, name, city, contact FROM customers WHERE id > $1 ORDER BY id LIMIT $2`,
		`UPDATE customers SET search_key = $1 WHERE id = $2`, int64(math.MinInt64)},
	{"products", `SELECT id, search_key, sku, name, brand, '' FROM products WHERE id > $1 ORDER BY id LIMIT $2`,
		`UPDATE products SET search_key = $1 WHERE id = $2`, int64(math.MinInt64)},
	{"users", `SELECT id, search_key, email, name, '', '' FROM users WHERE id > $1 ORDER BY id LIMIT $2`,
		`UPDATE users SET search_key = $1 WHERE id = $2`, int64(math.MinInt64)},
	// What an import has set aside becomes customers and products with these keys.
	{"import_stubs", `SELECT code, search_key, code, CASE WHEN name = '' THEN code ELSE name END, '', ''
		FROM import_stubs WHERE noun = 'customer' AND code > $1 ORDER BY code LIMIT $2`,
		`UPDATE import_stubs SET search_key = $1 WHERE noun = 'customer' AND code = $2`, ""},
	{"import_stubs", `SELECT code, search_key, code, CASE WHEN name = '' THEN code ELSE name END, '', ''
		FROM import_stubs WHERE noun = 'product' AND code > $1 ORDER BY code LIMIT $2`,
		`UPDATE import_stubs SET search_key = $1 WHERE noun = 'product' AND code = $2`, ""},
}

// refreshSearchKeys folds the search keys of all rows anew and writes those that
// have become others.
func refreshSearchKeys(ctx context.Context, tx *sql.Tx) error {
	for _, k := range keyedTables {
		if err := k.refresh(ctx, tx); err != nil {
			return fmt.Errorf("search keys of %s: %w", k.table, err)
		}
	}
	return nil
}

func (k *keyed) refresh(ctx context.Context, tx *sql.Tx) error {
	write, err := tx.PrepareContext(ctx, k.write)
	if err != nil {
		return err
	}
	defer write.Close()
	for from := k.first; ; {
		page, err := k.page(ctx, tx, from)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, row := range page {
			if key := searchKey(row.parts[:]...); key != row.key {
				if _, err := write.ExecContext(ctx, key, row.name); err != nil {
					return err
				}
			}
		}
		from = page[len(page)-1].name
	}
}

// keyedRow is a row of such a table: what names it, its key as it stands, and what
// the key is made of.
type keyedRow struct {
	name  any
	key   string
	parts [4]string
}

// page is the next rows behind one. They are read before any is written: a
// connection does one thing at a time.
func (k *keyed) page(ctx context.Context, tx *sql.Tx, from any) (page []keyedRow, err error) {
	rows, err := tx.QueryContext(ctx, k.read, from, 2000)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r keyedRow
		if err := rows.Scan(&r.name, &r.key, &r.parts[0], &r.parts[1], &r.parts[2], &r.parts[3]); err != nil {
			return nil, err
		}
		page = append(page, r)
	}
	return page, rows.Err()
}
