// Command build finishes the front-end bundle: it takes what the bundler wrote,
// drops from the styles every rule that no template can use, and writes the
// result beside a gzip and a Brotli of itself, ready to be embedded by package static.
//
//	go run ./static/build -in build/bundle -out static/dist
//
// make assets runs it; nobody else needs to. It reads no network and is
// deterministic: the same sources give the same bytes.
//
// Why our own purge and not PurgeCSS: it is the whole of what we would use of a
// package that brings thirty others, and the input is one known style sheet.
// Only what stands in a cascade layer is purged: that is other people's style,
// ours stays. A rule stays when the templates use its classes and its data
// attributes: a class counts as used when it stands in a class attribute of
// views/*.templ, in a string of a function of views/*.go that has Class in its
// name, or in safelist.txt (names that only a library writes). So a name that is
// composed at run time ("btn-" + kind) is not seen: write the whole name.
// Custom properties and keyframes that nothing refers to go as well.
//
// One thing is added: each rule for [data-bs-theme=dark] is repeated for
// [data-bs-theme=auto] under prefers-color-scheme, because Tabler knows only an
// explicit theme and a page without inline script cannot ask the browser.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
)

func main() {
	log.SetFlags(0)
	in := flag.String("in", "build/bundle", "folder that the bundler wrote to")
	out := flag.String("out", "static/dist", "folder to embed")
	flag.Parse()
	if err := build(*in, *out); err != nil {
		log.Fatalf("static/build: %v", err)
	}
}

// contentGlobs are the files whose names count as used.
var contentGlobs = []string{"views/*.templ", "views/*.go", "static/src/*.js", "static/build/safelist.txt"}

// build purges the styles of folder in and writes every file of it to out, with
// a gzip and a Brotli beside each one that gets smaller by it. Old files of out are removed.
func build(in, out string) error {
	used, err := usedNames(contentGlobs)
	if err != nil {
		return err
	}
	names, err := filepath.Glob(filepath.Join(in, "*"))
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return fmt.Errorf("%s is empty: run make assets", in)
	}
	if err := empty(out); err != nil {
		return err
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if filepath.Ext(name) == ".css" {
			css, err := purge(string(data), used)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			data = []byte(css)
		}
		if err := write(filepath.Join(out, filepath.Base(name)), data); err != nil {
			return err
		}
	}
	return nil
}

// empty makes the folder and removes what an earlier build left in it; the
// committed .gitignore stays, so that a clone can be embedded before a build.
func empty(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(dir, "[^.]*"))
	if err != nil {
		return err
	}
	for _, name := range old {
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	return nil
}

// write stores data under name, and where that is smaller its gzip under name.gz and
// its Brotli under name.br: browsers take it over TLS and from this machine. (The module is one that templ brings with it; the product has none of it.)
func write(name string, data []byte) error {
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return err
	}
	var buf bytes.Buffer
	// A zero header time: the same sources must give the same bytes.
	zw, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := zw.Write(data); err != nil {
		return err
	}
	if err := zw.Close(); err != nil {
		return err
	}
	if buf.Len() >= len(data)*9/10 || strings.HasSuffix(name, ".gz") {
		return nil
	}
	if err := os.WriteFile(name+".gz", buf.Bytes(), 0o644); err != nil {
		return err
	}
	buf.Reset()
	bw := brotli.NewWriterLevel(&buf, brotli.BestCompression)
	if _, err := bw.Write(data); err != nil {
		return err
	}
	if err := bw.Close(); err != nil {
		return err
	}
	return os.WriteFile(name+".br", buf.Bytes(), 0o644)
}
