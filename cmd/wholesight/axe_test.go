package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"wholesight/store"
)

// The limits of a page's first view, with nothing kept from before (quality P9).
const (
	lightPage   = 60 << 10
	chartPage   = 300 << 10
	mostAsked   = 8
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
		if r.Path == "/classifications/new" {
			continue // there is no smart type to add one to: not found
		}
		if r.Method == "GET" && r.Page && !isFile(r.Path) && !strings.Contains(r.Path, ":") && !strings.HasPrefix(r.Path, "/styleguide") && slices.Contains(r.Roles, "admin") {
			b.open(r.Path)
			b.look()
		}
	}
}

// TestStates looks at pages as forms, dialogs and errors leave them.
func TestStates(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(adminEmail)
	for _, s := range states {
		b.expect(s.status...)
		s.enter(b)
		b.look()
	}
}

// states are pages that no address alone shows.
var states = []struct {
	name   string
	status []int // refusals that are part of it
	enter  func(b *tab)
}{
	{"not-found", []int{404}, func(b *tab) { b.open("/customers/nobody") }},
	{"not-understood", []int{400}, func(b *tab) { b.open("/customers?sort=nonsense") }},
	{"user-refused", []int{422}, func(b *tab) {
		b.open("/users/new")
		b.fill("email", "no address")
		b.submit()
		b.until("the refusal is at the field", "document.querySelector('main [aria-invalid=true]')")
	}},
	{"settings-refused", []int{422}, func(b *tab) {
		b.open("/settings")
		b.fill("time-zone", "Atlantis")
		b.submit()
		b.until("the refusal is at the field", "document.querySelector('main [aria-invalid=true]')")
	}},
	{"classification-refused", []int{422}, func(b *tab) {
		b.open("/classifications/new")
		b.submit()
		b.until("the refusal is at the field", "document.querySelector('main [aria-invalid=true]')")
	}},
	{"classification-in-place", nil, func(b *tab) {
		b.open("/classifications")
		b.tabTo("#type-orders a[href*='/classifications/new']")
		b.swaps(func() { b.press(kb.Enter) })
	}},
	{"filters-open", nil, func(b *tab) {
		b.open("/customers")
		b.tabTo(b.named("main a", "More filters"))
		b.swaps(func() { b.press(kb.Enter) })
	}},
	{"menu-open", nil, func(b *tab) {
		b.open("/customers")
		b.click(".bar-end details summary")
		b.until("the menu is open", "document.querySelector('.bar-end details[open]')")
	}},
	{"drawer-open", nil, func(b *tab) {
		b.open("/jobs")
		b.size(phoneWindow, 900)
		b.click(".drawer summary")
		b.until("the drawer is open", "document.querySelector('.drawer[open]')")
	}},
	{"dialog-open", nil, func(b *tab) {
		b.open("/styleguide")
		b.click("[data-dialog=sample-dialog]")
		b.until("the dialog is open", "document.querySelector('#sample-dialog[open]')")
	}},
	{"import-refused", nil, func(b *tab) {
		b.upload("no-orders.csv", "this,is,no\norder,at,all\n")
		b.until("the refusal is there", "/Columns are missing|refused/.test(document.querySelector('main').innerText)")
	}},
	{"import-asks", nil, func(b *tab) {
		b.upload("two-ways.csv", "order_number,order_date,customer_code,sku,quantity,unit_price\nA-1,05/06/2026,C10002,X,1,1.50\n")
		b.until("the question is there", "/Only you can tell/.test(document.querySelector('main').innerText)")
	}},
	{"import-preview", nil, func(b *tab) {
		b.upload("orders.csv", "order_number,order_date,customer_code,sku,quantity,unit_price\nA-1,2026-11-05,C10002,X,1,1.50\nA-2,2026-11-05,,X,1,1.50\n")
		b.until("the preview is there", "/Import 1.order/.test(document.querySelector('main').innerText)")
	}},
	{"job-under-way", nil, func(b *tab) {
		open := b.shop.gates.hold("rebuild")
		b.t.Cleanup(open)
		b.open("/classifications")
		b.tabTo(b.named("main button", "Run now"))
		b.act(func() { b.press(kb.Enter) })
		b.until("the run is followed", "document.querySelector('[sse-connect] progress')")
	}},
}

// upload brings a file of orders as far as its page.
func (b *tab) upload(name, text string) {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
	b.open("/imports/new?kind=orders")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("main input[type=file]"), []string{path}))
	b.tabTo("main form .btn-primary")
	b.goes(func() { b.press(kb.Enter) })
}

// more are addresses beside the plain one, for pages with states: nothing found,
// another tab, another order.
var more = map[string][]string{
	"/customers":             {"/customers?q=nobody+is+called+this", "/customers?sort=name&page=2&per=25", "/customers?q=%00"},
	"/classifications/moves": {"/classifications/moves?q=nobody+is+called+this"},
	"/users":                 {"/users?q=nobody+is+called+this"},
	"/login":                 {"/login?note=out"},
}

