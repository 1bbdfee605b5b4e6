package imports

import (
	"context"
	"errors"

	"wholesight/jobs/files"
	"wholesight/store"
)

// rowsOf is what the import of one kind of rows that stand for themselves knows.
// R is a row of the file, C a change of the shop; both survive JSON.
type rowsOf[R, C any] interface {
	// read does the reader's second pass.
	read(ctx context.Context, row func(R) error, reject func(files.Rejection) error) error
	// refuse is an *files.Refusal for a row that is good in itself and that the shop
	// cannot take.
	refuse(ctx context.Context, row *R) error
	// diff compares rows with what is stored, and emits what is to be changed. It may
	// be run again: it counts only through emit.
	diff(tx *store.Tx, rows []R, emit func(change C, created bool)) error
	// begin is called before the changes are applied.
	begin(a *applier) error
	// apply makes one change. Flushing what it may have held back is done last.
	apply(a *applier, change *C) error
	flush(a *applier) error
}

// RowBatch is how many rows are compared at once.
const RowBatch = 500

// importRows does the second pass over a file of such rows: it compares all of them
// with what is stored, and then changes what differs in one transaction.
func importRows[R, C any](ctx context.Context, im *importer, k rowsOf[R, C]) (err error) {
	var changes spool[C]
	defer func() { err = errors.Join(err, changes.close()) }()
	rows := make([]R, 0, RowBatch)
	compare := func() error {
		type found struct {
			change  C
			created bool
		}
		var all []found
		if err := im.db.View(ctx, func(tx *store.Tx) error {
			all = all[:0]
			return k.diff(tx, rows, func(c C, created bool) { all = append(all, found{c, created}) })
		}); err != nil {
			return err
		}
		im.unchanged += int64(len(rows) - len(all))
		for _, f := range all {
			if f.created {
				im.created++
			} else {
				im.updated++
			}
			if !im.applying {
				continue // a check only counts
			}
			if err := changes.add(f.change); err != nil {
				return err
			}
		}
		rows = rows[:0]
		return nil
	}
	err = k.read(ctx, func(row R) error {
		if err := k.refuse(ctx, &row); err != nil {
			return err
		}
		if rows = append(rows, row); len(rows) < RowBatch {
			return nil
		}
		return compare()
	}, im.reject)
	if err == nil {
		err = compare()
	}
	if err == nil {
		err = im.conclude(ctx)
	}
	if err != nil || !im.applying {
		return err
	}
	return im.db.Update(ctx, func(tx *store.Tx) error {
		if err := im.guard(tx); err != nil {
			return err
		}
		a := &applier{im: im, tx: tx}
		if err := k.begin(a); err != nil {
			return err
		}
		if err := changes.each(func(c *C) error { return k.apply(a, c) }); err != nil {
			return err
		}
		if err := k.flush(a); err != nil {
			return err
		}
		if err := a.save(); err != nil {
			return err
		}
		return im.finish(tx, changes.n > 0)
	})
}

// applier is one transaction that applies changes. It writes down how to undo them.
type applier struct {
	im       *importer
	tx       *store.Tx
	n        int64
	changes  []store.Change
	types    map[string]int64 // smart types by title; nil: not read yet
	managers map[string]int64
	minimals map[string]int64 // customers by code, made or found in this transaction

	customers []store.Customer // to be inserted together
	products  []store.Product
}

// record notes a change of a row; before is nil for one that was created.
func (a *applier) record(noun string, id, version int64, before any) error {
	a.n++
	c := store.NewChange(a.n, noun, id, before)
	c.Version = version
	if a.changes = append(a.changes, c); len(a.changes) < RowBatch {
		return nil
	}
	return a.save()
}

func (a *applier) save() error {
	err := a.tx.SaveChanges(a.im.row.ID, a.changes)
	a.changes = a.changes[:0]
	return err
}

// smartType is the id of a smart type by title; one that there is not is made, last
// in order. Empty is the shop's first one. A new shop gets its default one first, so
// that what is first does not hang on what a file begins with.
func (a *applier) smartType(title string) (int64, error) {
	if a.types == nil {
		a.types = map[string]int64{}
		all, err := a.tx.SmartTypes()
		if err != nil {
			return 0, err
		}
		for _, t := range all {
			a.types[t.Title] = t.ID
		}
		first, name, err := a.tx.FirstSmartType()
		if err != nil {
			return 0, err
		}
		a.types[""] = first
		if len(all) == 0 {
			a.types[name] = first
			if err := a.record(nounSmartType, first, 1, nil); err != nil {
				return 0, err
			}
		}
	}
	if id, ok := a.types[title]; ok {
		return id, nil
	}
	id, err := a.tx.NewSmartType(title, false)
	if err != nil {
		return 0, err
	}
	a.types[title] = id
	return id, a.record(nounSmartType, id, 1, nil)
}

// manager is the id of an account manager by name; one that there is not is made.
// Empty is none: 0.
func (a *applier) manager(name string) (id int64, err error) {
	if name == "" {
		return 0, nil
	}
	if a.managers == nil {
		if a.managers, err = a.tx.AccountManagers(); err != nil {
			return 0, err
		}
	}
	if id, ok := a.managers[name]; ok {
		return id, nil
	}
	if id, err = a.tx.AddAccountManager(name); err != nil {
		return 0, err
	}
	a.managers[name] = id
	return id, a.record(nounManager, id, 1, nil)
}

// customer is the id of a customer by code; a minimal record is made of one that there is not.
func (a *applier) customer(code string) (int64, error) {
	if a.minimals == nil {
		a.minimals = map[string]int64{}
	}
	if id, ok := a.minimals[code]; ok {
		return id, nil
	}
	found, err := a.tx.KnownCodes(store.NounCustomer, []string{code})
	if err != nil {
		return 0, err
	}
	if k, ok := found[code]; ok {
		a.minimals[code] = k.ID
		return k.ID, nil
	}
	smartType, err := a.smartType("")
	if err != nil {
		return 0, err
	}
	minimal := []store.Customer{{Code: code, Name: code, SmartTypeID: smartType, Active: true, Minimal: true}}
	if err := a.tx.InsertCustomers(minimal); err != nil {
		return 0, err
	}
	a.minimals[code] = minimal[0].ID
	return minimal[0].ID, a.record(nounCustomer, minimal[0].ID, 1, nil)
}

// The nouns of an import's changes.
const (
	nounCustomer  = store.NounCustomer
	nounProduct   = store.NounProduct
	nounChannel   = store.NounChannel
	nounTarget    = "target"
	nounContact   = "contact"
	nounSmartType = "smart type"
	nounManager   = "account manager"
)
