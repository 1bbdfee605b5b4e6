package main

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp/kb"

	"wholesight/jobs/people"
	"wholesight/store"
)

// What people do, from end to end, with the keyboard. Every journey runs under the
// watch of its tab: a message on the console, a violation of the policy, an
// unexpected answer or a lost focus fails it.
//
// Twelve of them are gone with the keyboard alone; tabTo looks on its way
// that the focus shows on every control that it comes by:
//
//	log in, and out            TestJourneyLogIn, TestKeysRecordAndOut
//	find a customer            TestJourneyCustomers
//	work calls                 TestJourneyFiftyCalls
//	comment                    TestKeysComment
//	edit a band's value        TestKeysBands
//	reorder bands              TestKeysBands
//	import a file              TestJourneyImport; the system's own dialog of files is stood in for
//	assign many at once        TestKeysBulkAssign
//	set a target               TestJourneyTarget
//	edit a customer            TestKeysRecordAndOut
//	read a graph as a table    TestKeysRecordAndOut, TestJourneyRecord
//	the palette                TestJourneyPalette

// Somebody logs in, wrongly at first, and out again; Back shows nothing of the shop.
func TestJourneyLogIn(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.expect(422)
	b.open("/customers?sort=name")
	if b.path() != "/login?next=%2Fcustomers%3Fsort%3Dname" {
		t.Fatalf("who is not logged in comes to %s", b.path())
	}
	b.fill("email", adminEmail)
	b.fill("password", "not the password")
	b.goes(func() { b.press(kb.Enter) })
	b.says("E-mail or password is wrong")
	if got := eval[[]string](b, `["email", "password"].map((n) => document.querySelector("[name=" + n + "]").value)`); got[0] != adminEmail || got[1] != "" {
		t.Errorf("after the refusal the form holds %q", got)
	}
	b.fill("password", testPassword)
	b.goes(func() { b.press(kb.Enter) })
	if b.path() != "/customers?sort=name" {
		t.Fatalf("the log-in leads to %s", b.path())
	}
	customer := b.texts("#customer-list tbody th a")[0]

	b.tabTo(".bar-end details summary")
	b.press(kb.Enter)
	b.tabTo("form[action='/logout'] button")
	b.goes(func() { b.press(kb.Enter) })
	b.says("You are logged out.")
	b.back()
	if text := b.text("body"); strings.Contains(text, customer) || !strings.HasPrefix(b.path(), "/login") {
		t.Errorf("Back after the log-out shows %s:\n%s", b.path(), text)
	}
	// htmx notes the address that it is at, which by now is the log-in's.
	kept := eval[string](b, "JSON.stringify([{...localStorage}, {...sessionStorage}])")
	if kept != `[{},{"htmx-current-path-for-history":"/login?next=%2Fcustomers%3Fsort%3Dname"}]` && kept != "[{},{}]" {
		t.Errorf("after the log-out the browser keeps %s", kept)
	}
}

// The first admin comes by the link that the server prints, once.
func TestJourneyFirstAdmin(t *testing.T) {
	t.Parallel()
	sh := newEmptyShop(t)
	link := sh.setup()
	b := sh.newTab(t)
	b.expect(422, 404)
	b.open(link)
	b.fill("name", "Ingrid Hallam")
	b.fill("email", adminEmail)
	b.fill("password", "too short")
	b.goes(func() { b.press(kb.Enter) })
	if focus := eval[string](b, "document.activeElement.name"); focus != "password" {
		t.Errorf("after the refusal the focus is on %q", focus)
	}
	if name := eval[string](b, "document.querySelector('[name=name]').value"); name != "Ingrid Hallam" {
		t.Errorf("the name is %q now", name)
	}
	b.fill("password", testPassword)
	b.goes(func() { b.press(kb.Enter) })
	b.says("Your password is set")
	b.logIn(adminEmail)
	b.says("Import customers, products and orders")
	other := sh.newTab(t)
	other.expect(404)
	other.open(link)
	other.says("Not found")
}

