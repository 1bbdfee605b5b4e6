package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

const toLogin = "/login?next=%2Faccount"

func TestSessionEndsByTheClock(t *testing.T) {
	sh := newShop(t)
	for _, c := range []struct {
		who        string
		idle, most time.Duration
	}{
		{"admin", 30 * time.Minute, 12 * time.Hour}, {"manager", 8 * time.Hour, 12 * time.Hour},
		{"rep", 8 * time.Hour, 12 * time.Hour}, {"customer", 24 * time.Hour, 24 * time.Hour},
	} {
		b := sh.as(c.who)
		sh.wait(c.idle - time.Second)
		b.get("/account").want(t, 200)
		if c.idle < c.most {
			sh.wait(c.idle)
			b.get("/account").want(t, 303, toLogin)
		}
		b = sh.as(c.who)
		for gone := time.Duration(0); gone < c.most-time.Minute; {
			step := min(c.idle-time.Minute, c.most-time.Minute-gone)
			sh.wait(step)
			gone += step
			if res := b.get("/account"); res.StatusCode != 200 {
				t.Fatalf("%s: a busy session ended after %v", c.who, gone)
			}
		}
		sh.wait(time.Minute)
		b.get("/account").want(t, 303, toLogin)
	}
}

func TestLogInGivesAFreshID(t *testing.T) {
	sh := newShop(t)
	planted := jobpeople.NewSecret()
	b := sh.browser()
	b.cookies["sid"] = planted // an attacker's
	b.post("/login", "email", sh.people["rep"].Email, "password", testPassword).want(t, 303, "/")
	if b.cookies["sid"] == planted {
		t.Error("the planted id lives on")
	}
	attacker := sh.browser()
	attacker.cookies["sid"] = planted
	attacker.get("/account").want(t, 303, toLogin)

	old := b.cookies["sid"]
	b.post("/login", "email", sh.people["manager"].Email, "password", testPassword).want(t, 303, "/")
	if b.cookies["sid"] == old {
		t.Error("a second log-in kept the id of the first")
	}
	attacker.cookies["sid"] = old
	attacker.get("/account").want(t, 303, toLogin)
	b.get("/account").want(t, 200).says(t, sh.people["manager"].Email)
}

func TestCookieThatMeansNothingIsLoggedOut(t *testing.T) {
	sh := newShop(t)
	for _, value := range []string{"", "x", "'; DROP TABLE sessions; --", strings.Repeat("A", 43), strings.Repeat("A", 4000), "%00", "MTY5|garbage|==", "\xff\xfe"} {
		b := sh.browser()
		b.cookies["sid"] = value
		b.get("/account").want(t, 303, toLogin)
		b.get("/login").want(t, 200)
	}
	// Two cookies of the name: the first one counts, and is no error.
	b := sh.browser().with("Cookie", "sid=rubbish; sid="+sh.as("rep").cookies["sid"])
	b.get("/account").want(t, 303, toLogin)
}

func TestLogOutForgets(t *testing.T) {
	sh := newShop(t)
	b := sh.as("rep")
	id := b.cookies["sid"]
	res := b.post("/logout").want(t, 303, "/login?note=out")
	if got := res.Header.Get("Clear-Site-Data"); got != `"cache", "storage"` {
		t.Errorf("Clear-Site-Data %q", got)
	}
	sh.view(func(tx *store.Tx) error {
		if _, _, err := tx.Session(id); err == nil {
			t.Error("the session's row is still there")
		}
		return nil
	})
	if found := leaks(b.get("/login?note=out").want(t, 200), "CanaryAlpha"); found != nil {
		t.Errorf("after the log-out: %v", found)
	}
}

func TestCookiesOfAServerOnHTTPS(t *testing.T) {
	sh := newShop(t, func(c *kit.Config) { c.SecureCookies = true })
	b := sh.browser()
	// checkCookie looks at each cookie as it comes.
	b.post("/login", "email", sh.people["rep"].Email, "password", testPassword).want(t, 303, "/")
	if len(b.cookies) != 1 || b.cookies["__Host-sid"] == "" {
		t.Errorf("cookies %v", b.cookies)
	}
	b.get("/account").want(t, 200)
	b.post("/logout").want(t, 303)
	if len(b.cookies) != 0 {
		t.Errorf("cookies %v", b.cookies)
	}
	plain := sh.browser()
	plain.cookies["sid"] = sh.as("rep").cookies["__Host-sid"]
	plain.get("/account").want(t, 303, toLogin)
}

// A change of a person's rights counts from the very next request.
func TestRightsEndAtOnce(t *testing.T) {
	sh := newShop(t)
	admin := sh.as("admin")
	out := func(b *browser) { b.get("/account").want(t, 303, toLogin) }
	for name, c := range map[string]struct {
		change func(u store.User)
		then   func(b *browser)
	}{
		"disabled": {func(u store.User) {
			admin.do(http.MethodPost, paths.UserDoPath(u.ID, "disable"), sh.userForm(paths.UserPath(u.ID))).want(t, 303)
		}, out},
		"another role": {func(u store.User) {
			admin.do(http.MethodPost, paths.UserPath(u.ID), sh.userForm(paths.UserPath(u.ID), "role", "manager")).want(t, 303)
		}, out},
		"sessions ended": {func(u store.User) { admin.post(paths.UserDoPath(u.ID, "end-sessions")).want(t, 303) }, out},
		"password reset": {func(u store.User) {
			secret := ""
			sh.update(func(tx *store.Tx) (err error) {
				secret, err = jobpeople.NewLink(tx, store.Actor{Name: "test"}, u)
				return err
			})
			sh.browser().post(paths.PasswordPath(secret), "password", "a new one with 7 words").want(t, 303)
		}, out},
		"a right more": {func(u store.User) {
			u.Role = store.RoleAdmin
			sh.update(func(tx *store.Tx) error { return tx.SaveUser(u) })
		}, func(b *browser) { b.get("/users").want(t, 200) }},
		"a right less": {func(u store.User) {
			u.Role, u.CustomerID = store.RoleCustomer, sh.seed.bravo.customer.ID
			sh.update(func(tx *store.Tx) error { return tx.SaveUser(u) })
		}, func(b *browser) { b.get("/customers").want(t, 404) }},
	} {
		t.Run(name, func(t *testing.T) {
			u := sh.spareUser()
			b := sh.as(strings.TrimSuffix(u.Email, "@shop.example"))
			b.get("/account").want(t, 200)
			b.get("/users").want(t, 403)
			c.change(u)
			c.then(b)
		})
	}
}
