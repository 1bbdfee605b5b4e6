package runs_test

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/runs"
	"wholesight/web/webtest"
)

// listener follows the stream of a run over a real connection.
type listener struct {
	lines  *bufio.Scanner
	cancel context.CancelFunc
	body   io.Closer
}

// listen opens the stream as somebody, on a server with real sockets.
func listen(t testing.TB, server *httptest.Server, b *webtest.Browser, id int64) (*listener, *http.Response) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+paths.JobEventsPath(id), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range b.Cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	res, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		_ = res.Body.Close() // its fault would be the cancelled request's
	})
	return &listener{bufio.NewScanner(res.Body), cancel, res.Body}, res
}

// next is the next event: its name ("" for a message) and data; false when the
// stream has ended.
func (l *listener) next() (name, data string, ok bool) {
	for l.lines.Scan() {
		line := l.lines.Text()
		switch {
		case line == "":
			return name, data, true
		case strings.HasPrefix(line, "event: "):
			name = strings.TrimPrefix(line, "event: ")
		case strings.HasPrefix(line, "data: "):
			data += strings.TrimPrefix(line, "data: ") + "\n"
		}
	}
	return "", "", false
}

// A job that really runs is followed from where it is to its end; a second listener
// that comes later starts from the present state.
func TestJobEvents(t *testing.T) {
	sh, pages := shopWithRuns(t)
	server := httptest.NewServer(sh.Server.Handler())
	t.Cleanup(server.Close)
	step, stepped := make(chan int64), make(chan bool)
	slow := runner.Job{Name: "slow", Title: "Slow", Run: func(ctx context.Context, w *runner.Work) error {
		for n := range step {
			if err := w.Progress(n, 100, "step "+string(rune('a'+n/10))); err != nil {
				return err
			}
			stepped <- true
		}
		return nil
	}}
	var id int64
	sh.Update(func(tx *store.Tx) (err error) {
		id, _, err = runner.Enqueue(tx, "slow", nil, runner.Clock)
		return err
	})
	first, res := listen(t, server, sh.As("admin"), id)
	if res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		t.Fatalf("%s, %s", res.Status, res.Header.Get("Content-Type"))
	}
	if _, data, _ := first.next(); !strings.Contains(data, "waits for its turn") {
		t.Fatalf("at first: %s", data)
	}
	ended := make(chan error, 1)
	runner := runner.New(sh.DB, slog.New(slog.DiscardHandler), runner.Options{Worker: "test", Jobs: []runner.Job{slow}})
	go func() {
		_, err := runner.Step(context.Background())
		ended <- err
	}()
	until := func(l *listener, want string) {
		t.Helper()
		for {
			name, data, ok := l.next()
			if !ok || name != "" {
				t.Fatalf("the stream ended (%q) before it said %q", name, want)
			}
			if strings.Contains(data, want) {
				return
			}
		}
	}
	step <- 10
	<-stepped
	until(first, "10 of 100 rows")
	step <- 20
	<-stepped
	until(first, "20 of 100 rows")
	second, _ := listen(t, server, sh.As("manager"), id)
	if _, data, _ := second.next(); !strings.Contains(data, "20 of 100 rows") {
		t.Errorf("a listener who comes later begins with %s", data)
	}
	close(step)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	for _, l := range []*listener{first, second} {
		last, done := "", false
		for {
			name, data, ok := l.next()
			if !ok {
				break
			}
			if name == "done" {
				done = true
				continue
			}
			last = data
		}
		if !done || !strings.Contains(last, "done") {
			t.Errorf("the stream ended with done=%v, after %s", done, last)
		}
	}
	if _, after := listen(t, server, sh.As("admin"), id); after.StatusCode != 200 {
		t.Errorf("the stream of a run that is over: %s", after.Status)
	}
	waitUntil(t, "every place is given back", func() bool { return pages.Open() == 0 })
}

// shopWithRuns is a shop whose runs are shown by pages that the test can look into.
func shopWithRuns(t testing.TB) (*webtest.Shop, *runs.Pages) {
	t.Helper()
	sh := webtest.NewShop(t)
	var pages *runs.Pages
	sh.Only(func(k *kit.Kit) []kit.Route {
		pages = runs.New(k)
		return pages.Routes()
	})
	return sh, pages
}

// waitUntil waits for something that happens soon in another goroutine.
func waitUntil(t testing.TB, what string, is func() bool) {
	t.Helper()
	for range 1000 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("it did not happen: %s", what)
}

// A stream ends when the server is about to stop, and its place is given back when
// the browser goes.
func TestJobEventsEndWithServerAndBrowser(t *testing.T) {
	sh, pages := shopWithRuns(t)
	server := httptest.NewServer(sh.Server.Handler())
	t.Cleanup(server.Close)
	id := sh.Job(store.JobRunning)
	gone, _ := listen(t, server, sh.As("admin"), id)
	gone.next()
	gone.cancel()
	waitUntil(t, "the place of a browser that went is given back", func() bool { return pages.Open() == 0 })

	kept, _ := listen(t, server, sh.As("admin"), id)
	kept.next()
	sh.Server.Drain()
	for {
		name, _, ok := kept.next()
		if name == "done" {
			t.Error("the browser is told that the work is done")
		}
		if !ok {
			break
		}
	}
}

// A person has a bounded number of streams; another one is told to come back.
func TestJobEventsAreBounded(t *testing.T) {
	sh, pages := shopWithRuns(t)
	id, admin := sh.Job(store.JobDead), sh.People["admin"].ID
	for range runs.EventsPerUser {
		if !pages.Enter(admin) {
			t.Fatal("there is no place")
		}
	}
	sh.As("admin").Get(paths.JobEventsPath(id)).Want(t, http.StatusServiceUnavailable)
	sh.As("manager").Get(paths.JobEventsPath(id)).Want(t, 200).Says(t, "event: done")
	pages.Leave(admin)
	sh.As("admin").Get(paths.JobEventsPath(id)).Want(t, 200)
	sh.As("rep").Get(paths.JobEventsPath(id)).Want(t, 403)
	sh.As("admin").Get(paths.JobEventsPath(999)).Want(t, 404)
}
