package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/kit"
)

// staticPages are the pages of text, which read nothing but who asks and the shop.
var staticPages = []string{"/keys", "/reports", "/login", "/lapse"}

// What a page asks of the database once its caches are filled: a customer's record
// twelve statements at most, a page of text two, an error page too. Run it with -v for
// the table of all pages.
func TestStatementsOfEachPage(t *testing.T) {
	sh := newShop(t)
	listShop(t, sh)
	sh.rebuild(t)
	var table strings.Builder
	record, static := 0, 0
	for _, r := range append(sh.s.routes(), kit.Get("/nowhere", kit.Anyone, kit.Page, nil)) {
		if !r.Reads() || r.Kind != kit.Page {
			continue
		}
		fmt.Fprintf(&table, "\n%-40s", r.Path)
		for _, role := range roles {
			if word := cell(r, role); word != cellOK {
				fmt.Fprintf(&table, " %s=%-3s", role, "")
				continue
			}
			n, all := sh.statements(r, role)
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
func (sh *shop) statements(r kit.Route, role string) (n int, all []string) {
	sh.t.Helper()
	b := sh.as(role)
	path := sh.address(r, role)
	b.get(path)
	if strings.Contains(r.Path, ":secret") { // counts once
		path = sh.address(r, role)
	}
	for _, h := range sh.listen(func() { b.get(path) }) {
		all = append(all, strings.Join(strings.Fields(h.statement), " "))
	}
	return len(all), all
}

// A right that is taken away, and a setting that is changed, count from the next
// request on, whatever is kept in memory.
func TestWhatIsKeptIsNeverOutOfDate(t *testing.T) {
	sh := newShop(t)
	b := sh.as("rep")
	code := "/customers/" + sh.seed.alpha.customer.Code
	b.get("/account").want(t, 200)
	b.get(code).want(t, 200)
	sh.update(func(tx *store.Tx) error { return tx.SaveSetting("shop-name", "Second Name") })
	sh.as("customer").get("/portal").want(t, 200).says(t, "Second Name")
	sh.update(func(tx *store.Tx) error { return tx.LinkManagers(sh.people["rep"].ID, nil) })
	b.get(code).want(t, 404)
	if r := b.get("/customers").want(t, 200); strings.Contains(r.body, sh.seed.alpha.customer.Code) {
		t.Error("a rep whose account manager was taken away still sees the customer in the list")
	}
}
