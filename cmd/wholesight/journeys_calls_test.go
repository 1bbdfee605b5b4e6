package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"wholesight/jobs/contacts"
	"wholesight/store"
)

// inDialog is the customer whose contact is asked for, by the name over the form.
const inDialog = "#dialog[open] h2"

// openContact goes to the first row of the list and presses c.
func (b *tab) openContact() {
	b.t.Helper()
	b.tabTo("#customer-list tbody th a")
	b.contactByKey()
}

// contactByKey presses c on the row that has the focus.
func (b *tab) contactByKey() {
	b.t.Helper()
	b.swaps(func() { b.press("c") })
	b.until("the dialog is there, and its keys", "document.querySelector('#dialog[open] form[data-draft]') && document.querySelectorAll('script[src*=\"/calls.\"]').length === 1")
	b.until("its scripts have run", "window.wholesight.load('calls').then(() => window.wholesight.load('drafts')).then(() => true)")
}

// Fifty calls in a row, each with an outcome key, a note and Ctrl-Enter: at most three
// key actions, one request, and never the mouse.
func TestJourneyFiftyCalls(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	b.open("/customers?sort=name")
	b.openContact()
	eval[bool](b, `(window.mice = 0, window.asked = 0, ['mousedown', 'pointerdown'].forEach((k) => document.addEventListener(k, () => window.mice++, true)),
		document.addEventListener('htmx:beforeRequest', (e) => { if (e.detail.target.id === 'dialog-body') window.asked++; }), true)`)
	seen := map[string]bool{}
	var slowest time.Duration
	for n := range 50 {
		name := b.text(inDialog)
		if name == "" || seen[name] {
			t.Fatalf("call %d is with %q, after %d others", n+1, name, len(seen))
		}
		seen[name] = true
		began := time.Now()
		b.press("3") // one: the outcome
		if n%2 == 0 {
			b.typed(fmt.Sprintf("Call %d, nobody there.", n+1)) // two: a word on it
		}
		b.pressWith(kb.ModifierCtrl, kb.Enter) // three: kept, and on
		b.until("the next customer is there", "(document.querySelector("+quote(inDialog)+")?.innerText ?? "+quote(name)+
			") !== "+quote(name))
		b.until("its heading has the focus", "document.activeElement === document.querySelector("+quote(inDialog)+")")
		slowest = max(slowest, time.Since(began))
	}
	t.Logf("the slowest of 50 calls took %v with all its keys", slowest)
	if mice := eval[int](b, "window.mice"); mice != 0 {
		t.Errorf("the mouse was used %d times", mice)
	}
	if asked := eval[int](b, "window.asked"); asked != 50 {
		t.Errorf("50 calls asked the server %d times", asked)
	}
	b.says("Your calls today: 50 · 0 reached")
	var kept, notes int
	sh.view(func(tx *store.Tx) error {
		return tx.EachContact(store.Everyone(), func(c *store.Contact) error {
			if c.UserID != 0 && c.Outcome == "Not reached" {
				kept++
				if strings.HasPrefix(c.Body, "Call ") {
					notes++
				}
			}
			return nil
		})
	})
	if kept != 50 || notes != 25 {
		t.Errorf("%d contacts are kept, %d of them with a note", kept, notes)
	}
	// Escape leaves the customer and leads back to a row.
	b.press(kb.Escape)
	b.until("the focus is on the page again", "!document.querySelector('#dialog[open]') && document.activeElement !== document.body")
	b.untilGo("nobody is on a customer", func() (bool, error) { return len(sh.onCall()) == 0, nil })
}

// onCall is who is on which customer.
func (sh *browserShop) onCall() (on map[int64]store.CallLease) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) (err error) {
		on, err = contacts.OnCall(tx)
		return err
	})
	return on
}

// Two people on one list: each sees whom the other is on, and neither is given the same
// customer.
func TestJourneyTwoOnOneList(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	one, two := sh.newTab(t), sh.newTab(t)
	one.logIn(managerEmail)
	two.logIn(adminEmail)
	one.open("/customers?sort=name")
	two.open("/customers?sort=name")
	one.openContact()
	first := one.text(inDialog)
	two.tabTo("#customer-list tbody th a")
	two.swaps(func() { two.press("c") })
	if got := two.text(inDialog); got != first {
		t.Fatalf("the other opens %s, not %s", got, first)
	}
	two.says("Marcus Elphick is on this", "Take over", "Next customer")
	if two.has("#dialog form[data-draft]") {
		t.Error("the form is there although somebody else is on the customer")
	}
	two.tabTo(two.named("#dialog button", "Next customer"))
	two.swaps(func() { two.press(kb.Enter) })
	called := map[string]string{first: "one"}
	turn := func(b *tab, who string) {
		t.Helper()
		name := b.text(inDialog)
		b.until("its scripts have run", "window.wholesight.load('calls').then(() => true)")
		b.press("1")
		b.pressWith(kb.ModifierCtrl, kb.Enter)
		b.until("the next customer is there", "(document.querySelector("+quote(inDialog)+")?.innerText ?? "+quote(name)+
			") !== "+quote(name))
		b.until("its heading has the focus", "document.activeElement === document.querySelector("+quote(inDialog)+")")
		now := b.text(inDialog)
		if other := called[now]; other != "" {
			t.Errorf("%s is given %s, whom %s had", who, now, other)
		}
		called[now] = who
	}
	called[two.text(inDialog)] = "two"
	for i := range 12 {
		if i%3 == 2 { // one is slower
			turn(one, "one")
		} else {
			turn(two, "two")
		}
	}
	// Taking over is possible, and said to whoever is taken over from.
	held := one.text(inDialog)
	code := eval[string](one, "document.querySelector('[data-contact-of] a[href^=\"/customers/\"]').innerText.trim()")
	two.open("/customers/" + code + "/contact")
	two.says("Marcus Elphick is on this", held)
	two.tabTo(two.named("main button", "Take over"))
	two.goes(func() { two.press(kb.Enter) })
	if !two.has("main form[data-draft]") {
		t.Error("after taking over there is no form")
	}
	for _, l := range sh.onCall() {
		if l.Name == "Marcus Elphick" {
			t.Errorf("he is still on customer %d", l.CustomerID)
		}
	}
}

