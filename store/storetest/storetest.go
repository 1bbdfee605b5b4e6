// Package storetest gives tests real databases: every test of the store runs on SQLite
// and, where its binaries are found, on PostgreSQL.
//
//	func TestMain(m *testing.M) { storetest.Main(m) }
//
//	func TestX(t *testing.T) {
//		storetest.Each(t, func(t *testing.T, db *store.DB) { … })
//	}
//
// The statements are the store's, so it is there that all of them run on both. A use
// case above it runs on both in one journey a package, and wherever it is about two
// at once: leases, claims, atomic imports, rebuilds. Its other tests take SQLite.
//
// A database is fresh and migrated: a copy of the one that the test binary migrates
// (template.go); tests of migrations ask for an unmigrated one. A SQLite one is a file in the test's own
// folder, never :memory:, which would be another database on every connection.
// PostgreSQL is started once for each test binary (postgres.go), as an ordinary
// user, on a socket in a temporary folder, and a test gets a database of its own.
// Without the binaries those tests skip and say so; with REQUIRE_POSTGRES=1 a skip
// is a failure. Only tests may import this package.
package storetest

import (
	"context"
	"testing"
	"time"

	"wholesight/store"
)

// Now is the clock of the databases that the helpers open.
var Now = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// Each runs f once for each engine, as subtests.
func Each(t *testing.T, f func(t *testing.T, db *store.DB)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { f(t, Postgres(t)) })
}

// SQLite is a fresh, migrated database in a file.
func SQLite(t testing.TB) *store.DB {
	t.Helper()
	return Open(t, SQLiteURL(t))
}

// Postgres is a fresh, migrated database of the test binary's PostgreSQL.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	return Open(t, PostgresURL(t))
}

// Open opens and migrates the database at an address; the test's end closes it.
func Open(t testing.TB, address string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), address, store.Options{Now: func() time.Time { return Now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	if _, err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return db
}

// Update runs f in a transaction and fails the test on an error.
func Update(t testing.TB, db *store.DB, f func(tx *store.Tx) error) {
	t.Helper()
	if err := db.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// View runs f in a read transaction and fails the test on an error.
func View(t testing.TB, db *store.DB, f func(tx *store.Tx) error) {
	t.Helper()
	if err := db.View(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}
