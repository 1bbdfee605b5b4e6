package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp/kb"

	"wholesight/jobs/rules/classify"
)

// The ways of the twelve journeys (see journeys_test.go) that the others do not go by
// the keyboard from end to end: Tab, Enter, Space, Escape and the arrows, and typing.

// newKeysTab is a tab in which a press of the mouse is a fault.
func (sh *browserShop) newKeysTab(t testing.TB) *tab {
	t.Helper()
	b := sh.newTab(t)
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `addEventListener('pointerdown', () => console.error('the mouse was used'), true);`})
	return b
}

// escapes presses Escape and waits until what was open is shut and the control that
// opened it has the focus again.
func (b *tab) escapes(open, opener string) {
	b.t.Helper()
	b.press(kb.Escape)
	b.until("Escape shuts "+open, "!document.querySelector("+quote(open)+")")
	b.until("the focus is back on "+opener, "document.activeElement.matches("+quote(opener)+")")
}

// A word on a customer, from its record.
func TestKeysComment(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newKeysTab(t)
	b.logIn(managerEmail)
	b.open("/customers/" + sh.customerOf(buyerEmail))
	const opener, dialog = "main a[data-press=c]", "#dialog[open]"
	opens := func() {
		t.Helper()
		b.tabTo(opener)
		b.swaps(func() { b.press(kb.Enter) })
		b.until("the dialog is there, and its keys", "document.querySelector('#dialog[open] form[data-draft]') && window.wholesight.load('calls').then(() => window.wholesight.load('drafts')).then(() => true)")
	}
	opens()
	b.escapes(dialog, opener)
	tiles := b.text("#record-tiles")
	opens()
	b.tabTo(dialog + " [name=outcome]")
	b.press(" ", kb.ArrowRight)
	chosen := eval[string](b, "document.querySelector('#dialog [name=outcome]:checked').value")
	b.tabTo(dialog + " [name=note]")
	b.typed("Asked about the winter list.")
	b.tabTo(dialog + " button[value=save]")
	b.act(func() { b.press(kb.Enter) })
	b.until("it is in the timeline", "/Asked about the winter list/.test(document.querySelector('#events').innerText)")
	b.until("the tiles tell of it", "document.querySelector('#record-tiles').innerText !== "+quote(tiles))
	b.says(chosen)
}

// A band's value is edited, and the order of the bands, taken up, put back by Escape,
// and moved.
func TestKeysBands(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newKeysTab(t)
	b.logIn(adminEmail)
	b.open("/classifications")
	b.tabTo("#list-revenue_rank tbody tr:nth-child(1) [data-value]")
	b.typed("25")
	b.press(kb.Tab)
	b.until("the value is kept", "document.querySelector('#draft-says [name=version]').value !== '0'")
	b.settled()
	b.says("Draft: 1 change")

	before := b.bandTitles("risk")
	const first = "#list-risk tbody tr:nth-child(1) [data-drag]"
	b.tabTo(first)
	b.press(" ", kb.ArrowDown)
	b.until("it has gone a step", "document.activeElement.closest('tr').rowIndex === 2")
	b.press(kb.Escape)
	b.until("it is back", "document.activeElement.matches("+quote(first)+
		") && document.activeElement.getAttribute('aria-pressed') === 'false'")
	if now := b.bandTitles("risk"); !slices.Equal(now, before) {
		t.Errorf("after Escape the rows are %q, before %q", now, before)
	}
	want := slices.Clone(before)
	want[0], want[1] = want[1], want[0]
	b.press(" ", kb.ArrowDown)
	b.press(" ")
	b.until("it says where the row is", "document.querySelector('#toasts').innerText.includes("+
		quote(fmt.Sprintf("%s moved to 2 of %d", before[0], len(before)))+")")
	b.settled()
	if got := sh.drafted(classify.Risk); !slices.Equal(got, want) {
		t.Errorf("the draft has %q, want %q", got, want)
	}
	if !eval[bool](b, "document.activeElement.matches('#list-risk tbody tr:nth-child(2) [data-drag]')") {
		t.Errorf("the focus is on %s", eval[string](b, "document.activeElement.outerHTML.slice(0, 160)"))
	}
	b.tabTo("#draft-bar [formaction$='/discard']")
	b.swaps(func() { b.press(kb.Enter) })
	if got := b.bandTitles("risk"); !slices.Equal(got, before) {
		t.Errorf("discarded, the rows are %q", got)
	}
}

// Rows are picked and given to an account manager, and the toast takes it back.
func TestKeysBulkAssign(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newKeysTab(t)
	b.logIn(managerEmail)
	b.open("/customers?sort=name")
	of := func() []string {
		t.Helper()
		return b.texts("#customer-list tbody td[data-label='Account manager']")[:2]
	}
	before := of()
	for row := range 2 {
		b.tabTo(fmt.Sprintf("#customer-list tbody tr:nth-child(%d) [data-pick]", row+1))
		b.press(" ")
	}
	b.until("two are picked", "document.querySelector('[data-pick-count]').innerText === '2'")
	b.tabTo("[data-pick-bar] [name=manager]")
	b.choose("none")
	b.tabTo("[data-pick-bar] [value=assign]")
	b.goes(func() { b.press(kb.Enter) })
	undo := b.named(".toasts button", "Undo")
	b.tabBackTo(undo) // a toast waits while it has the focus
	b.says("2 changed")
	for _, now := range of() {
		if slices.Contains(before, now) {
			t.Errorf("assigned to nobody, a row has %q", now)
		}
	}
	if !eval[bool](b, "document.activeElement.matches("+quote(undo)+")") {
		t.Fatal("the toast has lost the focus")
	}
	b.goes(func() { b.press(kb.Enter) })
	if now := of(); !slices.Equal(now, before) {
		t.Errorf("taken back, the rows have %q, before %q", now, before)
	}
}

// A customer is edited, its graph read as a table, and the person logs out; what opens
// is shut by Escape, and the focus goes back.
func TestKeysRecordAndOut(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newKeysTab(t)
	b.logIn(managerEmail)
	b.open("/customers/" + sh.customerOf(buyerEmail))
	b.tabTo("main a[data-press=e]")
	b.goes(func() { b.press(kb.Enter) })
	b.fill("city", "Keyswick")
	b.tabTo("main form .btn-primary")
	b.goes(func() { b.press(kb.Enter) })
	b.says("Keyswick", "saved")

	const table = "#revenue-by-month details"
	b.tabTo(table + " summary")
	b.press(kb.Enter)
	b.until("the table shows", "document.querySelector('"+table+" table').offsetParent !== null")
	if rows := b.texts(table + " tbody tr"); len(rows) != 12 || !strings.ContainsAny(strings.Join(rows, ""), "123456789") {
		t.Errorf("the graph's table has the rows %q", rows)
	}
	b.press(kb.Enter)
	b.until("the table is shut, and its heading has the focus",
		"!document.querySelector('"+table+"').open && document.activeElement.matches('"+table+" summary')")

	const menu = ".bar-end details"
	b.tabTo(menu + " summary")
	b.press(kb.Enter)
	b.until("the menu is open", "document.querySelector('"+menu+"').open")
	b.escapes(menu+"[open]", menu+" summary")
	b.press(kb.Enter)
	b.tabTo("form[action='/logout'] button")
	b.goes(func() { b.press(kb.Enter) })
	b.says("You are logged out.")
}
