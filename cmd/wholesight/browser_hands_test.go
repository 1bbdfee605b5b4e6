package main

import (
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press presses keys, one after the other, as a keyboard does.
func (b *tab) press(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		b.do(chromedp.KeyEvent(k))
	}
}

func (b *tab) pressWith(m chromedp.Modifier, key string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(m)))
}

// typed types into whatever has the focus, after taking out what stands there.
func (b *tab) typed(text string) {
	b.t.Helper()
	b.pressWith(kb.ModifierCtrl, "a")
	b.press(kb.Delete)
	call(b, input.InsertText, input.InsertTextParams{Text: text})
}

// tabTo presses Tab until a control that the selector finds has the focus. On the
// way every control must show that it has it.
func (b *tab) tabTo(selector string) {
	b.t.Helper()
	b.walkTo(selector, func() { b.press(kb.Tab) })
}

// tabBackTo is tabTo with Shift and Tab: at the top of a page it begins at its end, where
// the toasts are.
func (b *tab) tabBackTo(selector string) {
	b.t.Helper()
	b.walkTo(selector, func() { b.pressWith(kb.ModifierShift, kb.Tab) })
}

func (b *tab) walkTo(selector string, step func()) {
	b.t.Helper()
	seen := ""
	for range 400 {
		at := eval[struct {
			Here, Shown bool
			Name        string
		}](b, `(() => {
			const e = document.activeElement;
			if (!e || e === document.body) return {Here: false, Shown: true, Name: 'body'};
			// A tab that another one stands before shows no focus until a key is pressed.
			if (!document.hasFocus()) return {Here: false, Shown: true, Name: 'a tab in the background'};
			const ring = (x) => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; };
			const near = [e, e.nextElementSibling, e.parentElement, e.closest('label'), e.closest('li')].filter(Boolean);
			const target = e.getAttribute('tabindex') === '-1'; // a heading that a swap led to: nothing to press
			return {Here: e.matches(`+quote(selector)+`), Shown: target || near.some(ring), Name: e.outerHTML.slice(0, 160)};
		})()`)
		if !at.Shown {
			b.t.Errorf("%s: the focus does not show on %s", b.place(), at.Name)
		}
		if at.Here {
			return
		}
		seen += "\n" + at.Name
		step()
	}
	b.t.Fatalf("%s: Tab does not reach %s; it went%s", b.place(), selector, seen)
}

// fill tabs to a field by its name and types.
func (b *tab) fill(name, text string) {
	b.t.Helper()
	b.tabTo(fmt.Sprintf(`main [name=%q]`, name))
	b.typed(text)
}

// submit sends the page's form by its main button, past the browser's own checks:
// what the server says is what is tested.
func (b *tab) submit() {
	b.t.Helper()
	b.tabTo("main form .btn-primary")
	eval[bool](b, "(document.activeElement.form.noValidate = true)")
	b.press(kb.Enter)
}

// named is a selector for the first control that another one finds whose words are
// these.
func (b *tab) named(selector, words string) string {
	b.t.Helper()
	mark := "control-" + strings.ReplaceAll(strings.ToLower(words), " ", "-")
	b.until("there is "+words, `(() => {
		const e = [...document.querySelectorAll(`+quote(selector)+
		`)].find((e) => e.innerText.replace(/\s+/g, ' ').trim() === `+quote(words)+`);
		if (!e) return false;
		for (const old of document.querySelectorAll('[data-test=`+mark+`]')) delete old.dataset.test;
		e.dataset.test = `+quote(mark)+`;
		return true;
	})()`)
	return "[data-test=" + quote(mark) + "]"
}

// choose picks a choice of the select that has the focus by its value, with the
// arrows, as the keyboard does.
func (b *tab) choose(value string) {
	b.t.Helper()
	b.press(kb.Home)
	for range 100 {
		if eval[string](b, "document.activeElement.value") == value {
			return
		}
		b.press(kb.ArrowDown)
	}
	b.t.Fatalf("%s: there is no choice %q", b.place(), value)
}

// swaps does something that htmx answers with a part of the page, and waits until
// the part is in its place.
func (b *tab) swaps(act func()) {
	b.t.Helper()
	eval[bool](b, "(window.swapped = 0, document.addEventListener('htmx:afterSettle', (e) => { if (e.detail.xhr) window.swapped++; }, {once: true}), true)")
	act()
	b.until("the part of the page has come", "window.swapped > 0")
	b.settled()
}

// click clicks the first control that the selector finds, with the mouse.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// has tells whether the selector finds something; text is what the page shows.
func (b *tab) has(selector string) bool {
	b.t.Helper()
	return eval[bool](b, "document.querySelector("+quote(selector)+") !== null")
}

func (b *tab) text(selector string) string {
	b.t.Helper()
	return eval[string](b, "document.querySelector("+quote(selector)+")?.innerText ?? ''")
}

// texts are the texts of all that the selector finds.
func (b *tab) texts(selector string) []string {
	b.t.Helper()
	return eval[[]string](b, "[...document.querySelectorAll("+quote(selector)+")].map((e) => e.innerText.trim())")
}

// says fails the test unless the page shows every text.
func (b *tab) says(texts ...string) {
	b.t.Helper()
	shown := strings.Join(strings.Fields(b.text("body")), " ")
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			b.t.Errorf("%s: the page does not say %q:\n%.3000s", b.place(), text, shown)
		}
	}
}

// path is the address that the tab shows, without the host.
func (b *tab) path() string {
	b.t.Helper()
	return eval[string](b, "location.pathname + location.search")
}

// logIn logs somebody in by the page.
func (b *tab) logIn(email string) {
	b.t.Helper()
	b.open("/login")
	b.fill("email", email)
	b.fill("password", testPassword)
	b.goes(func() { b.press(kb.Enter) })
	if b.path() == "/login" {
		b.t.Fatalf("%s is not let in: %s", email, b.text("main"))
	}
}

// back goes back as the browser's button does.
func (b *tab) back() {
	b.t.Helper()
	b.goes(func() {
		if _, err := tryEval[bool](b, "(setTimeout(() => history.back()), true)"); err != nil {
			b.t.Fatal(err)
		}
	})
}
