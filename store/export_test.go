package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
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

// Lines are the rows of a query of one column.
func Lines(t testing.TB, db *DB, query string) (all []string) {
	t.Helper()
	if err := db.View(context.Background(), func(tx *Tx) (err error) {
		all, err = list(tx, query, nil, func(rows *sql.Rows, s *string) error { return rows.Scan(s) })
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// Indexes are the definitions of the order book's indexes, sorted.
func Indexes(t testing.TB, db *DB) []string {
	t.Helper()
	query := `SELECT indexdef FROM pg_indexes WHERE tablename IN ('order_versions', 'line_versions') ORDER BY 1`
	if db.Embedded() {
		query = `SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('order_versions', 'line_versions') ORDER BY 1`
	}
	all := Lines(t, db, query)
	for i := range all {
		all[i] = strings.Replace(all[i], "INDEX IF NOT EXISTS", "INDEX", 1)
	}
	return all
}

// Pragmas reads pragmas on so many connections of each pool at once, and on one of a
// file opened apart: by pool, a list of values in the order of the names.
func Pragmas(t testing.TB, db *DB, names []string) map[string][][]string {
	t.Helper()
	apart, err := openFile(db.dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer apart.Close()
	all := map[string][][]string{}
	for pool, from := range map[string]*sql.DB{"writer": db.writer, "reader": db.reader, "apart": apart} {
		var held []*sql.Conn // so that each is another one
		for range max(1, from.Stats().MaxOpenConnections) {
			c, err := from.Conn(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			held = append(held, c)
			var values []string
			for _, name := range names {
				var v string
				if err := c.QueryRowContext(context.Background(), "PRAGMA "+name).Scan(&v); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				values = append(values, v)
			}
			all[pool] = append(all[pool], values)
		}
		for _, c := range held {
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	return all
}

// OpenCareless opens a database whose writer does not wait for the disk when it
// commits: what a test of that must be able to tell from ours.
func OpenCareless(ctx context.Context, address string) (*DB, error) {
	db, err := Open(ctx, address, Options{})
	if err != nil {
		return nil, err
	}
	_, err = db.writer.ExecContext(ctx, "PRAGMA synchronous = NORMAL")
	return db, err
}

// WriteSchema tries to write into the schema's own table, as only a connection that is
// not defensive can.
func WriteSchema(ctx context.Context, db *DB) error {
	c, err := db.writer.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "PRAGMA writable_schema = ON"); err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, "UPDATE sqlite_schema SET sql = sql")
	return err
}

// Prepare has the engine read a statement of so many parameters, without running it.
func Prepare(ctx context.Context, db *DB, statement string, params int) error {
	if !db.Embedded() {
		s, err := db.writer.PrepareContext(ctx, statement)
		if err != nil {
			return err
		}
		return s.Close()
	}
	// This driver reads a statement when it is run: explaining it reads it.
	rows, err := db.writer.QueryContext(ctx, "EXPLAIN "+statement, make([]any, params)...)
	if err != nil {
		return err
	}
	return rows.Close()
}

// ScopeConditions are the conditions that a scope can add, with the parameter written §.
func ScopeConditions(alias string) (all []string) {
	for _, s := range []Scope{{}, Everyone(), OfRep(1), OfCustomer(1)} {
		var args []any
		all = append(all, strings.ReplaceAll(s.where(alias, &args), "$1", "§"))
	}
	return all
}

// InsertStatement is the statement of Tx.insert for two rows.
func InsertStatement(db *DB, table string, columns []string, suffix string) string {
	return db.dialect.insertStatement(table, columns, 2, suffix)
}

// Computed are texts and lists of the package that are worked out when it starts.
func Computed() map[string][]string {
	return map[string][]string{"scoreFields": {scoreFields}, "forecastFields": {forecastFields},
		"scoreColumns": scoreColumns, "listColumns": {listColumns}}
}

// Sources are the files of the package that are no tests.
func Sources(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
}

// MigrateTo brings a database to the schema of an older binary.
func MigrateTo(t testing.TB, db *DB, version int64) {
	t.Helper()
	p, _, err := db.provider()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(context.Background(), version); err != nil {
		t.Fatal(err)
	}
}

// MinimalKey is the search key of a row that an import has set aside.
func MinimalKey(t testing.TB, db *DB, noun, code string) (key string) {
	t.Helper()
	if err := db.View(context.Background(), func(tx *Tx) error {
		return tx.row(`SELECT search_key FROM import_minimal WHERE noun = $1 AND code = $2`, []any{noun, code}, &key)
	}); err != nil {
		t.Fatal(err)
	}
	return key
}
