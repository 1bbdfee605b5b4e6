package main

import (
	"errors"
	"fmt"
	"net/url"
)

// measuredRecords is how many customers' records are measured.
const measuredRecords = 50

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
