package web_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/webtest"
)

// Every error is one page with a request id, a next step and nothing of the inside;
// htmx gets the same words without a frame.
func TestErrorsShowNothingOfTheInside(t *testing.T) {
	sh := webtest.NewShop(t)
	for i, c := range []struct {
		err    error
		status int
		retry  string
		says   string
	}{
		{store.ErrNotFound, 404, "", "There is nothing at this address"},
		{store.ErrConflict, 409, "", "Somebody else changed this"},
		{store.ErrReference, 409, "", "Something else refers to this"},
		{store.ErrBusy, 503, "2", "too much to do"},
		{context.DeadlineExceeded, 503, "2", "too much to do"},
		{store.ErrFull, 507, "30", "disk"},
		{store.ErrDamaged, 500, "", "fault in Wholesight"},
		{kit.ErrSessions, 503, "2", "cannot check who you are"},
		{kit.ErrForbidden, 403, "", "Your role"},
		{kit.ErrCrossOrigin, 403, "", "another site"},
		{kit.BadRequest("The page number is no number."), 400, "", "The page number is no number."},
		{jobkit.Refuse("name", "Type a name."), 422, "", "Type a name."},
		{&jobpeople.PauseError{Wait: 1500 * time.Millisecond}, 429, "2", "Try again in 2 seconds"},
		{&jobpeople.PauseError{Wait: 100 * time.Second}, 429, "100", "Try again in 2 minutes"},
		{&jobpeople.PauseError{Wait: 1000 * time.Hour}, 429, "3600", "ask an admin"},
		{&http.MaxBytesError{Limit: 5}, 413, "", "larger than"},
		{echo.ErrNotFound, 404, "", "There is nothing at this address"},
		{echo.ErrMethodNotAllowed, 405, "", "does not answer"},
		{echo.ErrUnsupportedMediaType, 400, "", "could not be read"},
		{echo.NewHTTPError(http.StatusTeapot, "store.go:17 secret"), 500, "", "fault in Wholesight"},
		{errors.New("store.go:17: sql: no such table secret-in-panic"), 500, "", "fault in Wholesight"},
	} {
		path := fmt.Sprintf("/error-%d", i)
		wrapped := fmt.Errorf("wholesight/store.go:99 goroutine 1: %w", c.err)
		sh.Server.Mount([]kit.Route{kit.Get(path, kit.LoggedIn, kit.Page, func(echo.Context) error { return wrapped })})
		for _, who := range []string{"rep", "customer"} {
			res := sh.As(who).Get(path).Want(t, c.status).Says(t, c.says, "<html", "Go to the start")
			if got := res.Header.Get("Retry-After"); got != c.retry {
				t.Errorf("%v: Retry-After %q, want %q", c.err, got, c.retry)
			}
			part := sh.As(who).With("HX-Request", "true").Get(path).Want(t, c.status).Says(t, c.says)
			if strings.Contains(part.Text, "<html") {
				t.Errorf("%v to htmx is a whole page", c.err)
			}
			for _, r := range []webtest.Reply{res, part} {
				if found := inside(r); found != "" {
					t.Errorf("%v shows %q", c.err, found)
				}
				if !strings.Contains(r.Text, r.Header.Get("X-Request-Id")) {
					t.Errorf("%v: no request id in the answer", c.err)
				}
			}
		}
	}
	if log := sh.Log.String(); !strings.Contains(log, "no such table secret-in-panic") {
		t.Error("the log does not have what the page withholds")
	}
}

// Whoever looks gets the error in their own frame.
func TestErrorPageIsInTheFrameOfWhoLooks(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.As("admin").Get("/nowhere").Want(t, 404).Says(t, "Your account", `href="/settings"`)
	if r := sh.As("customer").Get("/users").Want(t, 404).Says(t, "Your year"); strings.Contains(r.Text, "/settings") ||
		strings.Contains(r.Text, "Wholesight cannot") {
		t.Errorf("a customer's person sees the back office: %s", r.Text)
	}
	if r := sh.Browser().Get("/nowhere").Want(t, 404); strings.Contains(r.Text, "Your account") {
		t.Error("a stranger sees somebody's frame")
	}
}

// When the sessions cannot be read nobody is let in and nobody is taken for nobody:
// the answer says when to try again.
func TestFailsClosedWithoutItsDatabase(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("admin")
	if err := sh.DB.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/account", "/users", "/login", "/", "/portal"} {
		res := b.Get(path).Want(t, http.StatusServiceUnavailable)
		if res.Header.Get("Retry-After") == "" || inside(res) != "" {
			t.Errorf("%s: Retry-After %q\n%s", path, res.Header.Get("Retry-After"), res.Text)
		}
		wantHeaders(res, t, path, false)
	}
	b.Post("/users", "email", "x@shop.example").Want(t, http.StatusServiceUnavailable)
	b.Get("/readyz").Want(t, http.StatusServiceUnavailable)
	b.Get("/healthz").Want(t, http.StatusOK)
	// The log-in page of a stranger needs the shop's name: a fault, and no more.
	sh.Browser().Get("/login").Want(t, http.StatusInternalServerError)
}

// A request that takes too long is given up, with its statement.
func TestPageHasFifteenSeconds(t *testing.T) {
	sh := webtest.NewShop(t)
	var left time.Duration
	var has bool
	handle := func(c echo.Context) error {
		deadline, ok := c.Request().Context().Deadline()
		left, has = time.Until(deadline), ok
		return c.NoContent(http.StatusNoContent)
	}
	for i, k := range []kit.Kind{kit.Page, kit.Download, kit.Upload, kit.Stream} {
		path := fmt.Sprintf("/long-%d", i)
		sh.Server.Mount([]kit.Route{kit.Get(path, kit.Anyone, k, handle)})
		sh.Browser().Get(path).Want(t, http.StatusNoContent)
		if want := k == kit.Page; has != want || has && (left <= 0 || left > kit.PageTime) {
			t.Errorf("kind %d: deadline %v in %v", k, has, left)
		}
	}
}
