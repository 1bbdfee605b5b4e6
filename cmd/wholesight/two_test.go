package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
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

	"wholesight/jobs"
	jobrebuild "wholesight/jobs/rebuild"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

// process is a real wholesight serve, which a test may kill.
type process struct {
	cmd *exec.Cmd
	url string
	log *lockedBuffer
}

// lockedBuffer may be read while a process writes to it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// binary builds the command once for each test that needs real processes.
func binary(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "wholesight")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return path
}

// startProcess starts a server and waits until it is ready.
func startProcess(t *testing.T, binary, db string, args ...string) *process {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(binary, append([]string{"--db", db, "serve", "--addr", addr}, args...)...),
		url: "http://" + addr, log: &lockedBuffer{}}
	p.cmd.Stderr = p.log
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // it may have ended
		_ = p.cmd.Wait()
	})
	until(t, "the server is ready", func() bool {
		res, err := http.Get(p.url + "/readyz")
		if err != nil {
			return false
		}
		defer res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
	return p
}

// until polls a condition for a minute.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for began := time.Now(); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > time.Minute {
			t.Fatalf("after a minute it is still not so: %s", what)
		}
	}
}

// body is what an address answers.
func body(t *testing.T, client *http.Client, address string) (status int, text string) {
	t.Helper()
	res, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// Two servers share one PostgreSQL: a log-in holds on both, a log-out too; each job
// and each night's run happens once; the job of a killed one is taken over.
func TestTwoServersOnOneDatabase(t *testing.T) {
	address := storetest.UnmigratedPostgresURL(t)
	ctx := context.Background()
	s := shell{t, address}
	s.must(exitDone, "demo", "--customers", "1500", "--months", "30", "--end", "2026-11-22")
	s.must(exitDone, "setting", "nightly-hour", "0") // due at any time of the day
	const email, password = "ada@shop.example", "a long enough phrase"
	if status, _, errs := s.run(password+"\n", "user", "add", "--email", email, "--role", "admin"); status != exitDone {
		t.Fatal(errs)
	}
	db, err := store.Open(ctx, address, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()

	// What making the demo shop has asked for is done before the servers come, or the
	// night's run would join it in the queue.
	early := runner.New(db, slog.New(slog.DiscardHandler), runner.Options{Worker: "test", Jobs: jobs.All})
	for found := true; found; {
		if found, err = early.Step(ctx); err != nil {
			t.Fatal(err)
		}
	}

	exe := binary(t)
	a, b := startProcess(t, exe, address, "--job-lease", "2s"), startProcess(t, exe, address, "--job-lease", "2s")

	t.Run("a log-in holds on both, and a log-out", func(t *testing.T) {
		jar, err := cookiejar.New(nil) // cookies know no port: both are one host to it
		if err != nil {
			t.Fatal(err)
		}
		client := &http.Client{Jar: jar}
		res, err := client.PostForm(a.url+"/login", url.Values{"email": {email}, "password": {password}})
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		for _, p := range []*process{a, b} {
			if status, text := body(t, client, p.url+"/account"); status != http.StatusOK || !strings.Contains(text, email) {
				t.Errorf("%s/account: %d, without the person", p.url, status)
			}
		}
		if res, err = client.PostForm(b.url+"/logout", nil); err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if _, text := body(t, client, a.url+"/account"); strings.Contains(text, email) {
			t.Error("logged out of one server, the person is still logged in on the other")
		}
	})

	// runs are the runs of a job so far.
	runs := func(name string) (all []store.Job) {
		t.Helper()
		if err := db.View(ctx, func(tx *store.Tx) (err error) {
			all, err = tx.Jobs(store.JobFilter{Name: name, Limit: 200})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return all
	}
	settled := func(name string, by string) func() bool {
		return func() bool {
			asked := false
			for _, j := range runs(name) {
				if j.State.Live() {
					return false
				}
				asked = asked || j.Actor.Name == by
			}
			return asked
		}
	}

	t.Run("a night's run happens once", func(t *testing.T) {
		for _, name := range runner.Nightly {
			until(t, name+" has run", settled(name, runner.Clock.Name))
			var night []store.Job // not those that making the demo shop has asked for
			for _, j := range runs(name) {
				if j.Actor.Name == runner.Clock.Name {
					night = append(night, j)
				}
			}
			if len(night) != 1 || night[0].State != store.JobDone || night[0].Attempt != 1 {
				t.Errorf("%s ran: %+v", name, night)
			}
		}
	})

	t.Run("each job happens once", func(t *testing.T) {
		before := len(runs("audit-check"))
		const n = 20
		for range n { // one after the other: of live ones there is one
			if err := db.Update(ctx, func(tx *store.Tx) error {
				_, _, err := runner.Enqueue(tx, "audit-check", nil, actor)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			until(t, "the job has run", settled("audit-check", actor.Name))
		}
		all := runs("audit-check")
		if len(all) != before+n {
			t.Errorf("%d runs, want %d", len(all)-before, n)
		}
		for _, j := range all {
			if j.State != store.JobDone || j.Attempt != 1 {
				t.Errorf("run %d: %s in attempt %d", j.ID, j.State, j.Attempt)
			}
		}
	})

	t.Run("a killed server's job is taken over", func(t *testing.T) {
		var id int64
		if err := db.Update(ctx, func(tx *store.Tx) (err error) {
			id, _, err = runner.Enqueue(tx, "rebuild", jobrebuild.Options{}, actor)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		job := func() (j store.Job) {
			t.Helper()
			if err := db.View(ctx, func(tx *store.Tx) (err error) {
				j, err = tx.Job(id)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return j
		}
		until(t, "the job is claimed", func() bool { return job().State != store.JobQueued })
		first := job()
		victim := a
		if strings.HasSuffix(first.Worker, fmt.Sprintf(":%d", b.cmd.Process.Pid)) {
			victim = b
		}
		if err := victim.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if j := job(); j.State != store.JobRunning {
			t.Fatalf("the job had ended before the kill (%s): the shop is too small for this test", j.State)
		}
		until(t, "the job has ended", func() bool { return !job().State.Live() })
		if j := job(); j.State != store.JobDone || j.Attempt != 2 || j.Worker == first.Worker {
			t.Errorf("%s in attempt %d by %s, first claimed by %s", j.State, j.Attempt, j.Worker, first.Worker)
		}
		if found, err := db.Check(ctx); err != nil || len(found) > 0 {
			t.Errorf("check: %v, %v", found, err)
		}
	})
}

// A second server on one file is refused, with a word that helps.
func TestASecondServerOnOneFileIsRefused(t *testing.T) {
	address := storetest.UnmigratedSQLiteURL(t)
	exe := binary(t)
	first := startProcess(t, exe, address)
	var errs bytes.Buffer
	second := exec.Command(exe, "--db", address, "serve", "--addr", "127.0.0.1:0")
	second.Stderr = &errs
	err := second.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitFailed ||
		!strings.Contains(errs.String(), store.ErrLocked.Error()) {
		t.Errorf("the second server: %v\n%s", err, errs.String())
	}
	// The other commands work beside it.
	if out, err := exec.Command(exe, "--db", address, "setting", "currency").CombinedOutput(); err != nil {
		t.Errorf("setting beside the server: %v\n%s", err, out)
	}
	// What another process publishes is ready in the server before a person asks.
	if out, err := exec.Command(exe, "--db", address, "rebuild").CombinedOutput(); err != nil {
		t.Errorf("rebuild beside the server: %v\n%s", err, out)
	}
	until(t, "the server has made its lists", func() bool {
		return strings.Contains(first.log.String(), "lists are ready")
	})
	// Asked to stop, it ends in good order.
	if err := first.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := first.cmd.Wait(); err != nil {
		t.Errorf("stopped: %v\n%s", err, first.log)
	}
	if !strings.Contains(first.log.String(), "/setup/") {
		t.Errorf("a new shop's server gave no link for the first admin:\n%s", first.log)
	}
}
