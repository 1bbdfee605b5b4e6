package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Tx is a transaction. Its methods are every read and write there is. Now is the
// instant it began: all rows of one change carry the same time.
type Tx struct {
	Now time.Time

	ctx     context.Context
	tx      *sql.Tx
	db      *DB
	touched map[Noun]bool // see Touch

	reads    bool     // read only: one snapshot
	person   int64    // see For
	present  *present // see known
	from, to int64    // see Order
}

// Context is the context that the transaction lives in.
func (tx *Tx) Context() context.Context { return tx.ctx }

// nowMillis is Now as it is stored.
func (tx *Tx) nowMillis() int64 { return tx.Now.UnixMilli() }

// heard tells whoever listens what is about to be sent (Options.Trace). Only this
// file speaks to the driver (a test says so), so nothing is sent unheard.
func (tx *Tx) heard(query string, args []any) {
	if tx.db.trace != nil {
		tx.db.trace(query, args)
	}
}

// exec runs a statement and returns the number of rows it changed.
func (tx *Tx) exec(query string, args ...any) (int64, error) {
	tx.heard(query, args)
	res, err := tx.tx.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// changeOne runs a statement that must change exactly one row; none is
// ErrConflict: the row's version is not the one that was read, or it is gone.
func (tx *Tx) changeOne(query string, args ...any) error {
	n, err := tx.exec(query, args...)
	if err != nil {
		return err
	}
	if n != 1 {
		return ErrConflict
	}
	return nil
}

// row scans the one row of a query; none is ErrNotFound.
func (tx *Tx) row(query string, args []any, dest ...any) error {
	return translate(tx.queryRow(query, args...).Scan(dest...))
}

// queryRow is the one row of a query for whoever scans it; its error comes with Scan.
func (tx *Tx) queryRow(query string, args ...any) *sql.Row {
	tx.heard(query, args)
	return tx.tx.QueryRowContext(tx.ctx, query, args...)
}

// each calls scan once for every row of a query. The cursor is closed and its
// error checked here, once for the whole package.
func (tx *Tx) each(query string, args []any, scan func(*sql.Rows) error) error {
	tx.heard(query, args)
	rows, err := tx.tx.QueryContext(tx.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// list collects the rows of a query; scan fills one value.
func list[T any](tx *Tx, query string, args []any, scan func(*sql.Rows, *T) error) ([]T, error) {
	var out []T
	err := tx.each(query, args, func(rows *sql.Rows) error {
		var v T
		if err := scan(rows, &v); err != nil {
			return err
		}
		out = append(out, v)
		return nil
	})
	return out, err
}

// insert writes many rows of one table in as few statements as the engine's limit
// of parameters and a fair statement size allow. Every row has one value for each
// column; suffix is put behind the values (ON CONFLICT …).
func (tx *Tx) insert(table string, columns []string, rows int, value func(row int, args []any) []any,
	suffix string) error {
	per := max(1, min(tx.db.dialect.params/len(columns), 100, rows))
	args := make([]any, 0, per*len(columns))
	var text string
	var full *sql.Stmt // of per rows: prepared once, as preparing takes as long as a third of the rows
	for from := 0; from < rows; from += per {
		n := min(per, rows-from)
		args = args[:0]
		for i := range n {
			args = value(from+i, args)
		}
		if len(args) != n*len(columns) {
			panic(fmt.Sprintf("store: insert into %s: %d values for %d rows of %d columns", table, len(args), n, len(columns)))
		}
		if n < per || rows < 2*per {
			if _, err := tx.exec(tx.db.dialect.insertStatement(table, columns, n, suffix), args...); err != nil {
				return err
			}
			continue
		}
		if full == nil {
			text = tx.db.dialect.insertStatement(table, columns, n, suffix)
			var err error
			if full, err = tx.tx.PrepareContext(tx.ctx, text); err != nil {
				return err
			}
			defer full.Close()
		}
		tx.heard(text, args)
		if _, err := full.ExecContext(tx.ctx, args...); err != nil {
			return err
		}
	}
	return nil
}

// insertStatement is INSERT INTO table (columns) VALUES (…), … suffix.
func (d *dialect) insertStatement(table string, columns []string, rows int, suffix string) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES ")
	n := 0
	for r := range rows {
		if r > 0 {
			b.WriteByte(',')
		}
		for c := range columns {
			if c == 0 {
				b.WriteByte('(')
			} else {
				b.WriteByte(',')
			}
			n++
			if d.unnumbered {
				b.WriteByte('?')
			} else {
				b.WriteString("$" + strconv.Itoa(n))
			}
		}
		b.WriteByte(')')
	}
	if suffix != "" {
		b.WriteString(" " + suffix)
	}
	return b.String()
}

// in is the list ($from, $from+1, …) of n parameters; the empty list matches nothing.
func in(from, n int) string {
	if n == 0 {
		return "(NULL)"
	}
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("$" + strconv.Itoa(from+i))
	}
	return "(" + b.String() + ")"
}

// chunks calls f with slices of at most size values, in order.
func chunks[T any](values []T, size int, f func([]T) error) error {
	for len(values) > 0 {
		n := min(size, len(values))
		if err := f(values[:n]); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// Reserve sets n consecutive ids of a table aside and returns the first. Rows that
// are staged before they are seen need their ids early; ids set aside and never
// used leave a gap, which nobody minds.
func (tx *Tx) Reserve(table string, n int64) (first int64, err error) {
	defer wrap(&err, "reserve %d ids of %s", n, table)
	err = tx.row(`INSERT INTO sequences (name, next) VALUES ($1, 1 + CAST($2 AS BIGINT))
		ON CONFLICT (name) DO UPDATE SET next = sequences.next + CAST($2 AS BIGINT)
		RETURNING next`, []any{table, n}, &first)
	return first - n, err
}

// millis is an instant as it is stored.
func millis(t time.Time) int64 { return t.UnixMilli() }

// instant is a stored instant.
func instant(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// instantPtr is a stored instant that may be missing: the zero time then.
func instantPtr(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return instant(ms.Int64)
}
