package jobs

import (
	"errors"
	"fmt"

	"wholesight/jobs/classifications"
	"wholesight/jobs/contacts"
	"wholesight/jobs/customers"
	"wholesight/jobs/kit"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/smarttypes"
	"wholesight/jobs/targets"
	"wholesight/store"
)

// undoables says how each action is taken back. Whoever adds a destructive or a
// bulk action writes tx.AddUndo where it happens and its row here. A function gets
// what AddUndo kept as data, changes everything back in the transaction given, and
// writes its own entry into the audit log. It refuses by an error: Refusals say why
// in a sentence; store.ErrConflict and store.ErrNotFound mean that the thing was
// changed since, and *PartlyUndone that of several things some were. Whatever it did before is taken back then.
var undoables = map[string]func(tx *store.Tx, by store.Actor, data []byte) error{
	kit.UndoClassificationDelete:  classifications.UndeleteClassification,
	kit.UndoBulk:                  customers.UndoBulkAction,
	kit.UndoContactAdd:            contacts.UndoContact,
	kit.UndoContactEdit:           contacts.UndoContactEdit,
	kit.UndoContactDelete:         contacts.RestoreContact,
	kit.UndoTargets:               targets.UndoSavedTargets,
	kit.UndoSavedListDelete:       customers.RestoreSavedList,
	kit.UndoCustomerEditing:       customers.UndoCustomerEdit,
	kit.UndoClassificationApply:   classifications.RevertApply,
	kit.UndoClassificationDiscard: classifications.RestoreDraft,
	kit.UndoSmartTypeDelete:       smarttypes.RestoreSmartType,
	kit.UndoSmartTypeMerge:        smarttypes.UndoMerge,
}

// Undo takes back what an entry tells of, for the person whose it is or, with
// anybodys, for an admin. It returns the entry as it was.
//
// Errors: store.ErrNotFound for an entry that is not there or not the person's;
// Refusals (field "undo") with a sentence when it was taken back before, its time
// is over, or the thing was changed since. Nothing is changed then.
func Undo(tx *store.Tx, by store.Actor, id int64, anybodys bool) (store.Undo, error) {
	u, err := tx.Undo(id)
	if err != nil {
		return u, err
	}
	if !anybodys && (by.UserID == 0 || u.By.UserID != by.UserID) {
		return u, fmt.Errorf("undo %d is of somebody else: %w", id, store.ErrNotFound)
	}
	switch {
	case !u.UndoneAt.IsZero():
		return u, kit.Refuse("undo", "%s: this was taken back already, by %s. Nothing was changed now.", u.Title, u.UndoneBy)
	case !u.Until.After(tx.Now):
		return u, kit.Refuse("undo", "%s: it is too late to take this back. Nothing was changed.", u.Title)
	}
	f, ok := undoables[u.Action]
	if !ok {
		return u, fmt.Errorf("undo %d: no way back from %q is known", id, u.Action)
	}
	if err := tx.MarkUndone(id, by); err != nil {
		return u, superseded(u, err)
	}
	var partly *kit.PartlyUndone
	if err := f(tx, by, []byte(u.Data)); errors.As(err, &partly) {
		u.Kept = partly.Words
	} else if err != nil {
		return u, superseded(u, err)
	}
	return u, tx.Audit(by, "undo.do", fmt.Sprintf("undo:%d", id), nil,
		map[string]any{"action": u.Action, "title": u.Title, "by": u.By.Name})
}

// superseded is an error of a way back as the person reads it: what cannot be put
// back because of what happened since is a refusal, a fault stays one.
func superseded(u store.Undo, err error) error {
	var refused kit.Refusals
	var value *classify.ValueError
	var order *classify.OrderError
	switch {
	case errors.As(err, &refused):
		return err
	case errors.As(err, &value), errors.As(err, &order):
		return kit.Refuse("undo", "%s cannot be put back as it was: %v. Nothing was changed.", u.Title, err)
	case errors.Is(err, store.ErrConflict), errors.Is(err, store.ErrNotFound):
		return kit.Refuse("undo", "%s was changed since, so this cannot be taken back any more. Nothing was changed.",
			u.Title)
	}
	return err
}
