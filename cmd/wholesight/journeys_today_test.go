package main

import (
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// The day begins on Today; a count leads to a list of as many rows, a name to the
// customer, and the speech bubble opens the dialog in place.
func TestJourneyToday(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	if b.path() != "/today" {
		t.Fatalf("after the log-in one is at %s", b.path())
	}
	for _, id := range []string{"overdue", "expected"} {
		b.open("/today")
		link := "#" + id + " .worklist-head a"
		n, err := strconv.Atoi(regexp.MustCompile(`\d+`).FindString(b.text(link)))
		if err != nil || n == 0 {
			t.Fatalf("%s: %q", id, b.text(link))
		}
		b.tabTo(link)
		b.goes(func() { b.press(kb.Enter) })
		if rows := len(b.texts(listed)); rows != n {
			t.Errorf("%s: %d on the page, %d in the list %s", id, n, rows, b.path())
		}
		if !b.has(".filter-chip") {
			t.Errorf("%s: the list does not say what it is filtered by", b.path())
		}
	}
	b.open("/today")
	b.tabTo("#overdue a[href*='/contact']")
	b.press(kb.Enter)
	b.until("the dialog is open", "document.getElementById('dialog').open")
	b.says("Log")
	b.press(kb.Escape)
	b.until("the dialog is closed", "!document.getElementById('dialog').open")
	b.look()
	b.open("/reports/purchases")
	b.look()
	if folder := os.Getenv("SCREENSHOTS"); folder != "" {
		b.picture(folder, "purchases")
		b.open("/reports")
		b.picture(folder, "reports")
		b.open("/today")
		b.picture(folder, "today")
	}
}

// A call is logged from Today by keys alone: the row leaves, the count over it and the
// one in the navigation follow, and the focus is on the row that came after.
func TestJourneyTodayChangesInPlace(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	number := func(selector string) int {
		n, err := strconv.Atoi(regexp.MustCompile(`\d+`).FindString(b.text(selector)))
		if err != nil {
			t.Fatalf("%s: %q is no number", selector, b.text(selector))
		}
		return n
	}
	const count, badge = "#overdue .worklist-head a", "#side-today-count"
	overdue, due := number(count), number(badge)
	eval[bool](b, "(window.here = true)")
	b.press("j")
	ids := eval[[]string](b, "[...document.querySelectorAll('#overdue tbody tr')].map((row) => row.id)")
	focused := "document.activeElement.closest('tr')?.id"
	if got := eval[string](b, focused); got != ids[0] {
		t.Fatalf("j leads to %q, not to %s", got, ids[0])
	}
	b.press("j", "k")
	b.contactByKey()
	b.press("1")
	b.tabTo(b.named("#dialog button", "Save contact"))
	b.press(kb.Enter)
	b.until("the row has left", "!document.getElementById("+quote(ids[0])+")")
	b.until("the focus is on the next row", focused+" === "+quote(ids[1]))
	if got := number(count); got != overdue-1 {
		t.Errorf("the list counts %d after %d", got, overdue)
	}
	if got := number(badge); got != due-1 {
		t.Errorf("the navigation counts %d after %d", got, due)
	}
	if got := b.text("#tally"); !regexp.MustCompile(`Your calls today\s+1`).MatchString(got) {
		t.Errorf("the tally says %q", got)
	}
	if !eval[bool](b, "window.here === true") {
		t.Error("the page was loaded again")
	}
	// What a colleague did shows when the page is looked at again.
	other := sh.newTab(t)
	other.logIn(adminEmail)
	other.press("j")
	other.contactByKey()
	name := other.text(inDialog)
	other.press("1")
	other.pressWith(kb.ModifierCtrl, kb.Enter)
	other.until("the contact is kept", "document.querySelector("+quote(inDialog)+").innerText !== "+quote(name))
	eval[bool](b, "(Object.defineProperty(document, 'hidden', { value: true, configurable: true }), document.dispatchEvent(new Event('visibilitychange')), delete document.hidden, document.dispatchEvent(new Event('visibilitychange')), true)")
	b.until("the colleague's row has left", "document.querySelector("+quote(badge)+").innerText.startsWith("+
		quote(strconv.Itoa(due-2))+")")
	b.until("the focus is on a row", focused)
	b.look()
}
