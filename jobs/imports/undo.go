package imports

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"wholesight/jobs/files"
	"wholesight/jobs/kit"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// UndoResult is what an undo did.
type UndoResult struct {
	Restored int64    // rows that went back, or away
	Kept     []string // rows that stay as they are, because they were changed or used since: sentences
}

// Undo takes the last import of its kind back: orders all at once, other rows
// as far as nobody has changed them since; those that stay are named. An import that
// is not the last applied one of its kind is store.ErrConflict, and so is one whose
// replaced orders are no longer kept (an undo was undone before).
func Undo(ctx context.Context, db *store.DB, importID int64, actor store.Actor) (res UndoResult, err error) {
	l, err := TakeLease(ctx, db, func() error { return nil })
	if err != nil {
		return res, err
	}
	ctx, end := l.Hold(ctx, db)
	defer end()
	var sold map[int64]bool
	if err := db.View(ctx, func(tx *store.Tx) error {
		m, err := undoable(tx, importID)
		if err == nil && m.Kind == string(files.Products) {
			// It reads every line, so it must not hold up the writers; while the
			// lease is held no line is added.
			sold, err = tx.SoldProducts()
		}
		return err
	}); err != nil {
		return res, err
	}
	if err := db.Update(ctx, func(tx *store.Tx) error {
		if err := l.Guard(tx); err != nil {
			return err
		}
		m, err := undoable(tx, importID)
		if err != nil {
			return err
		}
		if m.BookVersion != 0 {
			if err := tx.UndoOrders(m.ID); err != nil {
				return err
			}
		}
		u := undoer{tx: tx, sold: sold}
		if err := u.all(m.ID); err != nil {
			return err
		}
		res = UndoResult{Restored: u.restored, Kept: u.kept}
		report, err := ReadReport(m)
		if err != nil {
			return err
		}
		report.Kept = res.Kept[:min(len(res.Kept), 1000)]
		m.State, m.Report = store.ImportUndone, kit.JSON(report)
		if err := tx.SaveImport(&m); err != nil {
			return err
		}
		what := map[string]any{"kind": m.Kind, "file": m.FileName, "restored": res.Restored, "kept": len(res.Kept)}
		if err := tx.Audit(actor, "import.undo", fmt.Sprintf("import:%d", m.ID), nil, what); err != nil {
			return err
		}
		return runner.EnqueueNightly(tx, actor)
	}); err != nil {
		return UndoResult{}, err
	}
	return res, SweepOrders(ctx, db, l.Guard, 0)
}

// undoable is an import that may be undone.
func undoable(tx *store.Tx, id int64) (store.Import, error) {
	m, err := tx.Import(id)
	if err != nil {
		return m, err
	}
	last, err := tx.LastApplied(m.Kind)
	if errors.Is(err, store.ErrNotFound) || err == nil && last.ID != id {
		return m, fmt.Errorf("import %d is not the last import of %s: only that one can be undone: %w", id, m.Kind,
			store.ErrConflict)
	}
	return m, err
}

// undoer takes the changes of one import back, the last one first.
type undoer struct {
	tx       *store.Tx
	sold     map[int64]bool // products that lines speak of; nil: none of the import's can be
	restored int64
	kept     []string
}

func (u *undoer) all(importID int64) error {
	for before := int64(0); ; {
		changes, err := u.tx.Changes(importID, before, RowBatch)
		if err != nil || len(changes) == 0 {
			slices.Sort(u.kept)
			return err
		}
		for _, c := range changes {
			if err := u.one(c); err != nil {
				return err
			}
			before = c.N
		}
	}
}

// one takes one change back, or notes that the row must stay.
func (u *undoer) one(c store.Change) error {
	name, err := u.back(c)
	switch {
	case errors.Is(err, store.ErrConflict):
		u.kept = append(u.kept, fmt.Sprintf("%s was changed since and stays as it is", name))
	case errors.Is(err, store.ErrReference):
		u.kept = append(u.kept, fmt.Sprintf("%s is in use and stays", name))
	case err != nil:
		return fmt.Errorf("undo %s: %w", name, err)
	default:
		u.restored++
	}
	return nil
}

