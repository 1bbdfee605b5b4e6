package web_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/webtest"
)

// staticPages are the pages of text, which read nothing but who asks and the shop.
var staticPages = []string{"/keys", "/reports", "/login", "/lapse"}

// What a page asks of the database once its caches are filled: a customer's record
// twelve statements at most, a page of text two, an error page too. Run it with -v for
// the table of all pages.
func TestStatementsOfEachPage(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	sh.Rebuild(t)
	var table strings.Builder
	record, static := 0, 0
	for _, r := range append(sh.Server.Routes(), kit.Get("/nowhere", kit.Anyone, kit.Page, nil)) {
		if !r.Reads() || r.Kind != kit.Page {
			continue
		}
		fmt.Fprintf(&table, "\n%-40s", r.Path)
		for _, role := range webtest.Roles {
			if word := cell(r, role); word != cellOK {
				fmt.Fprintf(&table, " %s=%-3s", role, "")
				continue
			}
			n, all := statements(sh, r, role)
			fmt.Fprintf(&table, " %s=%-3d", role, n)
			most := 0
			switch {
			case r.Path == "/customers/:code":
				record, most = record+1, 12
			case r.Path == "/nowhere", slices.Contains(staticPages, r.Path):
				static, most = static+1, 2
			}
			if most > 0 && n > most {
				t.Errorf("%s as %s: %d statements, at most %d\n%s", r.Path, role, n, most, strings.Join(all, "\n"))
			}
		}
	}
	t.Log(table.String())
	if record < 3 || static < len(staticPages)*3 {
		t.Errorf("%d records and %d pages of text were counted", record, static)
	}
}

// statements is what a page sends when it is asked for the second time.
func statements(sh *webtest.Shop, r kit.Route, role string) (n int, all []string) {
	sh.T.Helper()
	b := sh.As(role)
	path := sh.Address(r, role)
	b.Get(path)
	if strings.Contains(r.Path, ":secret") { // counts once
		path = sh.Address(r, role)
	}
	for _, h := range sh.Listen(func() { b.Get(path) }) {
		all = append(all, strings.Join(strings.Fields(h.Statement), " "))
	}
	return len(all), all
}

// A right that is taken away, and a setting that is changed, count from the next
// request on, whatever is kept in memory.
func TestWhatIsKeptIsNeverOutOfDate(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("rep")
	code := "/customers/" + sh.Seed.Alpha.Customer.Code
	b.Get("/account").Want(t, 200)
	b.Get(code).Want(t, 200)
	sh.Update(func(tx *store.Tx) error { return tx.SaveSetting("shop-name", "Second Name") })
	sh.As("customer").Get("/portal").Want(t, 200).Says(t, "Second Name")
	sh.Update(func(tx *store.Tx) error { return tx.LinkManagers(sh.People["rep"].ID, nil) })
	b.Get(code).Want(t, 404)
	if r := b.Get("/customers").Want(t, 200); strings.Contains(r.Text, sh.Seed.Alpha.Customer.Code) {
		t.Error("a rep whose account manager was taken away still sees the customer in the list")
	}
}
