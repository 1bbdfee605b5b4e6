package main

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"

	"wholesight/jobs/customers"
	"wholesight/store"
)

// The limits of a page's first view, with nothing kept from before (bars U7).
const (
	lightPage   = 60 << 10
	chartPage   = 250 << 10
	mostAsked   = 8 // requests
	wideWindow  = 1280
	phoneWindow = 360
	smallWindow = 320
)

// personOf is who stands for a role.
var personOf = map[string]string{"customer": buyerEmail, "rep": repEmail, "manager": managerEmail, "admin": adminEmail}

// TestEveryPage visits every page of the live table of routes as everybody who may
// open it, and looks at each in both themes and both widths.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	for _, role := range []string{"anonymous", "customer", "rep", "manager", "admin"} {
		t.Run(role, func(t *testing.T) {
			t.Parallel()
			sh := sh.in(t)
			b := sh.newTab(t)
			if role != "anonymous" {
				b.logIn(personOf[role])
			}
			call(b, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
			for _, address := range addresses(t, sh, role) {
				b.open(address)
				if !strings.HasPrefix(address, "/styleguide") { // which has everything at once, and is for us alone
					b.weigh()
				}
				if role == "manager" { // what is there is there for admins too: one look
					b.lookAs(phoneWindow, "dark")
					continue
				}
				b.look()
			}
		})
	}
}

// TestEveryPageOfAnEmptyShop is the same for the first morning.
func TestEveryPageOfAnEmptyShop(t *testing.T) {
	t.Parallel()
	sh := newEmptyShop(t)
	b := sh.newTab(t)
	b.open(sh.setup())
	b.look()
	sh.addAdmin()
	b.logIn(adminEmail)
	for _, r := range sh.web.Routes() {
		if r.Path == "/classifications/new" || r.Path == "/forecasts/found" {
			continue // there is no smart type to add one to, and nothing was planted: not found
		}
		if r.Method == "GET" && r.Page && !isFile(r.Path) && !strings.Contains(r.Path, ":") &&
			!strings.HasPrefix(r.Path, "/styleguide") && slices.Contains(r.Roles, "admin") {
			b.open(r.Path)
			b.look()
		}
	}
}

// more are addresses beside the plain one, for pages with states: nothing found,
// another tab, another order.
var more = map[string][]string{
	"/customers": {"/customers?q=nobody+is+called+this", "/customers?sort=name&page=2&per=25",
		"/customers?q=%00"},
	"/classifications/moves": {"/classifications/moves?q=nobody+is+called+this"},
	"/users":                 {"/users?q=nobody+is+called+this"},
	"/login":                 {"/login?note=out"},
}

