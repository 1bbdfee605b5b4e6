package customers_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// tagged are the codes of the customers with a tag.
func tagged(b *webtest.Browser, t testing.TB, tag string) []string {
	t.Helper()
	order, _ := webtest.RowsOf(t, b.Get("/customers.csv?active=all&sort=code&tag="+url.QueryEscape(tag)).Want(t, 200).Text)
	return append([]string{}, order...)
}

// boxes are the ids of the rows of an address.
func boxes(b *webtest.Browser, t testing.TB, address string) (ids []string) {
	t.Helper()
	d := b.Get(address).Want(t, 200).Doc(t)
	for _, n := range d.Find("#customer-list input[name=pick]").Nodes {
		ids = append(ids, d.FindNodes(n).AttrOr("value", ""))
	}
	return ids
}

func TestPickedRowsAreTaggedAssignedAndTakenBack(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	d := b.Get("/analysis?q=leeds&sort=code&per=25&page=2").Want(t, 200).Doc(t)
	form := d.Find("form.picking")
	action, match := form.AttrOr("action", ""), form.Find("[name=match]").AttrOr("value", "")
	if form.Find("[name=form_key]").Length() != 1 || !strings.Contains(d.Find(".bulk").Text(),
		"All "+match+" that match") {
		t.Fatalf("the bar says %q", d.Find(".bulk").Text())
	}
	ids := boxes(b, t, "/analysis?q=leeds&sort=code&per=25")[:3]
	send := url.Values{"do": {"tag"}, "tag": {" fair:spring "}, "pick": ids, "form_key": {"once"}}
	for range 2 { // sent twice it counts once
		b.Do("POST", action, send).Want(t, 303, "/analysis?page=2&per=25&q=leeds&sort=code")
	}
	if got := tagged(b, t, "fair:spring"); len(got) != 3 {
		t.Fatalf("tagged are %v", got)
	}
	toast := b.Get("/analysis").Want(t, 200).Doc(t).Find("#toasts")
	if !strings.Contains(toast.Text(), "3 changed") {
		t.Errorf("the toast says %q", toast.Text())
	}
	b.Post(toast.Find("form").AttrOr("action", "")).Want(t, 303)
	if got := tagged(b, t, "fair:spring"); len(got) != 0 {
		t.Errorf("taken back, tagged are %v", got)
	}
	// All that match: the number that one saw must still hold.
	b.Post(action, "do", "tag", "tag", "leeds", "all", "1", "match", "7").Want(t, 422).Says(t,
		match+" customers match now, and 7 matched when you looked.")
	b.Post(action, "do", "tag", "tag", "leeds", "all", "1", "match", match).Want(t, 303)
	want, _ := webtest.RowsOf(t, b.Get("/customers.csv?q=leeds&sort=code").Want(t, 200).Text)
	if diff := cmp.Diff(want, tagged(b, t, "leeds")); diff != "" || fmt.Sprint(len(want)) != match {
		t.Errorf("tagged (-matching +tagged)\n%s", diff)
	}
	b.Post(action, "do", "assign", "manager", "none", "pick", ids[0]).Want(t, 303)
	if got := b.Get("/customers?manager=none").Want(t, 200); !strings.Contains(got.Text, `value="`+ids[0]+`"`) {
		t.Error("nobody's customer has somebody")
	}
}

func TestABulkActionIsRefusedInWordsAndKeepsThePicks(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	ids := boxes(b, t, "/customers?per=25")
	for field, pairs := range map[string][]string{
		"Write the tag, such as season:spring.":  {"do", "tag", "tag", " "},
		"Choose the account manager, or Nobody.": {"do", "assign", "manager", ""},
		"This account manager is not there":      {"do", "assign", "manager", "99999"},
		"A tag has no line break and no | in it": {"do", "untag", "tag", "a|b"},
	} {
		d := b.Post("/customers/bulk?per=25", append(pairs, "pick", ids[1], "pick", ids[4])...).Want(t, 422).Doc(t)
		if text := d.Find(".bulk").Text(); !strings.Contains(text, field) {
			t.Errorf("%v: the bar says %q", pairs, text)
		}
		var picked []string
		for _, n := range d.Find("input[name=pick][checked]").Nodes {
			picked = append(picked, d.FindNodes(n).AttrOr("value", ""))
		}
		if !cmp.Equal(picked, []string{ids[1], ids[4]}) {
			t.Errorf("%v: picked are %v", pairs, picked)
		}
	}
	b.Post("/customers/bulk", "do", "tag", "tag", "x").Want(t, 422).Says(t, "Choose at least one customer first.")
	b.Post("/customers/bulk", "do", "burn", "pick", ids[0]).Want(t, 400)
	b.Post("/customers/bulk?cols=colour", "do", "tag", "tag", "x", "pick", ids[0]).Want(t, 400)
	// A rep changes own customers alone, whatever is sent, and assigns none.
	rep := sh.As("rep")
	theirs := fmt.Sprint(sh.Seed.Bravo.Customer.ID)
	rep.Post("/customers/bulk", "do", "tag", "tag", "mine", "pick", theirs).Want(t, 422).Says(t,
		"Choose at least one customer first.")
	rep.Post("/customers/bulk", "do", "assign", "manager", "none", "pick", fmt.Sprint(sh.Seed.Alpha.Customer.ID)).Want(t,
		400)
	if d := rep.Get("/customers").Want(t, 200).Doc(t); d.Find(".bulk [value=assign]").Length() != 0 ||
		d.Find(".bulk [value=tag]").Length() != 1 {
		t.Error("the rep's bar is not the rep's")
	}
	if got := tagged(b, t, "mine"); len(got) != 0 {
		t.Errorf("tagged are %v", got)
	}
}

