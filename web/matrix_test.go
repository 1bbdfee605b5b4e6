package web_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/views/viewtest"
	"wholesight/web/kit"
	"wholesight/web/webtest"
)

// What a cell of the matrix can say.
const (
	cellOK      = "ok"     // the handler answers: a page, a file, a redirect
	cellLogIn   = "log-in" // 303 to the log-in
	cellUnknown = "401"    // nobody is logged in, and the request is not a page to look at
	cellNot     = "403"    // the role may not
	cellNothing = "404"    // for this role it does not exist
)

// cell is what the table of routes promises to a role.
func cell(r kit.Route, role string) string {
	switch {
	case r.Who&kit.Anyone != 0:
		return cellOK
	case role == "anonymous" && r.Reads():
		return cellLogIn
	case role == "anonymous":
		return cellUnknown
	case r.Who&map[string]kit.Who{"customer": kit.Customers, "rep": kit.Reps, "manager": kit.Managers,
		"admin": kit.Admins}[role] != 0:
		return cellOK
	case role == "customer":
		return cellNothing
	}
	return cellNot
}

// TestRoleMatrix: every route is in testdata/routes.txt with what each role gets, so
// that a new route, or a right that changes, is read by a person; and every cell is
// tried.
func TestRoleMatrix(t *testing.T) {
	golden := filepath.Join("testdata", "routes.txt")
	lines := []string{"# method, path and what each role gets: go test ./web -run TestRoleMatrix -update"}
	for _, r := range webtest.NewShop(t).Server.Routes() {
		line := fmt.Sprintf("%-4s %-34s", r.Method, r.Path)
		for _, role := range webtest.Roles {
			line += fmt.Sprintf(" %s=%-6s", role, cell(r, role))
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	got := strings.Join(lines, "\n") + "\n"
	if *viewtest.Update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Fatalf("routes (-listed +live)\n%s", d)
	}
	promised := map[string]string{}
	for _, line := range strings.Split(string(want), "\n")[1:] {
		if f := strings.Fields(line); len(f) > 2 {
			for _, c := range f[2:] {
				role, word, _ := strings.Cut(c, "=")
				promised[f[0]+" "+f[1]+" "+role] = word
			}
		}
	}
	sh := webtest.NewShop(t)
	for _, r := range sh.Server.Routes() {
		for _, role := range webtest.Roles {
			tryCell(t, sh, r, role, promised[r.Method+" "+r.Path+" "+role])
		}
	}
}

// tryCell calls a route as a role and compares with the word of the cell.
func tryCell(t *testing.T, sh *webtest.Shop, r kit.Route, role, word string) {
	t.Helper()
	sh.Wait(61e9) // so that log-ins from one address are not throttled
	path := sh.Address(r, role)
	form := sh.FormFor(r, path)
	b := sh.As(role)
	res := b.Do(r.Method, path, form)
	got := fmt.Sprint(res.StatusCode)
	switch {
	case res.StatusCode == http.StatusSeeOther && strings.HasPrefix(res.Header.Get("Location"), "/login") &&
		r.Who&kit.Anyone == 0:
		got = cellLogIn
	case res.StatusCode < 400, res.StatusCode == http.StatusUnprocessableEntity:
		got = cellOK
	}
	if got != word {
		t.Errorf("%s %s as %s: %d, want %s\n%s", r.Method, path, role, res.StatusCode, word, res.Text)
	}
	if r.Reads() {
		if head := sh.As(role).Do(http.MethodHead, path, nil); head.StatusCode != res.StatusCode {
			t.Errorf("HEAD %s as %s: %d, GET: %d", path, role, head.StatusCode, res.StatusCode)
		}
	}
}

// Every route that echo serves stands in the table, whatever way it came in.
func TestNoRouteBesideTheTable(t *testing.T) {
	sh := webtest.NewShop(t)
	var listed []string
	for _, r := range sh.Server.Routes() {
		listed = append(listed, r.Method+" "+r.Path)
	}
	n := 0
	for _, r := range sh.Server.Echo.Routes() {
		method := r.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		if !slices.Contains(listed, method+" "+r.Path) {
			t.Errorf("%s %s is served and stands in no table", r.Method, r.Path)
		}
		n++
	}
	if n < len(listed) {
		t.Errorf("%d routes are served, %d listed", n, len(listed))
	}
}

// A method that an address does not know is 405 for everybody, and says what it knows.
func TestOtherMethodsAre405(t *testing.T) {
	sh := webtest.NewShop(t)
	known, table := map[string][]string{}, sh.Server.Routes()
	for _, r := range table {
		known[r.Path] = append(known[r.Path], r.Method)
	}
	people := map[string]*webtest.Browser{"anonymous": sh.As("anonymous"), "admin": sh.As("admin")}
	for path, methods := range known {
		address := sh.Address(kit.Route{Path: path}, "admin") // what is refused changes nothing: one row serves all
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"} {
			if slices.Contains(methods, method) || shadowed(table, path, method) {
				continue
			}
			for role, b := range people {
				res := b.Do(method, address, nil)
				if res.StatusCode != http.StatusMethodNotAllowed || res.Header.Get("Allow") == "" {
					t.Errorf("%s %s as %s: %d, Allow %q", method, path, role, res.StatusCode, res.Header.Get("Allow"))
				}
			}
		}
	}
}

// shadowed tells whether a path without parameters is also an address of a pattern
// that knows the method: /users/new is one of /users/:id.
func shadowed(table []kit.Route, path, method string) bool {
	parts := strings.Split(path, "/")
	return slices.ContainsFunc(table, func(r kit.Route) bool {
		pattern := strings.Split(r.Path, "/")
		return r.Method == method && len(pattern) == len(parts) &&
			!slices.ContainsFunc(pattern, func(p string) bool { return p == "*" }) &&
			!strings.Contains(path, ":") && slices.EqualFunc(pattern, parts,
			func(p, q string) bool { return p == q || strings.HasPrefix(p, ":") })
	})
}

// A route that says not who may call it does not start, nor one that stands twice.
func TestRouteWithoutRolesDoesNotStart(t *testing.T) {
	sh := webtest.NewShop(t)
	for name, r := range map[string]kit.Route{
		"no roles":   {Method: http.MethodGet, Path: "/x", Handle: sh.Server.Healthz},
		"no handler": {Method: http.MethodGet, Path: "/y", Who: kit.Admins},
		"twice":      {Method: http.MethodGet, Path: "/login", Who: kit.Admins, Handle: sh.Server.Healthz},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("it was mounted")
				}
			}()
			sh.Server.Mount([]kit.Route{r})
		})
	}
}
