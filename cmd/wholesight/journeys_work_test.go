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
	b.tabTo(b.named("main button", "Undo this import"))
	b.goes(func() { b.press(kb.Enter) })
	b.until("the undo is over", "/taken back|undone/i.test(document.querySelector('main').innerText)")
	if b.has("form[action$='/undo']") {
		t.Error("the import can be undone twice")
	}
}

// A classification is added where it may not stand, mended, put to work and
// followed to the customers who have it.
func TestJourneyClassification(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.expect(422)
	b.logIn(adminEmail)
	b.open("/classifications")
	b.tabTo("#type-risk a[href*='/classifications/new']")
	b.swaps(func() { b.press(kb.Enter) })
	if focus := eval[string](b, "document.activeElement.innerText"); !strings.HasPrefix(focus, "New row") {
		t.Errorf("the form opens with the focus on %q", focus)
	}
	b.tabTo("#edit-risk [name=title]")
	b.typed("Ring today")
	b.tabTo("#edit-risk [name=value]")
	b.typed("99")
	b.tabTo("#edit-risk [name=position]")
	b.choose("1")
	b.tabTo("#edit-risk [name=comment]")
	b.typed("Before it is due.")
	b.tabTo("#edit-risk .btn-primary")
	b.swaps(func() { b.press(kb.Enter) })
	got := eval[[]string](b, `["title", "value", "position", "comment"].map((n) => document.querySelector("#edit-risk [name=" + n + "]").value)`)
	if want := []string{"Ring today", "99", "1", "Before it is due."}; strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("after the refusal the form holds %q, want %q", got, want)
	}
	if focus := eval[string](b, "document.activeElement.name + ' ' + document.activeElement.getAttribute('aria-invalid')"); focus != "value true" {
		t.Errorf("after the refusal the focus is on %q", focus)
	}
	if words := eval[string](b, "document.activeElement.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).innerText).join(' ')"); !strings.Contains(words, "In rhythm") {
		t.Errorf("the refusal does not name the other row: %s", words)
	}
	b.typed("0.5")
	b.tabTo("#edit-risk .btn-primary")
	b.act(func() { b.press(kb.Enter) })
	b.until("the row is in the list", "/Ring today/.test(document.querySelector('#list-risk').innerText)")
	if n := eval[int](b, "document.querySelectorAll('#classifications').length"); n != 1 {
		t.Fatalf("the page holds its region %d times", n)
	}
	if row := strings.Join(strings.Fields(b.texts("#list-risk tbody tr")[0]), " "); !strings.Contains(row, "Ring today") || !strings.Contains(row, "from 0, up to 0.5") {
		t.Errorf("the list begins with %q", row)
	}

	open := sh.gates.hold("rebuild")
	defer open()
	b.tabTo(b.named("main button", "Run now"))
	b.act(func() { b.press(kb.Enter) })
	b.until("the run is followed", "document.querySelector('[sse-connect] progress')")
	b.goes(open)
	b.says("done in", "Who moved")
	moved := eval[int](b, `Number([...document.querySelectorAll('main table')].find((t) => t.caption.innerText.includes('Who moved')).tBodies[0].rows[0].cells[2].innerText)`)
	if moved == 0 {
		t.Error("nobody moved")
	}
	first := "#list-risk tbody tr:first-child td:nth-child(5) a"
	count := b.text(first)
	b.tabTo(first)
	b.goes(func() { b.press(kb.Enter) })
	if rows := b.texts(listed); fmt.Sprint(len(rows)) != count || len(rows) == 0 {
		t.Errorf("the list counts %s, the page shows %q", count, rows)
	}
	b.says("Label: ")
	for _, e := range b.texts("#customer-list tbody .labels") {
		if !strings.Contains(e, "Ring today") {
			t.Errorf("a row without the label: %s", e)
		}
	}
}