// Somebody is invited, sets a password and works; then an admin disables her, and
// her next click ends at the log-in.
func TestJourneyInvitation(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	admin := sh.newTab(t)
	admin.logIn(adminEmail)
	admin.open("/users")
	admin.tabTo("a[href='/users/new']")
	admin.goes(func() { admin.press(kb.Enter) })
	admin.fill("email", "nell@tarnholt.example")
	admin.fill("name", "Nell Newly")
	admin.tabTo("[name=role]")
	admin.choose("manager")
	admin.tabTo("main form .btn-primary")
	admin.goes(func() { admin.press(kb.Enter) })
	link := eval[string](admin, `(document.querySelector('main input[readonly]')?.value ?? document.querySelector('main').innerText).match(/\/password\/[\w-]+/)[0]`)

	nell := sh.newTab(t)
	nell.open(link)
	nell.fill("password", "seven green bicycles wait")
	nell.goes(func() { nell.press(kb.Enter) })
	nell.says("Your password is set")
	nell.fill("email", "nell@tarnholt.example")
	nell.fill("password", "seven green bicycles wait")
	nell.goes(func() { nell.press(kb.Enter) })
	if nell.path() != "/today" {
		t.Fatalf("Nell lands on %s", nell.path())
	}

	admin.open("/users?q=nell")
	admin.tabTo("#users tbody a")
	admin.goes(func() { admin.press(kb.Enter) })
	admin.tabTo("form[action$='/disable'] button")
	admin.goes(func() { admin.press(kb.Enter) })
	admin.says("All sessions have ended", "disabled")

	nell.tabTo(".side a[href='/classifications']")
	nell.goes(func() { nell.press(kb.Enter) })
	if !strings.HasPrefix(nell.path(), "/login") {
		t.Errorf("after she was disabled Nell sees %s", nell.path())
	}
	nell.expect(422)
	nell.fill("email", "nell@tarnholt.example")
	nell.fill("password", "seven green bicycles wait")
	nell.goes(func() { nell.press(kb.Enter) })
	nell.says("E-mail or password is wrong")
}

// A session that ends in the middle of a form ends at the log-in, whether the form
// is sent by the browser, and nothing of it is carried out. What htmx asked for waits
// behind a log-in over the page, and is then answered.
func TestJourneySessionLost(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.expect(401)
	b.logIn(adminEmail)
	b.open("/users/new")
	b.fill("email", "never@tarnholt.example")
	b.fill("name", "Never Made")
	sh.endSessions(adminEmail)
	b.goes(func() { b.press(kb.Enter) })
	b.says("Log in first", "Nothing was changed")
	b.tabTo("main a[href^='/login']")
	b.goes(func() { b.press(kb.Enter) })

	b.fill("email", adminEmail)
	b.fill("password", testPassword)
	b.goes(func() { b.press(kb.Enter) })
	b.open("/customers")
	sh.endSessions(adminEmail)
	b.tabTo("#customer-list thead a[href*='sort=']")
	b.press(kb.Enter)
	b.until("the log-in stands over the page", "document.querySelector('#expiry[open] [name=password]')")
	b.tabTo("#expiry [name=email]")
	b.typed(adminEmail)
	b.tabTo("#expiry [name=password]")
	b.typed(testPassword)
	b.press(kb.Enter)
	b.until("the list is sorted as was asked for", "!document.querySelector('#expiry[open]') && location.search.includes('sort=')")
	sh.view(func(tx *store.Tx) error {
		if users, n, err := tx.Users(store.UserFilter{Text: "never@", Limit: 1}); err != nil || n > 0 {
			t.Errorf("the form was carried out: %v, %v", users, err)
		}
		return nil
	})
}

