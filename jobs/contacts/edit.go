package contacts

import (
	"errors"
	"fmt"

	"wholesight/jobs/calendar"
	"wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// ContactChange is what can be changed of a contact that was logged: how it ended
// and when to follow up. What was said stays as it was written.
type ContactChange struct {
	Version int64
	Outcome string
	NextOn  *calendar.Day
}

// Contact is a contact of a customer that the scope sees; store.ErrNotFound when
// there is none.
func Contact(tx *store.Tx, scope store.Scope, id int64) (*store.Contact, error) {
	c, err := tx.ContactByID(id)
	if err != nil {
		return nil, err
	}
	if _, err := tx.Customer(scope, c.Customer); err != nil {
		return nil, err
	}
	return c, nil
}

// MayEdit tells whether a user may change a contact that the user sees: one's
// own, and to admins and managers every one.
func MayEdit(u store.User, c *store.Contact) bool {
	return c.UserID == u.ID || u.Role == store.RoleAdmin || u.Role == store.RoleManager
}

// Edit changes a contact; undo is the way back. Errors: store.ErrNotFound when it is not there, not
// the user's to see or to change; Refusals; store.ErrConflict when somebody else has
// changed it since.
func Edit(tx *store.Tx, by store.Actor, u store.User, id int64,
	change ContactChange) (c *store.Contact, undo int64, err error) {
	if c, err = editable(tx, u, id); err != nil {
		return nil, 0, err
	}
	if c.Version != change.Version {
		return nil, 0, fmt.Errorf("contact %d: %w", id, store.ErrConflict)
	}
	shop, err := settings.Load(tx)
	if err != nil {
		return nil, 0, err
	}
	var bad kit.Refusals
	o, known := shop.Outcome(change.Outcome)
	if known && change.Outcome != c.Outcome {
		change.Outcome = o.Title
	} else if !known && change.Outcome != c.Outcome && (change.Outcome != "" || c.Kind == "call") {
		bad.Add("outcome", "Choose one of the outcomes.")
	}
	if change.NextOn != nil && (c.NextOn == nil || *c.NextOn != *change.NextOn) {
		checkNextOn(&bad, change.NextOn, shop.Today(tx.Now))
	}
	if o.Ask && change.Outcome != c.Outcome && change.NextOn == nil {
		bad.Add("next_on", "Give the day to call back: %q needs one.", o.Title)
	}
	if err := bad.Err(); err != nil {
		return nil, 0, err
	}
	before := *c
	c.Outcome, c.NextOn = change.Outcome, change.NextOn
	if err := tx.UpdateContact(c); err != nil {
		return nil, 0, err
	}
	if err := tx.Audit(by, "contact.edit", contactObject(id), auditContact(&before), auditContact(c)); err != nil {
		return nil, 0, err
	}
	undo, err = offerContactEditBack(tx, by, &before)
	return c, undo, err
}

// Delete takes a contact of that version out, into the recycle bin. Errors are
// those of Edit.
func Delete(tx *store.Tx, by store.Actor, u store.User, id, version int64) (c *store.Contact, undo int64, err error) {
	if c, err = editable(tx, u, id); err != nil {
		return nil, 0, err
	}
	if err := tx.DeleteContact(id, version); err != nil {
		return nil, 0, err
	}
	if err := tx.Audit(by, "contact.delete", contactObject(id), auditContact(c), nil); err != nil {
		return nil, 0, err
	}
	customer, err := tx.CustomerByID(c.CustomerID)
	if err != nil {
		return nil, 0, err
	}
	undo, err = offerContactBack(tx, by, customer.Name, c)
	return c, undo, err
}

func editable(tx *store.Tx, u store.User, id int64) (*store.Contact, error) {
	c, err := Contact(tx, u.Scope(), id)
	if err == nil && !MayEdit(u, c) {
		return nil, fmt.Errorf("contact %d of somebody else: %w", id, store.ErrNotFound)
	}
	return c, err
}

// Last is a customer's newest contact; nil when there is none.
func Last(tx *store.Tx, customerID int64) (*store.Contact, error) {
	c, err := tx.LastContact(customerID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return c, err
}
