package styleguide

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wholesight/views/samples"
	"wholesight/views/ui"
	"wholesight/views/viewtest"
)

func TestSamples(t *testing.T) {
	names := map[string]bool{}
	for _, s := range Samples() {
		t.Run(s.Name, func(t *testing.T) {
			if names[s.Name] {
				t.Fatalf("two samples are called %s", s.Name)
			}
			names[s.Name] = true
			viewtest.Golden(t, s.Name, viewtest.HTML(t, s.Show))
		})
	}
}

// samplePage is a page with every part of the frame.
func samplePage() ui.Page {
	return ui.Page{
		Title: "Customers", About: "Whom to call, and why.", Crumbs: []ui.Crumb{{Text: "Today", Href: "/"}},
		Action:  &ui.Button{Text: "Add customer", Icon: "plus", Href: "/customers/new"},
		Actions: []ui.Button{{Text: "Export", Href: "/customers.csv"}},
		Person:  ui.Person{Name: "Anna Berg", Role: "manager"}, Here: ui.NavCustomers,
		Nav:    ui.NewNav(ui.Locale{}, func(key string) string { return "/" + key }),
		AsOf:   ui.AsOf{Day: "14 Nov", Build: "build 118", Stale: true, Href: "/jobs"},
		Toasts: []ui.Toast{{Text: "Saved"}}, Notice: "The disk is full: pages can be read, nothing can be saved.",
		Theme: "dark", Density: "compact", Folded: true, Search: samples.Nasty[2], Charts: true,
		Paths: ui.Paths{Home: "/", Search: "/search", Prefs: "/prefs", Account: "/account", Logout: "/logout",
			Labels: "/labels.css"},
	}
}

func TestFrames(t *testing.T) {
	login := ui.Page{Title: "Log in", Shop: ui.Shop{Name: "Nordwerk"}, Notice: "Forgotten? Ask an admin for a new link."}
	portal := samplePage()
	portal.Shop.Name, portal.Nav, portal.Here = "Nordwerk",
		[]ui.NavItem{{Key: "year", Title: "Your year", Href: "/portal"}}, "year"
	failed := ui.ErrorPage{Page: ui.Page{Title: "Not found"}, Text: "There is no such page, or it is not yours.",
		Request: "01JD"}
	inside := failed
	inside.Page = samplePage()
	viewtest.Golden(t, "frame", viewtest.HTML(t, ui.Layout(samplePage())))
	viewtest.Golden(t, "frame-bare", viewtest.HTML(t, ui.Layout(ui.Page{})))
	viewtest.Golden(t, "frame-login", viewtest.HTML(t, StyleguideLogin(login)))
	viewtest.Golden(t, "frame-portal", viewtest.HTML(t, StyleguidePortal(portal)))
	viewtest.Golden(t, "frame-error", viewtest.HTML(t, ui.ErrorInPage(failed)))
	viewtest.Golden(t, "frame-error-inside", viewtest.HTML(t, ui.ErrorInPage(inside)))
	viewtest.Golden(t, "children", viewtest.HTML(t, styleguideForm()))
	viewtest.Golden(t, "dialog", viewtest.HTML(t, ui.Dialog(ui.DialogOptions{ID: "d", Title: "Log a contact"})))
	viewtest.Golden(t, "dialog-part", viewtest.HTML(t, ui.DialogPart(ui.DialogOptions{Title: "Log a contact"})))
	viewtest.Golden(t, "picking", viewtest.HTML(t, ui.Picking("/customers/bulk")))
}

// Every exported component has a sample: a struct that renders
// is shown by Samples, a frame with children by the page of components or by
// TestFrames. Pages of features (structs that embed Page) have tests of their
// own beside them.
func TestEveryComponentHasASample(t *testing.T) {
	var shown strings.Builder
	for _, name := range []string{"samples.go", "samples_figures.go", "samples_forecasts.go", "../samples/table.go",
		"styleguide.templ", "samples_test.go"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		shown.Write(data)
	}
	files := []string{"../forecasts/forecasts.go", "../record/forecast.go"}
	for _, name := range []string{"bulk", "button", "change", "chart", "conflict", "days", "empty", "field", "filter",
		"label",
		"note", "pager", "parts", "progress", "spark", "stacked", "table", "toast"} {
		files = append(files, "../ui/"+name+".go")
	}
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
		data, err := os.ReadFile("../ui/" + name)
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
	out := viewtest.HTML(t, Styleguide(samplePage()))
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
	for _, name := range samples.Nasty {
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
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(viewtest.HTML(t, Styleguide(samplePage()))))
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
