package smarttypes

import (
	"encoding/json"
	"errors"

	"wholesight/jobs/kit"
	"wholesight/store"
)

// DeleteSmartType deletes a smart type that no customer has and no classification,
// live or deleted, speaks of. undo is the way back, which the recycle bin keeps.
//
// Errors: Refusals (field "delete") when something hangs on it; store.ErrConflict when
// somebody has changed it since version.
func DeleteSmartType(tx *store.Tx, actor store.Actor, id, version int64) (undo int64, err error) {
	before, err := tx.SmartType(id)
	if err != nil {
		return 0, err
	}
	if before.Version != version {
		return 0, store.ErrConflict
	}
	used, err := tx.SmartTypeUsed(id)
	if err != nil {
		return 0, err
	}
	if used {
		return 0, kit.Refuse("delete", "%s is in use: customers have it, or classifications are of it. Merge it into another smart type instead.", before.Title)
	}
	if err := tx.DeleteSmartType(id, version); err != nil {
		return 0, err
	}
	if err := tx.Audit(actor, "smart-type.delete", smartTypeObject(id), before, nil); err != nil {
		return 0, err
	}
	return tx.AddUndo(actor, store.Undo{Action: kit.UndoSmartTypeDelete, Title: before.Title, Data: kit.UndoData(before),
		Bin: true})
}

// RestoreSmartType is the way back from DeleteSmartType.
func RestoreSmartType(tx *store.Tx, by store.Actor, data []byte) error {
	var t store.SmartType
	if err := json.Unmarshal(data, &t); err != nil {
		return err
	}
	if err := putBack(tx, t); err != nil {
		return err
	}
	return tx.Audit(by, "smart-type.restore", smartTypeObject(t.ID), nil, t)
}

// putBack makes a smart type again that is gone, unless its title has been given to
// another one since.
func putBack(tx *store.Tx, t store.SmartType) error {
	switch _, err := tx.SmartTypeByTitle(t.Title); {
	case err == nil:
		return kit.Refuse("undo", "There is another smart type called %s by now. Give that one another title first. Nothing was changed.", t.Title)
	case !errors.Is(err, store.ErrNotFound):
		return err
	}
	return tx.RestoreSmartType(t)
}
