package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// Two people edit one customer at once: whoever comes second sees what both did,
// keeps what was typed and decides; the toast takes it back.
func TestJourneyTwoEditARecord(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	ann, bob := sh.newTab(t), sh.newTab(t)
	ann.logIn(adminEmail)
	bob.logIn(managerEmail)
	record := "/customers/" + sh.customerOf(buyerEmail)
	for _, b := range []*tab{ann, bob} {
		b.open(record)
		b.press("e")
		b.until("the form is there", "location.pathname.endsWith('/edit')")
		b.settled()
	}
	was := eval[string](ann, "document.querySelector('[name=city]').value")
	ann.fill("city", "Annstadt")
	ann.fill("notes", "Ann was here")
	ann.goes(func() { ann.tabTo("main form .btn-primary"); ann.press(kb.Enter) })
	ann.says("Ann was here", "Annstadt", "saved")

	bob.expect(409)
	bob.fill("city", "Bobville")
	bob.fill("phone", "+44 1")
	bob.goes(func() { bob.tabTo("main form .btn-primary"); bob.press(kb.Enter) })
	bob.says("Somebody else changed", "What differs", "Annstadt", "Bobville", was, "Ann was here", "+44 1")
	if !eval[bool](bob, "document.activeElement.closest('.note') !== null") {
		t.Error("the note of the conflict has not the focus")
	}
	bob.look()
	if got := eval[string](bob, "document.querySelector('[name=city]').value + ' ' + document.querySelector('[name=phone]').value"); got != "Bobville +44 1" {
		t.Errorf("the form has %q", got)
	}
	bob.fill("notes", "Ann was here, and Bob")
	bob.goes(func() { bob.tabTo("main form .btn-primary"); bob.press(kb.Enter) })
	bob.says("Bobville", "Ann was here, and Bob")
	bob.tabTo(bob.named(".toasts button", "Undo"))
	bob.goes(func() { bob.press(kb.Enter) })
	bob.says("Annstadt", "Ann was here", "taken back")
}

// The timeline is filtered and turned by its links, with the keyboard, and its orders
// open; each graph has its numbers as a table.
func TestJourneyRecord(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	b.open("/customers/" + sh.customerOf(buyerEmail))
	if top := eval[float64](b, "document.getElementById('moves').getBoundingClientRect().top"); top > 720 {
		t.Errorf("what would move the customer begins %v px down", top)
	}
	if n := len(b.texts(".tile-title")); n != 10 {
		t.Errorf("%d tiles", n)
	}
	for _, id := range []string{"risk-over-time", "revenue-by-month"} {
		b.tabTo("#" + id + " summary")
		b.press(kb.Enter)
		b.until("the table shows", "document.querySelector('#"+id+" table').offsetParent !== null")
		if n := len(b.texts("#" + id + " tbody tr")); n < 12 {
			t.Errorf("%s has %d rows", id, n)
		}
	}
	b.tabTo(b.named("#timeline .tab", "Orders"))
	b.goes(func() { b.press(kb.Enter) })
	for _, what := range b.texts("#events tbody td:nth-child(2)") {
		if what != "Order" {
			t.Errorf("among the orders is %q", what)
		}
	}
	number := b.texts("#events tbody a")[0]
	b.tabTo("#events tbody a")
	b.goes(func() { b.press(kb.Enter) })
	b.says("Order "+number, "Unit price")
	b.back()
	b.tabTo(b.named("#timeline .tab", "Contacts"))
	b.goes(func() { b.press(kb.Enter) })
	if !strings.Contains(b.path(), "timeline=contacts") || b.has("#events a[href*='/orders/']") {
		t.Errorf("the contacts at %s show orders", b.path())
	}
}
