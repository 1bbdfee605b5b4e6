package contacts

import (
	"encoding/json"
	"net/url"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	jobcontacts "wholesight/jobs/contacts"
	"wholesight/jobs/customerlist"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewcontacts "wholesight/views/contacts"
	"wholesight/views/ui"
	"wholesight/web/customers"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// contactStep is one turn of the call loop: a contact is kept, the customer is left,
// and the next one of the list is begun with.
type contactStep struct {
	customers.CustomerQuery
	saved *store.Contact
	undo  int64
	name  string        // of the customer
	was   *calendar.Day // agreed before
	today calendar.Day
	next  *contactInput // nil: not asked for, or none
	ended bool          // asked for, and there is none
	skip  jobcontacts.NextCall
	tally jobcontacts.Tally
}

// take does it, in the transaction of the contact.
func (st *contactStep) take(c echo.Context, tx *store.Tx, s *Pages, u store.User, by store.Actor,
	e jobcontacts.ContactEntry, f url.Values) (err error) {
	// Where the list stands is asked before anything changes.
	if st.CustomerQuery, err = s.customers.CustomerQuery(c, tx, s.LocaleOf(c)); err != nil {
		return err
	}
	customer, err := tx.Customer(kit.Scope(c), e.Customer)
	if err != nil {
		return err
	}
	st.name, st.today = customer.Name, s.today(c)
	if st.was, err = jobcontacts.Agreed(tx, customer.ID); err != nil {
		return err
	}
	if st.saved, st.undo, err = jobcontacts.Add(tx, by, u, kit.Scope(c), e); err != nil {
		return err
	}
	if err := tx.EndCall(customer.ID, u.ID); err != nil {
		return err
	}
	if f.Get("then") != thenNext {
		return nil
	}
	return st.goOn(c, tx, s, u, e.Customer, int(paths.Number(f.Get("place"))))
}

// goOn begins with the customer that follows in the list after one, or the place where
// it stood.
func (st *contactStep) goOn(c echo.Context, tx *store.Tx, s *Pages, u store.User, code string, place int) (err error) {
	list := jobcontacts.CallList{List: st.List, View: st.View, Visible: st.Visible}
	if st.skip, err = list.Next(tx, u, place, code); err != nil {
		return err
	}
	if st.skip.Row < 0 {
		st.ended = true
		st.tally, err = jobcontacts.CallTally(tx, u, s.today(c))
		return err
	}
	next := contactInput{CustomerQuery: st.CustomerQuery}
	if next.customer, err = tx.Customer(kit.Scope(c), st.List.Code(st.skip.Row)); err != nil {
		return err
	}
	st.next = &next
	return next.read(c, tx, s.ShopOf(c))
}

// leads is where a browser without script goes on.
func (st *contactStep) leads(code string) string {
	list := st.View.AtPage(1)
	switch {
	case st.next != nil:
		return paths.ContactPath(st.next.customer.Code) + st.AwayQuery(list)
	case st.ended:
		return st.ListAddress(list)
	}
	return paths.CustomerPath(code) + st.AwayQuery(list)
}

// toast says what was kept, and offers to take it back.
func (st *contactStep) toast(l ui.Locale) ui.Toast {
	t := ui.Toast{Text: l.T("Contact with %s saved.", st.name)}
	t.Text = ui.JoinWords(t.Text, nextWords(l, st.was, st.saved.NextOn, st.today))
	if st.undo != 0 {
		t.Undo = paths.UndoPath(st.undo)
	}
	if st.ended {
		t.Text += " " + st.end(l).Text
	}
	return t
}

// end says that the list is worked through, and whom it passed by.
func (st *contactStep) end(l ui.Locale) viewcontacts.ContactEnd {
	e := viewcontacts.ContactEnd{Title: l.T("The list is worked through"),
		Text: l.T("That was the last customer of this list."), Tally: tallyWords(l, st.tally)}
	if st.skip.Busy > 0 {
		e.Text += " " + l.T("Passed by because somebody else is on them: %s.", l.NumberExact(int64(st.skip.Busy)))
	}
	if st.skip.Done > 0 {
		e.Text += " " + l.T("Passed by because they were called or visited today: %s.", l.NumberExact(int64(st.skip.Done)))
	}
	return e
}

// tallyWords is what a person's calls of today came to.
func tallyWords(l ui.Locale, t jobcontacts.Tally) string {
	return l.T("Your calls today: %s · %s reached · %s", l.NumberExact(t.Calls), l.NumberExact(t.Reached),
		l.Plural(t.Orders, "order", "orders"))
}

// today is the shop's civil day.
func (s *Pages) today(c echo.Context) calendar.Day { return s.ShopOf(c).Today(s.DB.Now()) }

// quoted is a text as JSON writes it.
func quoted(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // a text always marshals
	}
	return string(b)
}

// contactInput is everything that the form of a contact is made of.
type contactInput struct {
	customers.CustomerQuery
	customer store.Customer
	shop     settings.Shop
	today    calendar.Day
	entry    customerlist.Entry
	listed   bool // the customer list knows the customer
	place    customerlist.Place
	last     *store.Contact
	agreed   *calendar.Day // of the next follow-up; nil: none
	tally    jobcontacts.Tally
	other    *store.CallLease // who is on the customer instead

	typed *typedContactForm // what was sent and not kept
	was   *jobcontacts.CustomerDetails
	bad   jobkit.Refusals
}

// read reads what stands around the form; customer and query are there.
func (in *contactInput) read(c echo.Context, tx *store.Tx, shop settings.Shop) (err error) {
	in.shop = shop
	in.today = in.shop.Today(tx.Now)
	if row, ok := in.List.Find(in.customer.Code); ok {
		in.entry, in.listed = in.List.At(row), true
		if in.place, _, err = in.List.Place(in.View.Filter, in.View.Sort, in.Visible, row); err != nil {
			return err
		}
	}
	if in.last, err = jobcontacts.Last(tx, in.customer.ID); err != nil {
		return err
	}
	if in.agreed, err = jobcontacts.Agreed(tx, in.customer.ID); err != nil {
		return err
	}
	u, _ := kit.UserOf(c)
	in.tally, err = jobcontacts.CallTally(tx, u, in.today)
	return err
}
