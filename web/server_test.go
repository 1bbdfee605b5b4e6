package web_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"wholesight/views/ui"
	"wholesight/web"
	"wholesight/web/kit"
	"wholesight/web/webtest"
)

func TestReadinessEndsBeforeTheServer(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.Browser()
	b.Get("/readyz").Want(t, 200).Says(t, "ready")
	sh.Server.Drain()
	sh.Server.Drain() // twice is no harm
	b.Get("/readyz").Want(t, 503)
	b.Get("/healthz").Want(t, 200)
	b.Get("/login").Want(t, 200) // what is asked meanwhile is still answered
}

func TestServerHasTimeOuts(t *testing.T) {
	h := web.HTTPServer("127.0.0.1:0", http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	for name, d := range map[string]time.Duration{"read header": h.ReadHeaderTimeout, "read": h.ReadTimeout,
		"write": h.WriteTimeout, "idle": h.IdleTimeout} {
		if d <= 0 || d > 2*time.Minute {
			t.Errorf("%s: %v", name, d)
		}
	}
	if h.ReadHeaderTimeout > 5*time.Second || h.MaxHeaderBytes > 1<<20 || h.ErrorLog == nil {
		t.Errorf("%+v", h)
	}
}

func TestStylesOnlyInDevelopment(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.As("admin").Get("/styleguide").Want(t, 404)
	dev := webtest.NewShop(t, func(c *kit.Config) { c.Dev = true })
	dev.Browser().Get("/styleguide").Want(t, 200).Says(t, "Components", "/styleguide/labels.css")
	dev.Browser().Get("/styleguide/login").Want(t, 200)
	css := dev.Browser().Get("/styleguide/labels.css").Want(t, 200)
	if got := css.Header.Get("Content-Type"); got != "text/css; charset=utf-8" {
		t.Errorf("Content-Type %q", got)
	}
}

// live serves the shop on a real connection and asks as somebody.
func live(sh *webtest.Shop, ctx context.Context, who, path string) (*http.Response, func()) {
	sh.T.Helper()
	srv := httptest.NewServer(sh.Server.Handler())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, srv.URL+path, nil)
	if err != nil {
		sh.T.Fatal(err)
	}
	for name, value := range sh.As(who).Cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	res, err := srv.Client().Do(r)
	if err != nil {
		sh.T.Fatal(err)
	}
	return res, func() { res.Body.Close(); srv.Close() }
}

func TestStreamSendsUntilItIsDone(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Server.Mount([]kit.Route{kit.Get("/ticks", kit.Staff, kit.Stream, func(c echo.Context) error {
		return sh.Server.Stream(c, func(_ context.Context, e *kit.Events) error {
			for i := range 3 {
				if err := e.Send(ui.Text(fmt.Sprintf("tick %d\nsecond line <b>", i))); err != nil {
					return err
				}
			}
			return e.End()
		})
	})})
	res, done := live(sh, t.Context(), "rep", "/ticks")
	defer done()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	want := ""
	for i := range 3 {
		want += fmt.Sprintf("data: <span>tick %d\ndata: second line &lt;b&gt;</span>\n\n", i)
	}
	want += "event: done\ndata: done\n\n"
	if string(body) != want || res.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" ||
		res.Header.Get("X-Accel-Buffering") != "no" {
		t.Errorf("%v\n%s", res.Header, body)
	}
	sh.As("rep").Do(http.MethodHead, "/ticks", nil).Want(t, 200)
}

// A stream ends when the server stops, and when its browser goes.
func TestStreamEndsWithTheServerAndWithItsBrowser(t *testing.T) {
	for name, end := range map[string]func(sh *webtest.Shop, cancel func()){
		"server":  func(sh *webtest.Shop, _ func()) { sh.Server.Drain() },
		"browser": func(_ *webtest.Shop, cancel func()) { cancel() },
	} {
		t.Run(name, func(t *testing.T) {
			sh := webtest.NewShop(t)
			ended := make(chan error, 1)
			sh.Server.Mount([]kit.Route{kit.Get("/wait", kit.Staff, kit.Stream, func(c echo.Context) error {
				err := sh.Server.Stream(c, func(ctx context.Context, e *kit.Events) error {
					if err := e.Send(ui.Text("waiting")); err != nil {
						return err
					}
					<-ctx.Done()
					return ctx.Err()
				})
				ended <- err
				return err
			})})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			res, done := live(sh, ctx, "rep", "/wait")
			defer done()
			if line, err := bufio.NewReader(res.Body).ReadString('\n'); err != nil || !strings.Contains(line, "waiting") {
				t.Fatalf("%q, %v", line, err)
			}
			end(sh, cancel)
			if err := <-ended; err != nil {
				t.Errorf("the stream ended with %v", err)
			}
		})
	}
}

