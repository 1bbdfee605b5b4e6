package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wholesight/web/webtest"
)

// silent are the POST routes whose forms of webtest/forms.go are carried out and leave
// no toast, with what says instead that they were.
var silent = map[string]string{
	"POST /login":                     "another page",
	"POST /logout":                    "a note over the log-in",
	"POST /setup/:secret":             "the fixture's form is refused, at its field",
	"POST /password/:secret":          "a note over the log-in",
	"POST /account/prefs":             "the page looks as was chosen",
	"POST /account/stay":              "the dialog that asked is shut",
	"POST /customers/:code/call":      "the form opens, or says who is on the customer",
	"POST /customers/:code/call/end":  "nobody asked for it: the form was shut",
	"POST /classifications/preview":   "nothing is changed: it is what is asked for",
	"POST /classifications/:id/value": "the counts beside it, and the bar that sums up the draft",
	"POST /imports":                   "the fixture's form is refused",
	"POST /imports/:id/check":         "the page of the import, which follows it",
	"POST /imports/:id/apply":         "the page of the import, which follows it",
	"POST /users":                     "a page of its own, with the link to hand on",
	"POST /users/:id/link":            "a page of its own, with the link to hand on",
}

// Whatever a form has done is said in one message, neither none nor two, on the page
// that follows.
func TestEveryChangeIsSaidOnce(t *testing.T) {
	sh := webtest.NewShop(t)
	for _, r := range sh.Server.Routes() {
		name := r.Method + " " + r.Path
		if r.Reads() {
			continue
		}
		sh.Wait(61e9)
		who := caller(r)
		if r.Path == "/logout" {
			who = "admin"
		}
		path := sh.Address(r, who)
		form := sh.FormFor(r, path)
		b := sh.As(who)
		res := b.Do(r.Method, path, form)
		for range 3 { // the start page leads on to one's own
			if res.StatusCode != http.StatusSeeOther {
				break
			}
			to, _, _ := strings.Cut(res.Header.Get("Location"), "#")
			res = b.Get(to)
		}
		said := toastsOf(t, res)
		switch reason, excused := silent[name]; {
		case excused && len(said) > 0:
			t.Errorf("%s says %q: it need not be in the list (%s)", name, said, reason)
		case !excused && len(said) != 1:
			t.Errorf("%s ends with %d and says %q, want one message", name, res.StatusCode, said)
		}
		for _, s := range said {
			if s == "" || strings.Contains(s, "%!") {
				t.Errorf("%s says %q", name, s)
			}
		}
	}
}

// toastsOf are the messages of a page, which stand in its one region for them.
func toastsOf(t *testing.T, r webtest.Reply) (texts []string) {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(r.Text))
	if err != nil {
		t.Fatal(err)
	}
	doc.Find("#toasts [data-toast] .toast-text").Each(func(_ int, s *goquery.Selection) {
		texts = append(texts, strings.TrimSpace(s.Text()))
	})
	return texts
}
