package web

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"wholesight/jobs/files"
	"wholesight/store"
	"wholesight/web/paths"
)

const (
	ordersHead = "order_number,order_date,customer_code,sku,quantity,unit_price\n"
	goodOrders = ordersHead + "A-1,2026-10-01,C1,S1,2,10.00\nA-1,2026-10-01,C1,S2,1,5.50\nA-2,2026-10-02,C2,S1,3,9.50\n"
	mixed      = ordersHead + "B-1,2026-10-01,C1,S1,2,10.00\nB-2,2026-10-02,C2,S1,many,9.50\nB-3,2026-10-02,,S1,1,9.50\nB-4,2026-10-03,C2,S2,4,5.00\n"
)

// The novice's path: a clean file goes in by the buttons that the pages show.
func TestImportACleanFile(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		b := sh.as("manager")
		b.look(paths.ImportsPath()).says(t, "No imports yet", paths.ImportNewPath())
		b.get(paths.ImportNewPath()).want(t, http.StatusOK).says(t, "unit_price or line_total", `value="customers" checked`)

		path := b.begin("orders", "october.csv", goodOrders)
		preview := b.look(path).says(t, "october.csv", "Import 2 orders", "Discard the file", "Found: UTF-8", "New beside them: 2 customers: C1, C2.", "2 products: S1, S2.")
		if n := preview.doc(t).Find("main .btn-primary").Length(); n != 1 {
			t.Errorf("the preview has %d primary buttons", n)
		}
		if strings.Contains(preview.body, "Reject") && !strings.Contains(preview.body, "Rejected") {
			t.Error("rejections are shown where there are none")
		}
		b.press(path, "Import 2 orders").want(t, http.StatusSeeOther, path)
		b.look(path).says(t, "/events", "All of the file goes in at once", paths.ImportDoPath(sh.newest().ID, "cancel"))
		sh.runJobs()
		b.look(path).says(t, "Created", "Undo this import", paths.CustomersPath())
		b.look(paths.ImportsPath()).says(t, "october.csv", "done", "Max Manager", path+"#undo")

		// The same file again changes nothing, and says when it came first.
		again := b.begin("orders", "october.csv", goodOrders)
		r := b.look(again).says(t, "Nothing would change", "already imported on")
		if strings.Contains(r.body, paths.ImportDoPath(sh.newest().ID, "apply")+`"><button`) || strings.Contains(r.body, "Import 0") {
			t.Error("an import of nothing can be applied")
		}
		b.press(again, "Discard the file").want(t, http.StatusSeeOther, paths.ImportsPath())
		b.look(paths.ImportsPath()).says(t, "october.csv was discarded")
		b.look(again).says(t, "This file was discarded")
	})
}

// A file that changes nothing is good news only when the shop has it already.
func TestImportOfNothingSaysWhy(t *testing.T) {
	sh := newShop(t)
	b := sh.as("admin")
	const head = "order_number,order_date,customer_code,sku,quantity,unit_price\n"
	b.look(b.begin("orders", "bad.csv", head+"A-1,2026-11-05\nA-2,yesterday,C1,S1,1,1\n")).
		says(t, "Every row was rejected, so there is nothing to import", "Choose another file")
	r := b.look(b.begin("orders", "bare.csv", head)).says(t, "The file has no rows under its header", "Choose another file")
	if strings.Contains(r.body, "note-good") {
		t.Error("a file without rows is good news")
	}
}

