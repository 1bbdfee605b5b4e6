package main

import (
	"fmt"
	"testing"
)

// Whoever comes to a list from a count, a cell or a tile sees the list: the first
// customer stands on the first screen, and chips say what holds.
func TestJourneyEntrancesShowTheList(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(managerEmail)
	for _, screen := range []struct{ width, height int64 }{{1440, 900}, {390, 844}} {
		for from, link := range map[string]string{
			"/today":     ".worklist-head a, #sizes a[href^='/customers?']",
			"/forecasts": "main a[href^='/customers?']",
			"/reports":   "main a[href^='/customers?']",
		} {
			b.size(1440, 900)
			b.open(from)
			all := eval[[]string](b, "[...new Set([...document.querySelectorAll("+quote(link)+
				")].map((a) => a.getAttribute('href')))]")
			if len(all) == 0 && from != "/reports" {
				t.Errorf("%s: no link leads to a list", from)
			}
			b.size(screen.width, screen.height)
			for i, to := range all {
				if i >= 9 {
					break
				}
				b.open(to)
				at := fmt.Sprintf("%d×%d: from %s to %s", screen.width, screen.height, from, to)
				if b.has(".filters-more[open]") || !b.has(".filter-chip") {
					t.Errorf("%s: the filters are open, or no chip says what holds", at)
				}
				if !b.has("#customer-list tbody tr[id]") {
					continue
				}
				if bottom := eval[float64](b, "document.querySelector('#customer-list tbody tr[id] .cell-main').getBoundingClientRect().bottom"); bottom > float64(screen.height) {
					t.Errorf("%s: the first customer ends at %.0f of %d px", at, bottom, screen.height)
				}
			}
		}
	}
}
