package main

import (
	"bufio"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"wholesight/jobs/calendar"
)

// measuredRecords is how many customers' records are measured.
const measuredRecords = 50

// manyOrders is how many orders the largest customer has.
const manyOrders = 20_000

// addLargest gives the customer of the lowest code so many more orders, over four
// years, as no customer of the demo shop has, and builds the figures anew.
func (b *run) addLargest() error {
	db, err := openBare(b.db)
	if err != nil {
		return err
	}
	var customer, sku string
	var last int64
	err = db.QueryRowContext(b.ctx, `SELECT (SELECT MIN(code) FROM customers), (SELECT MIN(sku) FROM products), (SELECT MAX(day) FROM orders)`).Scan(&customer, &sku, &last)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	name := filepath.Join(b.dir, "largest.csv")
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "order_number,order_date,customer_code,sku,quantity,unit_price") // an error stays until Flush
	for i := range manyOrders {
		fmt.Fprintf(w, "LARGEST-%d,%s,%s,%s,%d,%d.50\n", i, calendar.Day(last)-calendar.Day(i*4*365/manyOrders), customer,
			sku, 1+i%7, 3+i%90)
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		return err
	}
	if _, err := b.product(b.db, "import", "orders", name); err != nil {
		return err
	}
	_, err = b.product(b.db, "rebuild", "--full", "--no-forecasts")
	return err
}

// records are the addresses of records of customers of all sizes: those of the most
// and the fewest orders, and others at even steps between; and how many orders the
// first one has.
func (b *run) records() (paths []string, most int64, err error) {
	db, err := openBare(b.db)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.QueryContext(b.ctx, `SELECT c.code, COUNT(o.id) FROM customers c LEFT JOIN orders o ON o.customer_id = c.id
		GROUP BY c.id, c.code ORDER BY 2 DESC, c.code`)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	var codes []string
	for rows.Next() {
		var code string
		var orders int64
		if err := rows.Scan(&code, &orders); err != nil {
			return nil, 0, err
		}
		codes, most = append(codes, code), max(most, orders)
	}
	if err := rows.Err(); err != nil {
		return nil, 0, err
	}
	if len(codes) < measuredRecords {
		return nil, 0, fmt.Errorf("%d customers are too few to measure %d records", len(codes), measuredRecords)
	}
	for i := range measuredRecords {
		paths = append(paths, "/customers/"+url.PathEscape(codes[i*(len(codes)-1)/(measuredRecords-1)]))
	}
	return paths, most, nil
}
