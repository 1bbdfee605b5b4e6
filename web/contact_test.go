package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	jobcontacts "wholesight/jobs/contacts"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// spareContact is a contact that somebody logged with a customer of their side.
func (sh *shop) spareContact(of string) (ct *store.Contact) {
	sh.t.Helper()
	sh.seed.spare++
	side := sh.seed.alpha
	if of == "rep2" || of == "customer2" {
		side = sh.seed.bravo
	}
	u := sh.people[side.rep]
	if of == "manager" || of == "admin" {
		u = sh.people[of]
	}
	sh.update(func(tx *store.Tx) (err error) {
		ct, _, err = jobcontacts.Add(tx, store.Actor{Name: "test"}, u, store.Everyone(), jobcontacts.ContactEntry{Customer: side.customer.Code, Kind: "call",
			Outcome: "Reached", Note: fmt.Sprintf("%s %d", side.canary("Spoken"), sh.seed.spare)})
		return err
	})
	return ct
}

// contactFormOf is the form of a contact as its page has it, ready to be filled in.
func contactFormOf(t *testing.T, page reply) url.Values {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page.body))
	if err != nil {
		t.Fatal(err)
	}
	f := url.Values{}
	form := doc.Find("form[data-draft]")
	form.Find("input[type=hidden], input[type=text], input[type=tel], input[type=date]").Each(func(_ int, e *goquery.Selection) {
		f.Set(e.AttrOr("name", ""), e.AttrOr("value", ""))
	})
	form.Find("input[type=radio][checked]").Each(func(_ int, e *goquery.Selection) { f.Set(e.AttrOr("name", ""), e.AttrOr("value", "")) })
	f.Set("note", form.Find("textarea").Text())
	if f.Get(kit.FormKey) == "" {
		t.Fatalf("the form of a contact has no key:\n%s", page.body)
	}
	return f
}

// contactsOf are the contacts of a customer as people logged them, the newest first.
func (sh *shop) contactsOf(code string) (all []store.Contact) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
		return tx.EachContact(store.Everyone(), func(c *store.Contact) error {
			if c.Customer == code && c.UserID != 0 {
				all = append([]store.Contact{*c}, all...)
			}
			return nil
		})
	})
	return all
}

// undoOf presses the last Undo of a page.
func (sh *shop) undoOf(b *browser, page reply) {
	sh.t.Helper()
	at := strings.LastIndex(page.body, `action="/undo/`)
	if at < 0 {
		sh.t.Fatalf("there is nothing to undo on\n%s", page.body)
	}
	id, _, _ := strings.Cut(page.body[at+len(`action="/undo/`):], `"`)
	b.post("/undo/"+id).want(sh.t, 303)
}

func TestContactIsLoggedFromAPage(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		b, code := sh.as("rep"), sh.seed.alpha.customer.Code
		path := paths.ContactPath(code)
		page := b.get(path+"?sort=name").want(t, 200).says(t, sh.seed.alpha.canary("Name"), "Order placed", "Your calls today: 0 · 0 reached")
		f := contactFormOf(t, page)
		f.Set("outcome", "Order placed")
		f.Set("note", "Took the order.")
		f.Set("next", "7")
		f.Set("phone", "0421 778")
		f.Set("then", "save")
		first := b.do("POST", path+"?sort=name", f).want(t, 303, paths.CustomerPath(code)+"?sort=name")
		b.do("POST", path+"?sort=name", f).want(t, 303, first.Header.Get("Location"))
		got := sh.contactsOf(code)
		if len(got) != 1 || got[0].Body != "Took the order." || got[0].Outcome != "Order placed" || got[0].UserID != sh.people["rep"].ID || got[0].NextOn == nil {
			t.Fatalf("kept: %+v", got)
		}
		b.get(paths.CustomerPath(code)).says(t, "0421 778", "saved.", "/undo/")
		b.get(path).says(t, "Your calls today: 1 · 1 reached · 1")
	})
}

func TestContactThatIsRefusedKeepsWhatWasTyped(t *testing.T) {
	sh := newShop(t)
	b, path := sh.as("rep"), paths.ContactPath(sh.seed.alpha.customer.Code)
	f := contactFormOf(t, b.get(path))
	f.Set("note", "All that was said.")
	f.Set("email", "nobody at all")
	f.Set("next", "on")
	for _, ask := range []*browser{b, b.with("HX-Request", "true")} {
		page := ask.do("POST", path, f).want(t, 422).says(t, "All that was said.", "nobody at all", "Choose how the call ended", "Type an e-mail address")
		if again := contactFormOf(t, page); again.Get(kit.FormKey) != f.Get(kit.FormKey) {
			t.Error("the form that is shown again has another key")
		}
	}
	f.Set("outcome", "Reached")
	f.Set("email", "a@example.com")
	b.do("POST", path, f).want(t, 422).says(t, "Give the day of the follow-up")
	f.Set("next_on", "30 November")
	b.do("POST", path, f).want(t, 422).says(t, "is not a day")
	if n := len(sh.contactsOf(sh.seed.alpha.customer.Code)); n != 0 {
		t.Errorf("%d contacts were kept", n)
	}
}

