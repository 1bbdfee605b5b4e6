package web_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"
)

// fingerprint is a hash of every row of the database in a file but those of some
// tables.
func fingerprint(t *testing.T, file string, but ...string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=query_only(1)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	h := sha256.New()
	tables := query(t, db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
	if len(tables) < 10 {
		t.Fatalf("only %d tables", len(tables))
	}
	for _, row := range tables {
		table := row[0].(string)
		if slices.Contains(but, table) {
			continue
		}
		for _, row := range query(t, db, `SELECT * FROM "`+table+`"`) {
			fmt.Fprintf(h, "%s %v\n", table, row)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// query is the rows of a query.
func query(t *testing.T, db *sql.DB, text string) (all [][]any) {
	t.Helper()
	rows, err := db.Query(text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		cells, dest := make([]any, len(names)), make([]any, len(names))
		for i := range cells {
			dest[i] = &cells[i]
		}
		if err := rows.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		all = append(all, cells)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
