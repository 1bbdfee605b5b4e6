// Package static carries what a browser loads beside the pages: the bundled
// scripts and styles, the font, the icon; and serves them.
//
// Where things lie: src holds our own scripts and styles, package.json and its
// lock the packages they are bundled with, build the last step of the bundling,
// and dist the result, which is embedded here and never committed. On a fresh
// clone dist is empty but for its .gitignore (embedding needs one file); then
// the code builds, and Check says to run make assets.
//
// A page asks URL for an address. The address carries a hash of the content, so
// the answer may be kept for ever and a new version is asked for at once. The
// gzip and Brotli of each file were made at bundling, not at each request. An address with
// an old hash (a page that was open during an upgrade) gets today's file, which
// is then not kept. Rejected: a hash in a query, which some caches ignore, and
// http.FileServer, which has no time of change for embedded files and therefore
// never answers 304.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
)

// Prefix is where the files are served: mount Handler at it.
const Prefix = "/static/"

//go:embed all:dist favicon.svg
var embedded embed.FS

// required are the files without which no page works.
var required = []string{"app.css", "app.js", "charts.js"}

var files = mustLoad(embedded)

// demand are the addresses that Demand lists.
var demand = onDemand(files)

// file is one file as it is served.
type file struct {
	data    []byte
	gz      []byte // nil when a gzip would not be smaller
	br      []byte // the same with Brotli
	kind    string // Content-Type
	hash    string // first 8 bytes of SHA-256, hex
	settled bool   // the bundler already put a hash into the name
}

// load reads the folder dist and the files of our own beside it. Two files with
// one name are an error.
func load(fsys fs.FS) (map[string]*file, error) {
	all := map[string]*file{}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		base := path.Base(name)
		plain, isGzip := strings.CutSuffix(base, ".gz")
		plain, isBrotli := strings.CutSuffix(plain, ".br")
		f := all[plain]
		if f == nil {
			f = &file{}
			all[plain] = f
		}
		if isGzip {
			f.gz = data
			return nil
		}
		if isBrotli {
			f.br = data
			return nil
		}
		if f.data != nil {
			return fmt.Errorf("two files are called %s", base)
		}
		sum := sha256.Sum256(data)
		f.data, f.hash, f.kind = data, hex.EncodeToString(sum[:8]), contentType(base)
		f.settled = bundled.MatchString(base)
		return nil
	})
	return all, err
}

func mustLoad(fsys fs.FS) map[string]*file {
	all, err := load(fsys)
	if err != nil {
		panic("static: " + err.Error())
	}
	return all
}

// contentType is fixed by the extension and not asked of the system, whose table
// differs from machine to machine.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// URL is the address of a file by its plain name ("app.css"), with the hash of
// its content ("/static/app.0123456789abcdef.css"). A name that is not there
// gives the plain address, which answers 404: Check reports it at start.
func URL(name string) string { return address(files, name) }

// Demand is where the scripts lie that load on demand, with a space between two: the
// layout gives it to window.wholesight.load, which finds one by its name.
func Demand() string { return demand }

func onDemand(all map[string]*file) string {
	var list []string
	for name := range all {
		if path.Ext(name) == ".js" && name != "app.js" {
			list = append(list, address(all, name))
		}
	}
	sort.Strings(list)
	return strings.Join(list, " ")
}

func address(all map[string]*file, name string) string {
	f := all[name]
	if f == nil || f.settled {
		return Prefix + name
	}
	ext := path.Ext(name)
	return Prefix + strings.TrimSuffix(name, ext) + "." + f.hash + ext
}

// Check reports whether the bundle is there. Its error says what to do; the
// server asks at start, before it listens.
func Check() error { return check(files) }

func check(all map[string]*file) error {
	var missing []string
	for _, name := range required {
		if f := all[name]; f == nil || f.data == nil {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	sort.Strings(missing)
	return fmt.Errorf("static: %s not built: run \"make assets\" and build again", strings.Join(missing, ", "))
}
