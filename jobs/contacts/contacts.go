package contacts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/jobs/text"
	"wholesight/store"
)

// Kinds are the kinds of contact that a person can log, the usual one first.
var Kinds = []string{"call", "visit", "email", "note"}

// maxNote is how long a note may be, in characters.
const maxNote = 10_000

// ContactEntry is a contact as a person logs one.
type ContactEntry struct {
	Customer string // code
	Kind     string
	Outcome  string
	Note     string
	Next
	Unread kit.Refusals // what of the form could not be read
	Corrections
}

// Corrections are a customer's account data as they were when the form was made and
// as they were typed. Where both are equal nothing is corrected.
type Corrections struct {
	Version  int64 // of the customer, when the form was made
	Was, Now CustomerDetails
}

// CustomerDetails is the account data that is corrected during a call.
type CustomerDetails struct {
	Contact  string `json:"contact"`
	Phone    string `json:"phone"`
	Email    string `json:"email"`
	City     string `json:"city"`
	Postcode string `json:"postcode"`
	Country  string `json:"country"`
}

// DetailsOf are the details of a customer.
func DetailsOf(c *store.Customer) CustomerDetails {
	return CustomerDetails{Contact: c.Contact, Phone: c.Phone, Email: c.Email, City: c.City, Postcode: c.Postcode,
		Country: c.Country}
}

// On puts the details into a customer.
func (d CustomerDetails) On(c *store.Customer) {
	c.Contact, c.Phone, c.Email, c.City, c.Postcode, c.Country = d.Contact, d.Phone, d.Email, d.City, d.Postcode, d.Country
}

// Trimmed is d without blanks around its texts.
func (d CustomerDetails) Trimmed() CustomerDetails {
	for _, text := range []*string{&d.Contact, &d.Phone, &d.Email, &d.City, &d.Postcode, &d.Country} {
		*text = strings.TrimSpace(*text)
	}
	return d
}

// Add stores a contact that a user had with a customer that the scope sees,
// and the corrections of the customer's data, with an entry in the audit log for
// each and one undo for both.
//
// Errors: store.ErrNotFound when the customer is not there or not the user's to see;
// Refusals; store.ErrConflict when there are corrections and somebody else has
// changed the customer since they were begun.
func Add(tx *store.Tx, by store.Actor, u store.User, scope store.Scope,
	e ContactEntry) (added *store.Contact, undo int64, err error) {
	shop, err := settings.Load(tx)
	if err != nil {
		return nil, 0, err
	}
	customer, err := tx.Customer(scope, e.Customer)
	if err != nil {
		return nil, 0, err
	}
	e.Note, e.Now = strings.TrimSpace(e.Note), e.Now.Trimmed()
	agreed, err := Agreed(tx, customer.ID)
	if err != nil {
		return nil, 0, err
	}
	next, err := e.check(shop, tx.Now, agreed)
	if err != nil {
		return nil, 0, err
	}
	var was *CustomerDetails
	if e.Now != e.Was {
		before := DetailsOf(&customer)
		if customer.Version != e.Version {
			return nil, 0, fmt.Errorf("customer %q: %w", customer.Code, store.ErrConflict)
		}
		if was, err = &before, correct(tx, by, &customer, e.Now); err != nil {
			return nil, 0, err
		}
	}
	c := &store.Contact{CustomerID: customer.ID, At: tx.Now.UnixMilli(), Kind: e.Kind, Author: u.Name, UserID: u.ID,
		Body: e.Note, Outcome: e.Outcome, NextOn: next, Customer: customer.Code}
	if err := tx.InsertContact(c); err != nil {
		return nil, 0, err
	}
	if err := tx.Audit(by, "contact.add", contactObject(c.ID), nil, auditContact(c)); err != nil {
		return nil, 0, err
	}
	undo, err = offerContactUndo(tx, by, &customer, c, was)
	return c, undo, err
}

// check tells what is wrong with an entry, and what day is agreed with it.
func (e *ContactEntry) check(shop settings.Shop, now time.Time, agreed *calendar.Day) (next *calendar.Day, err error) {
	bad := slices.Clone(e.Unread)
	if !slices.Contains(Kinds, e.Kind) {
		bad.Add("kind", "Choose call, visit, e-mail or note.")
	}
	o, known := shop.Outcome(e.Outcome)
	if known {
		e.Outcome = o.Title
	} else if e.Outcome != "" {
		bad.Add("outcome", "Choose one of the outcomes: the shop has none called %q any more.", e.Outcome)
	} else if e.Kind == "call" {
		bad.Add("outcome", "Choose how the call ended. The keys 1 to %d do it.", len(shop.Outcomes))
	}
	checkNote(&bad, e.Note)
	if e.Note == "" && e.Outcome == "" && e.Kind != "call" {
		bad.Add("note", "Write a note, or choose an outcome: there is nothing to keep yet.")
	}
	if !slices.ContainsFunc(e.Unread, func(r kit.Refusal) bool { return r.Field == "next_on" }) {
		next = e.Next.day(&bad, o, e.Kind, agreed, shop.Today(now))
	}
	if e.Now != e.Was {
		e.Now.check(&bad, e.Was)
	}
	return next, bad.Err()
}

func checkNote(bad *kit.Refusals, note string) {
	if n := len([]rune(note)); n > maxNote {
		bad.Add("note", "The note has %d characters; %d are the most. Shorten it.", n, maxNote)
	}
}

// check tells what is wrong with details; what was there before is left as it is.
func (d CustomerDetails) check(bad *kit.Refusals, was CustomerDetails) {
	for _, f := range []struct{ field, now, was string }{
		{"contact", d.Contact, was.Contact}, {"phone", d.Phone, was.Phone}, {"email", d.Email, was.Email},
		{"city", d.City, was.City}, {"postcode", d.Postcode, was.Postcode}, {"country", d.Country, was.Country},
	} {
		switch {
		case f.now == f.was:
		case len([]rune(f.now)) > 200:
			bad.Add(f.field, "This has more than 200 characters. Shorten it.")
		case strings.ContainsFunc(f.now, func(r rune) bool { return r < ' ' || r == 0x7f }):
			bad.Add(f.field, "This holds a character that cannot be shown. Type it again.")
		case f.field == "email" && f.now != "" && !text.ValidEmail(f.now):
			bad.Add(f.field, "Type an e-mail address, such as anna@example.com, or leave it empty.")
		}
	}
}

// correct stores other details of a customer.
func correct(tx *store.Tx, by store.Actor, c *store.Customer, now CustomerDetails) error {
	before := DetailsOf(c)
	now.On(c)
	c.Minimal = false // a person has spoken of it
	if err := tx.UpdateCustomer(c); err != nil {
		return err
	}
	return tx.Audit(by, "customer.edit", fmt.Sprintf("customer:%d", c.ID), before, now)
}

func contactObject(id int64) string { return fmt.Sprintf("contact:%d", id) }

// auditContact is a contact as the audit log keeps one.
func auditContact(c *store.Contact) any {
	next := ""
	if c.NextOn != nil {
		next = c.NextOn.String()
	}
	return struct {
		Customer string `json:"customer"`
		Kind     string `json:"kind"`
		Outcome  string `json:"outcome,omitempty"`
		Note     string `json:"note,omitempty"`
		NextOn   string `json:"next_on,omitempty"`
	}{c.Customer, c.Kind, c.Outcome, c.Body, next}
}