// fill are the addresses of pages with a parameter. A page that is not here fails
// the test.
var fill = map[string]func(sh *browserShop, role string) []string{
	// there until there is an admin: see the empty shop
	"/setup/:secret":    func(*browserShop, string) []string { return nil },
	"/password/:secret": func(sh *browserShop, _ string) []string { return []string{sh.invite()} },
	"/customers/:code/edit": func(sh *browserShop, role string) []string {
		if role == "rep" {
			return []string{"/customers/" + sh.customerOfRep() + "/edit"}
		}
		return []string{"/customers/" + sh.customerOf(buyerEmail) + "/edit",
			"/customers/" + sh.customerNamed("The Very Long") + "/edit"}
	},
	"/customers/:code/orders/:number": func(sh *browserShop, role string) []string {
		code := sh.customerOf(buyerEmail)
		if role == "rep" {
			code = sh.customerOfRep()
		}
		return []string{sh.orderOf(code)}
	},
	// a part of the list, which is looked at there
	"/customers/:code/row": func(*browserShop, string) []string { return nil },
	"/customers/:code/contact": func(sh *browserShop, role string) []string {
		return []string{"/customers/" + sh.customerFor(role) + "/contact"}
	},
	"/customers/:code/target": func(sh *browserShop, role string) []string {
		return []string{"/customers/" + sh.customerFor(role) + "/target"}
	},
	"/contacts/:id": func(sh *browserShop, role string) []string {
		if role == "rep" {
			return nil // a rep changes what it has logged itself, which is nothing yet
		}
		var id int64
		sh.view(func(tx *store.Tx) error {
			return tx.EachContact(store.Everyone(), func(c *store.Contact) error {
				id = c.ID
				return nil
			})
		})
		return []string{fmt.Sprintf("/contacts/%d", id)}
	},
	"/products/:sku": func(sh *browserShop, _ string) []string {
		sku := ""
		sh.view(func(tx *store.Tx) error {
			return tx.EachProduct(func(p *store.Product) error {
				sku = p.SKU
				return nil
			})
		})
		return []string{"/products/" + url.PathEscape(sku)}
	},
	"/views/:id": func(sh *browserShop, role string) []string {
		var id int64
		sh.update(func(tx *store.Tx) error {
			u, err := tx.UserByEmail(personOf[role])
			if err != nil {
				return err
			}
			v, err := customers.AddSavedList(tx, store.Actor{Name: "test"},
				store.SavedList{UserID: u.ID, List: "customers", Name: "Largest first", Query: "sort=-revenue"})
			id = v.ID
			return err
		})
		return []string{fmt.Sprintf("/views/%d", id)}
	},
	"/customers/:code": func(sh *browserShop, role string) []string {
		if role == "rep" {
			return []string{"/customers/" + sh.customerOfRep()}
		}
		found := []string{"/customers/" + sh.customerOf(buyerEmail)}
		for _, name := range []string{"Never Ordered", "The Very Long", "<script>"} {
			found = append(found, "/customers/"+sh.customerNamed(name))
		}
		return found
	},
	"/classifications/:id": func(sh *browserShop, _ string) []string {
		var id int64
		sh.view(func(tx *store.Tx) error {
			all, err := tx.AllClassifications()
			for i := range all {
				if id == 0 || i < id {
					id = i
				}
			}
			return err
		})
		return []string{fmt.Sprintf("/classifications/%d", id)}
	},
	"/jobs/:id": func(sh *browserShop, _ string) (found []string) {
		sh.view(func(tx *store.Tx) error {
			runs, err := tx.LastRuns()
			for _, name := range []string{"rebuild", "sweep"} {
				found = append(found, fmt.Sprintf("/jobs/%d", runs[name].ID))
			}
			return err
		})
		return found
	},
	"/imports/:id": func(sh *browserShop, _ string) []string {
		var rows []store.Import
		sh.view(func(tx *store.Tx) (err error) {
			rows, err = tx.Imports(0, 1)
			return err
		})
		return []string{fmt.Sprintf("/imports/%d", rows[0].ID)}
	},
	"/smart-types/:id":       func(sh *browserShop, _ string) []string { return sh.smartTypesOf("") },
	"/smart-types/:id/merge": func(sh *browserShop, _ string) []string { return sh.smartTypesOf("/merge") },
	"/users/:id": func(sh *browserShop, _ string) []string {
		var id int64
		sh.view(func(tx *store.Tx) error {
			u, err := tx.UserByEmail(repEmail)
			id = u.ID
			return err
		})
		return []string{fmt.Sprintf("/users/%d", id)}
	},
}

// addresses are all pages that a role may open.
func addresses(t testing.TB, sh *browserShop, role string) (all []string) {
	t.Helper()
	for _, r := range sh.web.Routes() {
		if r.Method != "GET" || !r.Page || isFile(r.Path) || !slices.Contains(r.Roles, role) {
			continue
		}
		// Who is logged in has no log-in, and the frame of these is the same for all.
		if role != "anonymous" && slices.Contains(r.Roles, "anonymous") &&
			(role != "admin" || r.Path == "/login" || r.Path == "/") {
			continue
		}
		if role == "anonymous" && strings.HasPrefix(r.Path, "/styleguide") && r.Path != "/styleguide/login" {
			continue
		}
		if !strings.Contains(r.Path, ":") {
			all = append(append(all, r.Path), more[r.Path]...)
			continue
		}
		f, ok := fill[r.Path]
		if !ok {
			t.Errorf("GET %s: say in axe_test.go at which addresses the browser finds it", r.Path)
			continue
		}
		all = append(all, f(sh, role)...)
	}
	if len(all) == 0 {
		t.Errorf("%s: no pages", role)
	}
	return all
}

