package store

import (
	"context"
	"database/sql"
	"strings"
	"testing"
)

// Exec runs a statement as nobody outside of the tests can.
func Exec(db *DB, statement string, args ...any) error {
	return db.Update(context.Background(), func(tx *Tx) error {
		_, err := tx.exec(statement, args...)
		return err
	})
}

// Indexes are the definitions of the order book's indexes, sorted.
func Indexes(t testing.TB, db *DB) (all []string) {
	t.Helper()
	query := `SELECT indexdef FROM pg_indexes WHERE tablename IN ('order_versions', 'line_versions') ORDER BY 1`
	if db.Embedded() {
		query = `SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('order_versions', 'line_versions') ORDER BY 1`
	}
	if err := db.View(context.Background(), func(tx *Tx) (err error) {
		all, err = list(tx, query, nil, func(rows *sql.Rows, s *string) error {
			err := rows.Scan(s)
			*s = strings.Replace(*s, "INDEX IF NOT EXISTS", "INDEX", 1)
			return err
		})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}
