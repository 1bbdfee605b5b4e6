package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
)

func TestDarkFollowsTheSystem(t *testing.T) {
	const auto = "@media (prefers-color-scheme:dark){[data-bs-theme=auto]{--a:b}}"
	for css, want := range map[string]string{
		"a{b:c}":                            "a{b:c}",
		"[data-bs-theme=dark]{--a:b}a{b:c}": "[data-bs-theme=dark]{--a:b}" + auto + "a{b:c}",
		"[data-bs-theme=dark] a{b:c}":       "",
		"a,[data-bs-theme=dark]{b:c}":       "",
	} {
		got, err := followSystem([]byte(css))
		if string(got) != want || (err != nil) != (want == "") {
			t.Errorf("%s becomes %q, %v; want %q", css, got, err, want)
		}
	}
}

func TestBuildWritesPackedFilesAndSweeps(t *testing.T) {
	in, out := t.TempDir(), filepath.Join(t.TempDir(), "dist")
	put := func(dir, name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := build(in, out); err == nil {
		t.Error("an empty bundle passes")
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	put(out, ".gitignore", "*")
	put(out, "old.js", "1")
	long := strings.Repeat("a{b:c}", 200)
	put(in, "app.css", long)
	put(in, "font.woff2", "\x01\x02")
	for range 2 {
		if err := build(in, out); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if diff := cmp.Diff([]string{".gitignore", "app.css", "app.css.br", "app.css.gz", "font.woff2"}, names); diff != "" {
		t.Fatal(diff)
	}
	f, err := os.Open(filepath.Join(out, "app.css.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(zr); err != nil || string(got) != long {
		t.Errorf("the gzip holds %d bytes, %v", len(got), err)
	}
	packed, err := os.ReadFile(filepath.Join(out, "app.css.br"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(brotli.NewReader(bytes.NewReader(packed))); err != nil || string(got) != long {
		t.Errorf("the Brotli holds %d bytes, %v", len(got), err)
	}
}
