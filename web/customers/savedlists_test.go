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

// saveView saves what an address of a list shows, and returns the view.
func saveView(b *webtest.Browser, t testing.TB, list, query, name string, more ...string) (v store.SavedList) {
	t.Helper()
	form := b.Get("/views/new?list="+list+"&"+query).Want(t, 200).Doc(t)
	send := url.Values{"name": {name}}
	for _, field := range []string{"list", "query", "form_key"} {
		send.Set(field, form.Find("main input[name="+field+"]").AttrOr("value", ""))
	}
	for i := 0; i < len(more); i += 2 {
		send.Set(more[i], more[i+1])
	}
	to := b.Do("POST", "/views", send).Want(t, 303).Header.Get("Location")
	if again := b.Do("POST", "/views", send).Want(t, 303).Header.Get("Location"); again != to {
		t.Errorf("sent twice it leads to %s and %s", to, again)
	}
	at, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	b.Sh.View(func(tx *store.Tx) (err error) {
		v, err = tx.SavedList(0, paths.Number(at.Query().Get("view")))
		if err != nil { // not shared: as its owner
			for _, u := range b.Sh.People {
				if v, err = tx.SavedList(u.ID, paths.Number(at.Query().Get("view"))); err == nil {
					return nil
				}
			}
		}
		return err
	})
	return v
}

func viewNames(b *webtest.Browser, t testing.TB, path string) (names []string) {
	t.Helper()
	d := b.Get(path).Want(t, 200).Doc(t)
	for _, n := range d.Find("#saved-lists .tab").Nodes {
		names = append(names, strings.Join(strings.Fields(strings.Split(d.FindNodes(n).Text(), "★")[0]), " "))
	}
	return names
}

func TestViewsAreSavedSharedAndChanged(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	owner, rep, admin := sh.As("manager"), sh.As("rep"), sh.As("admin")
	v := saveView(owner, t, "analysis", "q=leeds&sort=name&cols=risk.orders&page=2&more=1", "  Leeds   by name ")
	if v.Name != "Leeds by name" || v.Query != "cols=risk.orders&q=leeds&sort=name" || v.List != "analysis" || v.Shared {
		t.Fatalf("saved is %+v", v)
	}
	address := fmt.Sprintf("/analysis?cols=risk.orders&q=leeds&sort=name&view=%d", v.ID)
	d := owner.Get(address).Want(t, 200).Doc(t)
	if tab := d.Find("#saved-lists .tab[aria-current]"); !strings.Contains(tab.Text(), "Leeds by name") ||
		tab.AttrOr("href", "") != address {
		t.Errorf("the tab is %q to %s", tab.Text(), tab.AttrOr("href", ""))
	}
	if diff := cmp.Diff([]string{"All"}, viewNames(owner, t, "/customers")); diff != "" {
		t.Errorf("the other list shows it: %s", diff)
	}
	// Nobody else has it until it is shared.
	path := fmt.Sprint("/views/", v.ID)
	for _, b := range []*webtest.Browser{rep, admin} {
		b.Get(path).Want(t, 404)
		b.Post(path, "name", "Mine", "version", "1").Want(t, 404)
		b.Post(path+"/delete", "version", "1").Want(t, 404)
		if names := viewNames(b, t, "/analysis"); len(names) != 1 {
			t.Errorf("somebody else sees %v", names)
		}
		b.Get(address).Want(t, 200).Says(t, "The saved list of this address is not there any more")
	}
	owner.Post(path, "name", "Leeds", "shared", "on", "version", "1", "was", "{}").Want(t, 303, address)
	if diff := cmp.Diff([]string{"All", "Leeds"}, viewNames(rep, t, "/analysis")); diff != "" {
		t.Error(diff)
	}
	// Others see and begin with it; the owner and admins alone change it.
	rep.Get(path).Want(t, 200).Says(t, "A saved list that Max Manager shares.").Lacks(t, "Delete saved list")
	for _, do := range []string{"", "/query", "/delete"} {
		rep.Post(path+do, "name", "X", "version", "2", "was", "{}").Want(t, 400).Says(t,
			"Only Max Manager and admins can change this view.")
	}
	rep.Post(path+"/default", "on", "1").Want(t, 303, path)
	rep.Get("/analysis").Want(t, 303, address)
	rep.Get("/analysis?view=all").Want(t, 200)
	owner.Get("/analysis").Want(t, 200)
	// A change of the list is a change of the view only when it is saved.
	changed := owner.Get(fmt.Sprintf("/analysis?q=leeds&view=%d", v.ID)).Want(t, 200).Doc(t)
	save := changed.Find(`form[action="` + path + `/query"]`)
	if !strings.Contains(changed.Find("#saved-lists .tab[aria-current]").Text(), "changed") || save.Length() != 1 {
		t.Errorf("nothing says that the list differs from its view")
	}
	owner.Post(path+"/query", "version", "2", "query", save.Find("[name=query]").AttrOr("value", "")).Want(t, 303,
		fmt.Sprintf("/analysis?q=leeds&view=%d", v.ID))
	// Two who edit at once: the second one sees both.
	stale := admin.Post(path, "name", "Leeds, ours", "version", "2", "was", `{"name":"Leeds","shared":true}`).Want(t, 409)
	stale.Says(t, "Somebody else changed", "Leeds, ours")
	admin.Post(path, "name", "Leeds, ours", "shared", "on", "version", "3", "was", "{}").Want(t, 303)
	// Deleted, it is gone for all, and the list says so; undone, it is back.
	admin.Post(path+"/delete", "version", "4").Want(t, 303, "/analysis")
	rep.Get("/analysis").Want(t, 200)
	rep.Get(fmt.Sprintf("/analysis?q=leeds&view=%d", v.ID)).Want(t, 200).Says(t,
		"The saved list of this address is not there any more")
	undo := admin.Get("/analysis").Want(t, 200).Doc(t).Find(`#toasts form[action^="/undo/"]`).AttrOr("action", "")
	admin.Post(undo).Want(t, 303)
	if diff := cmp.Diff([]string{"All", "Leeds, ours"}, viewNames(owner, t, "/analysis")); diff != "" {
		t.Error(diff)
	}
	if to := rep.Get("/analysis").Want(t, 303).Header.Get("Location"); !strings.HasPrefix(to, "/analysis?q=leeds&view=") {
		t.Errorf("the rep's list begins with %s", to)
	}
	got := strings.Join(sh.AuditActions()[:8], "\n")
	for _, action := range []string{"view.restore", "view.delete", "view.edit", "view.default"} {
		if !strings.Contains(got, action) {
			t.Errorf("the audit log lacks %s:\n%s", action, got)
		}
	}
}

