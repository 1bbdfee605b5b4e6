package web

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
)

// tries counts how log-ins were answered: looked at and wrong, or turned away.
func (sh *shop) tries(n int, attempt func(i int) reply) (wrong, away int) {
	sh.t.Helper()
	for i := range n {
		switch res := attempt(i); res.StatusCode {
		case http.StatusUnprocessableEntity:
			wrong++
		case http.StatusTooManyRequests:
			away++
			if s, err := strconv.Atoi(res.Header.Get("Retry-After")); err != nil || s < 1 {
				sh.t.Fatalf("Retry-After %q", res.Header.Get("Retry-After"))
			}
		default:
			sh.t.Fatalf("attempt %d: %d", i, res.StatusCode)
		}
	}
	return wrong, away
}

func TestForgedForwardedForDoesNotHelp(t *testing.T) {
	sh := newShop(t)
	b := sh.browser()
	wrong, away := sh.tries(200, func(i int) reply {
		forged := fmt.Sprintf("203.0.113.%d", i)
		return b.with("X-Forwarded-For", forged).with("X-Real-Ip", forged).with("Forwarded", "for="+forged).
			post("/login", "email", fmt.Sprintf("u%d@shop.example", i), "password", "guess")
	})
	if wrong != 20 || away != 180 {
		t.Errorf("200 attempts of one address: %d looked at, %d turned away", wrong, away)
	}
	sh.wait(time.Minute)
	b.post("/login", "email", sh.people["rep"].Email, "password", testPassword).want(t, 303, "/")
}

func TestAccountIsThrottledFromManyAddresses(t *testing.T) {
	sh := newShop(t)
	wrong, away := sh.tries(200, func(i int) reply {
		b := sh.browser()
		b.ip = fmt.Sprintf("198.51.100.%d", i)
		return b.post("/login", "email", sh.people["rep"].Email, "password", "guess")
	})
	if wrong != 5 || away != 195 {
		t.Errorf("200 guesses at once: %d looked at, %d turned away", wrong, away)
	}
	// Whoever is logged in already stays so.
	sh.as("rep").get("/account").want(t, 200)
	sh.browser().post("/login", "email", sh.people["manager"].Email, "password", testPassword).want(t, 303, "/")
	sh.wait(2 * time.Second)
	sh.browser().post("/login", "email", sh.people["rep"].Email, "password", testPassword).want(t, 303, "/")
}

// Behind a proxy that was named, its X-Forwarded-For counts, and only the part that
// the proxy itself wrote.
func TestTrustedProxySaysWhoAsks(t *testing.T) {
	sh := newShop(t, func(c *kit.Config) { c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} })
	for _, c := range []struct{ remote, forwarded, want string }{
		{"10.1.2.3", "203.0.113.9", "203.0.113.9"},
		{"10.1.2.3", "1.1.1.1, 203.0.113.9", "203.0.113.9"},
		{"10.1.2.3", "203.0.113.9, 10.9.9.9", "203.0.113.9"},
		{"10.1.2.3", "rubbish", "10.1.2.3"},
		{"192.0.2.44", "203.0.113.9", "192.0.2.44"},
		{"127.0.0.1", "203.0.113.9", "127.0.0.1"},
		{"192.168.0.1", "203.0.113.9", "192.168.0.1"},
	} {
		b := sh.as("admin")
		b.ip = c.remote
		b.with("X-Forwarded-For", c.forwarded).post("/account/prefs", "theme", "dark").want(t, 303)
		if got := sh.audit()[0].Actor.IP; got != c.want {
			t.Errorf("from %s with %q: %s, want %s", c.remote, c.forwarded, got, c.want)
		}
	}
}

// Unknown, known, disabled and invited: the same bytes, the same headers.
func TestRefusedLogInsAreAlike(t *testing.T) {
	sh := newShop(t)
	off := sh.spareUser()
	sh.disable(paths.UserPath(off.ID))
	sh.as("admin").post("/users", "email", "joining@shop.example", "name", "Joining", "role", "rep").want(t, 200)
	var first reply
	for i, c := range [][2]string{
		{"nobody@shop.example", testPassword}, {sh.people["admin"].Email, testPassword + "?"}, {off.Email, testPassword}, {"joining@shop.example", ""},
	} {
		res := sh.browser().post("/login", "email", c[0], "password", c[1]).want(t, 422).says(t, "E-mail or password is wrong")
		res.body = strings.NewReplacer(c[0], "EMAIL").Replace(res.body)
		if i == 0 {
			first = res
			continue
		}
		if res.body != first.body {
			t.Errorf("%s: another body\n%s\n\n%s", c[0], res.body, first.body)
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
