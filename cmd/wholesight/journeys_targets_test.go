package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A target is set by the customer's season on its own page, with the keyboard, and
// taken back from the toast.
func TestJourneyTarget(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	b.open("/customers/C10039/target?target=new")
	b.tabTo("[name=start_month]")
	b.choose("2027-01")
	b.tabTo("[name=annual]")
	b.typed("1200.05")
	b.tabTo("[name=split]")
	b.choose("season")
	b.until("the months are split as they are typed", "document.querySelector('[name=m1]').value !== ''")
	months := eval[[]string](b, "[...document.querySelectorAll('[data-month]')].map((f) => f.value)")
	if label := b.text("label[for=f-m1]"); !strings.Contains(label, "2027") {
		t.Errorf("the first month is called %q", label)
	}
	b.tabTo(b.named("main button", "Save target"))
	b.goes(func() { b.press(kb.Enter) })
	b.says("Target of Grimlow Workshops plc set", "£1,200.05")
	// What the script showed is what the server stored, to the penny.
	stored := eval[[]string](b, "[...document.querySelectorAll('[data-month]')].map((f) => f.value)")
	if strings.Join(stored, "|") != strings.Join(months, "|") {
		t.Errorf("stored %q, shown before %q", stored, months)
	}
	b.tabTo(b.named("#toasts button", "Undo"))
	b.press(kb.Enter)
	b.until("the target is gone", "/There is no target from 2027-01/.test(document.querySelector('main').innerText)")
}

// Many targets are edited in the grid with the keyboard and a block from a
// spreadsheet, refused at the cell, mended, saved, and taken along as a file.
func TestJourneyTargetGrid(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.expect(422)
	b.logIn(managerEmail)
	b.open("/targets")
	b.tabTo(b.named("main a", "Edit in a grid"))
	b.goes(func() { b.press(kb.Enter) })

	b.tabTo("[name='m1-0']")
	b.press(kb.ArrowDown, kb.ArrowRight)
	if at := eval[string](b, "document.activeElement.name"); at != "m2-1" {
		t.Errorf("down and right of m1-0 is %q", at)
	}
	b.press(kb.Enter)
	if at := eval[string](b, "document.activeElement.name"); at != "m2-2" {
		t.Errorf("Enter leads to %q", at)
	}
	eval[bool](b, `(() => {
		const data = new DataTransfer();
		data.setData("text/plain", "1,111\t222.50\r\n333\tfour\r\n");
		return document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
	})()`)
	cells := func(names ...string) string {
		var out []string
		for _, n := range names {
			out = append(out, eval[string](b, "document.querySelector('[name=\""+n+"\"]').value"))
		}
		return strings.Join(out, "|")
	}
	if got := cells("m2-2", "m3-2", "m2-3", "m3-3", "split-2"); got != "1,111|222.50|333|four|months" {
		t.Errorf("the pasted block is %q", got)
	}
	b.says("2 rows changed, not saved yet")
	b.goes(func() { b.pressWith(chromedp.ModifierCtrl, kb.Enter) })
	b.says("Nothing was saved. Each row below says what to mend.", "M3:")
	if at := eval[string](b, "document.activeElement.name"); at != "m3-3" {
		t.Errorf("after the refusal the focus is on %q", at)
	}
	if got := cells("m2-2", "m3-2", "m2-3", "m3-3"); got != "1,111|222.50|333|four" {
		t.Errorf("after the refusal the cells hold %q", got)
	}
	eval[bool](b, "(document.activeElement.select(), true)")
	b.typed("444")
	b.goes(func() { b.pressWith(chromedp.ModifierCtrl, kb.Enter) })
	b.says("Targets saved: 2 changed")

	b.open("/targets")
	for _, format := range []string{"CSV", "XLSX"} {
		got := eval[string](b, "fetch(document.querySelector(\"a[href*='sales-targets."+strings.ToLower(format)+
			"']\").href).then((r) => r.text())")
		if format == "CSV" && (!strings.HasPrefix(got, "customer_code,name,account_manager,start_month,target_year,") ||
			strings.Count(got, "\n") < 5) ||
			format == "XLSX" && !strings.HasPrefix(got, "PK") {
			t.Errorf("the report as %s begins with %.80q", format, got)
		}
	}
}
