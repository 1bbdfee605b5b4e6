package web_test

import (
	"net/http"
	"strings"
	"testing"

	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// amounts are the ways in which the amount of the side's order could be written, and
// that of both sides' orders together: a total gives away what a row does not.
func amounts(o webtest.Owner) []string {
	if o.Mark == "Alpha" {
		return []string{"7717177", "77171.77", "77,171.77", "77,172", "165,455", "165,454.65", "165454.65"}
	}
	return []string{"8828288", "88282.88", "88,282.88", "88,283", "165,455", "165,454.65", "165454.65"}
}

// Each side calls every route with what is its own, and with what is the other's:
// what is the other's is not there, and no answer holds a byte of it.
func TestNoSideSeesTheOther(t *testing.T) {
	sh := webtest.NewShop(t)
	for _, pair := range []struct {
		me    string
		other webtest.Owner
	}{
		{"rep", sh.Seed.Bravo}, {"customer", sh.Seed.Bravo}, {"rep2", sh.Seed.Alpha}, {"customer2", sh.Seed.Alpha},
	} {
		theirs := pair.other.Rep
		if strings.HasPrefix(pair.me, "customer") {
			theirs = pair.other.Person
		}
		mark := "Canary" + pair.other.Mark
		for _, r := range sh.Server.Routes() {
			if r.Kind == kit.Asset || r.Kind == kit.Probe || r.Path == "/logout" {
				continue
			}
			b := sh.As(pair.me)
			if r.Reads() && r.Who&kit.WhoOf(sh.People[pair.me].Role) != 0 {
				for _, fragment := range []bool{false, true} {
					ask := b
					if fragment {
						ask = b.With("HX-Request", "true")
					}
					answer := ask.Get(sh.Address(r, pair.me))
					if found := webtest.Leaks(answer, append(amounts(pair.other), mark)...); found != nil {
						t.Errorf("%s asks %s and sees %s", pair.me, r.Path, found)
					}
				}
			}
			if !owned(r) {
				continue
			}
			path := sh.Address(r, theirs)
			var form = sh.FormFor(r, path)
			res := b.Do(r.Method, path, form)
			if res.StatusCode != http.StatusNotFound && res.StatusCode != http.StatusForbidden {
				t.Errorf("%s calls %s %s of %s: %d", pair.me, r.Method, path, theirs, res.StatusCode)
			}
			if r.Who&kit.WhoOf(sh.People[pair.me].Role) != 0 && res.StatusCode != http.StatusNotFound {
				t.Errorf("%s calls %s %s of %s: %d, want 404", pair.me, r.Method, path, theirs, res.StatusCode)
			}
			if found := webtest.Leaks(res, mark); found != nil && !strings.Contains(path, mark) {
				t.Errorf("%s calls %s %s of %s and sees %s", pair.me, r.Method, path, theirs, found)
			}
		}
	}
}

// owned tells whether a route's parameter names something that belongs to a person
// or a side. A one-time link belongs to whoever holds it, and a product to the shop:
// all staff see it.
func owned(r kit.Route) bool {
	return strings.Contains(r.Path, ":") && !r.Secret() && r.Path != "/products/:sku"
}

// The test above proves nothing unless the canaries are there to be seen: those
// who may see both sides do.
func TestCanariesSing(t *testing.T) {
	sh := webtest.NewShop(t)
	users := sh.As("admin").Get("/users")
	for _, o := range []webtest.Owner{sh.Seed.Alpha, sh.Seed.Bravo} {
		if webtest.Leaks(users, o.Canary("RepName")) == nil || webtest.Leaks(users, o.Canary("PersonName")) == nil {
			t.Errorf("the admin's list of users does not show %s", o.Mark)
		}
		if webtest.Leaks(sh.As(o.Person).Get("/portal"), o.Canary("Name")) == nil {
			t.Errorf("the portal of %s does not show its own customer", o.Mark)
		}
		record := sh.As("manager").Get(paths.CustomerPath(o.Customer.Code))
		for _, text := range []string{o.Canary("Order"), o.Canary("Manager"), amounts(o)[2]} {
			if webtest.Leaks(record, text) == nil {
				t.Errorf("the manager's page of the customer of %s does not show %s", o.Mark, text)
			}
		}
		if may(sh, "manager", "/customers") && webtest.Leaks(sh.As("manager").Get("/customers"), o.Canary("Name")) == nil {
			t.Errorf("the manager's list of customers does not show %s", o.Mark)
		}
	}
}

// may tells whether somebody may call GET of a path in the table.
func may(sh *webtest.Shop, who, path string) bool { return sh.Server.May(sh.People[who], "GET", path) }