// isFile tells that a route answers with a file and not with a page.
func isFile(path string) bool { return filepath.Ext(path) != "" }

// customerOf is the code of the customer whom somebody buys for.
func (sh *browserShop) customerOf(email string) (code string) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
		u, err := tx.UserByEmail(email)
		if err != nil {
			return err
		}
		code = url.PathEscape(u.CustomerCode)
		return nil
	})
	return code
}

// customerOfRep is the code of a customer whom the rep looks after.
func (sh *browserShop) customerOfRep() (code string) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
		u, err := tx.UserByEmail(repEmail)
		if err != nil {
			return err
		}
		return tx.EachCustomer(store.OfRep(u.ID), func(c *store.Customer) error {
			code = url.PathEscape(c.Code)
			return nil
		})
	})
	return code
}

// customerNamed is the code of the first customer whose name begins so.
func (sh *browserShop) customerNamed(name string) (code string) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
		return tx.EachCustomer(store.Everyone(), func(c *store.Customer) error {
			if code == "" && strings.HasPrefix(c.Name, name) {
				code = url.PathEscape(c.Code)
			}
			return nil
		})
	})
	if code == "" {
		sh.t.Fatalf("no customer is called %s", name)
	}
	return code
}

// weigh checks what the page cost that was just opened.
func (b *tab) weigh() {
	b.t.Helper()
	b.untilGo("everything has arrived", func() (bool, error) {
		b.mu.Lock()
		defer b.mu.Unlock()
		return len(b.load.open) == 0, nil
	})
	b.mu.Lock()
	defer b.mu.Unlock()
	limit := int64(lightPage)
	if slices.ContainsFunc(b.load.asked, func(what string) bool { return strings.Contains(what, "/static/charts.") }) {
		limit = chartPage
	}
	b.t.Logf("%s: %d bytes in %d requests", b.here, b.load.bytes, len(b.load.asked))
	if b.load.bytes > limit || len(b.load.asked) > mostAsked {
		b.t.Errorf("%s costs %d bytes in %d requests; the most is %d in %d\n\t%s", b.here, b.load.bytes, len(b.load.asked),
			limit, mostAsked, strings.Join(b.load.asked, "\n\t"))
	}
}

// orderOf is the address of the newest order of a customer.
func (sh *browserShop) orderOf(code string) (path string) {
	sh.t.Helper()
	plain, err := url.PathUnescape(code)
	if err != nil {
		sh.t.Fatal(err)
	}
	sh.view(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), plain)
		if err != nil {
			return err
		}
		orders, err := tx.OrdersBefore(store.Everyone(), c.ID, store.TimelineAt{}, 1)
		if err != nil || len(orders) == 0 {
			return fmt.Errorf("customer %s has no order: %w", code, err)
		}
		path = "/customers/" + code + "/orders/" + url.PathEscape(orders[0].Number)
		return nil
	})
	return path
}

// customerFor is the code of a customer that a role may see.
func (sh *browserShop) customerFor(role string) string {
	if role == "rep" {
		return sh.customerOfRep()
	}
	return sh.customerOf(buyerEmail)
}

// smartTypesOf are the addresses of the shop's smart types, and of a plan to merge the
// first into the last.
func (sh *browserShop) smartTypesOf(do string) (found []string) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
		all, err := tx.SmartTypes()
		if err != nil || len(all) == 0 {
			return err
		}
		last := all[len(all)-1].ID
		found = []string{fmt.Sprintf("/smart-types/%d%s", all[0].ID, do)}
		if do != "" {
			found = append(found, fmt.Sprintf("/smart-types/%d%s?into=%d", all[0].ID, do, last))
		}
		return nil
	})
	return found
}
