package main

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// A call back asks for its day: the key leads into the field, and another outcome takes
// the question back. Nobody there presets the next working day. Three keys still do it.
func TestJourneyOutcomesPresetTheFollowUp(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	b.open("/customers?follow_up=none&sort=name")
	b.openContact()
	name := b.text(inDialog)
	chosen := "document.querySelector('#dialog [name=next]:checked').value"
	field := "document.activeElement.name"
	b.press("4")
	if got := eval[string](b, chosen+" + ' ' + "+field); got != "on next_on" {
		t.Errorf("Call back leads to %q\n%s", got, b.looks())
	}
	// The driver's key is typed into the field that it leads to; a keyboard's is not.
	eval[bool](b, "(document.activeElement.value = '', true)")
	b.tabTo("#dialog [name=outcome]:checked")
	b.press("3")
	if got := eval[string](b, chosen+" + ' ' + "+field); got != "keep note" {
		t.Errorf("Not reached leads to %q\n%s", got, b.looks())
	}
	b.says("By the outcome · ")
	b.pressWith(kb.ModifierCtrl, kb.Enter)
	b.until("the next customer is there", "(document.querySelector("+quote(inDialog)+")?.innerText ?? "+quote(name)+
		") !== "+quote(name))
	b.says("Follow-up on ")
	b.look()
}
