package jobtest

import (
	"slices"

	"wholesight/jobs/classifications"
	"wholesight/jobs/kit"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// PutClassification stores one row as the pages and the command line do: a new one
// where its value belongs, a stored one in its place, if it still has its version.
func PutClassification(tx *store.Tx, by store.Actor, c store.Classification) (store.Classification, error) {
	kind := classify.Type(c.Type)
	if c.ID == 0 {
		return classifications.Add(tx, by, c.SmartTypeID, kind, c)
	}
	rows, at, err := listOf(tx, c)
	if err != nil {
		return c, err
	}
	rows[at] = c
	after, err := classifications.Save(tx, by, c.SmartTypeID, kind, rows, nil)
	if err != nil {
		return c, err
	}
	return after[at], nil
}

// DeleteClassification deletes one row, if it still has its version, and puts it
// into the bin as the apply of a draft does. It returns the way back.
func DeleteClassification(tx *store.Tx, by store.Actor, c store.Classification) (undo int64, err error) {
	rows, at, err := listOf(tx, c)
	if err != nil {
		return 0, err
	}
	rows = slices.Delete(rows, at, at+1)
	if _, err := classifications.Save(tx, by, c.SmartTypeID, classify.Type(c.Type), rows,
		[]store.Classification{c}); err != nil {
		return 0, err
	}
	return tx.AddUndo(by, store.Undo{Action: kit.UndoClassificationDelete, Title: c.Title,
		Data: kit.UndoData(map[string]int64{"id": c.ID}), Bin: true})
}

// listOf is the list that a stored row stands in, and its place there.
func listOf(tx *store.Tx, c store.Classification) (rows []store.Classification, at int, err error) {
	all, err := tx.Classifications(c.SmartTypeID)
	if err != nil {
		return nil, 0, err
	}
	rows = classifications.Group(all, classify.Type(c.Type))
	at = slices.IndexFunc(rows, func(o store.Classification) bool { return o.ID == c.ID })
	if at < 0 {
		return nil, 0, store.ErrNotFound
	}
	return rows, at, nil
}