func TestContactMeetsSomebodyElsesCorrection(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		b, code := sh.as("rep"), sh.seed.alpha.customer.Code
		path := paths.ContactPath(code)
		f := contactFormOf(t, b.get(path))
		sh.update(func(tx *store.Tx) error {
			c, err := tx.Customer(store.Everyone(), code)
			if err != nil {
				return err
			}
			c.Phone, c.City = "theirs 1", "Their City"
			return tx.UpdateCustomer(&c)
		})
		f.Set("outcome", "Reached")
		f.Set("note", "Not to be lost.")
		f.Set("phone", "mine 2")
		page := b.with("HX-Request", "true").do("POST", path, f).want(t, 409).says(t, "Not to be lost.", "theirs 1", "mine 2", "Somebody else changed")
		again := contactFormOf(t, page)
		if again.Get("phone") != "mine 2" || again.Get("city") != "Their City" || again.Get("outcome") != "Reached" || again.Get(kit.FormKey) == f.Get(kit.FormKey) {
			t.Errorf("after the conflict the form holds %v", again)
		}
		again.Set("then", "save")
		b.do("POST", path, again).want(t, 303)
		b.get(paths.CustomerPath(code)).says(t, "mine 2", "Their City")
		// Without a correction of one's own, somebody else's is no hindrance.
		f = contactFormOf(t, b.get(path))
		sh.update(func(tx *store.Tx) error {
			c, err := tx.Customer(store.Everyone(), code)
			if err != nil {
				return err
			}
			return tx.UpdateCustomer(&c)
		})
		f.Set("outcome", "Call back")
		f.Set("next", "1")
		sh.wait(time.Second)
		b.do("POST", path, f).want(t, 303)
		if n := len(sh.contactsOf(code)); n != 2 {
			t.Errorf("%d contacts", n)
		}
	})
}

func TestContactsOfOthersAreNotThere(t *testing.T) {
	sh := newShop(t)
	b, theirs := sh.as("rep"), sh.seed.bravo.customer.Code
	b.get(paths.ContactPath(theirs)).want(t, 404)
	for _, path := range []string{paths.ContactPath(theirs), paths.CallPath(theirs), paths.CallEndPath(theirs)} {
		b.post(path, "kind", "call", "outcome", "Reached", "over", "1").want(t, 404)
	}
	ct := sh.spareContact("rep2")
	b.get(paths.LoggedContactPath(ct.ID)).want(t, 404)
	b.post(paths.LoggedContactPath(ct.ID), "version", "1", "outcome", "Call back").want(t, 404)
	b.post(paths.LoggedContactDeletePath(ct.ID), "version", "1").want(t, 404)
	sh.view(func(tx *store.Tx) error {
		if on, err := jobcontacts.OnCall(tx); err != nil || len(on) != 0 {
			t.Errorf("on call: %+v, %v", on, err)
		}
		return nil
	})
}

func TestSaveAndNextGoesThroughTheList(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		ids := storetest.AddCustomers(t, sh.db, store.Customer{Code: "A1", Name: "Zeta A1"}, store.Customer{Code: "A2", Name: "Zeta A2"}, store.Customer{Code: "A3", Name: "Zeta A3"}, store.Customer{Code: "A4", Name: "Zeta A4"})
		manager, admin := sh.as("manager").with("HX-Request", "true"), sh.as("admin")
		const list = "?q=zeta&sort=name"
		admin.get(paths.ContactPath("A2")+list).want(t, 200)
		manager.get(paths.ContactPath("A2")+list).want(t, 200).says(t, "Ada Admin is on this", "Take over")
		f := contactFormOf(t, manager.get(paths.ContactPath("A1")+list).says(t, "1 of 4"))
		f.Set("outcome", "Reached")
		f.Set("then", "next")
		next := manager.do("POST", paths.ContactPath("A1")+list, f).want(t, 200).says(t, "Zeta A3", "Contact with Zeta A1 saved.", "3 of 4")
		if got := next.Header.Get("HX-Trigger"); got != `{"contactSaved":"`+kit.RowID(ids["A1"])+`"}` {
			t.Errorf("the page hears %s", got)
		}
		// The admin is given the one that is left, and then the list ends.
		f = contactFormOf(t, admin.get(paths.ContactPath("A2")+list))
		f.Set("outcome", "Reached")
		f.Set("then", "next")
		admin.do("POST", paths.ContactPath("A2")+list, f).want(t, 303, paths.ContactPath("A4")+list)
		f = contactFormOf(t, admin.get(paths.ContactPath("A4")+list))
		f.Set("outcome", "Reached")
		f.Set("then", "next")
		admin.do("POST", paths.ContactPath("A4")+list, f).want(t, 303, "/customers"+list)
		admin.get("/customers"+list).says(t, "That was the last customer of this list.")
		f = contactFormOf(t, next)
		f.Set("outcome", "Reached")
		f.Set("then", "next")
		manager.do("POST", paths.ContactPath("A3")+list, f).want(t, 200).says(t, "The list is worked through", "called or visited today: 1")
		// Whoever has left a customer is not on it any more.
		sh.view(func(tx *store.Tx) error {
			if on, err := jobcontacts.OnCall(tx); err != nil || len(on) != 0 {
				t.Errorf("on call: %+v, %v", on, err)
			}
			return nil
		})
	})
}

