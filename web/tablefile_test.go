package web_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/webtest"
)

// Every list that can be taken along is there in both formats, says the same in
// both, stands on its page as a link, and leaves an entry of who took it.
func TestEveryListIsAFileInBothFormats(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("admin")
	sh.SpareImport()
	sh.Job(store.JobDone)
	sh.SpareUndo("admin")
	for path, page := range map[string]string{
		"/audit": "/audit", "/bin": "/bin", "/jobs": "/jobs", "/imports": "/imports", "/users": "/users",
		"/classifications/moves": "/classifications/moves", "/reports/classifications": "/classifications",
	} {
		shown := b.Get(page).Want(t, 200)
		before := sh.Audited("export")
		asCSV := b.Get(path+".csv").Want(t, 200)
		asXLSX := b.Get(path+".xlsx").Want(t, 200)
		if n := sh.Audited("export"); n != before+2 {
			t.Errorf("%s: %d entries of two exports", path, n-before)
		}
		for _, r := range []webtest.Reply{asCSV, asXLSX} {
			if name := r.Header.Get("Content-Disposition"); !strings.HasPrefix(name, "attachment; filename=") {
				t.Errorf("%s: %q", path, name)
			}
		}
		shown.Says(t, `href="`+path+`.csv`, `href="`+path+`.xlsx`)
		rows, err := csv.NewReader(strings.NewReader(asCSV.Text)).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%s.csv: %d rows, %v", path, len(rows), err)
		}
		if n := strings.Count(asXLSX.Text, "<row "); n != len(rows) {
			// The log of changes has one entry more by then: of the first file.
			if path != "/audit" || n != len(rows)+1 {
				t.Errorf("%s: %d rows as CSV, %d as XLSX", path, len(rows), n)
			}
		}
		for _, name := range rows[0] {
			asXLSX.Says(t, ">"+name+"</t>")
		}
	}
}

// A file has all pages of its list, narrowed as the address says.
func TestListFileHasAllPages(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Update(func(tx *store.Tx) error {
		for i := range kit.FilePage + 30 {
			if err := tx.Audit(store.Actor{Name: "test"}, "test.entry", fmt.Sprintf("test:%d", i), nil, nil); err != nil {
				return err
			}
		}
		return nil
	})
	b := sh.As("admin")
	rows, err := csv.NewReader(strings.NewReader(b.Get("/audit.csv?q=test.entry").Want(t, http.StatusOK).Text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		if row[3] != "test.entry" || seen[row[4]] {
			t.Fatalf("row %v", row)
		}
		seen[row[4]] = true
	}
	if len(seen) != kit.FilePage+30 {
		t.Errorf("%d rows, want %d", len(seen), kit.FilePage+30)
	}
	b.Get("/audit.pdf").Want(t, 404)
}
