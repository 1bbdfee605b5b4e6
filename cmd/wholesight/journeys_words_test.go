package main

import (
	"strings"
	"testing"

	"wholesight/jobs/settings"
	"wholesight/store"
)

// wordyWindow is a common phone.
const wordyWindow = 390

// A language of longer words: every text is two fifths longer and has accents
// (views.T). No page scrolls sideways for it, no control's text runs out of it, and
// what the pages' own parts say is in the catalogue.
func TestWordyLanguage(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	sh.update(func(tx *store.Tx) error {
		return settings.SaveSetting(tx, store.Actor{Name: "test"}, "locale", "en-XA")
	})
	for _, role := range []string{"anonymous", "customer", "admin"} {
		t.Run(role, func(t *testing.T) {
			sh := sh.in(t)
			b := sh.newTab(t)
			if role != "anonymous" {
				b.logIn(personOf[role])
			}
			for _, address := range addresses(t, sh, role) {
				if strings.HasPrefix(address, "/styleguide") { // samples are written in English
					continue
				}
				b.open(address)
				for _, width := range []int64{wordyWindow, wideWindow} {
					b.size(width, 900)
					b.drawn()
					if wide := b.wide(); len(wide) > 0 {
						t.Errorf("%s at %d px scrolls sideways: %s", b.path(), width, strings.Join(wide, "\n\t"))
					}
					for _, cut := range b.cut() {
						t.Errorf("%s at %d px: a text runs out of %s", b.path(), width, cut)
					}
				}
				for _, text := range b.untranslated() {
					t.Errorf("%s says %q, which is in no catalogue", b.path(), text)
				}
			}
		})
	}
}

// cut are the buttons, links of the navigation, heads and badges whose text is wider
// than they are.
func (b *tab) cut() []string {
	b.t.Helper()
	return eval[[]string](b, `[...document.querySelectorAll('.btn, nav a, th, .badge, .label, legend, .tile')]
		.filter((e) => (e.closest('tr') ? getComputedStyle(e.closest('tr')).clipPath === 'none' : true) && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 4 && getComputedStyle(e).display !== 'inline') // heads of cards are clipped, for ears alone; 4 px are a link's margin
		.slice(0, 5).map((e) => e.scrollWidth + ' of ' + e.clientWidth + ': ' + e.outerHTML.slice(0, 200))`)
}

// untranslated are texts of the parts that are the program's own and have not gone
// through the catalogue. What the shop calls itself, its labels, customers and views
// is in its own words.
func (b *tab) untranslated() []string {
	b.t.Helper()
	return eval[[]string](b, `(() => {
		const own = [...document.querySelectorAll('main :is(h2, h3, label, summary, dt, thead th, legend, .field-help, .field-error, .note, .empty, .btn), body > nav a, header nav a, aside nav a')];
		const shops = /^(Tarnholt Supply|In rhythm|Largest first|CSV|XLSX)$|[·@]/;
		const words = own.filter((e) => !e.querySelector('input, kbd')).map((e) => e.innerText.trim()).filter((s) => /[a-z]{3}/i.test(s) && !shops.test(s));
		return [...new Set(words)].slice(0, 10);
	})()`)
}