func TestAViewIsRefusedInWords(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	saveView(b, t, "customers", "q=leeds", "Leeds")
	for name, want := range map[string]string{
		"":                      "Give the saved list a name",
		" LEEDS ":               "There is a saved list called",
		strings.Repeat("x", 61): "has 60 characters at most, and this has 61",
	} {
		b.Post("/views", "list", "customers", "query", "q=york", "name", name, "default", "on").Want(t, 422).Says(t, want,
			`value="q=york"`, "checked")
	}
	b.Post("/views", "list", "customers", "query", "sort=nonsense", "name", "X").Want(t, 400).Says(t,
		"a list is sorted by")
	b.Post("/views", "list", "elsewhere", "query", "", "name", "X").Want(t, 400)
	b.Get("/customers?view=x").Want(t, 400).Says(t, "view is not the number of a saved list")
	saveView(sh.As("rep"), t, "customers", "q=leeds", "Leeds") // somebody else may have the name
	for n := range 49 {
		b.Post("/views", "list", "customers", "query", "", "name", fmt.Sprint("View ", n)).Want(t, 303)
	}
	b.Post("/views", "list", "customers", "query", "", "name", "One more").Want(t, 422).Says(t,
		"You have 50 saved lists here, which is the most")
}

// A view that speaks of what is not there any more shows what is left, and says so.
func TestAViewOfWhatIsGoneDegrades(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	gone := saveView(b, t, "customers", "label=987654&type=4711&manager=99999", "Gone")
	b.Get("/customers?"+gone.Query+fmt.Sprint("&view=", gone.ID)).Want(t, 200).Says(t,
		"A part of this filter is gone, and matches nobody")
	old := saveView(b, t, "customers", "q=leeds&cols=risk", "Old")
	sh.Update(func(tx *store.Tx) error {
		old.Query = "q=leeds&cols=risk.potential&sort=fame&revenue_min=3&revenue_max=1&%zz=1"
		return tx.SaveSavedList(old)
	})
	sh.Update(func(tx *store.Tx) error {
		old.Version++
		old.Query = "q=leeds&cols=risk.potential&sort=fame&revenue_min=3&revenue_max=1&colour=red"
		return tx.SaveSavedList(old)
	})
	address := b.Get("/customers").Want(t, 200).Doc(t).Find(`#saved-lists .tab:contains("Old")`).AttrOr("href", "")
	if want := fmt.Sprintf("/customers?q=leeds&view=%d", old.ID); address != want {
		t.Errorf("the view opens %s, want %s", address, want)
	}
	b.Get(address).Want(t, 200).Says(t, "A part of this saved list is not known any more, and is left out",
		"colour is not something", "potential", "fame", "nothing lies between")
	b.Post(fmt.Sprintf("/views/%d/default", old.ID), "on", "1").Want(t, 303)
	b.Get("/customers").Want(t, 303, address)
}