func TestCallIsKeptTakenOverAndLeft(t *testing.T) {
	sh := newShop(t)
	code := sh.seed.alpha.customer.Code
	manager, admin := sh.as("manager"), sh.as("admin")
	manager.get(paths.ContactPath(code)).want(t, 200)
	sh.wait(14 * time.Minute)
	manager.post(paths.CallPath(code)).want(t, 204)
	sh.wait(14 * time.Minute)
	admin.get(paths.ContactPath(code)).want(t, 200).says(t, "Max Manager is on this")
	admin.post(paths.CallPath(code)).want(t, 409)
	admin.post(paths.CallPath(code)+"?sort=name", "over", "1").want(t, 303, paths.ContactPath(code)+"?sort=name")
	if got := sh.auditActions()[0]; !strings.HasPrefix(got, "call.take_over customer:") {
		t.Errorf("the log says %s", got)
	}
	manager.post(paths.CallPath(code)).want(t, 409)
	manager.post(paths.CallEndPath(code)).want(t, 204) // not the manager's to end
	manager.get(paths.ContactPath(code)).want(t, 200).says(t, "Ada Admin is on this")
	// What the manager had typed is kept all the same.
	manager.post(paths.ContactPath(code), "kind", "call", "outcome", "Reached", "note", "x").want(t, 303)
	admin.post(paths.CallEndPath(code)).want(t, 204)
	manager.post(paths.CallPath(code), "next", "1").want(t, http.StatusSeeOther)
}

func TestLoggedContactIsCorrectedAndDeleted(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		b := sh.as("rep")
		ct := sh.spareContact("rep")
		path := paths.LoggedContactPath(ct.ID)
		b.get(path).want(t, 200).says(t, ct.Body, "Delete this contact")
		was := `{"version":1,"outcome":"Reached","next_on":""}`
		b.post(path, "version", "1", "outcome", "Abducted", "was", was).want(t, 422).says(t, "Choose one of the outcomes")
		b.post(path, "version", "1", "outcome", "Reached", "next_on", "soon", "was", was).want(t, 422).says(t, "is not a day", "soon")
		b.post(path, "version", "1", "outcome", "Call back", "next_on", "2026-12-24", "was", was).want(t, 303, paths.CustomerPath(ct.Customer))
		b.post(path, "version", "1", "outcome", "Not reached", "next_on", "", "was", was).want(t, 409).says(t, "Call back", "Not reached", "Somebody else changed")
		sh.as("manager").get(path).want(t, 200)
		b.post(paths.LoggedContactDeletePath(ct.ID), "version", "1").want(t, 409)
		b.post(paths.LoggedContactDeletePath(ct.ID), "version", "2").want(t, 303)
		page := b.get(paths.CustomerPath(ct.Customer)).says(t, "Contact deleted.")
		b.get(path).want(t, 404)
		sh.undoOf(b, page)
		got := sh.contactsOf(ct.Customer)
		if len(got) != 1 || got[0].Body != ct.Body || got[0].Outcome != "Call back" || got[0].UserID != sh.people["rep"].ID || got[0].At != ct.At {
			t.Errorf("back came %+v", got)
		}
	})
}

func TestContactIsTakenBackWithItsCorrections(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		b, code := sh.as("rep"), sh.seed.alpha.customer.Code
		before := sh.seed.alpha.customer
		f := contactFormOf(t, b.get(paths.ContactPath(code)))
		f.Set("outcome", "Reached")
		f.Set("phone", "new phone")
		f.Set("city", "new city")
		b.do("POST", paths.ContactPath(code), f).want(t, 303)
		sh.update(func(tx *store.Tx) error {
			c, err := tx.Customer(store.Everyone(), code)
			if err != nil {
				return err
			}
			c.City = "a later city"
			return tx.UpdateCustomer(&c)
		})
		page := b.get(paths.CustomerPath(code)).says(t, "new phone", "a later city")
		sh.undoOf(b, page)
		if n := len(sh.contactsOf(code)); n != 0 {
			t.Errorf("%d contacts are left", n)
		}
		b.get(paths.CustomerPath(code)).says(t, before.Phone, "a later city")
	})
}
