package main

import (
	"math"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp/kb"
)

// sight is where in a list somebody is: the row that has the focus, and what is in
// sight around it.
type sight struct {
	Row    string
	Box, Y float64
}

func (b *tab) sight() sight {
	b.t.Helper()
	return eval[sight](b, `({Row: document.activeElement.closest('#customer-list tbody tr')?.id ?? '', Box: document.getElementById('customer-list').scrollTop, Y: scrollY})`)
}

// Whoever opens a customer far down a list and comes back, by Back or by the list's
// name over the customer, is at the same row with the same rows around it: on a desk,
// where the list scrolls in its box, and on a phone, where the page does.
func TestJourneyBackToTheRow(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	for _, width := range []int64{wideWindow, phoneWindow} {
		b.size(width, 900)
		for _, way := range []struct {
			name string
			back func()
		}{
			{"Back", b.back},
			{"the list's name", func() { b.goes(func() { b.click("main nav a[href^='/customers?']") }) }},
		} {
			b.open("/customers?sort=name")
			eval[bool](b, `(document.querySelector('#customer-list tbody tr:nth-child(31) .cell-main a').focus(), true)`)
			b.drawn()
			before := b.sight()
			if before.Row == "" || before.Box+before.Y < 300 {
				t.Fatalf("%d px: row 31 is at %+v", width, before)
			}
			b.goes(func() { b.press(kb.Enter) })
			way.back()
			b.until("a row has the focus", "document.activeElement.closest('#customer-list tbody tr')")
			b.drawn()
			if after := b.sight(); after.Row != before.Row || math.Abs(after.Box-before.Box) > 2 ||
				math.Abs(after.Y-before.Y) > 2 {
				t.Errorf("%d px, %s leads to %+v, not to %+v", width, way.name, after, before)
			}
		}
	}
}

// The line goes while somebody writes: it is said, nothing typed is lost, and once
// the line is back the same press saves it.
func TestJourneyLineLost(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	b.open("/customers?sort=name")
	b.openContact()
	name := b.text(inDialog)
	const note = "Said while the line was down."
	b.press("3") // the outcome; the focus goes to the note
	b.typed(note)
	line := func(offline bool) {
		call(b, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Offline: offline, DownloadThroughput: -1, UploadThroughput: -1}}})
	}
	line(true)
	b.pressWith(kb.ModifierCtrl, kb.Enter)
	b.until("it is said", "!document.getElementById('offline').hidden")
	if got := eval[string](b, "document.querySelector('#dialog [name=note]').value"); got != note {
		t.Errorf("the note is %q", got)
	}
	// the failed requests are what is tested
	b.provoked("htmx:afterRequest,", "htmx:sendError,", "net::ERR_INTERNET_DISCONNECTED")
	line(false)
	b.pressWith(kb.ModifierCtrl, kb.Enter)
	b.until("the next customer is there", "(document.querySelector("+quote(inDialog)+")?.innerText ?? "+quote(name)+
		") !== "+quote(name))
	b.until("the strip is gone", "document.getElementById('offline').hidden")
	b.says("Your calls today: 1")
}
