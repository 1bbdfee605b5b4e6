package views

import (
	"bytes"
	"context"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// htmlOf renders a component, one tag a line, so that a golden file can be read
// and compared.
func htmlOf(t *testing.T, c templ.Component) string {
	t.Helper()
	var buf bytes.Buffer
	if err := c.Render(context.Background(), &buf); err != nil {
		t.Fatal(err)
	}
	out := regexp.MustCompile(`(/static/[a-z]+)\.[0-9a-f]{16}\.`).ReplaceAllString(buf.String(), "$1.")
	// What may be loaded on demand is no part of what a page shows.
	out = regexp.MustCompile(` data-scripts="[^"]*"`).ReplaceAllString(out, ` data-scripts=""`)
	return strings.TrimSpace(strings.ReplaceAll(out, "><", ">\n<")) + "\n"
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".html")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run go test ./views -update and read what it wrote", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); if it is meant, run go test ./views -update\n%s", path, diff)
	}
}

func TestSamples(t *testing.T) {
	names := map[string]bool{}
	for _, s := range Samples() {
		t.Run(s.Name, func(t *testing.T) {
			if names[s.Name] {
				t.Fatalf("two samples are called %s", s.Name)
			}
			names[s.Name] = true
			golden(t, s.Name, htmlOf(t, s.Show))
		})
	}
}

// samplePage is a page with every part of the frame.
func samplePage() Page {
	return Page{
		Title: "Customers", About: "Whom to call, and why.", Crumbs: []Crumb{{"Today", "/"}},
		Action: &Button{Text: "Add customer", Icon: "plus", Href: "/customers/new"}, Actions: []Button{{Text: "Export", Href: "/customers.csv"}},
		Person: Person{Name: "Anna Berg", Role: "manager"}, Here: NavCustomers,
		Nav:    NewNav(Locale{}, func(key string) string { return "/" + key }),
		AsOf:   AsOf{Day: "14 Nov", Build: "build 118", Stale: true, Href: "/jobs"},
		Toasts: []Toast{{Text: "Saved"}}, Notice: "The disk is full: pages can be read, nothing can be saved.",
		Theme: "dark", Density: "compact", Folded: true, Search: sampleNasty[2], Charts: true,
		Paths: Paths{Home: "/", Search: "/search", Prefs: "/prefs", Account: "/account", Logout: "/logout", Labels: "/labels.css"},
	}
}

func TestFrames(t *testing.T) {
	login := Page{Title: "Log in", Shop: Shop{Name: "Nordwerk"}, Notice: "Forgotten? Ask an admin for a new link."}
	portal := samplePage()
	portal.Shop.Name, portal.Nav, portal.Here = "Nordwerk", []NavItem{{Key: "year", Title: "Your year", Href: "/portal"}}, "year"
	failed := ErrorPage{Page: Page{Title: "Not found"}, Text: "There is no such page, or it is not yours.", Request: "01JD"}
	inside := failed
	inside.Page = samplePage()
	golden(t, "frame", htmlOf(t, Layout(samplePage())))
	golden(t, "frame-bare", htmlOf(t, Layout(Page{})))
	golden(t, "frame-login", htmlOf(t, StyleguideLogin(login)))
	golden(t, "frame-portal", htmlOf(t, StyleguidePortal(portal)))
	golden(t, "frame-error", htmlOf(t, ErrorInPage(failed)))
	golden(t, "frame-error-inside", htmlOf(t, ErrorInPage(inside)))
	golden(t, "children", htmlOf(t, styleguideForm()))
	golden(t, "dialog", htmlOf(t, Dialog(DialogOptions{ID: "d", Title: "Log a contact"})))
	golden(t, "dialog-part", htmlOf(t, DialogPart(DialogOptions{Title: "Log a contact"})))
	golden(t, "picking", htmlOf(t, Picking("/customers/bulk")))
}

// Every exported component of this package has a sample: a struct that renders
// is shown by Samples, a frame with children by the page of components or by
// TestFrames. Pages of features (structs that embed Page) have tests of their
// own beside them.
func TestEveryComponentHasASample(t *testing.T) {
	var shown strings.Builder
	for _, name := range []string{"samples.go", "samples_figures.go", "samples_forecasts.go", "styleguide.templ", "samples_test.go"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		shown.Write(data)
	}
	files := []string{"bulk.go", "button.go", "change.go", "chart.go", "conflict.go", "days.go", "empty.go", "field.go", "filter.go", "forecasts.go", "label.go", "note.go", "pager.go", "parts.go", "progress.go", "spark.go", "table.go", "toast.go"}
	count := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Name.Name != "Render" {
				continue
			}
			count++
			component := fn.Recv.List[0].Type.(*ast.Ident).Name
			if !regexp.MustCompile(`\b(New|l\.)?` + component + `[{(]`).MatchString(shown.String()) {
				t.Errorf("%s has no sample", component)
			}
		}
	}
	for _, name := range []string{"bulk.templ", "form.templ", "layout.templ", "note.templ", "parts.templ"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^templ ([A-Z]\w*)\(`).FindAllStringSubmatch(string(data), -1) {
			count++
			if !strings.Contains(strings.ReplaceAll(shown.String(), "templ "+m[1]+"(", ""), m[1]+"(") {
				t.Errorf("%s has no sample", m[1])
			}
		}
	}
	if count < 25 {
		t.Errorf("only %d components were found: the search is broken", count)
	}
}

// What a person typed stays text, wherever it stands.
func TestNastyNamesStayText(t *testing.T) {
	out := htmlOf(t, Styleguide(samplePage()))
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if n := doc.Find("script:not([src])").Length(); n != 0 {
		t.Errorf("%d scripts stand in the page", n)
	}
	if n := doc.Find("[style], [onerror], [onclick], style, img").Length(); n != 0 {
		t.Errorf("%d elements carry styles, handlers or were made of data", n)
	}
	chart := doc.Find("#chart-nasty [data-chart]")
	options, ok := chart.Attr("data-chart")
	if !ok {
		t.Fatal("the chart with nasty names is not there")
	}
	for _, name := range sampleNasty {
		if !strings.Contains(options, jsonEscaped(name)) {
			t.Errorf("the options of the chart do not hold %q as a string: %s", name, options)
		}
		if doc.Find("#chart-nasty table").Text() == "" || !strings.Contains(doc.Find("#chart-nasty").Text(), name) {
			t.Errorf("the table of the chart does not show %q", name)
		}
	}
}

// Ids are unique on the page, labels and descriptions point at something.
func TestStyleguideIsSound(t *testing.T) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(htmlOf(t, Styleguide(samplePage()))))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if ids[id] {
			t.Errorf("two elements have the id %q", id)
		}
		ids[id] = true
	})
	for _, attr := range []string{"for", "aria-describedby", "aria-labelledby", "data-dialog"} {
		doc.Find("[" + attr + "]").Each(func(_ int, s *goquery.Selection) {
			for _, id := range strings.Fields(s.AttrOr(attr, "")) {
				if !ids[id] {
					t.Errorf("%s points at %q, which is not there", attr, id)
				}
			}
		})
	}
	doc.Find("[hx-target]").Each(func(_ int, s *goquery.Selection) {
		if target := s.AttrOr("hx-target", ""); !strings.HasPrefix(target, "#") {
			t.Errorf("hx-target %q is not an id", target)
		}
	})
}
