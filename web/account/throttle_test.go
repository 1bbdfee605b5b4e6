package account_test

import (
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// tries counts how log-ins were answered: looked at and wrong, or turned away.
func tries(sh *webtest.Shop, n int, attempt func(i int) webtest.Reply) (wrong, away int) {
	sh.T.Helper()
	for i := range n {
		switch res := attempt(i); res.StatusCode {
		case http.StatusUnprocessableEntity:
			wrong++
		case http.StatusTooManyRequests:
			away++
			if s, err := strconv.Atoi(res.Header.Get("Retry-After")); err != nil || s < 1 {
				sh.T.Fatalf("Retry-After %q", res.Header.Get("Retry-After"))
			}
		default:
			sh.T.Fatalf("attempt %d: %d", i, res.StatusCode)
		}
	}
	return wrong, away
}

func TestForgedForwardedForDoesNotHelp(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.Browser()
	wrong, away := tries(sh, 200, func(i int) webtest.Reply {
		forged := fmt.Sprintf("203.0.113.%d", i)
		return b.With("X-Forwarded-For", forged).With("X-Real-Ip", forged).With("Forwarded", "for="+forged).
			Post("/login", "email", fmt.Sprintf("u%d@shop.example", i), "password", "guess")
	})
	if wrong != 20 || away != 180 {
		t.Errorf("200 attempts of one address: %d looked at, %d turned away", wrong, away)
	}
	sh.Wait(time.Minute)
	b.Post("/login", "email", sh.People["rep"].Email, "password", webtest.Password).Want(t, 303, "/")
}

func TestAccountIsThrottledFromManyAddresses(t *testing.T) {
	sh := webtest.NewShop(t)
	wrong, away := tries(sh, 200, func(i int) webtest.Reply {
		b := sh.Browser()
		b.IP = fmt.Sprintf("198.51.100.%d", i)
		return b.Post("/login", "email", sh.People["rep"].Email, "password", "guess")
	})
	if wrong != 5 || away != 195 {
		t.Errorf("200 guesses at once: %d looked at, %d turned away", wrong, away)
	}
	// Whoever is logged in already stays so.
	sh.As("rep").Get("/account").Want(t, 200)
	sh.Browser().Post("/login", "email", sh.People["manager"].Email, "password", webtest.Password).Want(t, 303, "/")
	sh.Wait(2 * time.Second)
	sh.Browser().Post("/login", "email", sh.People["rep"].Email, "password", webtest.Password).Want(t, 303, "/")
}

// Behind a proxy that was named, its X-Forwarded-For counts, and only the part that
// the proxy itself wrote.
func TestTrustedProxySaysWhoAsks(t *testing.T) {
	sh := webtest.NewShop(t, func(c *kit.Config) { c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} })
	for _, c := range []struct{ remote, forwarded, want string }{
		{"10.1.2.3", "203.0.113.9", "203.0.113.9"},
		{"10.1.2.3", "1.1.1.1, 203.0.113.9", "203.0.113.9"},
		{"10.1.2.3", "203.0.113.9, 10.9.9.9", "203.0.113.9"},
		{"10.1.2.3", "rubbish", "10.1.2.3"},
		{"192.0.2.44", "203.0.113.9", "192.0.2.44"},
		{"127.0.0.1", "203.0.113.9", "127.0.0.1"},
		{"192.168.0.1", "203.0.113.9", "192.168.0.1"},
	} {
		b := sh.As("admin")
		b.IP = c.remote
		b.With("X-Forwarded-For", c.forwarded).Post("/account/prefs", "theme", "dark").Want(t, 303)
		if got := sh.Audit()[0].Actor.IP; got != c.want {
			t.Errorf("from %s with %q: %s, want %s", c.remote, c.forwarded, got, c.want)
		}
	}
}

// Unknown, known, disabled and invited: the same bytes, the same headers.
func TestRefusedLogInsAreAlike(t *testing.T) {
	sh := webtest.NewShop(t)
	off := sh.SpareUser()
	sh.Disable(paths.UserPath(off.ID))
	sh.As("admin").Post("/users", "email", "joining@shop.example", "name", "Joining", "role", "rep").Want(t, 200)
	var first webtest.Reply
	for i, c := range [][2]string{
		{"nobody@shop.example", webtest.Password}, {sh.People["admin"].Email, webtest.Password + "?"},
		{off.Email, webtest.Password}, {"joining@shop.example", ""},
	} {
		res := sh.Browser().Post("/login", "email", c[0], "password", c[1]).Want(t, 422).Says(t,
			"E-mail or password is wrong")
		res.Text = strings.NewReplacer(c[0], "EMAIL").Replace(res.Text)
		if i == 0 {
			first = res
			continue
		}
		if res.Text != first.Text {
			t.Errorf("%s: another body\n%s\n\n%s", c[0], res.Text, first.Text)
		}
		for name := range first.Header {
			if name != "X-Request-Id" && fmt.Sprint(res.Header[name]) != fmt.Sprint(first.Header[name]) {
				t.Errorf("%s: header %s is %q, not %q", c[0], name, res.Header[name], first.Header[name])
			}
		}
		if len(res.Header) != len(first.Header) {
			t.Errorf("%s: %d headers, not %d", c[0], len(res.Header), len(first.Header))
		}
	}
}
