//go:build torture

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wholesight/store"
)

// TestTortureKill kills the product at random moments of imports and rebuilds, a
// hundred times (TORTURE=short: twenty), while a person saves settings through the
// browser's door, and then looks: no half import, no half build, nothing that was
// acknowledged lost, no damage. At the end the tortured shop and one that was never
// disturbed must export the same bytes.
func TestTortureKill(t *testing.T) {
	rounds := 100
	if os.Getenv("TORTURE") == "short" {
		rounds = 20
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	x := &torture{t: t, dir: t.TempDir(), rnd: rand.New(rand.NewPCG(seed, 0)), cookies: jar}
	x.build()
	for _, db := range []string{x.path("tortured.db"), x.path("calm.db")} {
		x.must(db, "", "demo", "--customers", "150", "--months", "18", "--end", "2026-11-22")
		x.must(db, "", "setting", "as-of", "2026-11-22")
		x.must(db, tortureLogin+"\n", "user", "add", "--email", tortureEmail, "--role", "admin")
	}
	kills := map[string]int{}
	for round := range rounds {
		x.round(round, kills)
	}
	t.Logf("%d rounds: killed during %v; %d acknowledged writes, %d imports whole, %d not there; slowest start after a kill %s",
		rounds, kills, len(x.acked), x.whole, x.none, x.slowest.Round(time.Millisecond))
	if x.whole == 0 || x.none == 0 {
		t.Errorf("the kills did not fall on both sides of a publication: %d whole, %d none", x.whole, x.none)
	}
	x.sameAsCalm()
}

const (
	tortureEmail = "torture@wholesight.example"
	tortureLogin = "seventeen grey hammers fall"
	tortureLines = 4000
)

type torture struct {
	t       *testing.T
	dir     string
	rnd     *rand.Rand
	files   []string
	acked   []string // values of settings that were acknowledged
	whole   int      // imports that were there after the kill
	none    int      // imports that were not
	slowest time.Duration

	cookies  http.CookieJar // know no port: one person, whatever server answers
	loggedIn bool
}

func (x *torture) path(name string) string { return filepath.Join(x.dir, name) }

func (x *torture) build() {
	x.t.Helper()
	cmd := exec.Command("go", "build", "-o", x.path("wholesight"), ".")
	if out, err := cmd.CombinedOutput(); err != nil {
		x.t.Fatalf("build: %v\n%s", err, out)
	}
}

func (x *torture) command(db string, args ...string) *exec.Cmd {
	return exec.Command(x.path("wholesight"), append([]string{"--db", "sqlite:" + db}, args...)...)
}

// must runs a command to its end.
func (x *torture) must(db, stdin string, args ...string) string {
	x.t.Helper()
	cmd := x.command(db, args...)
	cmd.Stdin = strings.NewReader(stdin)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		x.t.Fatalf("%v: %v\n%s", args, err, errs.String())
	}
	return out.String()
}

// round starts the server, a person, an import and a rebuild, kills all of them at
// a random moment, and looks at what is left.
func (x *torture) round(n int, kills map[string]int) {
	x.t.Helper()
	db := x.path("tortured.db")
	file := x.ordersFile(n)
	s := x.serve(db)
	stop := make(chan struct{})
	var person sync.WaitGroup
	person.Go(func() { x.saveSettings(s, n, stop) })

	work := map[string]*exec.Cmd{}
	switch n % 3 {
	case 0:
		work["import"] = x.command(db, "import", "orders", file)
	case 1:
		work["rebuild"] = x.command(db, "rebuild", "--full")
	default:
		work["import"] = x.command(db, "import", "orders", file)
		work["rebuild"] = x.command(db, "rebuild", "--full")
	}
	for _, cmd := range work {
		if err := cmd.Start(); err != nil {
			x.t.Fatal(err)
		}
	}
	time.Sleep(time.Duration(30+x.rnd.IntN(700)) * time.Millisecond)
	acknowledged := false // the import ended by itself, with status 0, before the kill
	for name, cmd := range work {
		_ = cmd.Process.Kill() // it may have ended
		if err := cmd.Wait(); err == nil {
			acknowledged = acknowledged || name == "import"
		} else {
			kills[name]++
		}
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait() // killed: the state says so
	kills["serve"]++
	close(stop)
	person.Wait()
	_, importing := work["import"]
	x.look(db, n, importing, acknowledged)
}

// look opens what the killed processes left behind.
func (x *torture) look(address string, n int, importing, acknowledged bool) {
	x.t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, "sqlite:"+address, store.Options{})
	if err != nil {
		x.t.Fatal(err)
	}
	defer db.Close()
	found, err := db.Check(ctx)
	if err != nil {
		x.t.Fatal(err)
	}
	for _, f := range found {
		x.t.Errorf("round %d: %d × %s", n, f.Rows, f.What)
	}
	saved := map[string]bool{}
	if err := db.View(ctx, func(tx *store.Tx) error {
		for before := int64(0); ; {
			page, err := tx.AuditLog(store.AuditFilter{Text: "setting:shop-name", Before: before, Limit: 200})
			if err != nil || len(page) == 0 {
				return err
			}
			for _, e := range page {
				saved[strings.Trim(e.After, `"`)] = true
			}
			before = page[len(page)-1].ID
		}
	}); err != nil {
		x.t.Fatal(err)
	}
	for _, value := range x.acked {
		if !saved[value] {
			x.t.Errorf("round %d: %q was acknowledged and is gone", n, value)
		}
	}
	if !importing {
		return
	}
	orders := strings.Count(x.must(address, "", "export", "orders"), fmt.Sprintf("\nTORTURE-%d-", n))
	switch {
	case orders == 0 && !acknowledged:
		x.none++
	case orders == tortureLines:
		x.whole++
	default:
		x.t.Errorf("round %d: %d of %d lines are there, acknowledged: %v", n, orders, tortureLines, acknowledged)
	}
}

