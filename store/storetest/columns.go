package storetest

import (
	"context"
	"database/sql"
	"strings"
	"testing"
)

// Columns are the columns of every table and view of the SQLite database at an
// address, read from the database itself and not from what anybody thinks is in it.
func Columns(t testing.TB, address string) map[string]map[string]bool {
	t.Helper()
	db, err := sql.Open("sqlite", strings.TrimPrefix(address, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(context.Background(),
		`SELECT s.name, p.name FROM sqlite_schema s, pragma_table_info(s.name) p WHERE s.type IN ('table', 'view')`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]map[string]bool{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		if all[table] == nil {
			all[table] = map[string]bool{}
		}
		all[table][column] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
