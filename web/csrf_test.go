package web_test

import (
	"net/http"
	"strings"
	"testing"

	"wholesight/store/storetest"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// caller is somebody who may call a route.
func caller(r kit.Route) string {
	switch {
	case r.Who&kit.Admins != 0:
		return "admin"
	case r.Who&kit.Customers != 0:
		return "customer"
	}
	return "anonymous"
}

// Nothing that another site makes a browser send changes anything.
func TestFormsFromElsewhereAreRefused(t *testing.T) {
	address := storetest.SQLiteURL(t)
	sh := webtest.NewShopOn(t, address)
	file := strings.TrimPrefix(address, "sqlite:")
	const site, origin = "Sec-Fetch-Site", "Origin"
	attacks := map[string]func(*webtest.Browser) *webtest.Browser{
		"cross-site": func(b *webtest.Browser) *webtest.Browser { return b.With(site, "cross-site") },
		"same-site":  func(b *webtest.Browser) *webtest.Browser { return b.With(site, "same-site") },
		"foreign origin": func(b *webtest.Browser) *webtest.Browser {
			return b.Without(site).With(origin, "https://evil.example")
		},
		"origin null": func(b *webtest.Browser) *webtest.Browser { return b.Without(site).With(origin, "null") },
		"origin that begins so": func(b *webtest.Browser) *webtest.Browser {
			return b.Without(site).With(origin, "http://shop.example.evil.example")
		},
		"cross-site, our origin": func(b *webtest.Browser) *webtest.Browser {
			return b.With(site, "cross-site").With(origin, "http://shop.example")
		},
		"cross-site, overridden": func(b *webtest.Browser) *webtest.Browser {
			return b.With(site, "cross-site").With("X-HTTP-Method-Override", "GET")
		},
	}
	kept := []string{"sessions", "audit_log", "audit_head"}
	n := 0
	for _, r := range sh.Server.Routes() {
		if r.Reads() {
			continue
		}
		who := caller(r)
		path := sh.Address(r, who)
		form := sh.FormFor(r, path)
		b := sh.As(who)
		before := fingerprint(t, file, kept...)
		for name, attack := range attacks {
			if res := attack(b).Do(r.Method, path, form); res.StatusCode != http.StatusForbidden {
				t.Errorf("%s %s, %s: %d, want 403", r.Method, r.Path, name, res.StatusCode)
			}
			n++
		}
		if after := fingerprint(t, file, kept...); after != before {
			t.Errorf("%s %s from elsewhere changed the database", r.Method, r.Path)
		}
	}
	if n < 100 {
		t.Errorf("only %d attacks were tried", n)
	}
	if got := sh.AuditActions(); !strings.Contains(strings.Join(got, "\n"), "request.refuse route:POST ") {
		t.Errorf("the refusals are not in the audit log: %v", got[:3])
	}
}

// Looking changes nothing: every row is the same before and after every GET but the
// moment a session was last used, and the mark of who is on a customer, which fades by
// itself. A download may add that to the audit log.
func TestGetsChangeNothing(t *testing.T) {
	address := storetest.SQLiteURL(t)
	sh := webtest.NewShopOn(t, address)
	file := strings.TrimPrefix(address, "sqlite:")
	for _, r := range sh.Server.Routes() {
		if !r.Reads() {
			continue
		}
		for _, who := range []string{"anonymous", "customer", "admin"} {
			if who != "anonymous" && r.Who&(kit.Anyone|kit.WhoOf(sh.People[who].Role)) == 0 {
				continue // a refusal is written down
			}
			path, b := sh.Address(r, who), sh.As(who)
			but := []string{"sessions", "call_leases"}
			if r.Kind == kit.Download {
				but = append(but, "audit_log", "audit_head")
			}
			before := fingerprint(t, file, but...)
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				b.Do(method, path, nil)
				b.Do(method, path+"?q=x&page=2&method=DELETE&_method=POST", nil)
			}
			if after := fingerprint(t, file, but...); after != before {
				t.Errorf("GET %s as %s changed the database", path, who)
			}
		}
	}
	before := fingerprint(t, file, "sessions")
	sh.As("admin").Post("/settings", "shop-name", "Another Name").Want(t, 303)
	if fingerprint(t, file, "sessions") == before {
		t.Error("the fingerprint does not see a change")
	}
}

// A header or a field that names another method changes nothing about the method.
func TestMethodCannotBeOverridden(t *testing.T) {
	sh := webtest.NewShop(t)
	u := sh.SpareUser()
	b := sh.As("admin")
	b.With("X-HTTP-Method-Override", "POST").Get(paths.UserDoPath(u.ID, "disable")).Want(t, 405)
	b.Do(http.MethodGet, paths.UserDoPath(u.ID, "disable")+"?_method=POST", nil).Want(t, 405)
	if sh.UserAt(paths.UserPath(u.ID)).Disabled {
		t.Error("a GET disabled somebody")
	}
}
