package customers_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"wholesight/web/customers"
	"wholesight/web/webtest"
)

// heads are the titles of the columns that a page of a list shows, the sorted one
// without its mark.
func heads(d *goquery.Document) (titles []string) {
	d.Find("#customer-list thead tr:first-child th:not(.col-pick):not(.col-actions)").Each(func(_ int,
		s *goquery.Selection) {
		s.Find(".sort-mark, .visually-hidden").Remove()
		titles = append(titles, strings.TrimSpace(s.Text()))
	})
	return titles
}

func TestColumnsAreChosenInTheAddress(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	for address, want := range map[string][]string{
		"/customers?cols=risk.orders.last":           {"Customer", "Risk", "Orders", "Last order"},
		"/analysis?cols=risk.orders.last":            {"Customer", "Risk", "Orders", "Last order"},
		"/customers?cols=risk&cols=orders.risk":      {"Customer", "Risk", "Orders"},
		"/customers?cols=customer":                   {"Customer"},
		"/customers?cols=customer&cols=gap.customer": {"Customer", "Average gap"},
	} {
		if d := cmp.Diff(want, heads(b.Get(address).Want(t, 200).Doc(t))); d != "" {
			t.Errorf("%s:\n%s", address, d)
		}
	}
	for _, path := range []string{"/customers", "/customers.csv", "/analysis", "/analysis.csv", "/customers/L01"} {
		b.Get(path+"?cols=risk.colour").Want(t, 400)
	}
	b.Get("/customers?cols=risk.colour").Want(t, 400).Says(t, "asks for a column", "colour", "there is none of that name")
	b.Get("/customers/L01?list=analysis").Want(t, 200)
	b.Get("/customers/L01?list=elsewhere").Want(t, 400).Says(t, "is not one of the lists of customers")
	b.Get("/customers?list=analysis").Want(t, 200).Says(t, "left out", "list is not something")

	// The choice itself: what is ticked sends the columns in their order.
	d := b.Get("/customers?cols=orders.risk&q=leeds&choose=1&sort=risk").Want(t, 200).Doc(t)
	var ticked []string
	d.Find(".column-choice input[name=cols][checked]").Each(func(_ int, s *goquery.Selection) {
		ticked = append(ticked, s.AttrOr("value", ""))
	})
	if diff := cmp.Diff([]string{"orders", "risk"}, ticked); diff != "" {
		t.Error(diff)
	}
	hidden := map[string]string{}
	d.Find(".column-choice input[type=hidden]").Each(func(_ int, s *goquery.Selection) {
		hidden[s.AttrOr("name", "")] = s.AttrOr("value", "")
	})
	if diff := cmp.Diff(map[string]string{"cols": "customer", "choose": "1", "q": "leeds", "sort": "risk"},
		hidden); diff != "" {
		t.Error("what goes along:", diff)
	}
	down := d.Find(".column-choice a[title*=back], .column-choice a:contains('back')").First().AttrOr("href", "")
	if got := heads(b.Get(down).Want(t, 200).Doc(t)); !cmp.Equal(got, []string{"Customer", "Risk", "Orders"}) {
		t.Errorf("%s shows %v", down, got)
	}
	if got := d.Find("form.filters input[name=cols]").AttrOr("value", ""); got != "orders.risk" {
		t.Errorf("a new filter loses the columns: %q", got)
	}
}

func TestEveryColumnSortsOrSaysNothing(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	var names []string
	for _, c := range customers.CustomerColumns[1:] {
		names = append(names, c.Name)
	}
	d := b.Get("/analysis?cols="+strings.Join(names, ".")).Want(t, 200).Doc(t)
	if got := len(heads(d)); got != len(customers.CustomerColumns) {
		t.Fatalf("%d heads for %d columns", got, len(customers.CustomerColumns))
	}
	d.Find("#customer-list tbody tr").Each(func(_ int, row *goquery.Selection) {
		row.Find("td, th").Each(func(i int, cell *goquery.Selection) {
			if html, err := cell.Html(); err != nil || strings.TrimSpace(html) == "" {
				t.Errorf("the cell of %s is empty", customers.CustomerColumns[i].Name)
			}
		})
	})
	d.Find("#customer-list thead a.sort").Each(func(_ int, s *goquery.Selection) {
		href := s.AttrOr("href", "")
		sorted := b.Get(href).Want(t, 200).Doc(t)
		if sorted.Find("#customer-list thead th[aria-sort]").Length() == 0 || len(webtest.Listed(sorted)) == 0 {
			t.Errorf("%s is not sorted", href)
		}
	})
	for _, kind := range customers.CustomerLists {
		for _, name := range kind.Columns {
			if customers.ColumnNamed(name) == nil {
				t.Errorf("%s shows %s at first, which is no column", kind.Name, name)
			}
		}
	}
}

// A customer that is opened from a list leads back to that list, its columns and row.
func TestACustomerLeadsBackToItsList(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	for _, list := range []string{"/customers", "/analysis"} {
		d := b.Get(list+"?cols=risk.orders&q=leeds&sort=name").Want(t, 200).Doc(t)
		codes := webtest.Listed(d)
		record := b.Get(d.Find("#customer-list tbody th a").Eq(3).AttrOr("href", "")).Want(t, 200).Doc(t)
		crumb := record.Find(`a[href^="`+list+`?"]`).First().AttrOr("href", "")
		back := b.Get(strings.Split(crumb, "#")[0]).Want(t, 200).Doc(t)
		if diff := cmp.Diff(codes, webtest.Listed(back)); diff != "" ||
			!cmp.Equal(heads(back), []string{"Customer", "Risk", "Orders"}) {
			t.Errorf("%s leads back to %v\n%s", list, heads(back), diff)
		}
		if row := back.Find("#customer-list tbody tr[aria-current=true]"); "#"+row.AttrOr("id", "") != "#"+
			strings.Split(crumb, "#")[1] || !strings.Contains(row.Text(), codes[3]) {
			t.Errorf("%s marks %q", crumb, row.Text())
		}
		next := record.Find(`nav a[title^="Next customer"]`).AttrOr("href", "")
		if got := b.Get(next).Want(t, 200).Doc(t).Find(`a[href^="` + list + `?"]`).Length(); got == 0 {
			t.Errorf("%s has lost the list", next)
		}
	}
}
