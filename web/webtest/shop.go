package webtest

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web"
	"wholesight/web/kit"
)

// Password is that of everybody.
const Password = "grey stapler 9 canoe"

// cheap is a password hash that costs next to nothing.
var cheap = jobpeople.Cost{MemoryKiB: 64, Time: 1, Threads: 1}

// Shop is a server on a database of its own, with people and a clock that the test
// moves.
type Shop struct {
	T      testing.TB
	Server *web.Server
	DB     *store.DB
	Log    *logBuffer

	mu    sync.Mutex
	clock time.Time

	People  map[string]store.User // by the word that tests use: admin, rep, …
	Secrets []string              // ids of sessions and links: never to be written down
	Seed    seeds
	heard   *[]heard // where statements are kept while somebody listens
}

// NewShop opens a shop on SQLite.
func NewShop(t testing.TB, change ...func(*kit.Config)) *Shop {
	t.Helper()
	return NewShopOn(t, storetest.SQLiteURL(t), change...)
}

// NewShopOn opens a shop on the migrated database at an address.
func NewShopOn(t testing.TB, address string, change ...func(*kit.Config)) *Shop {
	t.Helper()
	sh := &Shop{T: t, clock: storetest.Now, Log: &logBuffer{}, People: map[string]store.User{}}
	db, err := store.Open(context.Background(), address, store.Options{Now: sh.Now, Trace: sh.hear})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	sh.DB = db
	cfg := kit.Config{DB: db, Cost: cheap, Log: slog.New(slog.NewJSONHandler(sh.Log,
		&slog.HandlerOptions{Level: slog.LevelDebug}))}
	for _, f := range change {
		f(&cfg)
	}
	sh.Server = web.New(cfg)
	sh.fill()
	return sh
}

// Only makes the shop's server one of a single room, so that a test has its pages in hand.
func (sh *Shop) Only(room func(k *kit.Kit) []kit.Route) {
	k := kit.New(sh.Server.Config)
	sh.Server = &web.Server{Kit: k}
	k.Mount(room(k))
}

// OnBoth runs f on both engines.
func OnBoth(t *testing.T, f func(t *testing.T, sh *Shop)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { f(t, NewShop(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { f(t, NewShopOn(t, storetest.PostgresURL(t))) })
}

// Now is what the shop's clock shows.
func (sh *Shop) Now() time.Time {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	return sh.clock
}

// Wait puts the shop's clock forward.
func (sh *Shop) Wait(d time.Duration) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.clock = sh.clock.Add(d)
}

// Update and View run f in a transaction.
func (sh *Shop) Update(f func(tx *store.Tx) error) {
	sh.T.Helper()
	storetest.Update(sh.T, sh.DB, f)
}

// View runs f in a read transaction.
func (sh *Shop) View(f func(tx *store.Tx) error) {
	sh.T.Helper()
	storetest.View(sh.T, sh.DB, f)
}

// logBuffer is the log, for tests that read it.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// heard is a statement that was sent to the database.
type heard struct {
	Statement string
	Args      []any
}

// Listen is every statement that f sends, and whatever else the server does meanwhile.
func (sh *Shop) Listen(f func()) (all []heard) {
	sh.mu.Lock()
	sh.heard = &all
	sh.mu.Unlock()
	f()
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.heard = nil
	return all
}

func (sh *Shop) hear(statement string, args []any) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if sh.heard != nil {
		*sh.heard = append(*sh.heard, heard{statement, slices.Clone(args)})
	}
}
