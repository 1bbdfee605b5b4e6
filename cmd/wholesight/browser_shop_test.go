package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"wholesight/jobs"
	"wholesight/jobs/calendar"
	"wholesight/jobs/demo"
	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/people"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/web"
	"wholesight/web/paths"
)

// demoEnd is the last day of the demo shop that the browser sees, and testPassword
// everybody's password there.
var demoEnd = calendar.Date(2026, 11, 20)

const (
	testPassword = "grey stapler 9 canoe"
	adminEmail   = "admin@tarnholt.example"
	managerEmail = "manager@tarnholt.example"
	repEmail     = "agnes@tarnholt.example"
	buyerEmail   = "distributor@customer.example"
)

// quickHash is a password hash that costs next to nothing.
var quickHash = people.Cost{MemoryKiB: 64, Time: 1, Threads: 1}

// browserShop is a served shop: pages and runner in this process, on a free port.
type browserShop struct {
	t   testing.TB
	url string
	db  *store.DB
	web *web.Server
	log *lineLog

	gates *gates
}

// gates hold jobs up, so that a test can look at one under way for as long as it
// likes.
type gates struct {
	mu     sync.Mutex
	closed map[string]chan struct{}
}

// hold closes the gate in front of a job; the function that it returns opens it.
func (g *gates) hold(job string) (open func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	gate := make(chan struct{})
	g.closed[job] = gate
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		delete(g.closed, job)
		close(gate)
	})
}

