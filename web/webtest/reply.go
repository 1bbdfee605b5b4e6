package webtest

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wholesight/views/ui"
)

// Reply is an answer with its body read.
type Reply struct {
	*http.Response
	Text string
}

// unpacked is what the parts of a spreadsheet say, so that tests can look for it.
func unpacked(t testing.TB, file []byte) (text []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text = append(append(text, b...), '\n')
	}
	return text
}

// Want fails the test unless the answer has the status and, when given, leads there.
func (r Reply) Want(t testing.TB, status int, location ...string) Reply {
	t.Helper()
	if r.StatusCode != status {
		t.Fatalf("status %d, want %d\n%s", r.StatusCode, status, r.Text)
	}
	if len(location) > 0 && r.Header.Get("Location") != location[0] {
		t.Fatalf("leads to %q, want %q", r.Header.Get("Location"), location[0])
	}
	return r
}

// Says fails the test unless the body has every text.
func (r Reply) Says(t testing.TB, texts ...string) Reply {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(r.Text, text) {
			t.Fatalf("the answer does not say %q\n%s", text, r.Text)
		}
	}
	return r
}

// Lacks fails the test when the body has one of the texts.
func (r Reply) Lacks(t testing.TB, texts ...string) Reply {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(r.Text, text) {
			t.Fatalf("the answer says %q\n%s", text, r.Text)
		}
	}
	return r
}

// Doc is the answer as a document.
func (r Reply) Doc(t testing.TB) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(r.Text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Values is a form given as name, value, name, value …
func Values(pairs ...string) url.Values {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return form
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)

// HiddenFields is a form with the hidden fields of a page: what a browser sends.
func HiddenFields(r Reply, form url.Values) url.Values {
	out := url.Values{}
	for name, v := range form {
		out[name] = v
	}
	unescape := strings.NewReplacer("&#34;", `"`, "&amp;", "&", "&#39;", "'", "&lt;", "<", "&gt;", ">")
	seen := map[string]bool{}
	for _, m := range hidden.FindAllStringSubmatch(r.Text, -1) {
		if !seen[m[1]] { // the page's first form
			out.Set(m[1], unescape.Replace(m[2]))
		}
		seen[m[1]] = true
	}
	return out
}

// FormValues is what a browser sends of a form that nobody has touched.
func FormValues(form *goquery.Selection) url.Values {
	out := Values()
	form.Find("input").Each(func(_ int, s *goquery.Selection) {
		_, checked := s.Attr("checked")
		if kind := s.AttrOr("type", "text"); (kind == "checkbox" || kind == "radio") && !checked || kind == "file" {
			return
		}
		out.Add(s.AttrOr("name", ""), s.AttrOr("value", ""))
	})
	form.Find("select").Each(func(_ int, s *goquery.Selection) {
		chosen := s.Find("option[selected]")
		if chosen.Length() == 0 {
			chosen = s.Find("option").First()
		}
		out.Add(s.AttrOr("name", ""), chosen.AttrOr("value", ""))
	})
	return out
}

// Plain is a text with its hard spaces made soft.
func Plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

var undoForm = regexp.MustCompile(`action="(/undo/\d+)"`)

// UndoIn is the address of the one way back that an answer offers.
func UndoIn(t testing.TB, r Reply) string {
	t.Helper()
	found := undoForm.FindStringSubmatch(r.Text)
	if found == nil {
		t.Fatalf("no undo is offered\n%s", r.Text)
	}
	return found[1]
}

// Locale is how the shop writes figures.
func Locale(t testing.TB) ui.Locale {
	t.Helper()
	l, err := ui.NewLocale("en-GB", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	return l
}
