package web

import (
	"strconv"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/paths"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func TestOwnPasswordIsChangedWithTheOldOne(t *testing.T) {
	sh := newShop(t)
	b, other := sh.as("rep"), sh.as("rep")
	page := b.post("/account/password", "old", "wrong", "password", "a new one with 7 words").want(t, 422).says(t, "This is not your password now.")
	if strings.Contains(page.body, "a new one with") {
		t.Error("the page sends a password back")
	}
	b.post("/account/password", "old", testPassword, "password", "short").want(t, 422).says(t, "at least 12 characters")
	b.post("/account/password", "old", testPassword, "password", "Wholesight2026").want(t, 422).says(t, "easy to guess")
	other.get("/account").want(t, 200)
	b.post("/account/password", "old", testPassword, "password", "a new one with 7 words").want(t, 303, "/account")
	b.get("/account").want(t, 200).says(t, "Password changed")
	if r := b.get("/account"); strings.Contains(r.body, "Password changed") {
		t.Error("the toast is shown twice")
	}
	other.get("/account").want(t, 303)
	sh.browser().post("/login", "email", sh.people["rep"].Email, "password", "a new one with 7 words").want(t, 303)
	for range 5 {
		b.post("/account/password", "old", "guess", "password", "x")
	}
	b.post("/account/password", "old", "a new one with 7 words", "password", "one more with 7 words").want(t, 429).says(t, "Too many attempts")
}

func TestOwnSessionsAreListedAndEnded(t *testing.T) {
	sh := newShop(t)
	b, second, third := sh.as("rep"), sh.as("rep"), sh.as("rep")
	ref := func(b *browser) string { return store.HashSecret(b.cookies["sid"])[:16] }
	b.get("/account").want(t, 200).says(t, "Test Browser 1.0", "192.0.2.44", "this one", paths.SessionEndPath(ref(second)), paths.SessionEndPath(ref(third)))
	b.post(paths.SessionEndPath(ref(second))).want(t, 303, "/account")
	second.get("/account").want(t, 303)
	third.get("/account").want(t, 200)
	b.post(paths.SessionEndPath(ref(sh.as("manager")))).want(t, 404)
	b.post("/account/end-sessions").want(t, 303, "/account")
	third.get("/account").want(t, 303)
	b.get("/account").want(t, 200).says(t, "Your other sessions have ended.")
}

func TestLookIsKept(t *testing.T) {
	sh := newShop(t)
	b := sh.as("rep")
	b.post("/account/prefs", "theme", "dark", "density", "compact", "locale", "de-DE").want(t, 303, "/account")
	b.get("/account").want(t, 200).says(t, `data-bs-theme="dark"`, `data-density="compact"`, `lang="de-DE"`)
	b.post("/account/prefs", "nav", "icons").want(t, 303)
	b.get("/account").want(t, 200).says(t, `data-nav="icons"`, `data-bs-theme="dark"`)
	b.post("/account/prefs", "nav", "full", "locale", "").want(t, 303)
	b.get("/account").want(t, 200).says(t, `data-nav="full"`, `lang="en-GB"`)
	for _, bad := range [][]string{{"theme", "pink"}, {"density", ""}, {"locale", "xx-not a tag"}} {
		b.post("/account/prefs", bad...).want(t, 400)
	}
	if r := sh.as("manager").get("/account"); strings.Contains(r.body, `data-bs-theme="dark"`) {
		t.Error("somebody else's page is dark too")
	}
}