// ordersFile writes a file of two thousand orders of two lines; every third of them
// is one of the round before, changed.
func (x *torture) ordersFile(n int) string {
	x.t.Helper()
	name := x.path(fmt.Sprintf("orders-%d.csv", n))
	f, err := os.Create(name)
	if err != nil {
		x.t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "order_number,order_date,customer_code,sku,quantity,unit_price")
	for o := range tortureLines / 2 {
		for line := range 2 {
			fmt.Fprintf(w, "TORTURE-%d-%d,2026-%02d-%02d,TORTURED-%d,SKU-%d,%d,%d.25\n", n, o, 1+o%11, 1+o%28, o%300,
				(o+line)%90, 1+o%7, 1+o%40)
		}
	}
	if n > 0 && len(x.files) > 0 {
		for o := 0; o < tortureLines/2; o += 3 {
			fmt.Fprintf(w, "TORTURE-CHANGING-%d,2026-06-%02d,TORTURED-%d,SKU-%d,%d,9.99\n", o, 1+o%28, o%300, o%90, 1+n)
		}
	}
	if err := w.Flush(); err != nil {
		x.t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		x.t.Fatal(err)
	}
	x.files = append(x.files, name)
	return name
}

type tortured struct {
	cmd    *exec.Cmd
	url    string
	client *http.Client
}

// serve starts the server, waits until it answers and logs the person in.
func (x *torture) serve(db string) *tortured {
	x.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		x.t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		x.t.Fatal(err)
	}
	s := &tortured{cmd: x.command(db, "serve", "--addr", addr), url: "http://" + addr,
		client: &http.Client{Jar: x.cookies, Timeout: 20 * time.Second}}
	var log bytes.Buffer
	s.cmd.Stderr = &log
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		x.t.Fatal(err)
	}
	for {
		res, err := s.client.Get(s.url + "/readyz")
		if err == nil {
			_, _ = io.Copy(io.Discard, res.Body) // only the answer matters
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				break
			}
		}
		if time.Since(began) > 30*time.Second {
			x.t.Fatalf("the server does not come back: %v\n%s", err, log.String())
		}
		time.Sleep(2 * time.Millisecond)
	}
	x.slowest = max(x.slowest, time.Since(began))
	if x.loggedIn { // the session outlives every kill, or saving a setting fails below
		return s
	}
	x.loggedIn = true
	res, err := s.client.PostForm(s.url+"/login", url.Values{"email": {tortureEmail}, "password": {tortureLogin}})
	if err != nil {
		x.t.Fatal(err)
	}
	_ = res.Body.Close()
	if strings.HasSuffix(res.Request.URL.Path, "/login") {
		x.t.Fatalf("log-in: %s", res.Status)
	}
	return s
}

// saveSettings saves one setting after the other and notes what the server said it
// has stored.
func (x *torture) saveSettings(s *tortured, round int, stop <-chan struct{}) {
	for i := 0; ; i++ {
		select {
		case <-stop:
			return
		default:
		}
		value := fmt.Sprintf("shop %d %d", round, i)
		res, err := s.client.PostForm(s.url+"/settings", url.Values{"shop-name": {value}})
		if err != nil {
			continue // killed: what was not acknowledged may be there or not
		}
		_, err = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		switch {
		case err != nil:
		case res.StatusCode == http.StatusOK && res.Request.URL.Path == "/settings":
			x.acked = append(x.acked, value)
		default:
			x.t.Errorf("round %d: saving a setting: %s at %s", round, res.Status, res.Request.URL.Path)
			return
		}
	}
}

// sameAsCalm imports every file into both shops, rebuilds both, and compares.
func (x *torture) sameAsCalm() {
	x.t.Helper()
	var exports [2]map[string]string
	for i, db := range []string{x.path("tortured.db"), x.path("calm.db")} {
		for _, file := range x.files {
			x.must(db, "", "import", "orders", file)
		}
		x.must(db, "", "rebuild", "--full")
		exports[i] = map[string]string{}
		for _, what := range []string{"orders", "customers", "products", "classifications", "forecasts"} {
			exports[i][what] = x.must(db, "", "export", what)
		}
	}
	for what, tortured := range exports[0] {
		if calm := exports[1][what]; tortured != calm {
			x.t.Errorf("export %s: the tortured shop differs from the calm one (%d and %d bytes)", what, len(tortured),
				len(calm))
		}
	}
}