// jobs are all jobs, each behind its gate.
func (g *gates) jobs() []runner.Job {
	all := slices.Clone(jobs.All)
	for i, j := range all {
		all[i].Run = func(ctx context.Context, w *runner.Work) error {
			g.mu.Lock()
			gate := g.closed[j.Name]
			g.mu.Unlock()
			if gate != nil {
				select {
				case <-gate:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return j.Run(ctx, w)
		}
	}
	return all
}

// lineLog is what the server logged at level warning and above.
type lineLog struct {
	mu    sync.Mutex
	lines []byte
}

func (l *lineLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, p...)
	return len(p), nil
}

// testClock goes on from nine in the morning of the demo shop's last day, so that
// "today" is that day and waiting times are real.
var testClock = func() func() time.Time {
	begin := time.Now()
	day := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	return func() time.Time { return day.Add(time.Since(begin)) }
}()

// made is the demo shop that every test gets a copy of.
var made struct {
	sync.Mutex
	file string
}

// newBrowserShop serves a copy of the demo shop: 60 customers, 18 months, built.
func newBrowserShop(t testing.TB) *browserShop {
	t.Helper()
	return serveShop(t, copyShop(t))
}

// newEmptyShop serves a database in which nothing is but its schema.
func newEmptyShop(t testing.TB) *browserShop {
	t.Helper()
	file := filepath.Join(t.TempDir(), "empty.db")
	db := openShop(t, file)
	if _, err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return serveShop(t, file)
}

// copyShop is a file with the demo shop, made once and then copied.
func copyShop(t testing.TB) string {
	t.Helper()
	made.Lock()
	defer made.Unlock()
	if made.file == "" {
		dir, err := os.MkdirTemp("", "wholesight-shop")
		if err != nil {
			t.Fatal(err)
		}
		chromium.atEnd(func() { remove(dir) })
		file := filepath.Join(dir, "demo.db")
		makeShop(t, file)
		made.file = file
	}
	data, err := os.ReadFile(made.file)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "shop.db")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// phoneOrders is an import that is in the shop from the start: two good orders, and
// rows that are rejected.
const phoneOrders = `order_number,order_date,customer_code,sku,quantity,unit_price,channel
PHONE-1,2026-11-18,E90010,PHONE-SKU-1,12,4.20,phone
PHONE-2,2026-11-19,E90010,PHONE-SKU-1,6,4.20,phone
PHONE-3,2026-11-19,,PHONE-SKU-1,6,4.20,phone
PHONE-4,2026-13-45,E90010,PHONE-SKU-1,six,4.20,phone
`

// makeShop fills a file as wholesight demo does, gives everybody the one password,
// and does the work that is queued.
func makeShop(t testing.TB, file string) {
	t.Helper()
	db := openShop(t, file)
	if _, err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	a := &app{ctx: t.Context(), cli: &cli{}, stdout: io.Discard, stderr: io.Discard, log: log}
	if _, err := makeDemo(a, db, demo.Config{Customers: 60, Months: 18, End: demoEnd}); err != nil {
		t.Fatal(err)
	}
	hash, err := people.NewHasher(quickHash).Hash(t.Context(), testPassword)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(t.Context(), func(tx *store.Tx) error {
		users, _, err := tx.Users(store.UserFilter{Limit: 200})
		if err != nil {
			return err
		}
		for _, u := range users {
			if err := people.SetPassword(tx, actor, u, hash, ""); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	orders := filepath.Join(filepath.Dir(file), "phone-orders.csv")
	if err := os.WriteFile(orders, []byte(phoneOrders), 0o600); err != nil {
		t.Fatal(err)
	}
	if r, err := imports.Import(t.Context(), db, fileSource(orders),
		imports.Options{Kind: files.Orders, CreateMissing: true, Actor: actor, Rejected: io.Discard}); err != nil ||
		r.Rejected == 0 {
		t.Fatalf("the import: %v, %v", r, err)
	}
	runner := runner.New(db, log, runner.Options{Worker: "test", Jobs: jobs.All, Alone: true})
	for more := true; more; {
		if more, err = runner.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file + "-wal"); err == nil && info.Size() > 0 {
		t.Fatal("the shop's file is not whole after closing: it cannot be copied")
	}
}

func openShop(t testing.TB, file string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), "sqlite:"+file, store.Options{Now: testClock})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// serveShop serves a database until the test ends, and fails the test if the server
// logged an error.
func serveShop(t testing.TB, file string) *browserShop {
	t.Helper()
	sh := &browserShop{t: t, db: openShop(t, file), log: &lineLog{}, gates: &gates{closed: map[string]chan struct{}{}}}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	sh.url = "http://" + listener.Addr().String()
	log := slog.New(slog.NewTextHandler(sh.log, &slog.HandlerOptions{Level: slog.LevelError}))
	sh.web = web.New(web.Config{DB: sh.db, Log: log, Dev: true, Cost: quickHash})
	server := web.HTTPServer("", sh.web.Handler(), log)
	ctx, cancel := context.WithCancel(context.Background())
	runner := runner.New(sh.db, log, runner.Options{Worker: "test", Jobs: sh.gates.jobs(), Alone: true,
		Poll: 20 * time.Millisecond})
	ended := make(chan error, 2)
	go func() { ended <- server.Serve(listener) }()
	go func() { ended <- runner.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		sh.web.Drain()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		<-ended
		<-ended
		if err := sh.db.Close(); err != nil {
			t.Error(err)
		}
		if len(sh.log.lines) > 0 {
			t.Errorf("the server logged:\n%s", sh.log.lines)
		}
	})
	return sh
}

// in is the same shop for a subtest.
func (sh *browserShop) in(t testing.TB) *browserShop {
	other := *sh
	other.t = t
	return &other
}

// update runs f in a transaction.
func (sh *browserShop) update(f func(tx *store.Tx) error) {
	sh.t.Helper()
	if err := sh.db.Update(sh.t.Context(), f); err != nil {
		sh.t.Fatal(err)
	}
}

func (sh *browserShop) view(f func(tx *store.Tx) error) {
	sh.t.Helper()
	if err := sh.db.View(sh.t.Context(), f); err != nil {
		sh.t.Fatal(err)
	}
}

// addAdmin makes an admin with the one password, in a shop that has nobody.
func (sh *browserShop) addAdmin() {
	sh.t.Helper()
	hash, err := people.NewHasher(quickHash).Hash(sh.t.Context(), testPassword)
	if err != nil {
		sh.t.Fatal(err)
	}
	sh.update(func(tx *store.Tx) error {
		u, err := people.AddUser(tx, actor, people.Person{Email: adminEmail, Name: "Ingrid Hallam", Role: store.RoleAdmin})
		if err != nil {
			return err
		}
		return people.SetPassword(tx, actor, u, hash, "")
	})
}

// setup is a fresh link that makes the first admin.
func (sh *browserShop) setup() string {
	sh.t.Helper()
	var secret string
	sh.update(func(tx *store.Tx) (err error) {
		secret, err = people.NewSetupLink(tx, actor)
		return err
	})
	return paths.SetupPath(secret)
}

// invite is a fresh invitation of somebody new.
func (sh *browserShop) invite() string {
	sh.t.Helper()
	var secret string
	sh.update(func(tx *store.Tx) error {
		_, n, err := tx.Users(store.UserFilter{Limit: 1})
		if err != nil {
			return err
		}
		u, err := people.AddUser(tx, actor, people.Person{Email: fmt.Sprintf("new%d@tarnholt.example", n), Name: "Nell Newly",
			Role: store.RoleManager})
		if err != nil {
			return err
		}
		secret, err = people.NewLink(tx, actor, u)
		return err
	})
	return paths.PasswordPath(secret)
}