func TestImportRejectsComeBackMended(t *testing.T) {
	sh := newShop(t)
	b := sh.as("admin")
	path := b.begin("orders", "mixed.csv", mixed)
	b.look(path).says(t, "2 rows rejected", "Not a number · 1", "No customer · 1", "many", "Import 2 orders", "of 4")
	b.press(path, "Import 2 orders").want(t, http.StatusSeeOther)
	sh.runJobs()
	rejected := b.get(path+"/rejected.csv").want(t, http.StatusOK)
	if got := rejected.Header.Get("Content-Disposition"); got != "attachment; filename=mixed-rejected.csv" {
		t.Errorf("the file is sent as %q", got)
	}
	if rejected.Header.Get("Cache-Control") != "no-store" {
		t.Error("the file may be kept by others")
	}
	rejected.says(t, "order_number,order_date,customer_code,sku,quantity,unit_price,line,reason", "B-2,2026-10-02,C2,S1,many,9.50,3,", "B-3")

	mended := strings.Replace(strings.Replace(rejected.body, ",many,", ",7,", 1), "2026-10-02,,", "2026-10-02,C9,", 1)
	again := b.begin("orders", "mixed-rejected.csv", mended)
	b.press(again, "Import 2 orders").want(t, http.StatusSeeOther)
	sh.runJobs()
	b.look(again).says(t, "Created")
	if row := sh.newest(); row.Created != 2 || row.Rejected != 0 {
		t.Errorf("the mended rows: created %d, rejected %d", row.Created, row.Rejected)
	}
	b.get(again+"/rejected.csv").want(t, http.StatusNotFound)
}

func TestImportAsksWhatOnlyAPersonKnows(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	file := "order_number,order_date,customer_code,sku,quantity,unit_price\nD-1,03/04/2026,C1,S1,1,2.50\nD-2,05/06/2026,C1,S1,1,2.50\n"
	path := b.begin("orders", "days.csv", file)
	page := b.look(path).says(t, "Only you can tell", "3 April 2026", "4 March 2026")
	if page.doc(t).Find("input[name=ask_date_order][checked]").Length() != 0 {
		t.Error("an answer is chosen for the person")
	}
	if strings.Contains(page.body, paths.ImportDoPath(sh.newest().ID, "apply")) {
		t.Error("a file with an open question can be applied")
	}
	// Without an answer it asks again.
	b.press(path, "Check the file").want(t, http.StatusSeeOther, path)
	sh.runJobs()
	b.look(path).says(t, "Only you can tell")
	b.press(path, "Check the file", "ask_date_order", "mdy").want(t, http.StatusSeeOther, path)
	sh.runJobs()
	b.look(path).says(t, "Import 2 orders", "Month first")
	b.press(path, "Import 2 orders")
	sh.runJobs()
	b.get("/exports/orders.csv").says(t, "D-1,2026-03-04,", "D-2,2026-05-06,")
}

func TestImportAsksForDecimalsAndHeaders(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	path := b.begin("products", "p.csv", "sku;name;title;list_price\nS1;Saw;Säge;1.250\nS2;Bolt;Bolzen;2.500\n")
	b.look(path).says(t, "Only you can tell", "ask_decimal")
	b.press(path, "Check the file", "ask_decimal", ",").want(t, http.StatusSeeOther)
	sh.runJobs()
	b.look(path).says(t, "Import 2 products", "Comma")

	path = b.begin("products", "q.csv", "sku,name,description,list_price\nS1,Saw,A saw,1.2\n")
	b.look(path)
	path = b.begin("customers", "c.csv", "customer no,account no,name\nC1,77,North\n")
	page := b.look(path).says(t, "Only you can tell", "ask_header.code")
	key := page.doc(t).Find("input[name='ask_header.code']").First().AttrOr("value", "")
	b.press(path, "Check the file", "ask_header.code", key).want(t, http.StatusSeeOther)
	sh.runJobs()
	b.look(path).says(t, "Import 1", "Not read")
}

func TestImportMapsColumnsByHandAndRemembers(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	file := "who,called,somewhere\nC7,Northgate,Leeds\n"
	path := b.begin("customers", "odd.csv", file)
	b.look(path).says(t, "Columns are missing", "map.0", "Northgate", "Choose another file")
	b.press(path, "Check the file", "map.0", "code", "map.1", "name", "map.2", "city").want(t, http.StatusSeeOther, path)
	sh.runJobs()
	b.look(path).says(t, "Import 1", "code ← who", "city ← somewhere")

	// The next file with this header needs no hand.
	next := b.begin("customers", "odd2.csv", strings.ReplaceAll(file, "C7", "C8"))
	b.look(next).says(t, "Import 1", "code ← who")
}

