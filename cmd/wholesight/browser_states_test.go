package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestStates looks at pages as forms, dialogs and errors leave them.
func TestStates(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(adminEmail)
	for _, s := range states {
		b.expect(s.status...)
		s.enter(b)
		b.look()
	}
}

// states are pages that no address alone shows.
var states = []struct {
	name   string
	status []int // refusals that are part of it
	enter  func(b *tab)
}{
	{"not-found", []int{404}, func(b *tab) { b.open("/customers/nobody") }},
	{"not-understood", []int{400}, func(b *tab) { b.open("/customers?sort=nonsense") }},
	{"user-refused", []int{422}, func(b *tab) {
		b.open("/users/new")
		b.fill("email", "no address")
		b.submit()
		b.until("the refusal is at the field", "document.querySelector('main [aria-invalid=true]')")
	}},
	{"settings-refused", []int{422}, func(b *tab) {
		b.open("/settings")
		b.fill("time-zone", "Atlantis")
		b.submit()
		b.until("the refusal is at the field", "document.querySelector('main [aria-invalid=true]')")
	}},
	{"classification-refused", []int{422}, func(b *tab) {
		b.open("/classifications/new")
		b.submit()
		b.until("the refusal is at the field", "document.querySelector('main [aria-invalid=true]')")
	}},
	{"smart-type-refused", []int{422}, func(b *tab) {
		b.open("/smart-types/new")
		b.fill("title", "trade")
		b.submit()
		b.until("the refusal is at the field", "document.querySelector('main [aria-invalid=true]')")
	}},
	{"smart-type-moved", nil, func(b *tab) {
		b.open("/smart-types")
		b.swaps(func() { b.click("#t-1 [title^='Move down'], main tbody tr:first-child [title^='Move down']") })
		b.until("the button has the focus again", "document.activeElement.title.startsWith('Move')")
	}},
	{"classification-in-place", nil, func(b *tab) {
		b.open("/classifications")
		b.tabTo("#type-risk a[href*='/classifications/new']")
		b.swaps(func() { b.press(kb.Enter) })
	}},
	{"classification-draft", nil, func(b *tab) {
		b.open("/classifications")
		b.swaps(func() { b.click("#list-revenue_change tbody tr:last-child [title^='Delete']") })
		b.swaps(func() { b.click("#list-risk tbody tr:first-child [title^='Move down']") })
		b.click("#list-risk tbody tr:first-child .move-to summary")
	}},
	{"filters-open", nil, func(b *tab) {
		b.open("/customers")
		b.tabTo(b.named("main a", "More filters"))
		b.swaps(func() { b.press(kb.Enter) })
	}},
	{"menu-open", nil, func(b *tab) {
		b.open("/customers")
		b.click(".bar-end details summary")
		b.until("the menu is open", "document.querySelector('.bar-end details[open]')")
	}},
	{"drawer-open", nil, func(b *tab) {
		b.open("/jobs")
		b.size(phoneWindow, 900)
		b.click(".drawer summary")
		b.until("the drawer is open", "document.querySelector('.drawer[open]')")
	}},
	{"dialog-open", nil, func(b *tab) {
		b.open("/styleguide")
		b.click("[data-dialog=sample-dialog]")
		b.until("the dialog is open", "document.querySelector('#sample-dialog[open]')")
	}},
	{"import-refused", nil, func(b *tab) {
		b.upload("no-orders.csv", "this,is,no\norder,at,all\n")
		b.until("the refusal is there", "/Columns are missing|refused/.test(document.querySelector('main').innerText)")
	}},
	{"import-asks", nil, func(b *tab) {
		b.upload("two-ways.csv", "order_number,order_date,customer_code,sku,quantity,unit_price\nA-1,05/06/2026,C10002,X,1,1.50\n")
		b.until("the question is there", "/Only you can tell/.test(document.querySelector('main').innerText)")
	}},
	{"import-preview", nil, func(b *tab) {
		b.upload("orders.csv", "order_number,order_date,customer_code,sku,quantity,unit_price\nA-1,2026-11-05,C10002,X,1,1.50\nA-2,2026-11-05,,X,1,1.50\n")
		b.until("the preview is there", "/Import 1.order/.test(document.querySelector('main').innerText)")
	}},
	{"job-under-way", nil, func(b *tab) {
		open := b.shop.gates.hold("rebuild")
		b.t.Cleanup(open)
		b.open("/classifications")
		b.tabTo(b.named("main button", "Run now"))
		b.act(func() { b.press(kb.Enter) })
		b.until("the run is followed", "document.querySelector('[sse-connect] progress')")
	}},
}

// TestStatesOfStrangers looks at what those see who are not, or no longer, let in.
func TestStatesOfStrangers(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.expect(422, 404, 401)
	b.open("/login")
	b.fill("email", adminEmail)
	b.fill("password", "not the password")
	b.goes(func() { b.press(kb.Enter) })
	b.look()
	b.open("/password/no-such-link")
	b.look()
	b.logIn(adminEmail)
	b.open("/users/new")
	sh.endSessions(adminEmail)
	b.submit()
	b.until("the log-in is asked for", "/Log in first/.test(document.body.innerText)")
	b.look()
}

// upload brings a file of orders as far as its page.
func (b *tab) upload(name, text string) {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
	b.open("/imports/new?kind=orders")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("main input[type=file]"), []string{path}))
	b.tabTo("main form .btn-primary")
	b.goes(func() { b.press(kb.Enter) })
}
