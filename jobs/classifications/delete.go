package classifications

import (
	"encoding/json"
	"fmt"
	"slices"

	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// Put stores one classification: a new one when its ID is 0, else
// the row of that ID, which must still be at its Version. position is its place in
// the list, from 1 (beyond the end: last); 0 puts it where its value belongs. It
// returns the row as stored.
//
// Errors: *classify.ValueError and *classify.OrderError, which name the rows;
// store.ErrConflict when the row was changed or deleted since; store.ErrNotFound
// for a row or a smart type that was never there.
func Put(tx *store.Tx, actor store.Actor, c store.Classification, position int) (store.Classification, error) {
	if c.ID != 0 {
		stored, err := liveClassification(tx, c.ID, c.Version)
		if err != nil {
			return c, err
		}
		c.SmartTypeID, c.Type = stored.SmartTypeID, stored.Type
	}
	all, err := tx.Classifications(c.SmartTypeID)
	if err != nil {
		return c, err
	}
	kind := classify.Type(c.Type)
	rows := slices.DeleteFunc(Group(all, kind), func(o store.Classification) bool { return c.ID != 0 && o.ID == c.ID })
	at := min(position-1, len(rows))
	if position <= 0 {
		at = classify.Slot(kind, bandsOf(rows), c.Value)
	}
	after, err := Save(tx, actor, c.SmartTypeID, kind, slices.Insert(rows, at, c), nil)
	if err != nil {
		return c, err
	}
	return after[at], nil
}

// Move puts a row at another position, from 1, and leaves the rest
// as it is. Errors as Put.
func Move(tx *store.Tx, actor store.Actor, id, version int64, position int) (store.Classification, error) {
	c, err := liveClassification(tx, id, version)
	if err != nil {
		return c, err
	}
	return Put(tx, actor, c, max(position, 1))
}

// Restore takes back a deletion: the row stands where it stood, or
// where its value belongs when others have come between. A row that is live
// already is left alone. Errors: *classify.OrderError when another row has its
// value now; store.ErrNotFound.
func Restore(tx *store.Tx, actor store.Actor, id int64) (store.Classification, error) {
	was, err := tx.Classification(id)
	if err != nil || was.DeletedAt.IsZero() {
		return was, err
	}
	c, err := tx.RestoreClassification(id)
	if err != nil {
		return c, err
	}
	all, err := tx.Classifications(c.SmartTypeID)
	if err != nil {
		return c, err
	}
	kind := classify.Type(c.Type)
	others := slices.DeleteFunc(Group(all, kind), func(o store.Classification) bool { return o.ID == id })
	at := min(int(was.Position)-1, len(others))
	rows := slices.Insert(slices.Clone(others), at, c)
	if classify.Check(kind, bandsOf(rows)) != nil {
		at = classify.Slot(kind, bandsOf(others), c.Value)
		rows = slices.Insert(others, at, c)
	}
	after, err := Save(tx, actor, c.SmartTypeID, kind, rows, nil)
	if err != nil {
		return c, err
	}
	return after[at], tx.Audit(actor, "classification.restore", fmt.Sprintf("smart-type:%d/%s", c.SmartTypeID, c.Type), nil, auditRows(kind, []store.Classification{c}))
}

// liveClassification is a row that is to be changed: as it is now, and only when
// nobody has changed or deleted it since version.
func liveClassification(tx *store.Tx, id, version int64) (store.Classification, error) {
	c, err := tx.Classification(id)
	if err == nil && (c.Version != version || !c.DeletedAt.IsZero()) {
		err = store.ErrConflict
	}
	return c, err
}

// bandsOf are rows as the leaf wants them.
func bandsOf(rows []store.Classification) []classify.Band {
	bands := make([]classify.Band, len(rows))
	for i, c := range rows {
		bands[i] = rebuild.Band(c)
	}
	return bands
}

// undeletion is what the way back from a deletion needs to know.
type undeletion struct {
	ID int64 `json:"id"`
}

// UndeleteClassification is the way back from Delete.
func UndeleteClassification(tx *store.Tx, by store.Actor, data []byte) error {
	var d undeletion
	if err := json.Unmarshal(data, &d); err != nil {
		return err
	}
	was, err := tx.Classification(d.ID)
	if err != nil {
		return err
	}
	if was.DeletedAt.IsZero() { // somebody else put it back
		return store.ErrConflict
	}
	_, err = Restore(tx, by, d.ID)
	return err
}
