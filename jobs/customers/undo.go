package customers

import (
	"encoding/json"
	"fmt"

	"wholesight/jobs/kit"
	"wholesight/store"
)

// customerBack is a customer before an edit, and the version that the edit made.
type customerBack struct {
	Before  store.Customer `json:"before"`
	Version int64          `json:"version"`
}

// UndoCustomerEdit puts a customer back as it was before an edit. One that was
// changed since is store.ErrConflict.
func UndoCustomerEdit(tx *store.Tx, by store.Actor, data []byte) error {
	var back customerBack
	if err := json.Unmarshal(data, &back); err != nil {
		return fmt.Errorf("undo of an edit: %w", err)
	}
	now, err := tx.CustomerByID(back.Before.ID)
	if err != nil {
		return err
	}
	if now.Version != back.Version {
		return fmt.Errorf("customer %q: %w", now.Code, store.ErrConflict)
	}
	is, err := DataOf(now)
	if err != nil {
		return err
	}
	was, err := DataOf(&back.Before)
	if err != nil {
		return err
	}
	next := back.Before
	next.Version = now.Version
	if err := tx.UpdateCustomer(&next); err != nil {
		return err
	}
	before, after := changed(is, was)
	return tx.Audit(by, "customer.restore", fmt.Sprintf("customer:%d", next.ID), before, after)
}

// offerEditBack writes down how the edit that was just made is taken back.
func offerEditBack(tx *store.Tx, by store.Actor, before *store.Customer, version int64) (undo int64, err error) {
	return tx.AddUndo(by, store.Undo{Action: kit.UndoCustomerEditing, Title: before.Name,
		Data: kit.UndoData(customerBack{*before, version})})
}
