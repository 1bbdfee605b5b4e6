package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"wholesight/jobs/demo"
)

// writeOrders is a file with forty good orders of customers and products of the demo
// shop, and rows that are rejected for three reasons.
func writeOrders(t testing.TB) (path string) {
	t.Helper()
	shop, err := demo.New(demo.Config{Customers: 60, Months: 18, End: demoEnd})
	if err != nil {
		t.Fatal(err)
	}
	var s strings.Builder
	s.WriteString("order_number,order_date,customer_code,sku,quantity,unit_price\n")
	for i := range 40 {
		c, p := shop.Customers()[i%30], shop.Products()[i]
		fmt.Fprintf(&s, "WEB-%03d,2026-11-%02d,%s,%s,%d,%d.50\n", i, 1+i%20, c.Code, p.SKU, 1+i%7, 3+i)
	}
	s.WriteString("WEB-900,2026-11-31,C10002,X,1,1\n")   // no such day
	s.WriteString("WEB-901,2026-11-20,,X,1,1\n")         // nobody's
	s.WriteString("WEB-902,2026-11-20,C10002,X,six,1\n") // no quantity
	path = filepath.Join(t.TempDir(), "web-orders.csv")
	if err := os.WriteFile(path, []byte(s.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A file is brought in step by step, followed live, reported, and taken back.
func TestJourneyImport(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	b.open("/imports")
	b.tabTo("a[href='/imports/new']")
	b.goes(func() { b.press(kb.Enter) })
	b.tabTo("main [name=kind]")
	for eval[string](b, "document.activeElement.value") != "orders" {
		b.press(kb.ArrowDown)
	}
	b.do(chromedp.SetUploadFiles(chromedp.CSS("main input[type=file]"), []string{writeOrders(t)}))

	check, apply := sh.gates.hold("import-check"), sh.gates.hold("import-apply")
	defer check()
	defer apply()
	b.tabTo("main form .btn-primary")
	b.goes(func() { b.press(kb.Enter) })
	b.until("the check is followed", "document.querySelector('[sse-connect] progress')")
	b.says("web-orders.csv", "The file is being checked; nothing changes.")
	b.goes(check)
	b.says("New 40 orders", "Rejected 3 of 43 rows", "3 rows rejected", "Import 40 orders")
	if causes := b.texts("#rejected summary"); len(causes) != 3 {
		t.Errorf("the reasons are %q", causes)
	}
	rejected := eval[string](b, "fetch(document.querySelector('#rejected a[download]').href).then((r) => r.text())")
	if lines := strings.Count(strings.TrimSpace(rejected), "\n"); lines != 3 || !strings.Contains(rejected, "WEB-901") {
		t.Errorf("the file of rejected rows:\n%s", rejected)
	}

	b.tabTo(b.named("main button", "Import 40 orders"))
	b.goes(func() { b.press(kb.Enter) })
	b.until("the import is followed", "document.querySelector('[sse-connect] progress')")
	b.says("All of the file goes in at once")
	b.goes(apply)
	b.says("Created 40 orders", "Undo this import")
	report := b.path()

	b.open("/imports")
	if row := b.texts("main tbody tr")[0]; !strings.Contains(row, "web-orders.csv") || !strings.Contains(row, "done") {
		t.Errorf("the list of imports begins with %q", row)
	}
	b.open(report)
	b.tabTo("main [name=sure]")
	b.press(" ")
	b.tabTo(b.named("main button", "Undo this import"))
	b.goes(func() { b.press(kb.Enter) })
	b.until("the undo is over", "/taken back|undone/i.test(document.querySelector('main').innerText)")
	if b.has("form[action$='/undo']") {
		t.Error("the import can be undone twice")
	}
}