// back takes a change back; the name is the row's, for a sentence.
func (u *undoer) back(c store.Change) (name string, err error) {
	switch c.Noun {
	case nounCustomer:
		return undoRow(u.tx, c, u.tx.CustomerByID, func(v *store.Customer) string { return "customer " + v.Code }, u.customer,
			u.tx.DeleteCustomer)
	case nounProduct:
		return undoRow(u.tx, c, u.tx.ProductByID, func(v *store.Product) string { return "product " + v.SKU },
			u.tx.UpdateProduct,
			func(id, version int64) error {
				if u.sold[id] {
					return store.ErrReference
				}
				return u.tx.DeleteProduct(id, version)
			})
	case nounTarget:
		return undoRow(u.tx, c, u.tx.TargetByID, func(v *store.Target) string {
			return fmt.Sprintf("the target of customer %s from %s", v.Customer, v.StartMonth)
		}, u.tx.UpdateTarget, u.tx.DeleteTarget)
	case nounContact:
		return undoRow(u.tx, c, u.tx.ContactByID, func(v *store.Contact) string {
			return fmt.Sprintf("a contact (%s) with customer %s", v.Kind, v.Customer)
		}, u.tx.UpdateContact, u.tx.DeleteContact)
	case nounSmartType:
		return undoRow(u.tx, c, u.smartType, func(v *store.SmartType) string { return "smart type " + v.Title }, nil,
			u.dropSmartType)
	case nounChannel:
		return "channel", u.tx.DropChannel(c.RowID)
	case nounManager:
		return "account manager", u.tx.DropAccountManager(c.RowID)
	}
	return c.Noun, fmt.Errorf("unknown noun %q", c.Noun)
}

// customer stores a customer as it was, when what it was given then is still there.
func (u *undoer) customer(c *store.Customer) error {
	there, err := u.tx.StaffThere(c.SmartTypeID, c.AccountManagerID)
	if err != nil {
		return err
	}
	if !there {
		return store.ErrConflict
	}
	return u.tx.UpdateCustomer(c)
}

func (u *undoer) dropSmartType(id, version int64) error {
	used, err := u.tx.SmartTypeUsed(id)
	if err != nil {
		return err
	}
	if used {
		return store.ErrReference
	}
	return u.tx.DeleteSmartType(id, version)
}

func (u *undoer) smartType(id int64) (*store.SmartType, error) {
	t, err := u.tx.SmartType(id)
	return &t, err
}

// undoRow takes one change of a row back: deletes it when the import created it, and
// stores what it was before otherwise. ErrConflict: it is of another version by now.
// A row that somebody has deleted is back already.
func undoRow[T any](tx *store.Tx, c store.Change, read func(id int64) (*T, error), name func(*T) string,
	update func(*T) error, remove func(id, version int64) error) (string, error) {
	now, err := read(c.RowID)
	if errors.Is(err, store.ErrNotFound) {
		if c.Before == "" {
			return c.Noun, nil
		}
		now, err = new(T), json.Unmarshal([]byte(c.Before), now)
		return name(now), errors.Join(err, store.ErrConflict)
	}
	if err != nil {
		return fmt.Sprintf("%s %d", c.Noun, c.RowID), err
	}
	if c.Before == "" {
		return name(now), remove(c.RowID, c.Version)
	}
	before := new(T)
	if err := json.Unmarshal([]byte(c.Before), before); err != nil {
		return name(now), err
	}
	return name(now), update(atVersion(before, c.Version))
}

// atVersion is a row as it was, to be stored over the version that the import made.
func atVersion[T any](row *T, version int64) *T {
	switch v := any(row).(type) {
	case *store.Customer:
		v.Version = version
	case *store.Product:
		v.Version = version
	case *store.Target:
		v.Version = version
	case *store.Contact:
		v.Version = version
	}
	return row
}
