package main

import "testing"

// A new toast takes the place of the one before, and none lies over the names of a list.
func TestJourneyToastsAreReplaced(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	b.open("/customers?sort=name")
	for _, text := range []string{"first", "second"} {
		eval[bool](b, "document.dispatchEvent(new CustomEvent('toast', { detail: { text: "+quote(text)+" } }))")
		b.until("it alone shows", "[...document.querySelectorAll('#toasts .toast-text')].map((e) => e.textContent).join() === "+quote(text))
	}
	if over := eval[bool](b, `(() => {
		const toast = document.querySelector('#toasts [data-toast]').getBoundingClientRect();
		const name = document.querySelector('#customer-list tbody .cell-main').getBoundingClientRect();
		return toast.left < name.right && toast.right > name.left;
	})()`); over {
		t.Error("the toast lies over the first column")
	}
}
