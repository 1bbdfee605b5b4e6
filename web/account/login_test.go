package account_test

import (
	"testing"

	"wholesight/web/webtest"
)

func TestLogInAndOut(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.Browser()
	b.Get("/login?next=%2Fusers").Want(t, 200).Says(t, `name="next" value="/users"`, `type="password"`)
	b.Post("/login", "email", "Admin@shop.example", "password", webtest.Password, "next", "/healthz").Want(t, 303,
		"/healthz")
	b.Get("/login").Want(t, 303, "/")
	b.Get("/").Want(t, 303)
	sid := b.Cookies["sid"]
	b.Post("/logout").Want(t, 303, "/login?note=out")
	if b.Cookies["sid"] != "" {
		t.Error("the cookie is still there")
	}
	b.Get("/login?note=out").Want(t, 200).Says(t, "You are logged out.")
	b.Cookies["sid"] = sid
	b.Get("/").Want(t, 303, "/login")
}
