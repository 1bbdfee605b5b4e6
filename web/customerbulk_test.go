package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/store"
	"wholesight/web/paths"
)

// tagged are the codes of the customers with a tag.
func (b *browser) tagged(t testing.TB, tag string) []string {
	t.Helper()
	order, _ := rowsOf(t, b.get("/customers.csv?active=all&sort=code&tag="+url.QueryEscape(tag)).want(t, 200).body)
	return append([]string{}, order...)
}

// boxes are the ids of the rows of an address.
func (b *browser) boxes(t testing.TB, address string) (ids []string) {
	t.Helper()
	d := b.get(address).want(t, 200).doc(t)
	for _, n := range d.Find("#customer-list input[name=pick]").Nodes {
		ids = append(ids, d.FindNodes(n).AttrOr("value", ""))
	}
	return ids
}

func TestPickedRowsAreTaggedAssignedAndTakenBack(t *testing.T) {
	sh := newShop(t)
	listShop(t, sh)
	b := sh.as("manager")
	d := b.get("/analysis?q=leeds&sort=code&per=25&page=2").want(t, 200).doc(t)
	form := d.Find("form.picking")
	action, match := form.AttrOr("action", ""), form.Find("[name=match]").AttrOr("value", "")
	if form.Find("[name=form_key]").Length() != 1 || !strings.Contains(d.Find(".bulk").Text(), "All "+match+" that match") {
		t.Fatalf("the bar says %q", d.Find(".bulk").Text())
	}
	ids := b.boxes(t, "/analysis?q=leeds&sort=code&per=25")[:3]
	send := url.Values{"do": {"tag"}, "tag": {" fair:spring "}, "pick": ids, "form_key": {"once"}}
	for range 2 { // sent twice it counts once
		b.do("POST", action, send).want(t, 303, "/analysis?page=2&per=25&q=leeds&sort=code")
	}
	if got := b.tagged(t, "fair:spring"); len(got) != 3 {
		t.Fatalf("tagged are %v", got)
	}
	toast := b.get("/analysis").want(t, 200).doc(t).Find("#toasts")
	if !strings.Contains(toast.Text(), "3 changed") {
		t.Errorf("the toast says %q", toast.Text())
	}
	b.post(toast.Find("form").AttrOr("action", "")).want(t, 303)
	if got := b.tagged(t, "fair:spring"); len(got) != 0 {
		t.Errorf("taken back, tagged are %v", got)
	}
	// All that match: the number that one saw must still hold.
	b.post(action, "do", "tag", "tag", "leeds", "all", "1", "match", "7").want(t, 422).says(t, match+" customers match now, and 7 matched when you looked.")
	b.post(action, "do", "tag", "tag", "leeds", "all", "1", "match", match).want(t, 303)
	want, _ := rowsOf(t, b.get("/customers.csv?q=leeds&sort=code").want(t, 200).body)
	if diff := cmp.Diff(want, b.tagged(t, "leeds")); diff != "" || fmt.Sprint(len(want)) != match {
		t.Errorf("tagged (-matching +tagged)\n%s", diff)
	}
	b.post(action, "do", "assign", "manager", "none", "pick", ids[0]).want(t, 303)
	if got := b.get("/customers?manager=none").want(t, 200); !strings.Contains(got.body, `value="`+ids[0]+`"`) {
		t.Error("nobody's customer has somebody")
	}
}

