package imports_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// twoSheets is a workbook whose sheets both have orders, of another number each.
func twoSheets(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet("March"); err != nil {
		t.Fatal(err)
	}
	for sheet, number := range map[string]string{"Sheet1": "7101", "March": "7103"} {
		head := strings.Split(doubtHead, ",")
		if err := f.SetSheetRow(sheet, "A1", &head); err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow(sheet, "A2", &[]any{number, "2026-01-05", "C77", "S1", 1, 2}); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Which of several sheets is imported is answered on the page.
func TestImportAsksWhichSheet(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	b.Upload(webtest.FileForm{Fields: []string{"kind", "orders", "missing", "1"}, Name: "year.xlsx",
		File: twoSheets(t)}).Want(t, http.StatusSeeOther)
	sh.RunJobs()
	path := paths.ImportPath(sh.Newest().ID)
	doc := b.Look(path).Says(t, "several sheets with rows: Sheet1, March").Doc(t)
	if doc.Find("input[type=radio][name='ask.sheet..']").Length() != 2 {
		t.Error("there is no answer for each sheet")
	}
	b.Post(path+"/check", "ask.sheet..", "April").Want(t, http.StatusBadRequest)
	b.Press(path, "Check the file", "ask.sheet..", "March").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	b.Press(path, "Import 1 order").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	if got := sh.Newest(); got.State != store.ImportApplied || got.Created != 1 {
		t.Errorf("of the sheet March: %+v", got)
	}
	again := b.Begin("orders", "march.csv", doubtHead+"\n7103,2026-01-05,C77,S1,1,2\n")
	b.Look(again).Says(t, "what the file says is in the shop already")
}

// Mended rows alone do not replace an order without a tick.
func TestImportOfFewerLinesNeedsATick(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	b.Press(b.Begin("orders", "one.csv", doubtHead+"\n7001,2026-01-05,C77,S1,1,2\n7001,2026-01-05,C77,S2,1,2\n"),
		"Import 1 order")
	sh.RunJobs()
	path := b.Begin("orders", "mended.csv", doubtHead+",line,reason\n7001,2026-01-05,C77,S3,4,2,4,order_number is empty\n")
	doc := b.Look(path).Says(t, "order 7001 has 2 lines in the shop, and 1 line in the file",
		"The file has the orders whole").Doc(t)
	if doc.Find("#decide input[name=accept_fewer][required]").Length() != 1 {
		t.Error("there is no box to tick before the button")
	}
	b.Press(path, "Import 1 order").Want(t, http.StatusSeeOther, path)
	b.Look(path).Says(t, "Nothing was changed. Answer what stands first")
	if got := sh.Newest().State; got != store.ImportChecked {
		t.Errorf("without the tick the import is %s", got)
	}
	b.Press(path, "Import 1 order", "accept_fewer", "1").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	if got := sh.Newest(); got.State != store.ImportApplied || got.Updated != 1 {
		t.Errorf("with the tick: %+v", got)
	}
}

// Of more than fifty codes that look alike, fifty are asked about; one tick answers the
// rest, and does not take back what was answered of the first.
func TestImportOfManyCodesThatLookAlike(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	var known, near strings.Builder
	for i := range 53 {
		fmt.Fprintf(&known, "\n8%03d,2026-01-05,00%d,S1,1,2", i, 500+i)
		fmt.Fprintf(&near, "\n9%03d,2026-01-06,%d,S1,1,2", i, 500+i)
	}
	b.Press(b.Begin("orders", "one.csv", doubtHead+known.String()+"\n"), "Import 53 orders")
	sh.RunJobs()
	path := b.Begin("orders", "two.csv", doubtHead+near.String()+"\n")
	doc := b.Look(path).Says(t, "3 more codes look like known ones", "They are all others").Doc(t)
	if n := doc.Find("input[type=radio][name^='near.customer_code.'][value^='00']").Length(); n != 50 {
		t.Errorf("%d codes are asked about", n)
	}
	b.Press(path, "Check again", "accept_near", "1", "near.customer_code.500", "00500").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	b.Look(path).Says(t, "52 minimal customers").Lacks(t, "more codes look like known ones")
	b.Press(path, "Import 53 orders").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	if got := sh.Newest(); got.State != store.ImportApplied || got.Created != 53 {
		t.Errorf("answered: %+v", got)
	}
}

// A slip in a contacts file makes no customer unless told to.
func TestImportOfContactsMakesNoCustomers(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	for _, c := range []struct {
		missing           string
		created, rejected int64
	}{{"", 0, 1}, {"0", 0, 1}, {"1", 1, 0}} {
		b.Upload(webtest.FileForm{Fields: []string{"kind", "contacts", "missing", c.missing}, Name: "c.csv",
			File: []byte("customer_code,at,kind\nTypo,2026-01-05,call\n")}).Want(t, http.StatusSeeOther)
		sh.RunJobs()
		if got := sh.Newest(); got.Created != c.created || got.Rejected != c.rejected {
			t.Errorf("missing %q: %d created, %d rejected", c.missing, got.Created, got.Rejected)
		}
	}
}
