package imports_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"wholesight/jobs/files"
	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

const (
	ordersHead = "order_number,order_date,customer_code,sku,quantity,unit_price\n"
	goodOrders = ordersHead + "A-1,2026-10-01,C1,S1,2,10.00\nA-1,2026-10-01,C1,S2,1,5.50\nA-2,2026-10-02,C2,S1,3,9.50\n"
	mixed      = ordersHead + "B-1,2026-10-01,C1,S1,2,10.00\nB-2,2026-10-02,C2,S1,many,9.50\nB-3,2026-10-02,,S1,1,9.50\nB-4,2026-10-03,C2,S2,4,5.00\n"
)

// The novice's path: a clean file goes in by the buttons that the pages show.
func TestImportACleanFile(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		b := sh.As("manager")
		b.Look(paths.ImportsPath()).Says(t, "No imports yet", paths.ImportNewPath())
		b.Get(paths.ImportNewPath()).Want(t, http.StatusOK).Says(t, "unit_price or line_total", `value="customers" checked`)

		path := b.Begin("orders", "october.csv", goodOrders)
		preview := b.Look(path).Says(t, "october.csv", "Import 2 orders", "Discard the file", "Found: UTF-8",
			"2 minimal customers (C1, C2)", "2 minimal products (S1, S2)")
		if n := preview.Doc(t).Find("main .btn-primary").Length(); n != 1 {
			t.Errorf("the preview has %d primary buttons", n)
		}
		if strings.Contains(preview.Text, "Reject") && !strings.Contains(preview.Text, "Rejected") {
			t.Error("rejections are shown where there are none")
		}
		b.Press(path, "Import 2 orders").Want(t, http.StatusSeeOther, path)
		b.Look(path).Says(t, "/events", "All of the file goes in at once", paths.ImportDoPath(sh.Newest().ID, "cancel"))
		sh.RunJobs()
		b.Look(path).Says(t, "Created", "Undo this import", paths.CustomersPath())
		b.Look(paths.ImportsPath()).Says(t, "october.csv", "done", "Max Manager", path+"#undo")

		// The same file again changes nothing, and says when it came first.
		again := b.Begin("orders", "october.csv", goodOrders)
		r := b.Look(again).Says(t, "Nothing would change", "already imported on")
		if strings.Contains(r.Text, paths.ImportDoPath(sh.Newest().ID, "apply")+`"><button`) ||
			strings.Contains(r.Text, "Import 0") {
			t.Error("an import of nothing can be applied")
		}
		b.Press(again, "Discard the file").Want(t, http.StatusSeeOther, paths.ImportsPath())
		b.Look(paths.ImportsPath()).Says(t, "october.csv was discarded")
		b.Look(again).Says(t, "This file was discarded")
	})
}

// A file that changes nothing is good news only when the shop has it already.
func TestImportOfNothingSaysWhy(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("admin")
	const head = "order_number,order_date,customer_code,sku,quantity,unit_price\n"
	b.Look(b.Begin("orders", "bad.csv", head+"A-1,2026-11-05\nA-2,yesterday,C1,S1,1,1\n")).
		Says(t, "Every row was rejected, so there is nothing to import", "Choose another file")
	r := b.Look(b.Begin("orders", "bare.csv", head)).Says(t, "The file has no rows under its header",
		"Choose another file")
	if strings.Contains(r.Text, "note-good") {
		t.Error("a file without rows is good news")
	}
}

func TestImportRejectsComeBackMended(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("admin")
	path := b.Begin("orders", "mixed.csv", mixed)
	b.Look(path).Says(t, "2 rows rejected", "Not a number · 1", "No customer · 1", "many", "Import 2 orders", "of 4")
	b.Press(path, "Import 2 orders").Want(t, http.StatusSeeOther)
	sh.RunJobs()
	rejected := b.Get(path+"/rejected.csv").Want(t, http.StatusOK)
	if got := rejected.Header.Get("Content-Disposition"); got != "attachment; filename=mixed-rejected.csv" {
		t.Errorf("the file is sent as %q", got)
	}
	if rejected.Header.Get("Cache-Control") != "no-store" {
		t.Error("the file may be kept by others")
	}
	rejected.Says(t, "order_number,order_date,customer_code,sku,quantity,unit_price,line,reason",
		"B-2,2026-10-02,C2,S1,many,9.50,3,", "B-3")

	mended := strings.Replace(strings.Replace(rejected.Text, ",many,", ",7,", 1), "2026-10-02,,", "2026-10-02,C9,", 1)
	again := b.Begin("orders", "mixed-rejected.csv", mended)
	b.Press(again, "Import 2 orders").Want(t, http.StatusSeeOther)
	sh.RunJobs()
	b.Look(again).Says(t, "Created")
	if row := sh.Newest(); row.Created != 2 || row.Rejected != 0 {
		t.Errorf("the mended rows: created %d, rejected %d", row.Created, row.Rejected)
	}
	b.Get(again+"/rejected.csv").Want(t, http.StatusNotFound)
}