func TestABulkActionIsRefusedInWordsAndKeepsThePicks(t *testing.T) {
	sh := newShop(t)
	listShop(t, sh)
	b := sh.as("manager")
	ids := b.boxes(t, "/customers?per=25")
	for field, pairs := range map[string][]string{
		"Write the tag, such as season:spring.":  {"do", "tag", "tag", " "},
		"Choose the account manager, or Nobody.": {"do", "assign", "manager", ""},
		"This account manager is not there":      {"do", "assign", "manager", "99999"},
		"A tag has no line break and no | in it": {"do", "untag", "tag", "a|b"},
	} {
		d := b.post("/customers/bulk?per=25", append(pairs, "pick", ids[1], "pick", ids[4])...).want(t, 422).doc(t)
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
	b.post("/customers/bulk", "do", "tag", "tag", "x").want(t, 422).says(t, "Choose at least one customer first.")
	b.post("/customers/bulk", "do", "burn", "pick", ids[0]).want(t, 400)
	b.post("/customers/bulk?cols=colour", "do", "tag", "tag", "x", "pick", ids[0]).want(t, 400)
	// A rep changes own customers alone, whatever is sent, and assigns none.
	rep := sh.as("rep")
	theirs := fmt.Sprint(sh.seed.bravo.customer.ID)
	rep.post("/customers/bulk", "do", "tag", "tag", "mine", "pick", theirs).want(t, 422).says(t, "Choose at least one customer first.")
	rep.post("/customers/bulk", "do", "assign", "manager", "none", "pick", fmt.Sprint(sh.seed.alpha.customer.ID)).want(t, 400)
	if d := rep.get("/customers").want(t, 200).doc(t); d.Find(".bulk [value=assign]").Length() != 0 || d.Find(".bulk [value=tag]").Length() != 1 {
		t.Error("the rep's bar is not the rep's")
	}
	if got := b.tagged(t, "mine"); len(got) != 0 {
		t.Errorf("tagged are %v", got)
	}
}

func TestPickedRowsAreExported(t *testing.T) {
	sh := newShop(t)
	listShop(t, sh)
	b := sh.as("manager")
	ids := b.boxes(t, "/analysis?cols=risk&sort=code&per=25")
	to := b.post("/customers/bulk?list=analysis&cols=risk&sort=code", "do", "csv", "pick", ids[3], "pick", ids[1]).want(t, 303).Header.Get("Location")
	order, rows := rowsOf(t, b.get(to).want(t, 200).body)
	if len(order) != 2 || !strings.HasPrefix(to, "/analysis.csv?cols=risk&") {
		t.Fatalf("%s has %v", to, order)
	}
	if _, has := rows[order[0]]["account_manager"]; has || rows[order[0]]["risk"] == "" && rows[order[1]]["risk"] == "" {
		t.Errorf("the columns are not those chosen: %v", rows)
	}
	all := b.get("/customers").want(t, 200).doc(t).Find("[name=match]").AttrOr("value", "")
	b.post("/customers/bulk", "do", "xlsx", "all", "1", "match", all).want(t, 303, "/customers.xlsx")
	// What is somebody else's is not in a file, though its id is asked for.
	order, _ = rowsOf(t, sh.as("rep").get(fmt.Sprintf("/customers.csv?pick=%d.%d", sh.seed.alpha.customer.ID, sh.seed.bravo.customer.ID)).want(t, 200).body)
	if !cmp.Equal(order, []string{sh.seed.alpha.customer.Code}) {
		t.Errorf("the rep's file has %v", order)
	}
}

func TestARowComesAlone(t *testing.T) {
	sh := newShop(t)
	listShop(t, sh)
	b := sh.as("manager")
	for _, list := range []string{"/customers?cols=contact.risk", "/analysis?q=customer"} {
		d := b.get(list).want(t, 200).doc(t)
		for i, link := range d.Find("#customer-list tbody .cell-main a").EachIter() {
			if i > 4 {
				break
			}
			path, query, _ := strings.Cut(link.AttrOr("href", ""), "?")
			row := b.with("HX-Request", "true").get(path+"/row?"+query).want(t, 200)
			if !strings.HasPrefix(row.body, "<tr") {
				t.Fatalf("%s answers %.80s", path, row.body)
			}
			want, err := d.Find("#customer-list tbody tr").Eq(i).Html()
			if err != nil {
				t.Fatal(err)
			}
			whole := b.get(path+"/row?"+query).want(t, 200).doc(t)
			if got, err := whole.Find("#customer-list tbody tr").Html(); err != nil || got != want {
				t.Errorf("%s differs from the list's row (%v)\n%s", path, err, cmp.Diff(want, got))
			}
		}
	}
	sh.as("rep").get(paths.CustomerPath(sh.seed.bravo.customer.Code)+"/row").want(t, 404)
	b.get("/customers/nobody/row").want(t, 404)
	code := sh.seed.alpha.customer.Code
	if before := b.get(paths.CustomerPath(code)+"/row?cols=contact").want(t, 200); !strings.Contains(before.body, "CanaryAlphaKind") {
		t.Errorf("the row does not show the last contact: %s", before.doc(t).Find("tbody").Text())
	}
	sh.update(func(tx *store.Tx) error {
		return tx.InsertContact(&store.Contact{CustomerID: sh.seed.alpha.customer.ID, At: sh.now().UnixMilli(), Kind: "visit", Author: "x"})
	})
	b.get(paths.CustomerPath(code)+"/row?cols=contact").want(t, 200).says(t, "visit")
}
