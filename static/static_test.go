package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
)

// shop is a bundle of three files, one of them packed both ways.
func shop(t *testing.T) map[string]*file {
	t.Helper()
	var gz bytes.Buffer
	zw := gzip.NewWriter(&gz)
	if _, err := zw.Write([]byte("body{}")); err != nil {
		t.Fatal(err)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	var br bytes.Buffer
	bw := brotli.NewWriter(&br)
	if _, err := bw.Write([]byte("body{}")); err != nil {
		t.Fatal(err)
	}
	if err := bw.Close(); err != nil {
		t.Fatal(err)
	}
	all, err := load(fstest.MapFS{
		"dist/.gitignore":           {Data: []byte("*")},
		"dist/app.css":              {Data: []byte("body{}")},
		"dist/app.css.gz":           {Data: gz.Bytes()},
		"dist/app.css.br":           {Data: br.Bytes()},
		"dist/app.js":               {Data: []byte("1")},
		"dist/inter-ABCDEFGH.woff2": {Data: []byte("font")},
		"favicon.svg":               {Data: []byte("<svg/>")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func get(t *testing.T, all map[string]*file, method, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	handler(all).ServeHTTP(w, r)
	return w.Result()
}

func TestAddressCarriesTheContent(t *testing.T) {
	all := shop(t)
	if got := address(all, "app.css"); !regexp.MustCompile(`^/static/app\.[0-9a-f]{16}\.css$`).MatchString(got) {
		t.Errorf("address of app.css: %s", got)
	}
	if got := address(all, "inter-ABCDEFGH.woff2"); got != "/static/inter-ABCDEFGH.woff2" {
		t.Errorf("a name that has a hash gets another: %s", got)
	}
	if got := address(all, "none.js"); got != "/static/none.js" {
		t.Errorf("address of a file that is not there: %s", got)
	}
	before := address(all, "app.js")
	all["app.js"].hash = "0000000000000000"
	if before == address(all, "app.js") {
		t.Error("the address does not depend on the hash")
	}
}

func TestServing(t *testing.T) {
	all := shop(t)
	css := address(all, "app.css")
	old := strings.Replace(css, all["app.css"].hash, "0123456789abcdef", 1)
	for _, tt := range []struct {
		name, path, accept string
		status             int
		cache, encoding    string
		kind               string
	}{
		{"today's hash", css, "", 200, forever, "", "text/css; charset=utf-8"},
		{"Brotli before gzip", css, "gzip, deflate, br", 200, forever, "br", "text/css; charset=utf-8"},
		{"Brotli refused", css, "gzip, br;q=0", 200, forever, "gzip", "text/css; charset=utf-8"},
		{"gzip", css, "deflate, gzip;q=0.5", 200, forever, "gzip", "text/css; charset=utf-8"},
		{"gzip refused", css, "gzip;q=0, deflate", 200, forever, "", "text/css; charset=utf-8"},
		{"an old hash", old, "", 200, ask, "", "text/css; charset=utf-8"},
		{"no hash", "/static/app.css", "", 200, ask, "", "text/css; charset=utf-8"},
		{"no gzip there", address(all, "app.js"), "gzip", 200, forever, "", "text/javascript; charset=utf-8"},
		{"the bundler's hash", "/static/inter-ABCDEFGH.woff2", "gzip", 200, forever, "", "font/woff2"},
		{"own file", address(all, "favicon.svg"), "", 200, forever, "", "image/svg+xml"},
		{"unknown", "/static/x.js", "", 404, "", "", "text/plain; charset=utf-8"},
		{"the folder", "/static/", "", 404, "", "", "text/plain; charset=utf-8"},
		{"the raw Brotli", "/static/app.css.br", "", 404, "", "", "text/plain; charset=utf-8"},
		{"the raw gzip", "/static/app.css.gz", "", 404, "", "", "text/plain; charset=utf-8"},
		{"a dotfile", "/static/.gitignore", "", 404, "", "", "text/plain; charset=utf-8"},
		{"out of the folder", "/static/../static.go", "", 404, "", "", "text/plain; charset=utf-8"},
		{"another prefix", "/app.css", "", 404, "", "", "text/plain; charset=utf-8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := get(t, all, "GET", tt.path, "Accept-Encoding", tt.accept)
			if res.StatusCode != tt.status || res.Header.Get("Cache-Control") != tt.cache ||
				res.Header.Get("Content-Encoding") != tt.encoding || res.Header.Get("Content-Type") != tt.kind {
				t.Fatalf("%s: %d, %v", tt.path, res.StatusCode, res.Header)
			}
			if tt.status != 200 {
				return
			}
			body := io.Reader(res.Body)
			if tt.encoding == "gzip" {
				zr, err := gzip.NewReader(body)
				if err != nil {
					t.Fatal(err)
				}
				body = zr
			}
			if tt.encoding == "br" {
				body = brotli.NewReader(body)
			}
			data, err := io.ReadAll(body)
			if err != nil || len(data) == 0 {
				t.Fatalf("%d bytes, %v", len(data), err)
			}
			if strings.HasSuffix(tt.path, ".css") && string(data) != "body{}" {
				t.Errorf("body %q", data)
			}
			again := get(t, all, "GET", tt.path, "Accept-Encoding", tt.accept, "If-None-Match", `"x", W/`+res.Header.Get("ETag"))
			if again.StatusCode != http.StatusNotModified {
				t.Errorf("asked again with its tag: %d", again.StatusCode)
			}
		})
	}
}

func TestTagsOfTheForms(t *testing.T) {
	all := shop(t)
	plain := get(t, all, "GET", "/static/app.css").Header
	packed := get(t, all, "GET", "/static/app.css", "Accept-Encoding", "gzip").Header
	smallest := get(t, all, "GET", "/static/app.css", "Accept-Encoding", "br").Header
	if smallest.Get("ETag") == packed.Get("ETag") || smallest.Get("ETag") == plain.Get("ETag") ||
		smallest.Get("Vary") != "Accept-Encoding" {
		t.Errorf("packed %v, smallest %v", packed, smallest)
	}
	if plain.Get("ETag") == packed.Get("ETag") || plain.Get("Vary") != "Accept-Encoding" ||
		packed.Get("Vary") != "Accept-Encoding" {
		t.Errorf("plain %v, packed %v", plain, packed)
	}
}

func TestMethods(t *testing.T) {
	all := shop(t)
	if res := get(t, all, "POST", "/static/app.css"); res.StatusCode != http.StatusMethodNotAllowed ||
		res.Header.Get("Allow") == "" {
		t.Errorf("POST: %d, %v", res.StatusCode, res.Header)
	}
	res := get(t, all, "HEAD", "/static/app.css")
	body, err := io.ReadAll(res.Body)
	if err != nil || len(body) != 0 || res.Header.Get("Content-Length") != "6" {
		t.Errorf("HEAD: %d bytes, %v, %v", len(body), res.Header, err)
	}
	w := httptest.NewRecorder()
	Favicon().ServeHTTP(w, httptest.NewRequest("GET", "/favicon.ico", nil))
	if w.Code != 200 || w.Header().Get("Content-Type") != "image/svg+xml" {
		t.Errorf("favicon: %d %v", w.Code, w.Header())
	}
}

func TestCheckSaysWhatToDo(t *testing.T) {
	err := check(shop(t))
	if err == nil || err.Error() != `static: charts.js not built: run "make assets" and build again` {
		t.Errorf("a bundle without charts.js: %v", err)
	}
}

func TestTwoFilesOfOneName(t *testing.T) {
	_, err := load(fstest.MapFS{"dist/favicon.svg": {Data: []byte("a")}, "favicon.svg": {Data: []byte("b")}})
	if err == nil {
		t.Error("two files with one name pass")
	}
}

// The bundle of this checkout: there, packed, and within its weight (bars U7 and
// P9: a first view of at most 60 KiB and 8 requests, of which the page itself
// may take 14 KiB; a page with charts at most 250 KiB), by gzip and by Brotli.
func TestBundle(t *testing.T) {
	if err := Check(); err != nil {
		t.Fatal(err)
	}
	weight := func(names ...string) (gz, br int) {
		for _, name := range names {
			f := files[name]
			if f == nil {
				t.Fatalf("%s is not there", name)
			}
			if f.gz == nil && !f.settled && name != "favicon.svg" {
				t.Errorf("%s has no gzip", name)
			}
			if f.gz == nil {
				gz, br = gz+len(f.data), br+len(f.data)
				continue
			}
			zr, err := gzip.NewReader(bytes.NewReader(f.gz))
			if err != nil {
				t.Fatal(err)
			}
			for kind, r := range map[string]io.Reader{"gzip": zr, "Brotli": brotli.NewReader(bytes.NewReader(f.br))} {
				if data, err := io.ReadAll(r); err != nil || !bytes.Equal(data, f.data) {
					t.Errorf("the %s of %s is of something else (%v)", kind, name, err)
				}
			}
			gz, br = gz+len(f.gz), br+len(f.br)
		}
		return gz, br
	}
	gz, br := weight(append(fontsOfFirstView(), "app.css", "app.js", "favicon.svg")...)
	t.Logf("first view without the page: %.1f KiB by gzip, %.1f KiB by Brotli", float64(gz)/1024, float64(br)/1024)
	if gz > 47*1024 || br > 44*1024 {
		t.Errorf("a first view loads %d bytes by gzip and %d by Brotli beside the page, at most 47 and 44 KiB are allowed",
			gz, br)
	}
	if charts, _ := weight("charts.js"); gz+charts > 238*1024 {
		t.Errorf("a page with charts loads %d bytes beside the page", gz+charts)
	}
	for name := range files {
		// What loads on demand has a bar of its own: a part of the work, not the work.
		if path.Ext(name) == ".js" && name != "app.js" && name != "charts.js" {
			if alone, _ := weight(name); alone > 16*1024 {
				t.Errorf("%s weighs %d bytes, at most 16 KiB are allowed on demand", name, alone)
			}
		}
	}
	for name, f := range files {
		for _, host := range regexp.MustCompile(`url\(["']?(https?:)?//[^)]*`).FindAll(f.data, -1) {
			t.Errorf("%s loads from elsewhere: %s", name, host)
		}
	}
}

// Who has not chosen a theme gets the system's: the dark colours stand in the bundle twice.
func TestDarkThemeFollowsTheSystem(t *testing.T) {
	css := files["app.css"].data
	dark := regexp.MustCompile(`\[data-bs-theme=dark\](\{[^{}]*\})`).FindSubmatch(css)
	if dark == nil {
		t.Fatal("app.css has no dark theme")
	}
	want := "@media (prefers-color-scheme:dark){[data-bs-theme=auto]" + string(dark[1]) + "}"
	if !bytes.Contains(css, []byte(want)) {
		t.Errorf("app.css has no %s", want)
	}
}

// Every script of src is in the bundle: taken in by another one, or under its own name
// and then found by its name among those that load on demand.
func TestEveryScriptIsServed(t *testing.T) {
	sources, err := filepath.Glob("src/*.js")
	if err != nil || len(sources) == 0 {
		t.Fatal("no sources:", err)
	}
	taken := map[string]bool{"app.js": true, "htmx.js": true}
	for _, source := range sources {
		text, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`import .*"\./(.*\.js)";`).FindAllStringSubmatch(string(text), -1) {
			taken[m[1]] = true
		}
	}
	for _, source := range sources {
		name := path.Base(source)
		if taken[name] {
			continue
		}
		want := Prefix + strings.TrimSuffix(name, ".js") + "."
		if !slices.ContainsFunc(strings.Fields(Demand()),
			func(at string) bool { return strings.HasPrefix(at, want) && at == URL(name) }) {
			t.Errorf("%s is not served: run make assets (there are %s)", name, Demand())
		}
	}
}

// fontsOfFirstView are the files that every page loads: the letters of English.
func fontsOfFirstView() []string {
	var names []string
	for name := range files {
		if strings.HasPrefix(name, "inter-base-") {
			names = append(names, name)
		}
	}
	return names
}
