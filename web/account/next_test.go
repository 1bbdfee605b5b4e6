package account_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// elsewhere are addresses that lead, or might lead a browser or a proxy, away.
var elsewhere = []string{
	"//evil.example", "///evil.example", "////evil.example/x", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
	"/\\/evil.example",
	"https://evil.example", "http://evil.example", "HTTPS://evil.example", "https:evil.example", "https:/evil.example",
	"https:///evil.example",
	"ftp://evil.example", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x",
	"mailto:x@evil.example",
	"evil.example", "www.evil.example/x", "@evil.example", "/@evil.example", "user@evil.example",
	"http://shop.example@evil.example/",
	"/%2f/evil.example", "/%2Fevil.example", "/%2f%2fevil.example", "/%5cevil.example", "/%5Cevil.example",
	"/%255cevil.example", "/%252fevil.example",
	"/%09/evil.example", "/\t/evil.example", "/%0d%0aLocation:%20https://evil.example",
	"/\r\nLocation: https://evil.example", "\n//evil.example", " //evil.example", "/ /evil.example",
	"/%00/evil.example", "\x00//evil.example", "/\u0085/evil.example", "/%", "/%zz", "?next=//evil.example",
	"#//evil.example", "", "..", "../users", "./users",
	"/login?next=%2Flogin", "/logout", "/setup/x", "/password/x",
}

func TestNextLeadsNowhereElse(t *testing.T) {
	if len(elsewhere) < 40 {
		t.Fatalf("only %d payloads", len(elsewhere))
	}
	for _, next := range elsewhere {
		if got := paths.SafeNext(next); got != "/" {
			t.Errorf("safeNext(%q) = %q", next, got)
		}
	}
	for _, next := range []string{"/", "/users", "/users/17?x=1&y=%2F%2Fa", "/customers/K%C3%BChn", "/customers/A%26B",
		"/customers?q=a+b&sort=-risk", "/customers?mail=a%40b.example", "/users#x"} {
		if got := paths.SafeNext(next); got != next {
			t.Errorf("safeNext(%q) = %q", next, got)
		}
	}
}

// The same payloads through every door that leads on: the log-in's address and form,
// somebody who is logged in already, htmx, and the Referer of the preferences.
func TestDoorsLeadNowhereElse(t *testing.T) {
	sh := webtest.NewShop(t)
	in := sh.As("manager")
	for _, next := range elsewhere {
		sh.Wait(61e9)
		in.Get("/login?next="+url.QueryEscape(next)).Want(t, 303, "/")
		sh.Browser().Post("/login", "email", sh.People["manager"].Email, "password", webtest.Password, "next", next).Want(t,
			303, "/")
		ask := sh.Browser().With("HX-Request", "true").With("HX-Current-URL", next)
		to := logInLink(t, ask.Post("/account/prefs").Want(t, http.StatusUnauthorized))
		u, err := url.Parse(to)
		if err != nil || u.Path != "/login" || u.Host != "" || u.RawQuery != "" &&
			paths.SafeNext(u.Query().Get("next")) != u.Query().Get("next") {
			t.Errorf("HX-Current-URL %q leads to %q", next, to)
		}
		in.With("Referer", next).Post("/account/prefs", "theme", "dark").Want(t, 303, "/account")
	}
	in.With("Referer", "http://shop.example/users?x=1").Post("/account/prefs", "theme", "dark").Want(t, 303, "/users?x=1")
	in.With("Referer", "http://shop.example//evil.example").Post("/account/prefs", "theme", "dark").Want(t, 303, "/")
	sh.Browser().Get("/users?q=%2F").Want(t, 303, "/login?next=%2Fusers%3Fq%3D%252F")
	res := sh.Browser().With("HX-Request", "true").With("HX-Current-URL",
		"http://shop.example/users?q=1").Get("/users").Want(t, 401)
	if got := logInLink(t, res); got != "/login?next=%2Fusers%3Fq%3D1" {
		t.Errorf("htmx is led to %q", got)
	}
}

// logInLink is where the note that asks to log in leads.
func logInLink(t *testing.T, r webtest.Reply) string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(r.Text))
	if err != nil {
		t.Fatal(err)
	}
	return doc.Find(".note a").AttrOr("href", "")
}

// What is shown to hand on is built from the configured address, not from Host.
func TestLinksUseTheConfiguredAddress(t *testing.T) {
	sh := webtest.NewShop(t, func(c *kit.Config) { c.BaseURL = "https://sales.shop.example/" })
	u := sh.SpareUser()
	sh.As("admin").Post(paths.UserDoPath(u.ID, "link")).Want(t, 200).Says(t, `value="https://sales.shop.example/password/`)
}