// What was typed is there again after a reload and after a session that ended in the
// middle, in which the log-in comes over the page and the request is repeated.
func TestJourneyDraftsAndExpiry(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	b.open("/customers?sort=name")
	b.openContact()
	name := b.text(inDialog)
	b.press("3")
	b.typed("Wants a price for anchors.")
	b.until("the draft is kept", "Object.keys(localStorage).some((k) => k.endsWith(':contact:'+document.querySelector('[data-contact-of] a[href^=\"/customers/\"]').innerText.trim()))")
	b.open("/customers?sort=name")
	b.openContact()
	if got := eval[string](b, "document.querySelector('#dialog [name=note]').value + '|' + document.querySelector('#dialog [name=outcome]:checked')?.value"); got != "Wants a price for anchors.|Not reached" {
		t.Errorf("after the reload the form holds %s", got)
	}
	b.says("Restored, as typed at", "Discard")

	sh.endSessions(managerEmail)
	b.expect(401, 422)
	b.pressWith(kb.ModifierCtrl, kb.Enter)
	b.until("the log-in is there", "document.querySelector('#expiry[open] [name=password]')")
	b.says("Your session has ended.")
	b.tabTo("#expiry [name=email]")
	b.typed(managerEmail)
	b.tabTo("#expiry [name=password]")
	b.typed("not it")
	b.swaps(func() { b.press(kb.Enter) })
	b.says("E-mail or password is wrong.")
	b.tabTo("#expiry [name=password]")
	b.typed(testPassword)
	b.press(kb.Enter)
	b.until("the contact was kept and the next customer is there",
		"!document.querySelector('#expiry[open]') && document.querySelector("+quote(inDialog)+").innerText !== "+quote(name))
	kept := 0
	sh.view(func(tx *store.Tx) error {
		return tx.EachContact(store.Everyone(), func(c *store.Contact) error {
			if c.Body == "Wants a price for anchors." && c.UserID != 0 {
				kept++
			}
			return nil
		})
	})
	if kept != 1 {
		t.Errorf("the contact is kept %d times", kept)
	}
	if n := eval[int](b, "Object.keys(localStorage).filter((k) => k.startsWith('draft:')).length"); n != 0 {
		t.Errorf("%d drafts are left after the save", n)
	}

	b.until("its heading has the focus", "document.activeElement === document.querySelector("+quote(inDialog)+")")

	// Escape closes; what was typed stays; logging out forgets it.
	b.press("3")
	b.typed("Half a sentence")
	b.press(kb.Escape)
	b.until("the dialog is closed", "!document.querySelector('#dialog[open]')")
	b.until("the draft is kept", "Object.keys(localStorage).some((k) => k.startsWith('draft:'))")
	b.click(".bar-end details summary")
	b.goes(func() { b.click("form[action='/logout'] button") })
	if n := eval[int](b, "localStorage.length"); n != 0 {
		t.Errorf("after the log-out %d things are left in the browser", n)
	}
}

// Some minutes before a session ends a dialog asks; one key goes on, as often as wanted.
func TestJourneyStayLoggedIn(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(adminEmail)
	b.open("/customers")
	b.until("the page knows how long", "document.documentElement.dataset.idle === '1800'")
	eval[bool](b, "window.wholesight.load('expiry').then(() => true)")
	for range 3 {
		eval[bool](b, "(localStorage.setItem('seen', String(Date.now() - (1800 - 230) * 1000)), true)")
		b.until("it is asked", "document.querySelector('#expiry[open] [data-stay]') === document.activeElement && document.activeElement")
		b.press(kb.Enter)
		b.until("it is closed, and the session goes on",
			"!document.querySelector('#expiry[open]') && Date.now() - Number(localStorage.getItem('seen')) < 10000")
	}
	eval[bool](b, "(localStorage.setItem('seen', String(Date.now() - 1801 * 1000)), true)")
	b.until("the log-in is asked for", "document.querySelector('#expiry[open] [name=password]')")
}
