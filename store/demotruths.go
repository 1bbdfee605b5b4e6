package store

import "database/sql"

// DemoTruth is one thing that was planted in the demo shop. Only tests and the page
// that compares the models with what was planted may read them: a forecast that did
// would be cheating.
type DemoTruth struct {
	Kind       string // stopped, growing, bundle …
	N          int64  // from 1 within the kind
	Part       int64  // from 1: the products of one bundle
	CustomerID int64  // 0: none
	ProductID  int64  // 0: none
	Detail     string // JSON of what else there is to say; empty: nothing
}

// InsertDemoTruths stores what was planted.
func (tx *Tx) InsertDemoTruths(truths []DemoTruth) (err error) {
	defer wrap(&err, "demo truths")
	return tx.insert("demo_truths", []string{"kind", "n", "part", "customer_id", "product_id", "detail"}, len(truths),
		func(i int, args []any) []any {
			t := truths[i]
			return append(args, t.Kind, t.N, t.Part, none(t.CustomerID), none(t.ProductID), t.Detail)
		}, "")
}

// DemoTruths are the truths of a kind, by number and part.
func (tx *Tx) DemoTruths(kind string) (_ []DemoTruth, err error) {
	defer wrap(&err, "demo truths")
	return list(tx, `SELECT kind, n, part, COALESCE(customer_id, 0), COALESCE(product_id, 0), detail
		FROM demo_truths WHERE kind = $1 ORDER BY n, part`, []any{kind}, func(rows *sql.Rows, t *DemoTruth) error {
		return rows.Scan(&t.Kind, &t.N, &t.Part, &t.CustomerID, &t.ProductID, &t.Detail)
	})
}

// HasDemoTruths tells whether anything was planted in the shop: then it is a demo.
func (tx *Tx) HasDemoTruths() (some bool, err error) {
	defer wrap(&err, "demo truths")
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM demo_truths)`, nil, &some)
	return some, err
}

// HasShop tells whether there is anything of a shop in the database: customers,
// products, orders (also staged ones), smart types or imports. People and settings
// do not count.
func (tx *Tx) HasShop() (some bool, err error) {
	defer wrap(&err, "shop")
	err = tx.row(`SELECT EXISTS (SELECT 1 FROM customers) OR EXISTS (SELECT 1 FROM products) OR EXISTS (SELECT 1 FROM order_versions)
		OR EXISTS (SELECT 1 FROM smart_types) OR EXISTS (SELECT 1 FROM imports)`, nil, &some)
	return some, err
}
