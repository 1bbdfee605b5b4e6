package contacts_test

import (
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
	"wholesight/web/webtest"
)

// contactFormOf is the form of a contact as its page has it, ready to be filled in.
func contactFormOf(t *testing.T, page webtest.Reply) url.Values {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page.Text))
	if err != nil {
		t.Fatal(err)
	}
	f := url.Values{}
	form := doc.Find("form[data-draft]")
	form.Find("input[type=hidden], input[type=text], input[type=tel], input[type=date]").Each(func(_ int,
		e *goquery.Selection) {
		f.Set(e.AttrOr("name", ""), e.AttrOr("value", ""))
	})
	form.Find("input[type=radio][checked]").Each(func(_ int, e *goquery.Selection) {
		f.Set(e.AttrOr("name", ""), e.AttrOr("value", ""))
	})
	f.Set("note", form.Find("textarea").Text())
	if f.Get(kit.FormKey) == "" {
		t.Fatalf("the form of a contact has no key:\n%s", page.Text)
	}
	return f
}

// contactsOf are the contacts of a customer as people logged them, the newest first.
func contactsOf(sh *webtest.Shop, code string) (all []store.Contact) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) error {
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
func undoOf(t *testing.T, b *webtest.Browser, page webtest.Reply) {
	t.Helper()
	at := strings.LastIndex(page.Text, `action="/undo/`)
	if at < 0 {
		t.Fatalf("there is nothing to undo on\n%s", page.Text)
	}
	id, _, _ := strings.Cut(page.Text[at+len(`action="/undo/`):], `"`)
	b.Post("/undo/"+id).Want(t, 303)
}

func TestContactIsLoggedFromAPage(t *testing.T) {
	sh := webtest.NewShop(t)
	b, code := sh.As("rep"), sh.Seed.Alpha.Customer.Code
	path := paths.ContactPath(code)
	page := b.Get(path+"?sort=name").Want(t, 200).Says(t, sh.Seed.Alpha.Canary("Name"), "Order placed",
		"Your calls today: 0 · 0 reached")
	f := contactFormOf(t, page)
	f.Set("outcome", "Order placed")
	f.Set("note", "Took the order.")
	f.Set("next", "7")
	f.Set("phone", "0421 778")
	f.Set("then", "save")
	first := b.Do("POST", path+"?sort=name", f).Want(t, 303, paths.CustomerPath(code)+"?sort=name")
	b.Do("POST", path+"?sort=name", f).Want(t, 303, first.Header.Get("Location"))
	got := contactsOf(sh, code)
	if len(got) != 1 || got[0].Body != "Took the order." || got[0].Outcome != "Order placed" ||
		got[0].UserID != sh.People["rep"].ID || got[0].NextOn == nil {
		t.Fatalf("kept: %+v", got)
	}
	b.Get(paths.CustomerPath(code)).Says(t, "0421 778", "saved.", "/undo/")
	b.Get(path).Says(t, "Your calls today: 1 · 1 reached · 1")
}

func TestContactThatIsRefusedKeepsWhatWasTyped(t *testing.T) {
	sh := webtest.NewShop(t)
	b, path := sh.As("rep"), paths.ContactPath(sh.Seed.Alpha.Customer.Code)
	f := contactFormOf(t, b.Get(path))
	f.Set("note", "All that was said.")
	f.Set("email", "nobody at all")
	f.Set("next", "on")
	for _, ask := range []*webtest.Browser{b, b.With("HX-Request", "true")} {
		page := ask.Do("POST", path, f).Want(t, 422).Says(t, "All that was said.", "nobody at all",
			"Choose how the call ended", "Type an e-mail address")
		if again := contactFormOf(t, page); again.Get(kit.FormKey) != f.Get(kit.FormKey) {
			t.Error("the form that is shown again has another key")
		}
	}
	f.Set("outcome", "Reached")
	f.Set("email", "a@example.com")
	b.Do("POST", path, f).Want(t, 422).Says(t, "Give the day of the follow-up")
	f.Set("next_on", "30 November")
	b.Do("POST", path, f).Want(t, 422).Says(t, "is not a day")
	if n := len(contactsOf(sh, sh.Seed.Alpha.Customer.Code)); n != 0 {
		t.Errorf("%d contacts were kept", n)
	}
}

func TestContactMeetsSomebodyElsesCorrection(t *testing.T) {
	sh := webtest.NewShop(t)
	b, code := sh.As("rep"), sh.Seed.Alpha.Customer.Code
	path := paths.ContactPath(code)
	f := contactFormOf(t, b.Get(path))
	sh.Update(func(tx *store.Tx) error {
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
	page := b.With("HX-Request", "true").Do("POST", path, f).Want(t, 409).Says(t, "Not to be lost.", "theirs 1", "mine 2",
		"Somebody else changed")
	again := contactFormOf(t, page)
	if again.Get("phone") != "mine 2" || again.Get("city") != "Their City" || again.Get("outcome") != "Reached" ||
		again.Get(kit.FormKey) == f.Get(kit.FormKey) {
		t.Errorf("after the conflict the form holds %v", again)
	}
	again.Set("then", "save")
	b.Do("POST", path, again).Want(t, 303)
	b.Get(paths.CustomerPath(code)).Says(t, "mine 2", "Their City")
	// Without a correction of one's own, somebody else's is no hindrance.
	f = contactFormOf(t, b.Get(path))
	sh.Update(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), code)
		if err != nil {
			return err
		}
		return tx.UpdateCustomer(&c)
	})
	f.Set("outcome", "Call back")
	f.Set("next", "1")
	sh.Wait(time.Second)
	b.Do("POST", path, f).Want(t, 303)
	if n := len(contactsOf(sh, code)); n != 2 {
		t.Errorf("%d contacts", n)
	}
}

