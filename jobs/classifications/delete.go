package classifications

import (
	"encoding/json"
	"fmt"
	"slices"

	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

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
	return after[at], tx.Audit(actor, "classification.restore", fmt.Sprintf("smart-type:%d/%s", c.SmartTypeID, c.Type),
		nil, auditRows(kind, []store.Classification{c}))
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

// UndeleteClassification is the way back from a deletion.
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
