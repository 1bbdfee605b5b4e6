package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

const listed = "#customer-list tbody th .cell-main"

// A rep's manager searches, filters, sorts and turns pages; the address always says
// what is seen, and leads a colleague, and Back, to the same rows.
func TestJourneyCustomers(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	b.open("/customers")
	if n := len(b.texts(listed)); n != 50 {
		t.Fatalf("the first page has %d customers", n)
	}

	// Sort by name, then go to the second page of 25.
	b.tabTo(b.named("#customer-list thead a", "Customer"))
	b.swaps(func() { b.press(kb.Enter) })
	if !strings.Contains(b.path(), "sort=") || eval[string](b,
		"document.querySelector('#customer-list thead .col-first').ariaSort ?? document.querySelector('#customer-list thead .col-first').getAttribute('aria-sort')") == "" {
		t.Errorf("sorted by name the address is %s", b.path())
	}
	b.tabTo(b.named("nav a", "25"))
	b.swaps(func() { b.press(kb.Enter) })
	b.tabTo("a[title='Next page']")
	b.swaps(func() { b.press(kb.Enter) })
	second := b.texts(listed)
	b.reloads(listed)

	// Back is the first page again, with its rows.
	b.goesBack()
	first := b.texts(listed)
	if len(first) != 25 || len(second) != 25 || slices.Contains(first, second[0]) || first[0] >= second[0] {
		t.Errorf("pages of 25:\n%q\n%q", first, second)
	}

	// Filter by smart type and label: chips say so, and can be taken away.
	b.open("/customers")
	b.tabTo("#filter-type")
	trade := eval[string](b, "[...document.activeElement.options].find((o) => o.text === 'Trade').value")
	b.swaps(func() { b.choose(trade); b.leave("#filter-type") })
	b.tabTo("#filter-label")
	due := eval[string](b, "[...document.activeElement.options].find((o) => o.text === 'Due').value")
	b.swaps(func() { b.choose(due); b.leave("#filter-label") })
	found := b.texts(listed)
	if len(found) == 0 || len(found) > 40 {
		t.Fatalf("Trade and Due are %d", len(found))
	}
	for _, e := range b.texts("#customer-list tbody .labels") {
		if !strings.Contains(e, "Due") {
			t.Errorf("a row that is not Due: %s", e)
		}
	}
	for _, e := range b.texts("#customer-list tbody td[data-label='Smart type']") {
		if e != "Trade" {
			t.Errorf("a row of smart type %s", e)
		}
	}
	b.says("Smart type: Trade", "Label: Due")
	b.reloads(listed)
	address := b.path()

	// A colleague opens the copied address and sees the same rows.
	colleague := sh.newTab(t)
	colleague.logIn(adminEmail)
	colleague.open(address)
	if d := cmp.Diff(found, colleague.texts(listed)); d != "" {
		t.Errorf("the colleague sees (-here +there)\n%s", d)
	}

	// Into a customer, and Back to the same list.
	b.tabTo("#customer-list tbody th a")
	b.goes(func() { b.press(kb.Enter) })
	if title := b.text("h1"); title != found[0] {
		t.Errorf("%s opens %s", found[0], title)
	}
	b.back()
	if d := cmp.Diff(found, b.texts(listed)); d != "" || b.path() != address {
		t.Errorf("Back leads to %s (-before +after)\n%s", b.path(), d)
	}

	// Without one filter there are more; a search that finds nothing says what to do.
	b.tabTo(".filter-chip a")
	b.swaps(func() { b.press(kb.Enter) })
	if n := len(b.texts(listed)); n <= len(found) {
		t.Errorf("with one filter less there are %d rows, with it %d", n, len(found))
	}
	b.tabTo("#filter-q")
	b.swaps(func() { b.typed("nobody is called this"); b.press(kb.Enter) })
	b.says("No customer matches")
	b.tabTo(b.named("#customer-list .empty a, #customer-list a", "Clear all filters"))
	b.act(func() { b.press(kb.Enter) })
	b.until("all are there again", "document.querySelectorAll('"+listed+"').length === 50")
}

// A rep sees the customers that are hers, by whatever way, and no others.
func TestJourneyRep(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(repEmail)
	b.open("/customers?per=200")
	own := b.texts(listed)
	if len(own) == 0 || len(own) >= 50 {
		t.Fatalf("the rep sees %d customers", len(own))
	}
	for _, m := range b.texts("#customer-list tbody td[data-label='Account manager']") {
		if m != "Agnes Thornbury" {
			t.Errorf("a customer of %s", m)
		}
	}
	admin := sh.newTab(t)
	admin.logIn(adminEmail)
	admin.open("/customers?per=200")
	foreign := eval[string](admin, `[...document.querySelectorAll('#customer-list tbody tr')].find((r) => r.querySelector('[data-label="Account manager"]').innerText !== 'Agnes Thornbury').querySelector('a').getAttribute('href')`)
	b.expect(404, 403)
	b.open(foreign)
	b.says("Not found")
	b.open("/users")
	b.says("Not for your role")
	if b.has(".side a[href='/jobs']") {
		t.Error("the rep's navigation has the jobs")
	}
	b.open("/customers/" + sh.customerOfRep())
	b.says("Agnes Thornbury")
}

// reloads asks for the address anew and compares what a selector finds with what
// htmx has put there.
func (b *tab) reloads(selector string) {
	b.t.Helper()
	before := b.texts(selector)
	b.open(b.path())
	if d := cmp.Diff(before, b.texts(selector)); d != "" {
		b.t.Errorf("%s asked for anew (-swapped +whole)\n%s", b.path(), d)
	}
}

// leave takes the focus from a control, when it is still there.
func (b *tab) leave(selector string) {
	b.t.Helper()
	if eval[bool](b, "document.activeElement.matches("+quote(selector)+")") {
		b.press(kb.Tab)
	}
}

// act does something that swaps a part or loads a page.
func (b *tab) act(do func()) {
	b.t.Helper()
	do()
	b.settled()
}

// goesBack goes back to another state of the list, which htmx asks the server for.
func (b *tab) goesBack() {
	b.t.Helper()
	was := b.texts(listed)[0]
	eval[bool](b, "(setTimeout(() => history.back()), true)")
	b.until("other rows are there", "(document.querySelector('"+listed+"')?.innerText.trim() ?? "+quote(was)+") !== "+
		quote(was))
	b.settled()
}
