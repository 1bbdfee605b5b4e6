package kit

import (
	"bytes"
	"compress/gzip"
	"context"
	"net/http"
	"sync"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/static"
	"wholesight/store"
	"wholesight/views/ui"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Render answers with a page or, when htmx asks for it, with the part of it that
// changes (partial; nil: always the page). The answer is complete before its first
// byte is sent, so that a fault in a template is an error page and not half a page.
func (s *Kit) Render(c echo.Context, status int, whole, partial templ.Component) error {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	ctx := c.Request().Context()
	component := whole
	if partial != nil && WantsFragment(c.Request()) {
		ctx = ui.WithLocale(ctx, s.LocaleOf(c))
		component = templ.Join(partial, ui.Toasts(takeToasts(c)))
	}
	if err := component.Render(ctx, b); err != nil {
		return err
	}
	if err := s.forgetToasts(c); err != nil {
		return err
	}
	return send(c, status, echo.MIMETextHTMLCharsetUTF8, b.Bytes())
}

// packed is the size in bytes from which on an answer is sent as gzip: below it, it
// fits into one packet as it is.
const packed = 1400

var packers = sync.Pool{New: newPacker}

// newPacker packs harder than usual: a list is packed once, and travels far.
func newPacker() any {
	w, err := gzip.NewWriterLevel(nil, 8)
	if err != nil {
		panic(err) // there is no such level
	}
	return w
}

// Send answers with a text, as gzip where the browser takes it: a list is ten times
// smaller so. (A page that is packed with a secret in it and that repeats what an
// address says would let a listener guess the secret by sizes. No page does both:
// sessions are cookies, and a one-time link is shown once, where nothing is echoed.)
func send(c echo.Context, status int, kind string, text []byte) error {
	h := c.Response().Header()
	h.Add("Vary", "Accept-Encoding")
	if len(text) < packed || !static.TakesGzip(c.Request().Header.Get("Accept-Encoding")) {
		return c.Blob(status, kind, text)
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(b)
	if _, err := w.Write(text); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	h.Set("Content-Encoding", "gzip")
	return c.Blob(status, kind, b.Bytes())
}

// forgetToasts takes the toasts that the answer shows out of the session.
func (s *Kit) forgetToasts(c echo.Context) error {
	snap := snapshotOf(c)
	if !snap.forget {
		return nil
	}
	snap.forget = false
	return snap.session.Save(c.Request(), c.Response())
}

// View runs f in one read transaction of the request: a page is one snapshot.
func (s *Kit) View(c echo.Context, f func(tx *store.Tx) error) error {
	return s.viewIn(c, c.Request().Context(), f)
}

func (s *Kit) viewIn(c echo.Context, ctx context.Context, f func(tx *store.Tx) error) error {
	return s.DB.View(ctx, func(tx *store.Tx) error {
		if u, known := UserOf(c); known {
			tx.For(u.ID)
		}
		return f(tx)
	})
}

// Redirect sends the browser to one of our own addresses.
func Redirect(c echo.Context, to string) error {
	return c.Redirect(http.StatusSeeOther, to)
}
