package static

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	// bundled matches a name that the bundler gave a hash: font-NRMW37G5.woff2.
	bundled = regexp.MustCompile(`-[A-Z0-9]{8}\.[a-z0-9]+$`)
	// hashed takes the hash of URL out of a name.
	hashed = regexp.MustCompile(`^(.+)\.([0-9a-f]{16})(\.[a-z0-9]+)$`)
)

const (
	forever = "public, max-age=31536000, immutable"
	ask     = "no-cache"
)

// Handler serves the files under Prefix: GET and HEAD only; packed with Brotli or gzip
// where the browser takes it; kept for a year when the address carries today's hash,
// asked for again otherwise; 304 by ETag; 404 in plain text for any other name. It
// never lists a folder and reads nothing but what was embedded.
func Handler() http.Handler { return handler(files) }

func handler(all map[string]*file) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		name, ok := strings.CutPrefix(r.URL.Path, Prefix)
		hash := ""
		if m := hashed.FindStringSubmatch(name); m != nil {
			name, hash = m[1]+m[3], m[2]
		}
		f := all[name]
		if !ok || f == nil || f.data == nil {
			http.Error(w, "no such file", http.StatusNotFound)
			return
		}
		serve(w, r, f, f.settled || hash == f.hash)
	})
}

// Favicon serves the icon at an address that browsers ask for unbidden.
func Favicon() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		serve(w, r, files["favicon.svg"], false)
	})
}

func serve(w http.ResponseWriter, r *http.Request, f *file, settled bool) {
	h := w.Header()
	body, tag := f.data, `"`+f.hash+`"`
	if f.gz != nil {
		h.Set("Vary", "Accept-Encoding")
		accept := r.Header.Get("Accept-Encoding")
		if f.br != nil && takes(accept, "br") {
			body, tag = f.br, `"`+f.hash+`-br"`
			h.Set("Content-Encoding", "br")
		} else if TakesGzip(accept) {
			body, tag = f.gz, `"`+f.hash+`-gz"`
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("ETag", tag)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", ask)
	if settled {
		h.Set("Cache-Control", forever)
	}
	if matches(r.Header.Get("If-None-Match"), tag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", f.kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodGet {
		// A failed write means that the browser has gone; there is nobody to tell.
		_, _ = w.Write(body)
	}
}

// TakesGzip reads a request's Accept-Encoding: gzip (or *) named, and not with q=0.
func TakesGzip(accept string) bool { return takes(accept, "gzip", "*") }

// takes tells that one of the codings is named, and not with q=0.
func takes(accept string, codings ...string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		coding, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !slices.Contains(codings, strings.ToLower(strings.TrimSpace(coding))) {
			continue
		}
		q = strings.ReplaceAll(q, " ", "")
		if weight, err := strconv.ParseFloat(strings.TrimPrefix(q, "q="), 64); q == "" || (err == nil && weight > 0) {
			return true
		}
	}
	return false
}

// matches reads If-None-Match, weak tags included.
func matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
		if part == tag || part == "*" {
			return true
		}
	}
	return false
}