func TestFileNamesAreSafe(t *testing.T) {
	for name, want := range map[string]string{
		"customers.csv": "customers.csv", "../../etc/passwd": "etc-passwd", "a\r\nSet-Cookie: x=1": "a--Set-Cookie--x-1",
		".hidden": "hidden",
		"":        "file", "...": "file", `x"; filename="evil.exe`: "x---filename--evil.exe",
		"Müller & Söhne.csv":     "M-ller---S-hne.csv",
		strings.Repeat("a", 300): strings.Repeat("a", 100),
	} {
		if got := strings.TrimPrefix(kit.FileName(name), "-"); got != want {
			t.Errorf("fileName(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestDownloadIsWholeOrNotTaken(t *testing.T) {
	sh := webtest.NewShop(t)
	broken := errors.New("broken in the middle")
	writes := map[string]func(w io.Writer) error{
		"/small": func(w io.Writer) error { _, err := io.WriteString(w, "a,b\n1,2\n"); return err },
		"/empty": func(io.Writer) error { return nil },
		"/early": func(w io.Writer) error { _, _ = io.WriteString(w, "a,b\n"); return broken },
		"/late": func(w io.Writer) error {
			if _, err := w.Write(bytes.Repeat([]byte("1,2\n"), 50_000)); err != nil {
				return err
			}
			return broken
		},
	}
	for path, f := range writes {
		sh.Server.Mount([]kit.Route{kit.Get(path, kit.Staff, kit.Download,
			func(c echo.Context) error { return sh.Server.CSV(c, "list.csv", f) })})
	}
	for path, want := range map[string]string{"/small": "a,b\n1,2\n", "/empty": ""} {
		r := sh.As("rep").Get(path).Want(t, 200)
		if r.Text != want || r.Header.Get("Content-Type") != "text/csv; charset=utf-8" ||
			r.Header.Get("Content-Disposition") != "attachment; filename=list.csv" ||
			r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %q %v", path, r.Text, r.Header)
		}
	}
	r := sh.As("rep").Get("/early").Want(t, 500).Says(t, "Something went wrong")
	if r.Header.Get("Content-Disposition") != "" || strings.Contains(r.Text, "a,b") {
		t.Errorf("%v\n%s", r.Header, r.Text)
	}
	res, done := live(sh, t.Context(), "rep", "/late")
	defer done()
	if n, err := io.Copy(io.Discard, res.Body); err == nil {
		t.Errorf("half a file of %d bytes came as a whole one", n)
	}
}

// The part that htmx asks for comes without a frame, and the page says that it
// depends on who asks.
func TestPartOrPage(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("admin")
	for name, c := range map[string]struct {
		ask   *webtest.Browser
		whole bool
	}{
		"a browser":         {b, true},
		"htmx":              {b.With("HX-Request", "true"), false},
		"htmx, boosted":     {b.With("HX-Request", "true").With("HX-Boosted", "true"), true},
		"htmx, gone back":   {b.With("HX-Request", "true").With("HX-History-Restore-Request", "true"), true},
		"somebody else's X": {b.With("X-Requested-With", "XMLHttpRequest"), true},
	} {
		r := c.ask.Get("/users").Want(t, 200).Says(t, "admin@shop.example")
		if strings.Contains(r.Text, "<html") != c.whole {
			t.Errorf("%s: whole page %v", name, !c.whole)
		}
		if !strings.Contains(r.Header.Get("Vary"), "HX-Request") {
			t.Errorf("%s: Vary %q", name, r.Header.Get("Vary"))
		}
	}
}

// The log has a line for each request, and of the line no more than it may.
func TestRequestLog(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.As("rep").Get("/account?q=searched-for-a-person").Want(t, 200)
	log := sh.Log.String()
	for _, text := range []string{`"msg":"request"`, `"path":"/account"`, `"status":200`, `"user":`, `"ip":"192.0.2.44"`,
		`"method":"GET"`} {
		if !strings.Contains(log, text) {
			t.Errorf("the log does not have %s\n%s", text, log)
		}
	}
	if strings.Contains(log, "searched-for") || strings.Contains(log, sh.As("rep").Cookies["sid"]) {
		t.Error("the log has too much")
	}
	sh.Browser().Do(http.MethodGet, "/x%0d%0alevel=ERROR", nil).Want(t, 404)
	if n := strings.Count(sh.Log.String(), "\n"); n < 2 || strings.Contains(sh.Log.String(), "\nlevel=ERROR") {
		t.Error("a path breaks the log's lines")
	}
}