func TestImportUndoNamesWhatStays(t *testing.T) {
	sh := newShop(t)
	b := sh.as("admin")
	path := b.begin("customers", "c.csv", "code,name,smart_type\nK1,One,Boutique\nK2,Two,Trade\n")
	b.look(path).says(t, "1 smart type: Boutique.")
	b.press(path, "Import 2 customers")
	sh.runJobs()
	sh.update(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), "K2")
		if err != nil {
			return err
		}
		c.Name = "Two, renamed by hand"
		return tx.UpdateCustomer(&c)
	})
	b.look(path).says(t, "Goes away: 2 customers that it made.", "Goes away unless it is in use: 1 smart type.")
	b.press(path, "Undo this import").want(t, http.StatusSeeOther, path)
	b.look(path).says(t, "c.csv was undone. Customer K2 was changed since", "This import was undone", "<li>Customer K2 was changed since")
	sh.view(func(tx *store.Tx) error {
		if _, err := tx.Customer(store.Everyone(), "K1"); err == nil {
			t.Error("what the import made is still there")
		}
		_, err := tx.Customer(store.Everyone(), "K2")
		return err
	})
	// There is nothing left to undo, by the button of a page that was open.
	b.post(path+"/undo").want(t, http.StatusSeeOther, path)
	b.look(path).says(t, "cannot be undone any more")
}

func TestImportRefusesWhatIsNoTable(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	for name, file := range map[string]string{
		"brochure.csv": "%PDF-1.7 and so on", "archive.csv": "PK\x05\x06" + strings.Repeat("\x00", 18), "nothing.csv": "  \n",
	} {
		path := b.begin("customers", name, file)
		r := b.look(path).says(t, "The file is refused", "Nothing was changed", "Choose another file", "/imports/new?from=")
		if strings.Contains(r.body, "FileError") || strings.Contains(r.body, "Import 0") {
			t.Errorf("%s: the page speaks like a program", name)
		}
	}
	b.get(paths.ImportAgainPath(sh.newest().ID)).want(t, http.StatusOK).says(t, "Your choices are kept", `value="customers" checked`)
}

func TestImportPackedAndWorkbook(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	b.upload(fileForm{fields: []string{"kind", "orders", "missing", "1"}, name: "o.csv.gz", file: gzipped(t, goodOrders)}).want(t, http.StatusSeeOther)
	sh.runJobs()
	b.look(paths.ImportPath(sh.newest().ID)).says(t, "o.csv.gz", "Import 2 orders")
	b.upload(fileForm{fields: []string{"kind", "customers"}, name: "c.csv", file: workbook(t, [][]string{{"code", "name"}, {"X1", "Excel Ltd"}})}).want(t, http.StatusSeeOther)
	sh.runJobs()
	b.look(paths.ImportPath(sh.newest().ID)).says(t, "Excel workbook", "Import 1")
}

// Every sample that the page offers goes in as it is.
func TestImportSamplesAreGood(t *testing.T) {
	sh := newShop(t)
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	b := sh.as("manager")
	for _, k := range files.Kinds {
		sample := b.get(paths.ImportSamplePath(k)).want(t, http.StatusOK)
		if !strings.HasPrefix(sample.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("the sample of %s opens in the browser", k)
		}
		path := b.begin(string(k), string(k)+".csv", sample.body)
		row := sh.newest()
		if row.State != store.ImportChecked || row.Rejected != 0 || row.Created == 0 {
			t.Errorf("%s: %s, created %d, rejected %d: %s", k, row.State, row.Created, row.Rejected, row.Error)
		}
		b.press(path, "Import ").want(t, http.StatusSeeOther)
		sh.runJobs()
	}
	for _, k := range files.Kinds {
		out := b.get(paths.ExportPath(k)).want(t, http.StatusOK)
		b.begin(string(k), string(k)+".csv", out.body)
		if row := sh.newest(); row.Created+row.Updated+row.Rejected != 0 || row.Unchanged == 0 {
			t.Errorf("the export of %s comes back with %d created, %d updated, %d rejected", k, row.Created, row.Updated, row.Rejected)
		}
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("files are left behind: %v, %v", left, err)
	}
	if n := sh.audited("export"); n != len(files.Kinds) {
		t.Errorf("%d of %d exports are written down", n, len(files.Kinds))
	}
	b.get("/exports/secrets.csv").want(t, http.StatusNotFound)
	b.get("/exports/orders").want(t, http.StatusNotFound)
	b.get("/imports/samples/secrets").want(t, http.StatusNotFound)
}