// endSessions logs somebody out everywhere.
func (sh *browserShop) endSessions(email string) {
	sh.t.Helper()
	sh.update(func(tx *store.Tx) error {
		u, err := tx.UserByEmail(email)
		if err != nil {
			return err
		}
		return people.EndSessions(tx, actor, u.ID)
	})
}

// Theme and density are switched at once, kept, and drawn by the server from the
// first byte of the next page, so that nothing flashes.
func TestJourneyLook(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.theme("light")
	b.logIn(adminEmail)
	ground := `getComputedStyle(document.body).backgroundColor`
	row := `parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row'))`
	light, normal := eval[string](b, ground), eval[float64](b, row)
	pick := func(name, value string) {
		t.Helper()
		b.tabTo(".bar-end details summary")
		b.press(kb.Enter)
		b.tabTo(".bar-end button[name='" + name + "'][value='" + value + "']")
		b.press(kb.Enter)
		b.until("the choice shows", `document.querySelector(".bar-end button[name='`+name+`'][value='`+value+
			`']").getAttribute('aria-pressed') === 'true'`)
		b.untilGo("the choice is kept", func() (kept bool, err error) {
			sh.view(func(tx *store.Tx) error {
				u, err := tx.UserByEmail(adminEmail)
				kept = u.Theme == value || u.Density == value
				return err
			})
			return kept, nil
		})
		b.press(kb.Escape)
		b.until("Escape gives the focus back", "document.activeElement === document.querySelector('.bar-end details summary')")
	}
	pick("theme", "dark")
	dark := eval[string](b, ground)
	if dark == light {
		t.Errorf("dark is as light as light: %s", dark)
	}
	pick("density", "compact")
	if now := eval[float64](b, row); now >= normal {
		t.Errorf("compact rows are %v px high, normal ones %v", now, normal)
	}
	first := eval[string](b, "fetch(location.href).then((r) => r.text()).then((t) => t.slice(0, 400))")
	if !strings.Contains(first, `data-bs-theme="dark"`) || !strings.Contains(first, `data-density="compact"`) {
		t.Errorf("the next page begins with %s", first)
	}
	b.open("/jobs")
	if now := eval[string](b, ground); now != dark {
		t.Errorf("on the next page the ground is %s, want %s", now, dark)
	}
	pick("theme", "light")
	if now := eval[string](b, ground); now != light {
		t.Errorf("light again is %s, want %s", now, light)
	}
}

// Without JavaScript people log in, search, look at a customer and fill in forms.
func TestJourneyWithoutJavaScript(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.expect(422)
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.logIn(adminEmail)
	if eval[bool](b, "typeof window.htmx !== 'undefined'") {
		t.Fatal("scripts run")
	}
	b.open("/customers")
	b.tabTo("#filter-q")
	b.typed("Never Ordered")
	b.goes(func() { b.press(kb.Enter) })
	if rows := b.texts("#customer-list tbody th .cell-main"); len(rows) != 1 || rows[0] != "Never Ordered & Sons" {
		t.Fatalf("the search finds %q", rows)
	}
	b.tabTo("#customer-list tbody th a")
	b.goes(func() { b.press(kb.Enter) })
	b.says("Never Ordered & Sons")
	b.open("/customers/" + sh.customerOf(buyerEmail))
	b.says("Timeline", "Risk over time")
	b.tabTo("details:has(table) > summary")
	b.press(kb.Enter)
	b.until("the chart's table is open", "document.querySelector('details[open] table')")

	b.open("/users/new")
	b.fill("email", "nell@tarnholt.example")
	b.tabTo("main form .btn-primary")
	eval[bool](b, "(document.activeElement.form.noValidate = true)")
	b.goes(func() { b.press(kb.Enter) })
	b.says("Type a name")
	b.fill("name", "Nell Newly")
	b.goes(func() { b.press(kb.Enter) })
	b.says("Nell Newly")
	b.open("/jobs")
	b.tabTo("form[action='/jobs/run'] button")
	b.goes(func() { b.press(kb.Enter) })
	b.says("asked for")
}