func TestContactsOfOthersAreNotThere(t *testing.T) {
	sh := webtest.NewShop(t)
	b, theirs := sh.As("rep"), sh.Seed.Bravo.Customer.Code
	b.Get(paths.ContactPath(theirs)).Want(t, 404)
	for _, path := range []string{paths.ContactPath(theirs), paths.CallPath(theirs), paths.CallEndPath(theirs)} {
		b.Post(path, "kind", "call", "outcome", "Reached", "over", "1").Want(t, 404)
	}
	ct := sh.SpareContact("rep2")
	b.Get(paths.LoggedContactPath(ct.ID)).Want(t, 404)
	b.Post(paths.LoggedContactPath(ct.ID), "version", "1", "outcome", "Call back").Want(t, 404)
	b.Post(paths.LoggedContactDeletePath(ct.ID), "version", "1").Want(t, 404)
	sh.View(func(tx *store.Tx) error {
		if on, err := jobcontacts.OnCall(tx); err != nil || len(on) != 0 {
			t.Errorf("on call: %+v, %v", on, err)
		}
		return nil
	})
}

func TestSaveAndNextGoesThroughTheList(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		ids := storetest.AddCustomers(t, sh.DB, store.Customer{Code: "A1", Name: "Zeta A1"},
			store.Customer{Code: "A2", Name: "Zeta A2"}, store.Customer{Code: "A3", Name: "Zeta A3"},
			store.Customer{Code: "A4", Name: "Zeta A4"})
		manager, admin := sh.As("manager").With("HX-Request", "true"), sh.As("admin")
		const list = "?q=zeta&sort=name"
		admin.Get(paths.ContactPath("A2")+list).Want(t, 200)
		manager.Get(paths.ContactPath("A2")+list).Want(t, 200).Says(t, "Ada Admin is on this", "Take over")
		f := contactFormOf(t, manager.Get(paths.ContactPath("A1")+list).Says(t, "1 of 4"))
		f.Set("outcome", "Reached")
		f.Set("then", "next")
		next := manager.Do("POST", paths.ContactPath("A1")+list, f).Want(t, 200).Says(t, "Zeta A3",
			"Contact with Zeta A1 saved.", "3 of 4")
		if got := next.Header.Get("HX-Trigger"); got != `{"contactSaved":"`+kit.RowID(ids["A1"])+`"}` {
			t.Errorf("the page hears %s", got)
		}
		// The admin is given the one that is left, and then the list ends.
		f = contactFormOf(t, admin.Get(paths.ContactPath("A2")+list))
		f.Set("outcome", "Reached")
		f.Set("then", "next")
		admin.Do("POST", paths.ContactPath("A2")+list, f).Want(t, 303, paths.ContactPath("A4")+list)
		f = contactFormOf(t, admin.Get(paths.ContactPath("A4")+list))
		f.Set("outcome", "Reached")
		f.Set("then", "next")
		admin.Do("POST", paths.ContactPath("A4")+list, f).Want(t, 303, "/customers"+list)
		admin.Get("/customers"+list).Says(t, "That was the last customer of this list.")
		f = contactFormOf(t, next)
		f.Set("outcome", "Reached")
		f.Set("then", "next")
		manager.Do("POST", paths.ContactPath("A3")+list, f).Want(t, 200).Says(t, "The list is worked through",
			"called or visited today: 1")
		// Whoever has left a customer is not on it any more.
		sh.View(func(tx *store.Tx) error {
			if on, err := jobcontacts.OnCall(tx); err != nil || len(on) != 0 {
				t.Errorf("on call: %+v, %v", on, err)
			}
			return nil
		})
	})
}

