package kit

import (
	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/views/ui"
)

// SessionOf is the request's session; nil: nothing was read.
func SessionOf(c echo.Context) *sessions.Session { return snapshotOf(c).session }

// UserOf is who is logged in; false: nobody.
func UserOf(c echo.Context) (store.User, bool) {
	visit := snapshotOf(c).visit
	return visit.User, visit.Known
}

// SessionRow is the row of the session that the request came with.
func SessionRow(c echo.Context) store.Session { return snapshotOf(c).visit.Session }

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
	snap := snapshotOf(c)
	if snap.read || snap.session == nil {
		return snap.toasts
	}
	for _, f := range snap.session.Flashes() {
		if t, ok := f.(ui.Toast); ok {
			snap.toasts = append(snap.toasts, t)
		}
	}
	snap.read, snap.forget = true, len(snap.toasts) > 0
	return snap.toasts
}
