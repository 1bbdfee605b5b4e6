package main

import (
	"database/sql"
	"errors"
	"net/url"
	"strings"
	"time"

	_ "wholesight/store" // the same driver as the product
)

// openBare opens a SQLite file as the product's writer does.
func openBare(path string) (*sql.DB, error) {
	q := "_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_txlock=immediate"
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+q)
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// bareLine is a line as the product stores it, all numbers.
type bareLine [10]int64

// insertBare inserts lines into a new table without any index, a hundred a
// statement, in transactions of a hundred thousand: the least that storing them
// takes. It returns how long that took.
func insertBare(path string, lines func(yield func(bareLine) error) error) (took time.Duration, rows int, err error) {
	db, err := openBare(path)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.Exec(`CREATE TABLE lines (order_id BIGINT, n BIGINT, customer_id BIGINT, day BIGINT, product_id BIGINT,
		quantity BIGINT, delivered BIGINT, unit_price BIGINT, total BIGINT, cost BIGINT)`); err != nil {
		return 0, 0, err
	}
	const batch, perTx = 100, 100_000
	statement := bareInsert(batch)
	var tx *sql.Tx
	args := make([]any, 0, batch*len(bareLine{}))
	inTx := 0
	flush := func(s string) error {
		if len(args) == 0 {
			return nil
		}
		began := time.Now()
		defer func() { took += time.Since(began) }()
		if tx == nil {
			if tx, err = db.Begin(); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(s, args...); err != nil {
			return err
		}
		inTx += len(args) / len(bareLine{})
		args = args[:0]
		if inTx >= perTx {
			inTx = 0
			err := tx.Commit()
			tx = nil
			return err
		}
		return nil
	}
	if err := lines(func(l bareLine) error {
		for _, v := range l {
			args = append(args, v)
		}
		rows++
		if len(args) == cap(args) {
			return flush(statement)
		}
		return nil
	}); err != nil {
		return 0, 0, err
	}
	if err := flush(bareInsert(len(args) / len(bareLine{}))); err != nil {
		return 0, 0, err
	}
	if tx != nil {
		began := time.Now()
		if err := tx.Commit(); err != nil {
			return 0, 0, err
		}
		took += time.Since(began)
	}
	return took, rows, nil
}

// bareInsert is the statement for n lines.
func bareInsert(n int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO lines VALUES ")
	for r := range n {
		if r > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		for c := range len(bareLine{}) {
			if c > 0 {
				b.WriteByte(',')
			}
			b.WriteByte('?') // this engine looks numbered parameters up one by one
		}
		b.WriteByte(')')
	}
	return b.String()
}

// scanBare reads every order line once through database/sql, by customer and day
// out of the covering index, into five integers: the least that any figure computed
// from the lines takes.
func scanBare(path string) (took time.Duration, rows int, err error) {
	db, err := openBare(path)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	began := time.Now()
	cursor, err := db.Query(`SELECT customer_id, day, order_id, quantity, total FROM line_versions
		WHERE born <= (SELECT published FROM order_book) AND died IS NULL ORDER BY customer_id, day`)
	if err != nil {
		return 0, 0, err
	}
	defer cursor.Close()
	var customer, day, order, quantity, total, sum int64
	for cursor.Next() {
		if err := cursor.Scan(&customer, &day, &order, &quantity, &total); err != nil {
			return 0, 0, err
		}
		sum += total
		rows++
	}
	return time.Since(began), rows, cursor.Err()
}
