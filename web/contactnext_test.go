package web

import (
	"strings"
	"testing"
	"time"

	"wholesight/jobs/calendar"
	jobcontacts "wholesight/jobs/contacts"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web/paths"
)

// agreedWith is the agreed day of a customer; "" when there is none.
func (sh *shop) agreedWith(id int64) (day string) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
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
	onBoth(t, func(t *testing.T, sh *shop) {
		b, customer := sh.as("manager"), store.Customer{Code: "A1", Name: "Zeta"}
		customer.ID = storetest.AddCustomers(t, sh.db, customer)["A1"]
		path := paths.ContactPath(customer.Code)
		f := contactFormOf(t, b.get(path).says(t, "By the outcome", `data-preset="ask"`))
		f.Set("outcome", "Call back")
		b.do("POST", path, f).want(t, 422).says(t, "Give the day to call back")
		agreed := calendar.Of(sh.now()) + 20
		f.Set("next", "on")
		f.Set("next_on", agreed.String())
		b.do("POST", path, f).want(t, 303)
		sh.wait(time.Second)

		f = contactFormOf(t, b.get(path).says(t, "Keep ", "Change to", "Clear"))
		if f.Get("next") != "keep" || f.Get("next_on") != "" {
			t.Errorf("the form begins with %q %q", f.Get("next"), f.Get("next_on"))
		}
		f.Set("outcome", "Not reached")
		b.do("POST", path, f).want(t, 303)
		if got := sh.agreedWith(customer.ID); got != agreed.String() {
			t.Fatalf("a call that nobody took leaves %q", got)
		}
		b.get(paths.CustomerPath(customer.Code)).says(t, " stays.")
		sh.wait(time.Second)

		f = contactFormOf(t, b.get(path))
		f.Set("outcome", "Reached")
		f.Set("next", "none")
		b.do("POST", path, f).want(t, 303)
		if got := sh.agreedWith(customer.ID); got != "" {
			t.Errorf("cleared is %q", got)
		}
		sh.undoOf(b, b.get(paths.CustomerPath(customer.Code)).says(t, "is cleared."))
		if got := sh.agreedWith(customer.ID); got != agreed.String() {
			t.Errorf("after the undo %q is agreed", got)
		}

		// A colleague's day is not cleared by a form that showed another.
		f = contactFormOf(t, b.get(path))
		sh.wait(time.Second)
		other := contactFormOf(t, b.get(path))
		other.Set("outcome", "Reached")
		other.Set("next", "7")
		b.do("POST", path, other).want(t, 303)
		f.Set("outcome", "Reached")
		f.Set("next", "none")
		b.do("POST", path, f).want(t, 422).says(t, "another day meanwhile")
		if strings.Contains(sh.agreedWith(customer.ID), agreed.String()) {
			t.Error("the colleague's day is not kept")
		}
	})
}

// Clearing the day of a contact that was logged is said, and taken back.
func TestAnEditSaysWhatItClears(t *testing.T) {
	sh := newShop(t)
	b, ct := sh.as("rep"), sh.spareContact("rep")
	path, customer := paths.LoggedContactPath(ct.ID), paths.CustomerPath(ct.Customer)
	b.post(path, "version", "1", "outcome", "Call back", "next_on", "", "was", "{}").want(t, 422).says(t, "Give the day to call back")
	b.post(path, "version", "1", "outcome", "Reached", "next_on", "2027-03-05", "was", "{}").want(t, 303)
	b.post(path, "version", "2", "outcome", "Reached", "next_on", "", "was", "{}").want(t, 303)
	sh.undoOf(b, b.get(customer).says(t, "Contact saved. The follow-up of", "is cleared."))
	if got := sh.agreedWith(ct.CustomerID); got != "2027-03-05" {
		t.Errorf("after the undo %q is agreed", got)
	}
}
