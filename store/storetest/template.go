package storetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"wholesight/store"
)

// To migrate takes longer than most tests: a test binary migrates one database of each
// engine and gives every test a copy of it.

// sqliteTemplate is the bytes of a migrated file.
var sqliteTemplate = sync.OnceValues(func() (_ []byte, err error) {
	dir, err := os.MkdirTemp("", "wstemplate")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "template.db")
	if err := migrate("sqlite:" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// postgresTemplate is the name of a migrated database that nobody is connected to.
var postgresTemplate = sync.OnceValues(func() (string, error) {
	const name = "template_migrated"
	if err := admin("CREATE DATABASE " + name); err != nil {
		return "", err
	}
	return name, migrate(address(name))
})

// migrate migrates the database at an address and lets go of it.
func migrate(address string) (err error) {
	ctx := context.Background()
	db, err := store.Open(ctx, address, store.Options{Now: func() time.Time { return Now }})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.Migrate(ctx)
	return err
}

// SQLiteURL is the address of a file of the test's own that is migrated and empty.
func SQLiteURL(t testing.TB) string {
	t.Helper()
	template, err := sqliteTemplate()
	if err != nil {
		t.Fatalf("make the SQLite file that tests copy: %v", err)
	}
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, template, 0o600); err != nil {
		t.Fatalf("copy the migrated SQLite file: %v", err)
	}
	return "sqlite:" + path
}

// PostgresURL is the address of a database of the test's own that is migrated and
// empty, on the test binary's PostgreSQL.
func PostgresURL(t testing.TB) string {
	t.Helper()
	needPostgres(t)
	template, err := postgresTemplate()
	if err != nil {
		t.Fatalf("make the PostgreSQL database that tests copy: %v", err)
	}
	return createDatabase(t, " TEMPLATE "+template)
}

// UnmigratedSQLiteURL is the address of a file that is not there yet, for tests of
// migrations and of what makes a database.
func UnmigratedSQLiteURL(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "test.db")
}

// UnmigratedPostgresURL is the address of a database without a table.
func UnmigratedPostgresURL(t testing.TB) string {
	t.Helper()
	needPostgres(t)
	return createDatabase(t, "")
}
