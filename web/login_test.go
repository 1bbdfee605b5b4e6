package web

import (
	"testing"
)

func TestLogInAndOut(t *testing.T) {
	sh := newShop(t)
	b := sh.browser()
	b.get("/login?next=%2Fusers").want(t, 200).says(t, `name="next" value="/users"`, `type="password"`)
	b.post("/login", "email", "Admin@shop.example", "password", testPassword, "next", "/healthz").want(t, 303, "/healthz")
	b.get("/login").want(t, 303, "/")
	b.get("/").want(t, 303)
	sid := b.cookies["sid"]
	b.post("/logout").want(t, 303, "/login?note=out")
	if b.cookies["sid"] != "" {
		t.Error("the cookie is still there")
	}
	b.get("/login?note=out").want(t, 200).says(t, "You are logged out.")
	b.cookies["sid"] = sid
	b.get("/").want(t, 303, "/login")
}
