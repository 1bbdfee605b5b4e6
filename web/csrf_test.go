package web

import (
	"net/http"
	"strings"
	"testing"

	"wholesight/store/storetest"
	"wholesight/web/kit"
	"wholesight/web/paths"
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
	sh := newShopOn(t, address)
	file := strings.TrimPrefix(address, "sqlite:")
	const site, origin = "Sec-Fetch-Site", "Origin"
	attacks := map[string]func(*browser) *browser{
		"cross-site":             func(b *browser) *browser { return b.with(site, "cross-site") },
		"same-site":              func(b *browser) *browser { return b.with(site, "same-site") },
		"foreign origin":         func(b *browser) *browser { return b.without(site).with(origin, "https://evil.example") },
		"origin null":            func(b *browser) *browser { return b.without(site).with(origin, "null") },
		"origin that begins so":  func(b *browser) *browser { return b.without(site).with(origin, "http://shop.example.evil.example") },
		"cross-site, our origin": func(b *browser) *browser { return b.with(site, "cross-site").with(origin, "http://shop.example") },
		"cross-site, overridden": func(b *browser) *browser { return b.with(site, "cross-site").with("X-HTTP-Method-Override", "GET") },
	}
	kept := []string{"sessions", "audit_log", "audit_head"}
	n := 0
	for _, r := range sh.s.routes() {
		if r.Reads() {
			continue
		}
		who := caller(r)
		path := sh.address(r, who)
		form := sh.formFor(r, path)
		b := sh.as(who)
		before := fingerprint(t, file, kept...)
		for name, attack := range attacks {
			if res := attack(b).do(r.Method, path, form); res.StatusCode != http.StatusForbidden {
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
	if got := sh.auditActions(); !strings.Contains(strings.Join(got, "\n"), "request.refuse route:POST ") {
		t.Errorf("the refusals are not in the audit log: %v", got[:3])
	}
}

// Looking changes nothing: every row is the same before and after every GET but the
// moment a session was last used, and the mark of who is on a customer, which fades by
// itself. A download may add that to the audit log.
func TestGetsChangeNothing(t *testing.T) {
	address := storetest.SQLiteURL(t)
	sh := newShopOn(t, address)
	file := strings.TrimPrefix(address, "sqlite:")
	for _, r := range sh.s.routes() {
		if !r.Reads() {
			continue
		}
		for _, who := range []string{"anonymous", "customer", "admin"} {
			if who != "anonymous" && r.Who&(kit.Anyone|kit.WhoOf(sh.people[who].Role)) == 0 {
				continue // a refusal is written down
			}
			path, b := sh.address(r, who), sh.as(who)
			but := []string{"sessions", "call_leases"}
			if r.Kind == kit.Download {
				but = append(but, "audit_log", "audit_head")
			}
			before := fingerprint(t, file, but...)
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				b.do(method, path, nil)
				b.do(method, path+"?q=x&page=2&method=DELETE&_method=POST", nil)
			}
			if after := fingerprint(t, file, but...); after != before {
				t.Errorf("GET %s as %s changed the database", path, who)
			}
		}
	}
	before := fingerprint(t, file, "sessions")
	sh.as("admin").post("/settings", "shop-name", "Another Name").want(t, 303)
	if fingerprint(t, file, "sessions") == before {
		t.Error("the fingerprint does not see a change")
	}
}

// A header or a field that names another method changes nothing about the method.
func TestMethodCannotBeOverridden(t *testing.T) {
	sh := newShop(t)
	u := sh.spareUser()
	b := sh.as("admin")
	b.with("X-HTTP-Method-Override", "POST").get(paths.UserDoPath(u.ID, "disable")).want(t, 405)
	b.do(http.MethodGet, paths.UserDoPath(u.ID, "disable")+"?_method=POST", nil).want(t, 405)
	if sh.userAt(paths.UserPath(u.ID)).Disabled {
		t.Error("a GET disabled somebody")
	}
}
