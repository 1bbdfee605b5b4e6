package today_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// No link from a page to a list opens the panel of rarer filters over it, and each list
// says by chips what holds. A filter of the panel goes along with a change of another.
func TestNoEntranceOpensTheFilters(t *testing.T) {
	sh := webtest.NewShop(t)
	todayShop(t, sh)
	b := sh.As("manager")
	seen := map[string]bool{}
	for _, page := range []string{paths.TodayPath(), "/forecasts", paths.TargetsPath(), "/classifications", "/reports",
		paths.CustomersPath(), paths.CustomerPath("L00")} {
		b.Get(page).Want(t, 200).Doc(t).Find("main a[href]").Each(func(_ int, a *goquery.Selection) {
			to := a.AttrOr("href", "")
			list, query, filtered := strings.Cut(to, "?")
			asks := strings.Contains(to, "more=") && strings.TrimSpace(a.Text()) == "More filters"
			if (list != "/customers" && list != "/analysis") || !filtered || asks || seen[to] {
				return
			}
			seen[to] = true
			doc := b.Get(to).Want(t, 200).Doc(t)
			if doc.Find("details.filters-more[open]").Length() > 0 {
				t.Errorf("%s: %q leads to %s, with the filters open", page, a.Text(), to)
			}
			if only := strings.HasPrefix(query, "sort=") || strings.HasPrefix(query, "columns=") ||
				strings.HasPrefix(query, "choose="); !only && doc.Find(".filter-chip").Length() == 0 &&
				!strings.Contains(query, "choose=") && !strings.Contains(query, "per=") && !strings.Contains(query, "page=") {
				t.Errorf("%s: no chip says what holds in %s", page, to)
			}
		})
	}
	if len(seen) < 10 {
		t.Errorf("only %d links lead to lists", len(seen))
	}
	doc := b.Get("/customers?follow_up=overdue").Want(t, 200).Doc(t)
	if got := doc.Find("form.filters details select[name=follow_up] option[selected]").AttrOr("value",
		""); got != "overdue" {
		t.Errorf("the shut panel holds follow_up %q", got)
	}
	if b.Get("/customers?follow_up=overdue&more=1").Want(t, 200).Doc(t).Find("details.filters-more[open]").Length() != 1 {
		t.Error("More filters does not open them")
	}
}

// A page leaves out what it does not know of an address, says so, and keeps the rest; a
// file, which has no place for a note, refuses.
func TestAnUnknownParameterIsLeftOutWithANote(t *testing.T) {
	sh := webtest.NewShop(t)
	todayShop(t, sh)
	b := sh.As("manager")
	for _, list := range []string{"/customers", "/analysis"} {
		doc := b.Get(list+"?utm_source=mail&follow_up=overdue").Want(t, 200).Doc(t)
		if note := doc.Find("main .note").Text(); !strings.Contains(note, "left out") ||
			!strings.Contains(note, "utm_source") {
			t.Errorf("%s: the note says %q", list, note)
		}
		if doc.Find(".filter-chip").Length() != 1 {
			t.Errorf("%s: the rest of the address does not hold", list)
		}
		if doc.Find("main a[href*=utm_source]").Length() > 0 {
			t.Errorf("%s: what is left out goes along", list)
		}
		b.Get(list+".csv?utm_source=mail").Want(t, 400)
		b.Get(list+"?follow_up=late&utm_source=mail").Want(t, 400)
	}
	for _, path := range []string{paths.CustomerPath("L00"), paths.ContactPath("L00")} {
		b.Get(path+"?utm_source=mail").Want(t, 200)
	}
}
