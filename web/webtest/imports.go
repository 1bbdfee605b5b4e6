package webtest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/paths"
)

// Newest is the import that was begun last.
func (sh *Shop) Newest() store.Import {
	sh.T.Helper()
	var all []store.Import
	sh.View(func(tx *store.Tx) (err error) {
		all, err = tx.Imports(0, 1)
		return err
	})
	if len(all) == 0 {
		sh.T.Fatal("there is no import")
	}
	return all[0]
}

// Begin uploads a file and runs its check; it returns the address of its page.
func (b *Browser) Begin(kind, name, file string, fields ...string) string {
	b.Sh.T.Helper()
	b.Upload(FileForm{Fields: append([]string{"kind", kind, "missing", "1"}, fields...), Name: name,
		File: []byte(file)}).Want(b.Sh.T, http.StatusSeeOther)
	b.Sh.RunJobs()
	return paths.ImportPath(b.Sh.Newest().ID)
}

// SpareImport is a checked import that has rejected a row of each side.
func (sh *Shop) SpareImport() (row store.Import) {
	sh.T.Helper()
	sh.Update(func(tx *store.Tx) error {
		id, err := tx.AddImport(store.Import{Kind: "customers", FileName: "spare.csv", State: store.ImportUploaded,
			Options: "{}", Actor: store.Actor{Name: "test"}})
		if err != nil {
			return err
		}
		if row, err = tx.Import(id); err != nil {
			return err
		}
		row.State, row.Rows, row.Created, row.Rejected = store.ImportChecked, 3, 1, 2
		text := "code,name,line,reason\n" + sh.Seed.Alpha.Customer.Code + ",,2,empty\n" + sh.Seed.Bravo.Customer.Code +
			",,3,empty\n"
		if err := tx.AddPart(id, store.PartRejected, 0, []byte(text)); err != nil {
			return err
		}
		return tx.SaveImport(&row)
	})
	return row
}

// Gzipped is a text as gzip packs it.
func Gzipped(t testing.TB, text string) []byte {
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

// Workbook is an .xlsx file with one sheet of these cells.
func Workbook(t testing.TB, rows [][]string) []byte {
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
