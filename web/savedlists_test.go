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

// saveView saves what an address of a list shows, and returns the view.
func (b *browser) saveView(t testing.TB, list, query, name string, more ...string) (v store.SavedList) {
	t.Helper()
	form := b.get("/views/new?list="+list+"&"+query).want(t, 200).doc(t)
	send := url.Values{"name": {name}}
	for _, field := range []string{"list", "query", "form_key"} {
		send.Set(field, form.Find("main input[name="+field+"]").AttrOr("value", ""))
	}
	for i := 0; i < len(more); i += 2 {
		send.Set(more[i], more[i+1])
	}
	to := b.do("POST", "/views", send).want(t, 303).Header.Get("Location")
	if again := b.do("POST", "/views", send).want(t, 303).Header.Get("Location"); again != to {
		t.Errorf("sent twice it leads to %s and %s", to, again)
	}
	at, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	b.sh.view(func(tx *store.Tx) (err error) {
		v, err = tx.SavedList(0, paths.Number(at.Query().Get("view")))
		if err != nil { // not shared: as its owner
			for _, u := range b.sh.people {
				if v, err = tx.SavedList(u.ID, paths.Number(at.Query().Get("view"))); err == nil {
					return nil
				}
			}
		}
		return err
	})
	return v
}

func (b *browser) viewNames(t testing.TB, path string) (names []string) {
	t.Helper()
	d := b.get(path).want(t, 200).doc(t)
	for _, n := range d.Find("#saved-lists .tab").Nodes {
		names = append(names, strings.Join(strings.Fields(strings.Split(d.FindNodes(n).Text(), "★")[0]), " "))
	}
	return names
}

func TestViewsAreSavedSharedAndChanged(t *testing.T) {
	sh := newShop(t)
	listShop(t, sh)
	owner, rep, admin := sh.as("manager"), sh.as("rep"), sh.as("admin")
	v := owner.saveView(t, "analysis", "q=leeds&sort=name&cols=risk.orders&page=2&more=1", "  Leeds   by name ")
	if v.Name != "Leeds by name" || v.Query != "cols=risk.orders&q=leeds&sort=name" || v.List != "analysis" || v.Shared {
		t.Fatalf("saved is %+v", v)
	}
	address := fmt.Sprintf("/analysis?cols=risk.orders&q=leeds&sort=name&view=%d", v.ID)
	d := owner.get(address).want(t, 200).doc(t)
	if tab := d.Find("#saved-lists .tab[aria-current]"); !strings.Contains(tab.Text(), "Leeds by name") || tab.AttrOr("href", "") != address {
		t.Errorf("the tab is %q to %s", tab.Text(), tab.AttrOr("href", ""))
	}
	if diff := cmp.Diff([]string{"All"}, owner.viewNames(t, "/customers")); diff != "" {
		t.Errorf("the other list shows it: %s", diff)
	}
	// Nobody else has it until it is shared.
	path := fmt.Sprint("/views/", v.ID)
	for _, b := range []*browser{rep, admin} {
		b.get(path).want(t, 404)
		b.post(path, "name", "Mine", "version", "1").want(t, 404)
		b.post(path+"/delete", "version", "1").want(t, 404)
		if names := b.viewNames(t, "/analysis"); len(names) != 1 {
			t.Errorf("somebody else sees %v", names)
		}
		b.get(address).want(t, 200).says(t, "The saved list of this address is not there any more")
	}
	owner.post(path, "name", "Leeds", "shared", "on", "version", "1", "was", "{}").want(t, 303, address)
	if diff := cmp.Diff([]string{"All", "Leeds"}, rep.viewNames(t, "/analysis")); diff != "" {
		t.Error(diff)
	}
	// Others see and begin with it; the owner and admins alone change it.
	rep.get(path).want(t, 200).says(t, "A saved list that Max Manager shares.").lacks(t, "Delete saved list")
	for _, do := range []string{"", "/query", "/delete"} {
		rep.post(path+do, "name", "X", "version", "2", "was", "{}").want(t, 400).says(t, "Only Max Manager and admins can change this view.")
	}
	rep.post(path+"/default", "on", "1").want(t, 303, path)
	rep.get("/analysis").want(t, 303, address)
	rep.get("/analysis?view=all").want(t, 200)
	owner.get("/analysis").want(t, 200)
	// A change of the list is a change of the view only when it is saved.
	changed := owner.get(fmt.Sprintf("/analysis?q=leeds&view=%d", v.ID)).want(t, 200).doc(t)
	save := changed.Find(`form[action="` + path + `/query"]`)
	if !strings.Contains(changed.Find("#saved-lists .tab[aria-current]").Text(), "changed") || save.Length() != 1 {
		t.Errorf("nothing says that the list differs from its view")
	}
	owner.post(path+"/query", "version", "2", "query", save.Find("[name=query]").AttrOr("value", "")).want(t, 303, fmt.Sprintf("/analysis?q=leeds&view=%d", v.ID))
	// Two who edit at once: the second one sees both.
	stale := admin.post(path, "name", "Leeds, ours", "version", "2", "was", `{"name":"Leeds","shared":true}`).want(t, 409)
	stale.says(t, "Somebody else changed", "Leeds, ours")
	admin.post(path, "name", "Leeds, ours", "shared", "on", "version", "3", "was", "{}").want(t, 303)
	// Deleted, it is gone for all, and the list says so; undone, it is back.
	admin.post(path+"/delete", "version", "4").want(t, 303, "/analysis")
	rep.get("/analysis").want(t, 200)
	rep.get(fmt.Sprintf("/analysis?q=leeds&view=%d", v.ID)).want(t, 200).says(t, "The saved list of this address is not there any more")
	undo := admin.get("/analysis").want(t, 200).doc(t).Find(`#toasts form[action^="/undo/"]`).AttrOr("action", "")
	admin.post(undo).want(t, 303)
	if diff := cmp.Diff([]string{"All", "Leeds, ours"}, owner.viewNames(t, "/analysis")); diff != "" {
		t.Error(diff)
	}
	if to := rep.get("/analysis").want(t, 303).Header.Get("Location"); !strings.HasPrefix(to, "/analysis?q=leeds&view=") {
		t.Errorf("the rep's list begins with %s", to)
	}
	got := strings.Join(sh.auditActions()[:8], "\n")
	for _, action := range []string{"view.restore", "view.delete", "view.edit", "view.default"} {
		if !strings.Contains(got, action) {
			t.Errorf("the audit log lacks %s:\n%s", action, got)
		}
	}
}