func TestImportAsksWhatOnlyAPersonKnows(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	file := "order_number,order_date,customer_code,sku,quantity,unit_price\nD-1,03/04/2026,C1,S1,1,2.50\nD-2,05/06/2026,C1,S1,1,2.50\n"
	path := b.Begin("orders", "days.csv", file)
	page := b.Look(path).Says(t, "Only you can tell", "3 April 2026", "4 March 2026")
	if page.Doc(t).Find("input[name=ask_date_order][checked]").Length() != 0 {
		t.Error("an answer is chosen for the person")
	}
	if strings.Contains(page.Text, paths.ImportDoPath(sh.Newest().ID, "apply")) {
		t.Error("a file with an open question can be applied")
	}
	// Without an answer it asks again.
	b.Press(path, "Check the file").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	b.Look(path).Says(t, "Only you can tell")
	b.Press(path, "Check the file", "ask_date_order", "mdy").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	b.Look(path).Says(t, "Import 2 orders", "Month first")
	b.Press(path, "Import 2 orders")
	sh.RunJobs()
	b.Get("/exports/orders.csv").Says(t, "D-1,2026-03-04,", "D-2,2026-05-06,")
}

func TestImportAsksForDecimalsAndHeaders(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	path := b.Begin("products", "p.csv", "sku;name;title;list_price\nS1;Saw;Säge;1.250\nS2;Bolt;Bolzen;2.500\n")
	b.Look(path).Says(t, "Only you can tell", "ask_decimal")
	b.Press(path, "Check the file", "ask_decimal", ",").Want(t, http.StatusSeeOther)
	sh.RunJobs()
	b.Look(path).Says(t, "Import 2 products", "Comma")

	path = b.Begin("products", "q.csv", "sku,name,description,list_price\nS1,Saw,A saw,1.2\n")
	b.Look(path)
	path = b.Begin("customers", "c.csv", "customer no,account no,name\nC1,77,North\n")
	page := b.Look(path).Says(t, "Only you can tell", "ask_header.code")
	key := page.Doc(t).Find("input[name='ask_header.code']").First().AttrOr("value", "")
	b.Press(path, "Check the file", "ask_header.code", key).Want(t, http.StatusSeeOther)
	sh.RunJobs()
	b.Look(path).Says(t, "Import 1", "Not read")
}

func TestImportMapsColumnsByHandAndRemembers(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	file := "who,called,somewhere\nC7,Northgate,Leeds\n"
	path := b.Begin("customers", "odd.csv", file)
	b.Look(path).Says(t, "Columns are missing", "map.0", "Northgate", "Choose another file")
	b.Press(path, "Check the file", "map.0", "code", "map.1", "name", "map.2", "city").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	b.Look(path).Says(t, "Import 1", "code ← who", "city ← somewhere")

	// The next file with this header needs no hand.
	next := b.Begin("customers", "odd2.csv", strings.ReplaceAll(file, "C7", "C8"))
	b.Look(next).Says(t, "Import 1", "code ← who")
}

