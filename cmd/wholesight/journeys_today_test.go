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
