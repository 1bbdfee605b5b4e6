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

func TestPurge(t *testing.T) {
	used := map[string]bool{"btn": true, "card": true, "data-open": true, "--read-by-script": true, "<a": true, "<body": true}
	for _, tt := range []struct{ name, css, want string }{
		{"used stays", "@layer t{.btn{a:b}}", "@layer t{.btn{a:b}}"},
		{"unused goes, and its layer", "@layer t{.x{a:b}}", ""},
		{"one of a list", "@layer t{.x,.btn,.card .x{a:b}}", "@layer t{.btn{a:b}}"},
		{"both of a compound", "@layer t{.btn.x{a:b}.btn .card{a:b}}", "@layer t{.btn .card{a:b}}"},
		{"no class", "@layer t{body>a:hover,*{a:b}}", "@layer t{body>a:hover,*{a:b}}"},
		{"not() says nothing", "@layer t{.btn:not(.x):hover{a:b}}", "@layer t{.btn:not(.x):hover{a:b}}"},
		{"a class beside not()", "@layer t{.y:not(.x){a:b}}", ""},
		{"is() needs one", "@layer t{:is(.x,.btn) a{a:b}:is(.x,.y){a:b}}", "@layer t{:is(.x,.btn) a{a:b}}"},
		{"data attributes", "@layer t{[data-open]{a:b}[data-vc=x]{a:b}}", "@layer t{[data-open]{a:b}}"},
		{"a point in an attribute", `@layer t{[href=".x"]{a:b}}`, `@layer t{[href=".x"]{a:b}}`},
		{"an escaped name", `@layer t{.w-1\/2{a:b}}`, ""},
		{"ours stays", ".x{a:b}@media print{.x{a:b}}", ".x{a:b}@media print{.x{a:b}}"},
		{"within media", "@layer t{@media (a:b){.x{a:b}.btn{a:b}}@media (c:d){.x{a:b}}}", "@layer t{@media (a:b){.btn{a:b}}}"},
		{"a comma in a string", `@layer t{.btn::after{content:",{}"}}`, `@layer t{.btn::after{content:",{}"}}`},
		{"a url with a semicolon", `@layer t{.btn{background:url("data:a;b,c")}}`, `@layer t{.btn{background:url("data:a;b,c")}}`},
		{"unread properties", "a{--x:1;--y:var(--x);--z:2;color:var(--z)}", "a{--z:2;color:var(--z)}"},
		{"read by a script", "a{--read-by-script:1}", "a{--read-by-script:1}"},
		{"keyframes", "@keyframes k{from{a:b}}@keyframes l{to{a:b}}a{animation:1s k}", "@keyframes k{from{a:b}}a{animation:1s k}"},
		{"font-face and page", `@font-face{font-family:x}@page{size:A4;@bottom-right{content:"}"}}`, `@font-face{font-family:x}@page{size:A4;@bottom-right{content:"}"}}`},
		{"comments go, licences stay", "/*a*/a{b:c/*d*/}/*! l */", "a{b:c/*d*/}/*! l */\n"},
		{"dark follows the system", "[data-bs-theme=dark] a,b{c:d}", "[data-bs-theme=dark] a,b{c:d}@media (prefers-color-scheme:dark){[data-bs-theme=auto] a{c:d}}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.name == "dark follows the system" {
				used["data-bs-theme"] = true
			}
			got, err := purge(tt.css, used)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestPurgeRefusesWhatItCannotRead(t *testing.T) {
	for _, css := range []string{"a{b:c", "a{b:c}}", "/* a", "a", "a{b{c:d}}", "@media x{a{b:c}", "@page{a:b"} {
		if got, err := purge(css, nil); err == nil {
			t.Errorf("%q passes as %q", css, got)
		}
	}
}

func TestNamesIn(t *testing.T) {
	for _, tt := range []struct{ ext, text, want string }{
		{".templ", `<p class="a b-c" title="no">text</p><i class={ "d", templ.KV("e", x) } data-open>`, "data-open <p <i a b-c d e"},
		{".go", "package p\nfunc (x T) boxClass() string { return \"a b\" + `c` }\nfunc other() string { return \"no\" }", "a b c"},
		{".js", `token("--line"); x.dataset`, "--line"},
		{".txt", "a b # no\n# no\nc", "a b c"},
	} {
		got, err := namesIn(tt.ext, tt.text)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %q, want %q", tt.ext, strings.Join(got, " "), tt.want)
		}
	}
	if _, err := namesIn(".go", "not go"); err == nil {
		t.Error("code that does not parse passes")
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

func TestWhatOursWinsOver(t *testing.T) {
	used := map[string]bool{"btn": true, "x": true, "data-open": true, "<a": true, "<b": true}
	for _, tt := range []struct{ name, css, want string }{
		{"the same selector", "@layer t{.btn{a:b;c:d}}.btn{c:e}", "@layer t{.btn{a:b}}.btn{c:e}"},
		{"a state of it", "@layer t{.x .btn:hover{c:d}}.btn{c:e}", ".btn{c:e}"},
		{"only a state of it", "@layer t{.btn{c:d}}.btn:hover{c:e}", "@layer t{.btn{c:d}}.btn:hover{c:e}"},
		{"only somewhere", "@layer t{.btn{c:d}}.x .btn{c:e}", "@layer t{.btn{c:d}}.x .btn{c:e}"},
		{"only at times", "@layer t{.btn{c:d}}@media print{.btn{c:e}}", "@layer t{.btn{c:d}}@media print{.btn{c:e}}"},
		{"their times do not matter", "@layer t{@media print{.btn{c:d}}}.btn{c:e}", ".btn{c:e}"},
		{"each of a list", "@layer t{.btn,.x{c:d}}.btn{c:e}", "@layer t{.btn,.x{c:d}}.btn{c:e}"},
		{"all of a list", "@layer t{.btn,.x{c:d}}.btn{c:e}.x{c:f}", ".btn{c:e}.x{c:f}"},
		{"important", "@layer t{.btn{c:d!important}}.btn{c:e}", "@layer t{.btn{c:d!important}}.btn{c:e}"},
		{"asks the layers", "@layer t{.btn{c:d}}.btn{c:revert-layer}", "@layer t{.btn{c:d}}.btn{c:revert-layer}"},
		{"a part of a shorthand", "@layer t{.btn{padding-inline-start:1px;line-height:1;border-top-color:red;border-radius:2px}}.btn{padding:0;font:1px/1 x;border:0}", "@layer t{.btn{border-radius:2px}}.btn{padding:0;font:1px/1 x;border:0}"},
		{"the shorthand of a part", "@layer t{.btn{padding:0}}.btn{padding-left:0}", "@layer t{.btn{padding:0}}.btn{padding-left:0}"},
		{"before is not the element", "@layer t{.btn::before{c:d}.btn{c:d}}.btn::before{c:e}", "@layer t{.btn{c:d}}.btn::before{c:e}"},
		{"everything", "@layer t{a:hover{c:d}b::after{c:d}}*{c:e}", "@layer t{b::after{c:d}}*{c:e}"},
		{"an attribute with any value", "@layer t{[data-open=y]{c:d}[data-opener]{c:d}}[data-open]{c:e}", "@layer t{}[data-open]{c:e}"},
		{"not() is one word", "@layer t{.btn:not(.x .y){c:d}.btn{c:d}}.btn:not(.x .y){c:e}", "@layer t{.btn{c:d}}.btn:not(.x .y){c:e}"},
		{"elements that nobody writes", "@layer t{blockquote,a>b{c:d}pre:hover{c:d}:host{c:d}}", "@layer t{a>b{c:d}}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := purge(tt.css, used)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Replace(tt.want, "@layer t{}", "", 1), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
