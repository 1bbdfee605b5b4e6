package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"wholesight/store"
)

// A session ends while somebody corrects a customer: what was typed is there again after
// the log-in, and once it is saved nothing of it is kept, so that it never comes back
// over what a colleague writes later.
func TestJourneyEditKeptOverLogIn(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.expect(401)
	b.logIn(managerEmail)
	b.open("/customers/C10068/edit")
	b.until("its scripts have run", "window.wholesight.load('drafts').then(() => true)")
	b.fill("city", "Ely")
	sh.endSessions(managerEmail)
	b.goes(b.submit)
	b.says("Log in first")
	b.tabTo(b.named("main a", "Log in"))
	b.goes(func() { b.press(kb.Enter) })
	b.fill("email", managerEmail)
	b.fill("password", testPassword)
	b.goes(func() { b.press(kb.Enter) })
	b.until("what was typed is there again", "document.querySelector('main [name=city]')?.value === 'Ely'")
	b.says("Restored, as typed at")
	b.goes(b.submit)
	if b.path() != "/customers/C10068" {
		t.Errorf("saving leads to %s", b.path())
	}
	b.until("nothing is kept", "!Object.keys(localStorage).some((k) => k.startsWith('draft:'))")
	sh.view(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), "C10068")
		if err == nil && c.City != "Ely" {
			t.Errorf("the city is %q", c.City)
		}
		return err
	})
}

// What cannot be read in a filter is said by the filter's own name, and the list that
// stays is not dimmed as if something still came.
func TestJourneyFilterMistyped(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.expect(400)
	b.logIn(managerEmail)
	b.open("/customers?more=1")
	b.tabTo("[name=revenue_min]")
	b.typed("abc")
	b.press(kb.Enter)
	b.until("it is said", "document.getElementById('errors').innerText.includes('abc')")
	if said := b.text("#errors"); !strings.Contains(said, `Revenue from is "abc", which is not a number`) ||
		strings.Contains(said, "revenue_min") {
		t.Errorf("it says %q", said)
	}
	b.until("nothing waits", "!document.querySelector('[aria-busy=true]')")
	b.provoked("Response Status Error Code 400 from /customers,") // that the filter is refused is what is tested
}
