package web_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/web"
	"wholesight/web/kit"
	"wholesight/web/webtest"
)

// internals are what no answer may show.
var internals = regexp.MustCompile(`goroutine \d|runtime error|\.go:\d|wholesight/|sql:|SQL|constraint|/tmp/|secret-in-panic|store\.|panic`)

// inside is the first of them that an answer shows. The request's id is random and may
// spell anything.
func inside(r webtest.Reply) string {
	return internals.FindString(strings.ReplaceAll(r.Text, r.Header.Get("X-Request-Id"), ""))
}

// Every handler may panic, within its transaction or without one: there is one error
// page, the stack is in the log alone, and no lock is left behind.
func TestPanicIsContained(t *testing.T) {
	sh := webtest.NewShop(t)
	table := sh.Server.Routes()
	for i := range table {
		inside := i%2 == 0
		table[i].Handle = func(c echo.Context) error {
			if inside {
				return sh.DB.Update(context.Background(), func(tx *store.Tx) error {
					if err := tx.SaveSetting("shop-name", "half"); err != nil {
						return err
					}
					panic("secret-in-panic")
				})
			}
			var nobody *store.User
			return errors.New(nobody.Name)
		}
	}
	cfg := sh.Server.Config
	sh.Server = web.NewServer(cfg)
	sh.Server.Mount(table)
	for _, r := range table {
		who := caller(r)
		path := sh.Address(r, who)
		res := sh.As(who).Do(r.Method, path, sh.FormFor(r, path))
		if res.StatusCode != http.StatusInternalServerError {
			t.Errorf("%s %s: %d", r.Method, path, res.StatusCode)
		}
		wantHeaders(res, t, path, false)
		// The request's id is drawn by lot, and may spell anything.
		if found := inside(res); found != "" {
			t.Errorf("%s %s shows %q\n%s", r.Method, path, found, res.Text)
		}
		if !kit.PlainText(r) && !strings.Contains(res.Text, res.Header.Get("X-Request-Id")) {
			t.Errorf("%s %s: the page does not name the request\n%s", r.Method, path, res.Text)
		}
		sh.Update(func(tx *store.Tx) error {
			if name, err := tx.Setting("shop-name"); err == nil {
				t.Errorf("%s %s: half a change was kept: %s", r.Method, path, name)
			}
			return tx.SetLoggedIn(sh.People["admin"].ID)
		})
	}
	for _, text := range []string{"secret-in-panic", "goroutine", "panic_test.go", "nil pointer"} {
		if !strings.Contains(sh.Log.String(), text) {
			t.Errorf("the log does not say %q", text)
		}
	}
}

// A panic half way through a template is an error page, not half a page.
func TestPanicInATemplate(t *testing.T) {
	sh := webtest.NewShop(t)
	broken := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		if _, err := io.WriteString(w, "half a page"); err != nil {
			return err
		}
		panic("secret-in-panic")
	})
	sh.Server.Mount([]kit.Route{kit.Get("/broken", kit.Anyone, kit.Page,
		func(c echo.Context) error { return sh.Server.Render(c, http.StatusOK, broken, nil) })})
	res := sh.As("rep").Get("/broken").Want(t, 500).Says(t, "Something went wrong")
	if strings.Contains(res.Text, "half a page") || inside(res) != "" {
		t.Errorf("%s", res.Text)
	}
	sh.As("rep").Get("/account").Want(t, 200)
}
