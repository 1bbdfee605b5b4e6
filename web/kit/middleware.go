package kit

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"wholesight/store"
)

// PageTime is how long a page may take.
const PageTime = 15 * time.Second

// identify gives the request an id of ours: one that came with it could be used to
// write into the log.
func (s *Kit) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := rand.Text()[:16]
		begin(c, id)
		c.Response().Header().Set("X-Request-Id", id)
		return next(c)
	}
}

// RequestIDOf is the id that error pages and the log name a request by.
func RequestIDOf(c echo.Context) string { return snapshotOf(c).id }

// logRequest writes one line for each request, without what could be a secret: no
// query (people search for people), no headers, no form, and of an address that
// lets its holder in only the pattern. It also turns the error into its page, so
// that the status in the log is the one that was sent.
func (s *Kit) logRequest(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		r, w := c.Request(), c.Response()
		route := s.route(c)
		path := r.URL.Path
		if route.Secret() {
			path = route.Path
		}
		attrs := []any{"id", RequestIDOf(c), "method", r.Method, "path", path, "status", w.Status, "bytes", w.Size,
			"ms", time.Since(began).Milliseconds(), "ip", c.RealIP()}
		if u, ok := UserOf(c); ok {
			attrs = append(attrs, "user", u.ID)
		}
		switch {
		case err != nil && w.Status >= 500:
			s.Log.Error("request", append(attrs, "error", err)...)
		case route.Kind == Asset || route.Kind == Probe:
			s.Log.Debug("request", attrs...)
		case err != nil:
			s.Log.Info("request", append(attrs, "error", err)...)
		default:
			s.Log.Info("request", attrs...)
		}
		return nil
	}
}

// panicError is a panic on its way to the error page.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v\n%s", e.value, e.stack) }

// contain turns a panic of a handler or a template into an error: the log gets the
// stack, the browser a page. net/http's own way to cut a connection goes through.
func (s *Kit) contain(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				err = &panicError{v, debug.Stack()}
			}
		}()
		return next(c)
	}
}

// policy is the content policy: our own files and nothing inline. It is the same on
// every answer; a page that needs more is a page to change.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"

// headers sets what every answer carries, errors and redirects too. Answers are not
// kept by anybody unless a route (an asset) says otherwise.
func (s *Kit) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()")
		if s.SecureCookies {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		h.Set("Cache-Control", "no-store")
		h.Set("Vary", "HX-Request, Cookie")
		return next(c)
	}
}

// guard is what stands between a request and the handler of its route, from the
// same line of the table: time, size, the person, the origin, the right.
func (s *Kit) guard(r Route) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if r.Kind == Asset || r.Kind == Probe {
				return next(c)
			}
			ctx, cancel := context.WithTimeout(c.Request().Context(), PageTime)
			defer cancel()
			if r.Kind == Page {
				c.SetRequest(c.Request().WithContext(ctx))
			} else if err := liftDeadlines(c, r.Kind); err != nil {
				return err
			}
			if err := s.admit(c, r, ctx); err != nil {
				return err
			}
			err := next(c)
			s.remember(c, r, err)
			return err
		}
	}
}

// admit checks that the request may reach its handler.
func (s *Kit) admit(c echo.Context, r Route, ctx context.Context) error {
	if err := s.identifyPerson(c, ctx); err != nil {
		return err
	}
	u, known := UserOf(c)
	if err := s.origins.Check(c.Request()); err != nil {
		return s.refuse(c, ctx, r, fmt.Errorf("%w: %w", ErrCrossOrigin, err))
	}
	switch {
	case r.Who&Anyone != 0:
	case !known:
		return errLogIn
	case r.Who&WhoOf(u.Role) == 0 && u.Role == store.RoleCustomer:
		// The back office does not exist for a customer's person.
		return s.refuse(c, ctx, r, store.ErrNotFound)
	case r.Who&WhoOf(u.Role) == 0:
		return s.refuse(c, ctx, r, ErrForbidden)
	}
	limit := int64(FormLimit)
	if r.Kind == Upload {
		limit = s.UploadLimit(c)
	}
	c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, limit)
	return nil
}

// refuse writes down that a known person was turned away. A stranger's attempts go
// to the log only: they could fill the table.
func (s *Kit) refuse(c echo.Context, ctx context.Context, r Route, why error) error {
	u, known := UserOf(c)
	if !known {
		return why
	}
	err := s.DB.Update(ctx, func(tx *store.Tx) error {
		return tx.Audit(u.Actor(c.RealIP()), "request.refuse", "route:"+r.Method+" "+r.Path, nil, nil)
	})
	if err != nil {
		return errors.Join(why, err)
	}
	return why
}

// UploadLimit is the shop's, for the packed file; what it unpacks to is bounded by
// whoever unpacks it.
func (s *Kit) UploadLimit(c echo.Context) int64 {
	return s.ShopOf(c).UploadLimit + FormLimit // the other fields of the form
}

// liftDeadlines takes the server's time-outs off a connection that needs longer.
func liftDeadlines(c echo.Context, k Kind) error {
	ctl := http.NewResponseController(c.Response())
	errW := ctl.SetWriteDeadline(time.Time{})
	var errR error
	if k == Upload {
		errR = ctl.SetReadDeadline(time.Time{})
	}
	if err := errors.Join(errW, errR); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("deadline: %w", err)
	}
	return nil
}

// WantsFragment tells whether htmx asks for a part of a page.
func WantsFragment(r *http.Request) bool {
	return r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-Boosted") != "true" &&
		r.Header.Get("HX-History-Restore-Request") != "true"
}

// PlainText tells whether an answer to this route is for a machine.
func PlainText(r Route) bool { return r.Kind == Asset || r.Kind == Probe }

// isNavigation tells whether the browser would show the answer as a page.
func isNavigation(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) &&
		!strings.EqualFold(r.Header.Get("HX-Request"), "true")
}
