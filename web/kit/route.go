package kit

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/store"
)

// Who is who may call a route: a set of the words below.
type Who uint8

const (
	Anyone Who = 1 << iota // without logging in
	Customers
	Reps
	Managers
	Admins

	Staff    = Reps | Managers | Admins
	Office   = Managers | Admins
	LoggedIn = Customers | Staff
)

// Of is the word for a role.
func WhoOf(r store.Role) Who {
	switch r {
	case store.RoleAdmin:
		return Admins
	case store.RoleManager:
		return Managers
	case store.RoleRep:
		return Reps
	case store.RoleCustomer:
		return Customers
	}
	return 0
}

// Kind is how a route is served: its time, the size of what it reads, and whether
// it knows a person.
type Kind uint8

const (
	Page     Kind = iota // 15 s, forms up to 1 MiB
	Download             // as long as it takes to send
	Upload               // as long as it takes to receive, up to the shop's upload limit
	Stream               // server-sent events: until the browser or the server goes
	Asset                // the same for everybody: no session, may be cached
	Probe                // for machines: no session, plain text
)

// FormLimit is the most that a page's form may send.
const FormLimit = 1 << 20

// Route is one line of the table in routes.go.
type Route struct {
	Method string
	Path   string
	Who    Who
	Kind   Kind
	Handle echo.HandlerFunc
}

// Get is the line of an address that is read.
func Get(path string, who Who, kind Kind, handle echo.HandlerFunc) Route {
	return Route{http.MethodGet, path, who, kind, handle}
}

// Post is the line of an address that something is sent to.
func Post(path string, who Who, kind Kind, handle echo.HandlerFunc) Route {
	return Route{http.MethodPost, path, who, kind, handle}
}

// Secret tells that the path itself lets its holder in: it is not logged.
func (r Route) Secret() bool { return strings.Contains(r.Path, "/:secret") }

// Reads tells that the route changes nothing.
func (r Route) Reads() bool { return r.Method == http.MethodGet }

// Mount registers the table. A line that says not who may call it, or stands there
// twice, is a programmer's mistake and stops the program at its start. A GET also
// answers HEAD.
func (s *Kit) Mount(table []Route) {
	s.mounted = append(s.mounted, table...)
	for _, r := range table {
		key := r.Method + " " + r.Path
		if _, twice := s.lines[key]; twice || r.Who == 0 || r.Handle == nil {
			panic(fmt.Sprintf("web: route %s: who may call it, and what does it do?", key))
		}
		handler := s.guard(r)(r.Handle)
		s.Echo.Add(r.Method, r.Path, handler)
		s.lines[key] = r
		if r.Reads() {
			s.Echo.Add(http.MethodHead, r.Path, handler)
			s.lines[http.MethodHead+" "+r.Path] = r
		}
	}
}

// Route is the line of the table that a request has met; the zero one when none.
func (s *Kit) route(c echo.Context) Route {
	return s.lines[c.Request().Method+" "+c.Path()]
}
