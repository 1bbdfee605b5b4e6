package smarttypes

import (
	"fmt"
	"slices"
	"strings"

	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// CreateSmartType adds a smart type, last in order. A title that is taken is
// store.ErrConflict.
func CreateSmartType(tx *store.Tx, actor store.Actor, title string, portal bool) (int64, error) {
	title = strings.TrimSpace(title)
	if err := classify.CheckTitle(title); err != nil {
		return 0, err
	}
	id, err := tx.NewSmartType(title, portal)
	if err != nil {
		return 0, err
	}
	return id, tx.Audit(actor, "smart-type.create", smartTypeObject(id), nil, store.SmartType{ID: id, Title: title, Portal: portal})
}

// SaveSmartType stores a smart type's title and portal. ErrConflict when the
// version is stale or the title is taken.
func SaveSmartType(tx *store.Tx, actor store.Actor, t store.SmartType) error {
	t.Title = strings.TrimSpace(t.Title)
	if err := classify.CheckTitle(t.Title); err != nil {
		return err
	}
	before, err := tx.SmartType(t.ID)
	if err != nil {
		return err
	}
	if before.Version != t.Version {
		return store.ErrConflict
	}
	if before.Title == t.Title && before.Portal == t.Portal {
		return nil
	}
	if err := tx.SaveSmartType(t); err != nil {
		return err
	}
	return tx.Audit(actor, "smart-type.save", smartTypeObject(t.ID), before, t)
}

// OrderSmartTypes puts the smart types into an order; the first is the one that
// customers get who name none. ErrConflict when ids are not all there are.
func OrderSmartTypes(tx *store.Tx, actor store.Actor, ids []int64) error {
	all, err := tx.SmartTypes()
	if err != nil {
		return err
	}
	before := make([]int64, len(all))
	for i, t := range all {
		before[i] = t.ID
	}
	if slices.Equal(before, ids) {
		return nil
	}
	if err := tx.OrderSmartTypes(ids); err != nil {
		return err
	}
	return tx.Audit(actor, "smart-type.order", "smart-types", before, ids)
}

// DeleteSmartType deletes a smart type that no customer has and no classification,
// live or deleted, speaks of; else store.ErrReference.
func DeleteSmartType(tx *store.Tx, actor store.Actor, id, version int64) error {
	before, err := tx.SmartType(id)
	if err != nil {
		return err
	}
	if err := tx.DeleteSmartType(id, version); err != nil {
		return err
	}
	return tx.Audit(actor, "smart-type.delete", smartTypeObject(id), before, nil)
}

func smartTypeObject(id int64) string { return fmt.Sprintf("smart-type:%d", id) }