func TestCallIsKeptTakenOverAndLeft(t *testing.T) {
	sh := webtest.NewShop(t)
	code := sh.Seed.Alpha.Customer.Code
	manager, admin := sh.As("manager"), sh.As("admin")
	manager.Get(paths.ContactPath(code)).Want(t, 200)
	sh.Wait(14 * time.Minute)
	manager.Post(paths.CallPath(code)).Want(t, 204)
	sh.Wait(14 * time.Minute)
	admin.Get(paths.ContactPath(code)).Want(t, 200).Says(t, "Max Manager is on this")
	admin.Post(paths.CallPath(code)).Want(t, 409)
	admin.Post(paths.CallPath(code)+"?sort=name", "over", "1").Want(t, 303, paths.ContactPath(code)+"?sort=name")
	if got := sh.AuditActions()[0]; !strings.HasPrefix(got, "call.take_over customer:") {
		t.Errorf("the log says %s", got)
	}
	manager.Post(paths.CallPath(code)).Want(t, 409)
	manager.Post(paths.CallEndPath(code)).Want(t, 204) // not the manager's to end
	manager.Get(paths.ContactPath(code)).Want(t, 200).Says(t, "Ada Admin is on this")
	// What the manager had typed is kept all the same.
	manager.Post(paths.ContactPath(code), "kind", "call", "outcome", "Reached", "note", "x").Want(t, 303)
	admin.Post(paths.CallEndPath(code)).Want(t, 204)
	manager.Post(paths.CallPath(code), "next", "1").Want(t, http.StatusSeeOther)
}

func TestLoggedContactIsCorrectedAndDeleted(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("rep")
	ct := sh.SpareContact("rep")
	path := paths.LoggedContactPath(ct.ID)
	b.Get(path).Want(t, 200).Says(t, ct.Body, "Delete this contact")
	was := `{"version":1,"outcome":"Reached","next_on":""}`
	b.Post(path, "version", "1", "outcome", "Abducted", "was", was).Want(t, 422).Says(t, "Choose one of the outcomes")
	b.Post(path, "version", "1", "outcome", "Reached", "next_on", "soon", "was", was).Want(t, 422).Says(t, "is not a day",
		"soon")
	b.Post(path, "version", "1", "outcome", "Call back", "next_on", "2026-12-24", "was", was).Want(t, 303,
		paths.CustomerPath(ct.Customer))
	b.Post(path, "version", "1", "outcome", "Not reached", "next_on", "", "was", was).Want(t, 409).Says(t, "Call back",
		"Not reached", "Somebody else changed")
	sh.As("manager").Get(path).Want(t, 200)
	b.Post(paths.LoggedContactDeletePath(ct.ID), "version", "1").Want(t, 409)
	b.Post(paths.LoggedContactDeletePath(ct.ID), "version", "2").Want(t, 303)
	page := b.Get(paths.CustomerPath(ct.Customer)).Says(t, "Contact deleted.")
	b.Get(path).Want(t, 404)
	undoOf(t, b, page)
	got := contactsOf(sh, ct.Customer)
	if len(got) != 1 || got[0].Body != ct.Body || got[0].Outcome != "Call back" || got[0].UserID != sh.People["rep"].ID ||
		got[0].At != ct.At {
		t.Errorf("back came %+v", got)
	}
}

func TestContactIsTakenBackWithItsCorrections(t *testing.T) {
	sh := webtest.NewShop(t)
	b, code := sh.As("rep"), sh.Seed.Alpha.Customer.Code
	before := sh.Seed.Alpha.Customer
	f := contactFormOf(t, b.Get(paths.ContactPath(code)))
	f.Set("outcome", "Reached")
	f.Set("phone", "new phone")
	f.Set("city", "new city")
	b.Do("POST", paths.ContactPath(code), f).Want(t, 303)
	sh.Update(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), code)
		if err != nil {
			return err
		}
		c.City = "a later city"
		return tx.UpdateCustomer(&c)
	})
	page := b.Get(paths.CustomerPath(code)).Says(t, "new phone", "a later city")
	undoOf(t, b, page)
	if n := len(contactsOf(sh, code)); n != 0 {
		t.Errorf("%d contacts are left", n)
	}
	b.Get(paths.CustomerPath(code)).Says(t, before.Phone, "a later city")
}
