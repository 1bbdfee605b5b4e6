package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/store"
)

// who is who may call a route: a set of the words below.
type who uint8

const (
	anyone who = 1 << iota // without logging in
	customers
	reps
	managers
	admins

	staff    = reps | managers | admins
	office   = managers | admins
	loggedIn = customers | staff
)

// of is the word for a role.
func of(r store.Role) who {
	switch r {
	case store.RoleAdmin:
		return admins
	case store.RoleManager:
		return managers
	case store.RoleRep:
		return reps
	case store.RoleCustomer:
		return customers
	}
	return 0
}

// kind is how a route is served: its time, the size of what it reads, and whether
// it knows a person.
type kind uint8

const (
	page     kind = iota // 15 s, forms up to 1 MiB
	download             // as long as it takes to send
	upload               // as long as it takes to receive, up to the shop's upload limit
	stream               // server-sent events: until the browser or the server goes
	asset                // the same for everybody: no session, may be cached
	probe                // for machines: no session, plain text
)

// formLimit is the most that a page's form may send.
const formLimit = 1 << 20

// route is one line of the table in routes.go.
type route struct {
	method string
	path   string
	who    who
	kind   kind
	handle echo.HandlerFunc
}

// secret tells that the path itself lets its holder in: it is not logged.
func (r route) secret() bool { return strings.Contains(r.path, "/:secret") }

// reads tells that the route changes nothing.
func (r route) reads() bool { return r.method == http.MethodGet }

// mount registers the table. A line that says not who may call it, or stands there
// twice, is a programmer's mistake and stops the program at its start. A GET also
// answers HEAD.
func (s *Server) mount(table []route) {
	for _, r := range table {
		key := r.method + " " + r.path
		if _, twice := s.lines[key]; twice || r.who == 0 || r.handle == nil {
			panic(fmt.Sprintf("web: route %s: who may call it, and what does it do?", key))
		}
		handler := s.guard(r)(r.handle)
		s.echo.Add(r.method, r.path, handler)
		s.lines[key] = r
		if r.reads() {
			s.echo.Add(http.MethodHead, r.path, handler)
			s.lines[http.MethodHead+" "+r.path] = r
		}
	}
}

// route is the line of the table that a request has met; the zero one when none.
func (s *Server) route(c echo.Context) route {
	return s.lines[c.Request().Method+" "+c.Path()]
}
