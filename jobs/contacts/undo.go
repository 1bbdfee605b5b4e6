package contacts

import (
	"encoding/json"
	"fmt"

	"wholesight/jobs/kit"
	"wholesight/store"
)

// contactUndo is what takes back a contact that was logged: the contact, and the
// customer's data before and after the corrections that came with it.
type contactUndo struct {
	Contact  int64            `json:"contact"`
	Customer int64            `json:"customer"`
	Was      *CustomerDetails `json:"was,omitempty"` // nil: nothing was corrected
	Now      CustomerDetails  `json:"now"`
}

// UndoContact takes back a contact: it is deleted, and the customer's data that was
// corrected with it is as before, field by field where nobody has changed it since. A
// contact that was edited meanwhile is store.ErrConflict, one that is gone already
// store.ErrNotFound.
func UndoContact(tx *store.Tx, by store.Actor, data []byte) error {
	var u contactUndo
	if err := json.Unmarshal(data, &u); err != nil {
		return fmt.Errorf("undo of a contact: %w", err)
	}
	c, err := tx.ContactByID(u.Contact)
	if err != nil {
		return err
	}
	if err := tx.DeleteContact(c.ID, 1); err != nil {
		return err
	}
	if err := tx.Audit(by, "contact.undo", contactObject(c.ID), auditContact(c), nil); err != nil {
		return err
	}
	if u.Was == nil {
		return nil
	}
	customer, err := tx.CustomerByID(u.Customer)
	if err != nil {
		return err
	}
	if back := u.Was.where(DetailsOf(customer), u.Now); back != DetailsOf(customer) {
		return correct(tx, by, customer, back)
	}
	return nil
}

// where is present with each field as in d that is still as typed.
func (d CustomerDetails) where(present, typed CustomerDetails) CustomerDetails {
	for _, f := range []struct{ present, was, typed *string }{
		{&present.Contact, &d.Contact, &typed.Contact}, {&present.Phone, &d.Phone, &typed.Phone},
		{&present.Email, &d.Email, &typed.Email},
		{&present.City, &d.City, &typed.City}, {&present.Postcode, &d.Postcode, &typed.Postcode},
		{&present.Country, &d.Country, &typed.Country},
	} {
		if *f.present == *f.typed {
			*f.present = *f.was
		}
	}
	return present
}

// contactBack is a contact as it was before it was changed or deleted.
type contactBack struct {
	Contact store.Contact `json:"contact"`
}

// RestoreContact puts a deleted contact back, under a new number. One of the same
// customer, time, kind, author and text that is there again is store.ErrConflict.
func RestoreContact(tx *store.Tx, by store.Actor, data []byte) error {
	var back contactBack
	if err := json.Unmarshal(data, &back); err != nil {
		return fmt.Errorf("restore of a contact: %w", err)
	}
	c := back.Contact
	customer, err := tx.CustomerByID(c.CustomerID)
	if err != nil {
		return err
	}
	c.Customer = customer.Code
	if err := tx.InsertContact(&c); err != nil {
		return err
	}
	return tx.Audit(by, "contact.restore", contactObject(c.ID), nil, auditContact(&c))
}

// UndoContactEdit puts the outcome and the day of a contact back as they were. One that
// was changed again since is store.ErrConflict, one that is gone store.ErrNotFound.
func UndoContactEdit(tx *store.Tx, by store.Actor, data []byte) error {
	var back contactBack
	if err := json.Unmarshal(data, &back); err != nil {
		return fmt.Errorf("undo of a contact's change: %w", err)
	}
	c, err := tx.ContactByID(back.Contact.ID)
	if err != nil {
		return err
	}
	now := *c
	c.Version, c.Outcome, c.NextOn = back.Contact.Version+1, back.Contact.Outcome, back.Contact.NextOn
	if err := tx.UpdateContact(c); err != nil {
		return err
	}
	return tx.Audit(by, "contact.undo", contactObject(c.ID), auditContact(&now), auditContact(c))
}

// offerContactEditBack writes down how a contact was before it was changed.
func offerContactEditBack(tx *store.Tx, by store.Actor, was *store.Contact) (undo int64, err error) {
	customer, err := tx.CustomerByID(was.CustomerID)
	if err != nil {
		return 0, err
	}
	return tx.AddUndo(by, store.Undo{Action: kit.UndoContactEdit, Title: "change of a contact with " + customer.Name,
		Data: kit.UndoData(contactBack{*was})})
}

// offerContactUndo writes down how the contact that was just logged is taken back.
func offerContactUndo(tx *store.Tx, by store.Actor, customer *store.Customer, c *store.Contact,
	was *CustomerDetails) (undo int64, err error) {
	return tx.AddUndo(by, store.Undo{Action: kit.UndoContactAdd, Title: "contact with " + customer.Name,
		Data: kit.UndoData(contactUndo{Contact: c.ID, Customer: customer.ID, Was: was, Now: DetailsOf(customer)})})
}

// offerContactBack puts a contact that was just deleted into the recycle bin.
func offerContactBack(tx *store.Tx, by store.Actor, customer string, c *store.Contact) (undo int64, err error) {
	return tx.AddUndo(by, store.Undo{Action: kit.UndoContactDelete, Title: c.Kind + " with " + customer, Bin: true,
		Data: kit.UndoData(contactBack{*c})})
}
