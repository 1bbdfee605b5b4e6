package contacts_test

import (
	"strings"
	"testing"
	"time"

	"wholesight/jobs/calendar"
	jobcontacts "wholesight/jobs/contacts"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// agreedWith is the agreed day of a customer; "" when there is none.
func agreedWith(sh *webtest.Shop, id int64) (day string) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) error {
		d, err := jobcontacts.Agreed(tx, id)
		if d != nil {
			day = d.String()
		}
		return err
	})
	return day
}

// The form begins with the agreed day, keeps it through an outcome, says when it is
// cleared, and gives it back.
func TestTheFormKeepsAnAgreedDay(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		b, customer := sh.As("manager"), store.Customer{Code: "A1", Name: "Zeta"}
		customer.ID = storetest.AddCustomers(t, sh.DB, customer)["A1"]
		path := paths.ContactPath(customer.Code)
		f := contactFormOf(t, b.Get(path).Says(t, "By the outcome", `data-preset="ask"`))
		f.Set("outcome", "Call back")
		b.Do("POST", path, f).Want(t, 422).Says(t, "Give the day to call back")
		agreed := calendar.Of(sh.Now()) + 20
		f.Set("next", "on")
		f.Set("next_on", agreed.String())
		b.Do("POST", path, f).Want(t, 303)
		sh.Wait(time.Second)

		f = contactFormOf(t, b.Get(path).Says(t, "Keep ", "Change to", "Clear"))
		if f.Get("next") != "keep" || f.Get("next_on") != "" {
			t.Errorf("the form begins with %q %q", f.Get("next"), f.Get("next_on"))
		}
		f.Set("outcome", "Not reached")
		b.Do("POST", path, f).Want(t, 303)
		if got := agreedWith(sh, customer.ID); got != agreed.String() {
			t.Fatalf("a call that nobody took leaves %q", got)
		}
		b.Get(paths.CustomerPath(customer.Code)).Says(t, " stays.")
		sh.Wait(time.Second)

		f = contactFormOf(t, b.Get(path))
		f.Set("outcome", "Reached")
		f.Set("next", "none")
		b.Do("POST", path, f).Want(t, 303)
		if got := agreedWith(sh, customer.ID); got != "" {
			t.Errorf("cleared is %q", got)
		}
		undoOf(t, b, b.Get(paths.CustomerPath(customer.Code)).Says(t, "is cleared."))
		if got := agreedWith(sh, customer.ID); got != agreed.String() {
			t.Errorf("after the undo %q is agreed", got)
		}

		// A colleague's day is not cleared by a form that showed another.
		f = contactFormOf(t, b.Get(path))
		sh.Wait(time.Second)
		other := contactFormOf(t, b.Get(path))
		other.Set("outcome", "Reached")
		other.Set("next", "7")
		b.Do("POST", path, other).Want(t, 303)
		f.Set("outcome", "Reached")
		f.Set("next", "none")
		b.Do("POST", path, f).Want(t, 422).Says(t, "another day meanwhile")
		if strings.Contains(agreedWith(sh, customer.ID), agreed.String()) {
			t.Error("the colleague's day is not kept")
		}
	})
}

// Clearing the day of a contact that was logged is said, and taken back.
func TestAnEditSaysWhatItClears(t *testing.T) {
	sh := webtest.NewShop(t)
	b, ct := sh.As("rep"), sh.SpareContact("rep")
	path, customer := paths.LoggedContactPath(ct.ID), paths.CustomerPath(ct.Customer)
	b.Post(path, "version", "1", "outcome", "Call back", "next_on", "", "was", "{}").Want(t, 422).Says(t,
		"Give the day to call back")
	b.Post(path, "version", "1", "outcome", "Reached", "next_on", "2027-03-05", "was", "{}").Want(t, 303)
	b.Post(path, "version", "2", "outcome", "Reached", "next_on", "", "was", "{}").Want(t, 303)
	undoOf(t, b, b.Get(customer).Says(t, "Contact saved. The follow-up of", "is cleared."))
	if got := agreedWith(sh, ct.CustomerID); got != "2027-03-05" {
		t.Errorf("after the undo %q is agreed", got)
	}
}
