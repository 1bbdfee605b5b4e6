package web

import (
	"net/url"
	"strings"
)

// safeNext is where a log-in may lead: a path of ours as it was asked for, else the
// start. A browser reads // and /\ as another host, takes tabs and line ends out
// before it looks, and a proxy may decode once more than we do; so the path must be
// harmless in every state of decoding.
func safeNext(next string) string {
	const start = "/"
	if len(next) > 2000 || !harmless(next) {
		return start
	}
	u, err := url.ParseRequestURI(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil {
		return start
	}
	for path, n := u.EscapedPath(), 0; ; n++ {
		decoded, err := url.PathUnescape(path)
		if err != nil || !harmless(decoded) || n > 4 {
			return start
		}
		if decoded == path {
			break
		}
		path = decoded
	}
	for _, door := range []string{"/login", "/logout", "/setup/", "/password/"} {
		if strings.HasPrefix(u.Path, door) {
			return start
		}
	}
	return next
}

// harmless is a text that every browser reads as a path on our own host.
func harmless(s string) bool {
	return strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") && !strings.ContainsAny(s, "\\@") &&
		!strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0xfffd })
}
