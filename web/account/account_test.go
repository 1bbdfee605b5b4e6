package account_test

import (
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

func TestOwnPasswordIsChangedWithTheOldOne(t *testing.T) {
	sh := webtest.NewShop(t)
	b, other := sh.As("rep"), sh.As("rep")
	page := b.Post("/account/password", "old", "wrong", "password", "a new one with 7 words").Want(t, 422).Says(t,
		"This is not your password now.")
	if strings.Contains(page.Text, "a new one with") {
		t.Error("the page sends a password back")
	}
	b.Post("/account/password", "old", webtest.Password, "password", "short").Want(t, 422).Says(t,
		"at least 12 characters")
	b.Post("/account/password", "old", webtest.Password, "password", "Wholesight2026").Want(t, 422).Says(t,
		"easy to guess")
	other.Get("/account").Want(t, 200)
	b.Post("/account/password", "old", webtest.Password, "password", "a new one with 7 words").Want(t, 303, "/account")
	b.Get("/account").Want(t, 200).Says(t, "Password changed")
	if r := b.Get("/account"); strings.Contains(r.Text, "Password changed") {
		t.Error("the toast is shown twice")
	}
	other.Get("/account").Want(t, 303)
	sh.Browser().Post("/login", "email", sh.People["rep"].Email, "password", "a new one with 7 words").Want(t, 303)
	for range 5 {
		b.Post("/account/password", "old", "guess", "password", "x")
	}
	b.Post("/account/password", "old", "a new one with 7 words", "password", "one more with 7 words").Want(t, 429).Says(t,
		"Too many attempts")
}

func TestOwnSessionsAreListedAndEnded(t *testing.T) {
	sh := webtest.NewShop(t)
	b, second, third := sh.As("rep"), sh.As("rep"), sh.As("rep")
	ref := func(b *webtest.Browser) string { return store.HashSecret(b.Cookies["sid"])[:16] }
	b.Get("/account").Want(t, 200).Says(t, "Test Browser 1.0", "192.0.2.44", "this one", paths.SessionEndPath(ref(second)),
		paths.SessionEndPath(ref(third)))
	b.Post(paths.SessionEndPath(ref(second))).Want(t, 303, "/account")
	second.Get("/account").Want(t, 303)
	third.Get("/account").Want(t, 200)
	b.Post(paths.SessionEndPath(ref(sh.As("manager")))).Want(t, 404)
	b.Post("/account/end-sessions").Want(t, 303, "/account")
	third.Get("/account").Want(t, 303)
	b.Get("/account").Want(t, 200).Says(t, "Your other sessions have ended.")
}

func TestLookIsKept(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("rep")
	b.Post("/account/prefs", "theme", "dark", "density", "compact", "locale", "de-DE").Want(t, 303, "/account")
	b.Get("/account").Want(t, 200).Says(t, `data-bs-theme="dark"`, `data-density="compact"`, `lang="de-DE"`)
	b.Post("/account/prefs", "nav", "icons").Want(t, 303)
	b.Get("/account").Want(t, 200).Says(t, `data-nav="icons"`, `data-bs-theme="dark"`)
	b.Post("/account/prefs", "nav", "full", "locale", "").Want(t, 303)
	b.Get("/account").Want(t, 200).Says(t, `data-nav="full"`, `lang="en-GB"`)
	for _, bad := range [][]string{{"theme", "pink"}, {"density", ""}, {"locale", "xx-not a tag"}} {
		b.Post("/account/prefs", bad...).Want(t, 400)
	}
	if r := sh.As("manager").Get("/account"); strings.Contains(r.Text, `data-bs-theme="dark"`) {
		t.Error("somebody else's page is dark too")
	}
}
