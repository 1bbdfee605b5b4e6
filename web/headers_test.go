package web_test

import (
	"net/http"
	"strings"
	"testing"

	"wholesight/static"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// wantHeaders fails the test unless an answer carries what every answer must.
func wantHeaders(r webtest.Reply, t *testing.T, what string, secure bool) {
	t.Helper()
	want := map[string]string{
		"Content-Security-Policy":      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options":       "nosniff",
		"X-Frame-Options":              "DENY",
		"Referrer-Policy":              "same-origin",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Server":                       "",
		"X-Powered-By":                 "",
	}
	if secure {
		want["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
	}
	for name, value := range want {
		if got := strings.Join(r.Header.Values(name), " | "); got != value {
			t.Errorf("%s: %s is %q, want %q", what, name, got, value)
		}
	}
	if !strings.Contains(r.Header.Get("Permissions-Policy"), "camera=()") {
		t.Errorf("%s: no Permissions-Policy", what)
	}
	if len(r.Header.Get("X-Request-Id")) != 16 {
		t.Errorf("%s: request id %q", what, r.Header.Get("X-Request-Id"))
	}
	if mayKeep(r.Request.URL.Path) {
		return
	}
	if got := r.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("%s: Cache-Control %q", what, got)
	}
	if got := r.Header.Get("Vary"); got != "HX-Request, Cookie" {
		t.Errorf("%s: Vary %q", what, got)
	}
}

// mayKeep are the addresses whose answers a browser may keep.
func mayKeep(path string) bool {
	return strings.HasPrefix(path, static.Prefix) || path == "/favicon.ico" || path == paths.LabelsPath()
}

func TestEveryAnswerCarriesTheHeaders(t *testing.T) {
	for _, secure := range []bool{false, true} {
		sh := webtest.NewShop(t, func(c *kit.Config) { c.SecureCookies = secure })
		for _, r := range sh.Server.Routes() {
			for _, role := range []string{"anonymous", "customer", "admin"} {
				sh.Wait(61e9)
				path := sh.Address(r, role)
				wantHeaders(sh.As(role).Do(r.Method, path, sh.FormFor(r, path)), t, r.Method+" "+r.Path+" as "+role, secure)
			}
		}
		a := sh.As("admin")
		for what, res := range map[string]webtest.Reply{
			"nothing there":    a.Get("/nowhere"),
			"no such asset":    a.Get(static.Prefix + "nothing.js"),
			"wrong method":     a.Do("DELETE", "/users", nil),
			"not for the role": sh.As("rep").Get("/users"),
			"from elsewhere":   a.With("Sec-Fetch-Site", "cross-site").Post("/settings"),
			"refused form":     a.Post("/users", "email", "x"),
			"no such person":   a.Get("/users/99999"),
			"htmx and nobody":  sh.As("anonymous").With("HX-Request", "true").Get("/users"),
			"too large a form": a.Post("/settings", "shop-name", strings.Repeat("x", kit.FormLimit+1)),
			"unreadable form":  a.Do(http.MethodPost, "/settings?a=%zz", nil),
		} {
			wantHeaders(res, t, what, secure)
			if res.StatusCode < 400 {
				t.Errorf("%s: %d", what, res.StatusCode)
			}
		}
	}
}

// Assets are kept for ever under the address with their hash; nothing but what was
// embedded is there.
func TestAssetsMayBeKept(t *testing.T) {
	sh := webtest.NewShop(t)
	res := sh.As("admin").Get(static.URL("favicon.svg")).Want(t, 200)
	if got := res.Header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("Cache-Control %q", got)
	}
	for _, path := range []string{"/static/../web/doc.go", "/static/%2e%2e/go.mod", "/static/", "/static",
		"/static/.gitignore"} {
		if res := sh.As("anonymous").Get(path); res.StatusCode != 404 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}
