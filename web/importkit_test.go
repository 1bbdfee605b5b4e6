package web

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wholesight/jobs"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/web/paths"
)

// fileForm is a form with a file, as a browser sends it: the fields first.
type fileForm struct {
	fields []string // name, value, name, value …
	name   string
	file   []byte
	header http.Header
}

func (b *browser) upload(u fileForm) reply {
	b.sh.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	check := func(err error) {
		b.sh.t.Helper()
		if err != nil {
			b.sh.t.Fatal(err)
		}
	}
	for i := 0; i < len(u.fields); i += 2 {
		check(w.WriteField(u.fields[i], u.fields[i+1]))
	}
	part, err := w.CreateFormFile("file", u.name)
	check(err)
	_, err = part.Write(u.file)
	check(err)
	check(w.Close())
	return b.send(paths.ImportsPath(), w.FormDataContentType(), &body, u.header)
}

// send posts a body of any kind.
func (b *browser) send(path, contentType string, body io.Reader, more http.Header) reply {
	b.sh.t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://shop.example"+path, body)
	r.RemoteAddr = b.ip + ":40000"
	r.Header = b.header.Clone()
	r.Header.Set("Content-Type", contentType)
	for name, values := range more {
		r.Header[name] = values
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.sh.s.Handler().ServeHTTP(w, r)
	text, err := io.ReadAll(w.Result().Body)
	if err != nil {
		b.sh.t.Fatal(err)
	}
	return reply{w.Result(), string(text)}
}

// runJobs runs what is queued, as a server's runner does, until nothing is.
func (sh *shop) runJobs() {
	sh.t.Helper()
	r := runner.New(sh.db, slog.New(slog.DiscardHandler), runner.Options{Worker: "test", Jobs: jobs.All, Alone: true})
	for {
		found, err := r.Step(sh.t.Context())
		if err != nil {
			sh.t.Fatal(err)
		}
		if !found {
			return
		}
	}
}

// newest is the import that was begun last.
func (sh *shop) newest() store.Import {
	sh.t.Helper()
	var all []store.Import
	sh.view(func(tx *store.Tx) (err error) {
		all, err = tx.Imports(0, 1)
		return err
	})
	if len(all) == 0 {
		sh.t.Fatal("there is no import")
	}
	return all[0]
}

// begin uploads a file and runs its check; it returns the address of its page.
func (b *browser) begin(kind, name, file string, fields ...string) string {
	b.sh.t.Helper()
	b.upload(fileForm{fields: append([]string{"kind", kind, "missing", "1"}, fields...), name: name, file: []byte(file)}).want(b.sh.t, http.StatusSeeOther)
	b.sh.runJobs()
	return paths.ImportPath(b.sh.newest().ID)
}

// look is a page as it is read: its hard spaces are spaces.
func (b *browser) look(path string) reply {
	b.sh.t.Helper()
	r := b.get(path).want(b.sh.t, http.StatusOK)
	r.body = plain(r.body)
	return r
}

// plain is a text with its hard spaces made soft.
func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// doc is the answer as a document.
func (r reply) doc(t testing.TB) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// press sends the form of a page whose button says text, as it stands, with other
// values where given (name, value …).
func (b *browser) press(path, text string, values ...string) reply {
	b.sh.t.Helper()
	doc := b.look(path).doc(b.sh.t)
	button := doc.Find("main button[type=submit]").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.Contains(s.Text(), text) }).First()
	if button.Length() == 0 {
		b.sh.t.Fatalf("%s has no button that says %q", path, text)
	}
	form := button.Closest("form")
	action := button.AttrOr("formaction", form.AttrOr("action", ""))
	sent := formValues(form)
	for i := 0; i < len(values); i += 2 {
		sent.Set(values[i], values[i+1])
	}
	return b.do(http.MethodPost, action, sent)
}

// formValues is what a browser sends of a form that nobody has touched.
func formValues(form *goquery.Selection) url.Values {
	out := values()
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

func gzipped(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// workbook is an .xlsx file with one sheet of these cells.
func workbook(t testing.TB, rows [][]string) []byte {
	t.Helper()
	var sheet strings.Builder
	sheet.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	for i, row := range rows {
		fmt.Fprintf(&sheet, `<row r="%d">`, i+1)
		for j, cell := range row {
			fmt.Fprintf(&sheet, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+j, i+1, cell)
		}
		sheet.WriteString(`</row>`)
	}
	sheet.WriteString(`</sheetData></worksheet>`)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet.String()},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = io.WriteString(w, part[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// spareImport is a checked import that has rejected a row of each side.
func (sh *shop) spareImport() (row store.Import) {
	sh.t.Helper()
	sh.update(func(tx *store.Tx) error {
		id, err := tx.AddImport(store.Import{Kind: "customers", FileName: "spare.csv", State: store.ImportUploaded, Options: "{}", Actor: store.Actor{Name: "test"}})
		if err != nil {
			return err
		}
		if row, err = tx.Import(id); err != nil {
			return err
		}
		row.State, row.Rows, row.Created, row.Rejected = store.ImportChecked, 3, 1, 2
		text := "code,name,line,reason\n" + sh.seed.alpha.customer.Code + ",,2,empty\n" + sh.seed.bravo.customer.Code + ",,3,empty\n"
		if err := tx.AddPart(id, store.PartRejected, 0, []byte(text)); err != nil {
			return err
		}
		return tx.SaveImport(&row)
	})
	return row
}