func TestPickedRowsAreExported(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	ids := boxes(b, t, "/analysis?cols=risk&sort=code&per=25")
	to := b.Post("/customers/bulk?list=analysis&cols=risk&sort=code", "do", "csv", "pick", ids[3], "pick", ids[1]).Want(t,
		303).Header.Get("Location")
	order, rows := webtest.RowsOf(t, b.Get(to).Want(t, 200).Text)
	if len(order) != 2 || !strings.HasPrefix(to, "/analysis.csv?cols=risk&") {
		t.Fatalf("%s has %v", to, order)
	}
	if _, has := rows[order[0]]["account_manager"]; has || rows[order[0]]["risk"] == "" && rows[order[1]]["risk"] == "" {
		t.Errorf("the columns are not those chosen: %v", rows)
	}
	all := b.Get("/customers").Want(t, 200).Doc(t).Find("[name=match]").AttrOr("value", "")
	b.Post("/customers/bulk", "do", "xlsx", "all", "1", "match", all).Want(t, 303, "/customers.xlsx")
	// What is somebody else's is not in a file, though its id is asked for.
	order, _ = webtest.RowsOf(t, sh.As("rep").Get(fmt.Sprintf("/customers.csv?pick=%d.%d", sh.Seed.Alpha.Customer.ID,
		sh.Seed.Bravo.Customer.ID)).Want(t, 200).Text)
	if !cmp.Equal(order, []string{sh.Seed.Alpha.Customer.Code}) {
		t.Errorf("the rep's file has %v", order)
	}
}

func TestARowComesAlone(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	for _, list := range []string{"/customers?cols=contact.risk", "/analysis?q=customer"} {
		d := b.Get(list).Want(t, 200).Doc(t)
		for i, link := range d.Find("#customer-list tbody .cell-main a").EachIter() {
			if i > 4 {
				break
			}
			path, query, _ := strings.Cut(link.AttrOr("href", ""), "?")
			row := b.With("HX-Request", "true").Get(path+"/row?"+query).Want(t, 200)
			if !strings.HasPrefix(row.Text, "<tr") {
				t.Fatalf("%s answers %.80s", path, row.Text)
			}
			want, err := d.Find("#customer-list tbody tr").Eq(i).Html()
			if err != nil {
				t.Fatal(err)
			}
			whole := b.Get(path+"/row?"+query).Want(t, 200).Doc(t)
			if got, err := whole.Find("#customer-list tbody tr").Html(); err != nil || got != want {
				t.Errorf("%s differs from the list's row (%v)\n%s", path, err, cmp.Diff(want, got))
			}
		}
	}
	sh.As("rep").Get(paths.CustomerPath(sh.Seed.Bravo.Customer.Code)+"/row").Want(t, 404)
	b.Get("/customers/nobody/row").Want(t, 404)
	code := sh.Seed.Alpha.Customer.Code
	if before := b.Get(paths.CustomerPath(code)+"/row?cols=contact").Want(t, 200); !strings.Contains(before.Text,
		"CanaryAlphaKind") {
		t.Errorf("the row does not show the last contact: %s", before.Doc(t).Find("tbody").Text())
	}
	sh.Update(func(tx *store.Tx) error {
		return tx.InsertContact(&store.Contact{CustomerID: sh.Seed.Alpha.Customer.ID, At: sh.Now().UnixMilli(), Kind: "visit",
			Author: "x"})
	})
	b.Get(paths.CustomerPath(code)+"/row?cols=contact").Want(t, 200).Says(t, "visit")
}