func TestImportUndoNamesWhatStays(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("admin")
	path := b.Begin("customers", "c.csv", "code,name,smart_type\nK1,One,Boutique\nK2,Two,Trade\n")
	b.Look(path).Says(t, "1 smart type (Boutique)")
	b.Press(path, "Import 2 customers")
	sh.RunJobs()
	sh.Update(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), "K2")
		if err != nil {
			return err
		}
		c.Name = "Two, renamed by hand"
		return tx.UpdateCustomer(&c)
	})
	b.Look(path).Says(t, "Goes away: 2 customers that it made.", "Goes away unless it is in use: 1 smart type.")
	b.Press(path, "Undo this import").Want(t, http.StatusSeeOther, path)
	b.Look(path).Says(t, "Nothing was taken back.", "Undo this import")
	b.Post(path+"/undo", "sure", "0").Want(t, http.StatusSeeOther, path)
	if got := sh.Newest().State; got != store.ImportApplied {
		t.Errorf("without the tick the import is %s", got)
	}
	b.Press(path, "Undo this import", "sure", "1").Want(t, http.StatusSeeOther, path)
	b.Look(path).Says(t, "c.csv was undone. Customer K2 was changed since", "This import was undone",
		"<li>Customer K2 was changed since")
	sh.View(func(tx *store.Tx) error {
		if _, err := tx.Customer(store.Everyone(), "K1"); err == nil {
			t.Error("what the import made is still there")
		}
		_, err := tx.Customer(store.Everyone(), "K2")
		return err
	})
	// There is nothing left to undo, by the button of a page that was open.
	b.Post(path+"/undo", "sure", "1").Want(t, http.StatusSeeOther, path)
	b.Look(path).Says(t, "cannot be undone any more")
}

func TestImportRefusesWhatIsNoTable(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	for name, file := range map[string]string{
		"brochure.csv": "%PDF-1.7 and so on", "archive.csv": "PK\x05\x06" + strings.Repeat("\x00", 18), "nothing.csv": "  \n",
	} {
		path := b.Begin("customers", name, file)
		r := b.Look(path).Says(t, "The file is refused", "Nothing was changed", "Choose another file", "/imports/new?from=")
		if strings.Contains(r.Text, "FileError") || strings.Contains(r.Text, "Import 0") {
			t.Errorf("%s: the page speaks like a program", name)
		}
	}
	b.Get(paths.ImportAgainPath(sh.Newest().ID)).Want(t, http.StatusOK).Says(t, "Your choices are kept",
		`value="customers" checked`)
}

func TestImportPackedAndWorkbook(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	b.Upload(webtest.FileForm{Fields: []string{"kind", "orders", "missing", "1"}, Name: "o.csv.gz",
		File: webtest.Gzipped(t, goodOrders)}).Want(t, http.StatusSeeOther)
	sh.RunJobs()
	b.Look(paths.ImportPath(sh.Newest().ID)).Says(t, "o.csv.gz", "Import 2 orders")
	b.Upload(webtest.FileForm{Fields: []string{"kind", "customers"}, Name: "c.csv",
		File: webtest.Workbook(t, [][]string{{"code", "name"}, {"X1", "Excel Ltd"}})}).Want(t, http.StatusSeeOther)
	sh.RunJobs()
	b.Look(paths.ImportPath(sh.Newest().ID)).Says(t, "Excel workbook", "Import 1")
}

// Every sample that the page offers goes in as it is.
func TestImportSamplesAreGood(t *testing.T) {
	sh := webtest.NewShop(t)
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	b := sh.As("manager")
	for _, k := range files.Kinds {
		sample := b.Get(paths.ImportSamplePath(k)).Want(t, http.StatusOK)
		if !strings.HasPrefix(sample.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("the sample of %s opens in the browser", k)
		}
		path := b.Begin(string(k), string(k)+".csv", sample.Text)
		row := sh.Newest()
		if row.State != store.ImportChecked || row.Rejected != 0 || row.Created == 0 {
			t.Errorf("%s: %s, created %d, rejected %d: %s", k, row.State, row.Created, row.Rejected, row.Error)
		}
		b.Press(path, "Import ").Want(t, http.StatusSeeOther)
		sh.RunJobs()
	}
	for _, k := range files.Kinds {
		out := b.Get(paths.ExportPath(k)).Want(t, http.StatusOK)
		b.Begin(string(k), string(k)+".csv", out.Text)
		if row := sh.Newest(); row.Created+row.Updated+row.Rejected != 0 || row.Unchanged == 0 {
			t.Errorf("the export of %s comes back with %d created, %d updated, %d rejected", k, row.Created, row.Updated,
				row.Rejected)
		}
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("files are left behind: %v, %v", left, err)
	}
	if n := sh.Audited("export"); n != len(files.Kinds) {
		t.Errorf("%d of %d exports are written down", n, len(files.Kinds))
	}
	b.Get("/exports/secrets.csv").Want(t, http.StatusNotFound)
	b.Get("/exports/orders").Want(t, http.StatusNotFound)
	b.Get("/imports/samples/secrets").Want(t, http.StatusNotFound)
}