func TestAViewIsRefusedInWords(t *testing.T) {
	sh := newShop(t)
	listShop(t, sh)
	b := sh.as("manager")
	b.saveView(t, "customers", "q=leeds", "Leeds")
	for name, want := range map[string]string{
		"":                      "Give the saved list a name",
		" LEEDS ":               "There is a saved list called",
		strings.Repeat("x", 61): "has 60 characters at most, and this has 61",
	} {
		b.post("/views", "list", "customers", "query", "q=york", "name", name, "default", "on").want(t, 422).says(t, want, `value="q=york"`, "checked")
	}
	b.post("/views", "list", "customers", "query", "sort=nonsense", "name", "X").want(t, 400).says(t, "a list is sorted by")
	b.post("/views", "list", "elsewhere", "query", "", "name", "X").want(t, 400)
	b.get("/customers?view=x").want(t, 400).says(t, "view is not the number of a saved list")
	sh.as("rep").saveView(t, "customers", "q=leeds", "Leeds") // somebody else may have the name
	for n := range 49 {
		b.post("/views", "list", "customers", "query", "", "name", fmt.Sprint("View ", n)).want(t, 303)
	}
	b.post("/views", "list", "customers", "query", "", "name", "One more").want(t, 422).says(t, "You have 50 saved lists here, which is the most")
}

// A view that speaks of what is not there any more shows what is left, and says so.
func TestAViewOfWhatIsGoneDegrades(t *testing.T) {
	sh := newShop(t)
	listShop(t, sh)
	b := sh.as("manager")
	gone := b.saveView(t, "customers", "label=987654&type=4711&manager=99999", "Gone")
	b.get("/customers?"+gone.Query+fmt.Sprint("&view=", gone.ID)).want(t, 200).says(t, "A part of this filter is gone, and matches nobody")
	old := b.saveView(t, "customers", "q=leeds&cols=risk", "Old")
	sh.update(func(tx *store.Tx) error {
		old.Query = "q=leeds&cols=risk.potential&sort=fame&revenue_min=3&revenue_max=1&%zz=1"
		return tx.SaveSavedList(old)
	})
	sh.update(func(tx *store.Tx) error {
		old.Version++
		old.Query = "q=leeds&cols=risk.potential&sort=fame&revenue_min=3&revenue_max=1&colour=red"
		return tx.SaveSavedList(old)
	})
	address := b.get("/customers").want(t, 200).doc(t).Find(`#saved-lists .tab:contains("Old")`).AttrOr("href", "")
	if want := fmt.Sprintf("/customers?q=leeds&view=%d", old.ID); address != want {
		t.Errorf("the view opens %s, want %s", address, want)
	}
	b.get(address).want(t, 200).says(t, "A part of this saved list is not known any more, and is left out", "colour is not something", "potential", "fame", "nothing lies between")
	b.post(fmt.Sprintf("/views/%d/default", old.ID), "on", "1").want(t, 303)
	b.get("/customers").want(t, 303, address)
}
