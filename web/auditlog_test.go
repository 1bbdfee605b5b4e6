package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/web/account"
	"wholesight/web/kit"
	"wholesight/web/webtest"
)

// quiet are the POST routes that may leave no entry when they are tried by the forms
// of webtest/forms.go, with the reason.
var quiet = map[string]string{
	"POST /setup/:secret":               "a shop with an admin refuses; TestFirstAdminSetsUp looks at its entry",
	"POST /classifications/:id/move":    "a row that is the last of its list stays where it is",
	"POST /classifications/:id/restore": "the row was not deleted",
	"POST /classifications/preview":     "changes nothing",
	"POST /classifications/draft/merge": "nobody else has saved meanwhile; the draft tests look at it",
	"POST /customers/:code/call":        "a mark that fades; taking over is logged, and the call tests look at its entry",
	"POST /customers/:code/call/end":    "takes that mark off",
	"POST /account/stay":                "prolongs the session, as every request does",
	"POST /imports":                     "a file is sent in several parts; the import tests look at its entry",
	"POST /imports/:id/check":           "changes the import's own state alone",
	"POST /imports/:id/apply":           "asks for the job that writes import.apply; the import tests look at its entry",
	"POST /imports/:id/cancel":          "nothing is under way",
	"POST /imports/:id/parts":           "the file is no archive; the import tests look at the entries of one",
	"POST /imports/:id/undo":            "nothing is applied",
}

// Every route that changes something leaves an entry in the audit log, with who did
// it, from where, to what, and no secret.
func TestEveryChangeLeavesATrail(t *testing.T) {
	sh := webtest.NewShop(t)
	for _, r := range sh.Server.Routes() {
		if _, excused := quiet[r.Method+" "+r.Path]; r.Reads() || excused {
			continue
		}
		sh.Wait(61e9)
		who := caller(r)
		if r.Path == "/logout" {
			who = "admin"
		}
		path := sh.Address(r, who)
		form := sh.FormFor(r, path)
		before := int64(0)
		if all := sh.Audit(); len(all) > 0 {
			before = all[0].ID
		}
		res := sh.As(who).Do(r.Method, path, form)
		if res.StatusCode >= 400 {
			t.Errorf("%s %s: %d\n%s", r.Method, path, res.StatusCode, res.Text)
		}
		all := sh.Audit()
		if all[0].ID == before {
			t.Errorf("%s %s left no entry", r.Method, r.Path)
			continue
		}
		e := all[0]
		if e.Actor.Name == "" || e.Actor.IP != "192.0.2.44" || e.Action == "" || e.Object == "" || e.At.IsZero() {
			t.Errorf("%s %s left %+v", r.Method, r.Path, e)
		}
		if who != "anonymous" && r.Who&kit.Anyone == 0 &&
			(e.Actor.UserID != sh.People[who].ID || e.Actor.Name != sh.People[who].Email) {
			t.Errorf("%s %s by %s left %+v", r.Method, r.Path, who, e)
		}
	}
	sh.View(func(tx *store.Tx) error {
		if broken, err := tx.CheckAuditLog(); broken != 0 || err != nil {
			t.Errorf("the chain breaks at %d, %v", broken, err)
		}
		return nil
	})
	noSecrets(sh, t)
}

// noSecrets fails the test when the audit log or the log holds a password, a
// session's id or a link's secret.
func noSecrets(sh *webtest.Shop, t *testing.T) {
	t.Helper()
	secrets := append([]string{webtest.Password, "a new one with 7 words"}, sh.Secrets...)
	trail := sh.Log.String()
	for _, e := range sh.Audit() {
		trail += e.Actor.Name + e.Object + e.Before + e.After + "\n"
	}
	if len(sh.Secrets) < 5 {
		t.Fatalf("only %d secrets to look for", len(sh.Secrets))
	}
	for _, s := range secrets {
		for _, form := range []string{s, url.QueryEscape(s), url.PathEscape(s)} {
			if i := strings.Index(trail, form); i >= 0 {
				t.Errorf("a secret is written down: …%s", trail[max(0, i-80):i])
			}
		}
	}
}

// Log-ins, refused log-ins and refusals are in the audit log; what was typed is not.
func TestLogInsAndRefusalsLeaveATrail(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Browser().Post("/login", "email", "my-password-in-the-wrong-box", "password", "x").Want(t, 422)
	sh.Browser().Post("/login", "email", sh.People["rep"].Email, "password", "x").Want(t, 422)
	b := sh.Browser()
	b.Post("/login", "email", sh.People["rep"].Email, "password", webtest.Password).Want(t, 303)
	b.Get("/users").Want(t, 403)
	b.Post("/logout").Want(t, 303)
	rep := account.UserObject(sh.People["rep"].ID)
	want := []string{"session.logout " + rep, "request.refuse route:GET /users", "login.accept " + rep,
		"login.refuse " + rep, "login.refuse user:unknown"}
	if got := sh.AuditActions()[:len(want)]; strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("audit log\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, e := range sh.Audit() {
		if strings.Contains(e.Actor.Name+e.Object+e.Before+e.After, "wrong-box") {
			t.Errorf("what was typed is written down: %+v", e)
		}
	}
	if strings.Contains(sh.Log.String(), "wrong-box") {
		t.Error("what was typed is in the log")
	}
}

// A form that is sent twice, by a double click or by Back and again, counts once and
// leads to the same place.
func TestFormSentTwiceCountsOnce(t *testing.T) {
	sh := webtest.NewShop(t)
	for _, r := range sh.Server.Routes() {
		if r.Reads() || r.Who&kit.Anyone != 0 || r.Kind == kit.Upload {
			continue
		}
		who := caller(r)
		path := sh.Address(r, who)
		form := sh.FormFor(r, path)
		form.Set(kit.FormKey, jobpeople.NewSecret())
		b := sh.As(who)
		first := b.Do(r.Method, path, form)
		entries := sh.Audit()[0].ID
		second := b.Do(r.Method, path, form)
		if first.StatusCode >= 400 || second.StatusCode >= 400 {
			t.Errorf("%s %s: %d, then %d", r.Method, path, first.StatusCode, second.StatusCode)
		}
		if first.StatusCode == http.StatusSeeOther && second.Header.Get("Location") != first.Header.Get("Location") {
			t.Errorf("%s %s leads to %s, then to %s", r.Method, path, first.Header.Get("Location"),
				second.Header.Get("Location"))
		}
		if got := sh.Audit()[0].ID; got != entries && r.Path != "/account/password" {
			t.Errorf("%s %s sent twice counted twice: %v", r.Method, path, sh.AuditActions()[0])
		}
	}
}

// Of ten that are sent at the very same time one counts, and all lead to its place.
func TestFormSentAtOnceCountsOnce(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		b := sh.As("admin")
		key := jobpeople.NewSecret()
		done := make(chan webtest.Reply)
		for range 10 {
			go func() {
				done <- b.Post("/users", "email", "once@shop.example", "name", "Once", "role", "rep", kit.FormKey, key)
			}()
		}
		shown := 0
		for range 10 {
			switch r := <-done; r.StatusCode {
			case http.StatusOK:
				shown++
			case http.StatusSeeOther:
			default:
				t.Errorf("%d\n%s", r.StatusCode, r.Text)
			}
		}
		if shown != 1 {
			t.Errorf("the link was shown %d times", shown)
		}
		n := 0
		for _, a := range sh.AuditActions() {
			if strings.HasPrefix(a, "user.add") {
				n++
			}
		}
		if n != len(sh.People)+1 {
			t.Errorf("%d people were added, want %d", n, len(sh.People)+1)
		}
	})
}
