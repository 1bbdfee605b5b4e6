// Command build finishes the front-end bundle: it takes what the bundler wrote and
// writes it beside a gzip and a Brotli of itself, ready to be embedded by package static.
//
//	go run ./static/build -in build/bundle -out static/dist
//
// make assets runs it; nobody else needs to. It reads no network and is
// deterministic: the same sources give the same bytes.
//
// It changes one thing: the dark theme of tokens.css is repeated for
// [data-bs-theme=auto] under prefers-color-scheme, because CSS cannot say "this rule or,
// on a dark system, that one" in one place, and a page without inline script cannot ask
// the browser.
package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
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

// build writes every file of folder in to out, with a gzip and a Brotli beside each one
// that gets smaller by it. Old files of out are removed.
func build(in, out string) error {
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
			if data, err = followSystem(data); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		if err := write(filepath.Join(out, filepath.Base(name)), data); err != nil {
			return err
		}
	}
	return nil
}

var (
	dark     = []byte("[data-bs-theme=dark]")
	darkRule = regexp.MustCompile(`(?:^|[{}\n])\[data-bs-theme=dark\](\{[^{}]*\})`)
)

// followSystem repeats the rule of the dark theme for the automatic theme on a system
// that is dark. The copy stands right after the rule, so what comes later wins over both.
// A part with dark colours of its own would not follow the system: it is refused.
func followSystem(css []byte) ([]byte, error) {
	if len(darkRule.FindAll(css, -1)) != bytes.Count(css, dark) {
		return nil, errors.New("a rule for the dark theme stands outside of tokens.css: make its colour a token")
	}
	return darkRule.ReplaceAll(css, []byte("$0@media (prefers-color-scheme:dark){[data-bs-theme=auto]$1}")), nil
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
// its Brotli under name.br: browsers take it over TLS and from this machine. (The module
// is one that templ brings with it; the product has none of it.)
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
