package kit

import (
	"context"

	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/views/ui"
)

const sessionInContext = "session" // key of the echo context

// identifyPerson reads the request's session once; an error means that nobody can
// be known now, and the request fails.
func (s *Kit) identifyPerson(c echo.Context, ctx context.Context) error {
	if _, done := c.Get(sessionInContext).(*sessions.Session); done {
		return nil
	}
	r := c.Request().WithContext(ctx)
	sess, err := s.Sessions.Get(r, s.Sessions.Cookie)
	if err != nil {
		return err
	}
	c.Set(sessionInContext, sess)
	return nil
}

func SessionOf(c echo.Context) *sessions.Session {
	sess, _ := c.Get(sessionInContext).(*sessions.Session)
	return sess
}

// UserOf is who is logged in; false: nobody.
func UserOf(c echo.Context) (store.User, bool) {
	sess := SessionOf(c)
	if sess == nil {
		return store.User{}, false
	}
	u, ok := sess.Values[keyUser].(store.User)
	return u, ok
}

// SessionRow is the row of the session that the request came with.
func SessionRow(c echo.Context) store.Session {
	sess := SessionOf(c)
	if sess == nil {
		return store.Session{}
	}
	row, _ := sess.Values[keyRow].(store.Session)
	return row
}

// Actor is who does something, for the audit log: the person with the address.
func Actor(c echo.Context) store.Actor {
	u, ok := UserOf(c)
	if !ok {
		return store.Actor{Name: "nobody", IP: c.RealIP()}
	}
	return u.Actor(c.RealIP())
}

// Scope is the customers that the person may see; nobody sees none.
func Scope(c echo.Context) store.Scope {
	u, ok := UserOf(c)
	if !ok {
		return store.Scope{}
	}
	return u.Scope()
}

// takeToasts are the toasts that waited for this answer: the same however often it
// is called, for a page and the part of it are both made before one is chosen.
// render forgets them once they are on their way.
func takeToasts(c echo.Context) []ui.Toast {
	if all, done := c.Get(toastsHere).([]ui.Toast); done {
		return all
	}
	sess := SessionOf(c)
	if sess == nil {
		return nil
	}
	var all []ui.Toast
	for _, f := range sess.Flashes() {
		if t, ok := f.(ui.Toast); ok {
			all = append(all, t)
		}
	}
	if len(all) > 0 {
		c.Set(toastsTaken, true)
	}
	c.Set(toastsHere, all)
	return all
}

// Keys of the echo context.
const (
	toastsTaken = "toasts taken"
	toastsHere  = "toasts"
)
