package main

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

const option = "#palette-box [role=option]"

// found waits for what the palette finds for a text.
func (b *tab) found(text string) []string {
	b.t.Helper()
	b.until("the palette answers "+text, `document.querySelector('#palette-box [data-query]')?.dataset.query === `+
		quote(text))
	return b.texts(option + " .palette-title")
}

// With the keyboard alone: the palette opens from anywhere, finds a customer while one
// types and goes there; offers it again as the last one; does things; and Escape gives
// the focus back to where it was.
func TestJourneyPalette(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(adminEmail)
	b.open("/customers")
	name := b.text(listed)
	b.tabTo("#customer-list tbody a")

	b.pressWith(kb.ModifierCtrl, "k")
	if all := b.found(""); len(all) < 5 {
		t.Errorf("before anything is typed it offers %q", all)
	}
	b.press(kb.Escape)
	b.until("the focus is back in the list", "!!document.activeElement.closest('#customer-list') && document.getElementById('palette-box').hidden")

	b.pressWith(kb.ModifierCtrl, "k")
	b.found("")
	b.typed(name)
	if all := b.found(name); all[0] != name {
		t.Fatalf("%s finds %q", name, all)
	}
	b.until("the first is chosen", "document.getElementById('palette').getAttribute('aria-activedescendant') === 'palette-list-0'")
	b.press(kb.ArrowDown, kb.ArrowUp)
	b.look() // axe, with the list open
	if folder := os.Getenv("SCREENSHOTS"); folder != "" {
		b.picture(folder, "palette")
	}
	b.goes(func() { b.press(kb.Enter) })
	if !strings.HasPrefix(b.path(), "/customers/") || !strings.Contains(b.text("main"), name) {
		t.Fatalf("Enter led to %s", b.path())
	}

	// It is the last one looked at now.
	b.pressWith(kb.ModifierCtrl, "k")
	if all := b.found(""); all[0] != name {
		t.Errorf("the last customer is not first: %q", all)
	}
	// Something is done: Enter before the answer has come counts too.
	b.typed("run classifications")
	b.goes(func() { b.press(kb.Enter) })
	b.says("Graph data and classifications: asked for")

	b.pressWith(kb.ModifierCtrl, "k")
	b.found("")
	b.typed("switch to dark")
	b.found("switch to dark")
	b.goes(func() { b.press(kb.Enter) })
	b.until("it is dark", "document.documentElement.dataset.bsTheme === 'dark'")
}

// Keys of one letter: g and another go to a page, however quickly they are pressed, ?
// shows them all, none works while one types, and they can be switched off.
func TestJourneyKeys(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(adminEmail)
	b.open("/customers")
	b.goes(func() { b.press("g", "j") })
	if b.path() != "/jobs" {
		t.Fatalf("g j led to %s", b.path())
	}
	b.press("?")
	b.until("the help is open", "document.getElementById('dialog').open")
	b.says("Keyboard shortcuts", "Go to", "Customers")
	b.look()
	if folder := os.Getenv("SCREENSHOTS"); folder != "" {
		b.picture(folder, "keys")
	}
	b.press(kb.Escape)
	b.until("the help is closed", "!document.getElementById('dialog').open")

	b.open("/customers")
	b.tabTo("main input[name=q]")
	b.press("g", "j", "?")
	if b.path() != "/customers" || eval[string](b, "document.activeElement.value") != "gj?" {
		t.Errorf("typing led to %s, the field holds %q", b.path(), eval[string](b, "document.activeElement.value"))
	}

	b.open("/account")
	b.tabTo("main select[name=keys]")
	b.choose("off")
	b.tabTo(b.named("main button", "Save look"))
	b.goes(func() { b.press(kb.Enter) })
	b.open("/customers")
	b.press("?", "g", "j")
	if eval[string](b, "document.documentElement.dataset.keys") != "off" || b.path() != "/customers" ||
		eval[bool](b, "document.getElementById('dialog').open") {
		t.Errorf("switched off, they led to %s", b.path())
	}
}
