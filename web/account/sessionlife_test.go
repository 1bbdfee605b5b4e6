package account_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

const toLogin = "/login?next=%2Faccount"

func TestSessionEndsByTheClock(t *testing.T) {
	sh := webtest.NewShop(t)
	for _, c := range []struct {
		who        string
		idle, most time.Duration
	}{
		{"admin", 30 * time.Minute, 12 * time.Hour}, {"manager", 8 * time.Hour, 12 * time.Hour},
		{"rep", 8 * time.Hour, 12 * time.Hour}, {"customer", 24 * time.Hour, 24 * time.Hour},
	} {
		b := sh.As(c.who)
		sh.Wait(c.idle - time.Second)
		b.Get("/account").Want(t, 200)
		if c.idle < c.most {
			sh.Wait(c.idle)
			b.Get("/account").Want(t, 303, toLogin)
		}
		b = sh.As(c.who)
		for gone := time.Duration(0); gone < c.most-time.Minute; {
			step := min(c.idle-time.Minute, c.most-time.Minute-gone)
			sh.Wait(step)
			gone += step
			if res := b.Get("/account"); res.StatusCode != 200 {
				t.Fatalf("%s: a busy session ended after %v", c.who, gone)
			}
		}
		sh.Wait(time.Minute)
		b.Get("/account").Want(t, 303, toLogin)
	}
}

func TestLogInGivesAFreshID(t *testing.T) {
	sh := webtest.NewShop(t)
	planted := jobpeople.NewSecret()
	b := sh.Browser()
	b.Cookies["sid"] = planted // an attacker's
	b.Post("/login", "email", sh.People["rep"].Email, "password", webtest.Password).Want(t, 303, "/")
	if b.Cookies["sid"] == planted {
		t.Error("the planted id lives on")
	}
	attacker := sh.Browser()
	attacker.Cookies["sid"] = planted
	attacker.Get("/account").Want(t, 303, toLogin)

	old := b.Cookies["sid"]
	b.Post("/login", "email", sh.People["manager"].Email, "password", webtest.Password).Want(t, 303, "/")
	if b.Cookies["sid"] == old {
		t.Error("a second log-in kept the id of the first")
	}
	attacker.Cookies["sid"] = old
	attacker.Get("/account").Want(t, 303, toLogin)
	b.Get("/account").Want(t, 200).Says(t, sh.People["manager"].Email)
}

func TestCookieThatMeansNothingIsLoggedOut(t *testing.T) {
	sh := webtest.NewShop(t)
	for _, value := range []string{"", "x", "'; DROP TABLE sessions; --", strings.Repeat("A", 43),
		strings.Repeat("A", 4000), "%00", "MTY5|garbage|==", "\xff\xfe"} {
		b := sh.Browser()
		b.Cookies["sid"] = value
		b.Get("/account").Want(t, 303, toLogin)
		b.Get("/login").Want(t, 200)
	}
	// Two cookies of the name: the first one counts, and is no error.
	b := sh.Browser().With("Cookie", "sid=rubbish; sid="+sh.As("rep").Cookies["sid"])
	b.Get("/account").Want(t, 303, toLogin)
}

func TestLogOutForgets(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("rep")
	id := b.Cookies["sid"]
	res := b.Post("/logout").Want(t, 303, "/login?note=out")
	if got := res.Header.Get("Clear-Site-Data"); got != `"cache", "storage"` {
		t.Errorf("Clear-Site-Data %q", got)
	}
	sh.View(func(tx *store.Tx) error {
		if _, _, err := tx.Session(id); err == nil {
			t.Error("the session's row is still there")
		}
		return nil
	})
	if found := webtest.Leaks(b.Get("/login?note=out").Want(t, 200), "CanaryAlpha"); found != nil {
		t.Errorf("after the log-out: %v", found)
	}
}

func TestCookiesOfAServerOnHTTPS(t *testing.T) {
	sh := webtest.NewShop(t, func(c *kit.Config) { c.SecureCookies = true })
	b := sh.Browser()
	// checkCookie looks at each cookie as it comes.
	b.Post("/login", "email", sh.People["rep"].Email, "password", webtest.Password).Want(t, 303, "/")
	if len(b.Cookies) != 1 || b.Cookies["__Host-sid"] == "" {
		t.Errorf("cookies %v", b.Cookies)
	}
	b.Get("/account").Want(t, 200)
	b.Post("/logout").Want(t, 303)
	if len(b.Cookies) != 0 {
		t.Errorf("cookies %v", b.Cookies)
	}
	plain := sh.Browser()
	plain.Cookies["sid"] = sh.As("rep").Cookies["__Host-sid"]
	plain.Get("/account").Want(t, 303, toLogin)
}

// A change of a person's rights counts from the very next request.
func TestRightsEndAtOnce(t *testing.T) {
	sh := webtest.NewShop(t)
	admin := sh.As("admin")
	out := func(b *webtest.Browser) { b.Get("/account").Want(t, 303, toLogin) }
	for name, c := range map[string]struct {
		change func(u store.User)
		then   func(b *webtest.Browser)
	}{
		"disabled": {func(u store.User) {
			admin.Do(http.MethodPost, paths.UserDoPath(u.ID, "disable"), sh.UserForm(paths.UserPath(u.ID))).Want(t, 303)
		}, out},
		"another role": {func(u store.User) {
			admin.Do(http.MethodPost, paths.UserPath(u.ID), sh.UserForm(paths.UserPath(u.ID), "role", "manager")).Want(t, 303)
		}, out},
		"sessions ended": {func(u store.User) { admin.Post(paths.UserDoPath(u.ID, "end-sessions")).Want(t, 303) }, out},
		"password reset": {func(u store.User) {
			secret := ""
			sh.Update(func(tx *store.Tx) (err error) {
				secret, err = jobpeople.NewLink(tx, store.Actor{Name: "test"}, u)
				return err
			})
			sh.Browser().Post(paths.PasswordPath(secret), "password", "a new one with 7 words").Want(t, 303)
		}, out},
		"a right more": {func(u store.User) {
			u.Role = store.RoleAdmin
			sh.Update(func(tx *store.Tx) error { return tx.SaveUser(u) })
		}, func(b *webtest.Browser) { b.Get("/users").Want(t, 200) }},
		"a right less": {func(u store.User) {
			u.Role, u.CustomerID = store.RoleCustomer, sh.Seed.Bravo.Customer.ID
			sh.Update(func(tx *store.Tx) error { return tx.SaveUser(u) })
		}, func(b *webtest.Browser) { b.Get("/customers").Want(t, 404) }},
	} {
		t.Run(name, func(t *testing.T) {
			u := sh.SpareUser()
			b := sh.As(strings.TrimSuffix(u.Email, "@shop.example"))
			b.Get("/account").Want(t, 200)
			b.Get("/users").Want(t, 403)
			c.change(u)
			c.then(b)
		})
	}
}