// fill are the addresses of pages with a parameter. A page that is not here fails
// the test.
var fill = map[string]func(sh *browserShop, role string) []string{
	"/setup/:secret":    func(*browserShop, string) []string { return nil }, // there until there is an admin: see the empty shop
	"/password/:secret": func(sh *browserShop, _ string) []string { return []string{sh.invite()} },
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
		if role != "anonymous" && slices.Contains(r.Roles, "anonymous") && (role != "admin" || r.Path == "/login" || r.Path == "/") {
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

// look checks the page that stands in the tab as it is: no accessibility violation
// in either theme at either width, and no sideways scroll of the page.
func (b *tab) look() {
	b.t.Helper()
	for _, width := range []int64{phoneWindow, wideWindow} {
		for _, theme := range []string{"dark", "light"} {
			b.lookAs(width, theme)
		}
	}
	for _, width := range []int64{phoneWindow, smallWindow} {
		b.size(width, 900)
		b.drawn()
		b.narrow()
	}
}

// lookAs asks axe about the page in one theme at one width.
func (b *tab) lookAs(width int64, theme string) {
	b.t.Helper()
	b.size(width, 900)
	b.theme(theme)
	b.drawn()
	for _, v := range b.axe() {
		b.t.Errorf("%s, %s, %d px: %s (%s): %s%s", b.path(), theme, width, v.ID, v.Impact, v.Help, v.nodes())
	}
}

// narrow checks that the page does not scroll sideways, and says what is too wide.
func (b *tab) narrow() {
	b.t.Helper()
	wide := eval[[]string](b, `(() => {
		const limit = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth <= limit && window.innerWidth <= limit + 20) return [];
		const inBox = (e) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) { if (getComputedStyle(p).overflowX !== 'visible') return true; } return false; };
		return ['scrollWidth ' + document.documentElement.scrollWidth + ' of ' + limit, ...[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > limit + 0.5 && !inBox(e))
			.slice(0, 5).map((e) => Math.round(e.getBoundingClientRect().right) + ': ' + e.outerHTML.slice(0, 160))];
	})()`)
	if len(wide) > 0 {
		b.t.Errorf("%s scrolls sideways: %s", b.path(), strings.Join(wide, "\n\t"))
	}
}

// drawn waits until charts are drawn and what the size changed has come to rest.
func (b *tab) drawn() {
	b.t.Helper()
	b.until("charts are drawn", `[...document.querySelectorAll('[data-chart]')].every((e) => e.offsetParent === null || e.querySelector('svg'))`)
	eval[bool](b, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
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
		b.t.Errorf("%s costs %d bytes in %d requests; the most is %d in %d\n\t%s", b.here, b.load.bytes, len(b.load.asked), limit, mostAsked, strings.Join(b.load.asked, "\n\t"))
	}
}

// violation is what axe says of one rule.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ Target, HTML, Summary string }
}

func (v violation) nodes() string {
	var s strings.Builder
	for i, n := range v.Nodes {
		if i == 4 {
			fmt.Fprintf(&s, "\n\t… and %d more", len(v.Nodes)-i)
			break
		}
		fmt.Fprintf(&s, "\n\t%s\n\t\t%s\n\t\t%s", n.Target, n.HTML, strings.ReplaceAll(n.Summary, "\n", " "))
	}
	return s.String()
}

// axeSource is the script of axe-core, as npm brought it.
var axeSource = sync.OnceValues(func() (string, error) {
	data, err := os.ReadFile(filepath.Join("..", "..", "static", "node_modules", "axe-core", "axe.min.js"))
	return string(data), err
})

// axe is what axe finds wrong on the page as it stands.
func (b *tab) axe() (found []violation) {
	b.t.Helper()
	source, err := axeSource()
	if err != nil {
		b.t.Fatalf("run make assets first, which brings axe-core: %v", err)
	}
	eval[bool](b, "(window.scrollTo(0, 0), true)") // what lies under the bar at the top is no fault of the page
	if !eval[bool](b, "Boolean(window.axe)") {
		eval[bool](b, source+";true")
	}
	text := eval[string](b, `axe.run(document, {
		runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
		resultTypes: ['violations'],
	}).then((r) => {
		if (r.passes.length < 5) throw new Error('axe looked at nothing');
		return JSON.stringify(r.violations.map((v) => ({id: v.id, impact: v.impact, help: v.help,
			nodes: v.nodes.map((n) => ({target: n.target.join(' '), html: n.html.slice(0, 200), summary: n.failureSummary}))})));
	})`)
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		b.t.Fatal(err)
	}
	return found
}
