package classifications

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// Draft is a smart type's classifications as one person wants them, before they
// count for anybody. It is stored, so that nothing is lost by a reload, and belongs
// to the person: two people who try things out do not get in each other's way, and
// meet, if they do, when the second one applies.
//
// Rows holds all rows, by type and place; what is deleted stays in its place as
// Gone until it is applied. A new row has an ID below 0.
type Draft struct {
	SmartTypeID, UserID int64
	Version             int64                  // 0: nothing has been changed
	Base                []store.Classification // as they were stored when the draft began
	Rows                []DraftRow
}

// DraftRow is a classification in a draft.
type DraftRow struct {
	store.Classification
	Gone bool
}

// IsNew tells a row that is not stored yet.
func (r *DraftRow) IsNew() bool { return r.ID < 0 }

// draftBody is what is stored of a draft.
type draftBody struct {
	Base []store.Classification
	Rows []DraftRow
}

// LoadDraft is a person's draft of a smart type: what was changed, or the
// classifications as they are stored. store.ErrNotFound: there is no such smart
// type.
func LoadDraft(tx *store.Tx, userID, smartTypeID int64) (*Draft, error) {
	d := &Draft{SmartTypeID: smartTypeID, UserID: userID}
	kept, err := tx.ClassificationDraft(smartTypeID, userID)
	if err == nil {
		var body draftBody
		if err := json.Unmarshal([]byte(kept.Body), &body); err != nil {
			return nil, fmt.Errorf("draft of smart type %d by user %d: %w", smartTypeID, userID, err)
		}
		d.Version, d.Base, d.Rows = kept.Version, body.Base, body.Rows
		return d, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if _, err := tx.SmartType(smartTypeID); err != nil {
		return nil, err
	}
	if d.Base, err = tx.Classifications(smartTypeID); err != nil {
		return nil, err
	}
	for _, c := range d.Base {
		d.Rows = append(d.Rows, DraftRow{Classification: c})
	}
	return d, nil
}

// EditDraft changes a person's draft by f and stores it, with an entry in the audit
// log when something changed. A draft that is as it began is forgotten. An error of
// f changes nothing.
func EditDraft(tx *store.Tx, by store.Actor, userID, smartTypeID int64, f func(*Draft) error) (*Draft, error) {
	d, err := LoadDraft(tx, userID, smartTypeID)
	if err != nil {
		return nil, err
	}
	before := d.clone()
	if err := f(d); err != nil {
		return nil, err
	}
	if d.same(before) {
		return d, nil
	}
	if err := d.keep(tx); err != nil {
		return nil, err
	}
	for _, kind := range classify.Types {
		was, is := before.Live(kind), d.Live(kind)
		if !sameRows(was, is) {
			if err := tx.Audit(by, "classification.draft", fmt.Sprintf("smart-type:%d/%s", smartTypeID, kind),
				auditRows(kind, was), auditRows(kind, is)); err != nil {
				return nil, err
			}
		}
	}
	return d, nil
}

// keep stores the draft, or forgets it when nothing is left of it.
func (d *Draft) keep(tx *store.Tx) (err error) {
	if d.Changes() == 0 {
		if d.Version != 0 {
			err = tx.DropClassificationDraft(d.SmartTypeID, d.UserID, d.Version)
		}
		d.Version = 0
		return err
	}
	body, err := json.Marshal(draftBody{d.Base, d.Rows})
	if err != nil {
		return err
	}
	d.Version, err = tx.SaveClassificationDraft(store.ClassificationDraft{SmartTypeID: d.SmartTypeID, UserID: d.UserID,
		Version: d.Version, Body: string(body)})
	return err
}

func (d *Draft) clone() *Draft {
	c := *d
	c.Base, c.Rows = slices.Clone(d.Base), slices.Clone(d.Rows)
	return &c
}

// same tells whether two drafts have the same rows in the same order.
func (d *Draft) same(o *Draft) bool {
	return slices.EqualFunc(d.Rows, o.Rows, func(a, b DraftRow) bool {
		return a.Gone == b.Gone &&
			sameRow(&a.Classification, &b.Classification)
	})
}

// sameRow tells whether two rows of a list say the same.
func sameRow(a, b *store.Classification) bool {
	same := func(a, b *int64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
	return a.ID == b.ID && a.Version == b.Version && a.Title == b.Title && a.Comment == b.Comment &&
		a.Colour == b.Colour &&
		same(a.Value, b.Value) && same(a.MinSpend, b.MinSpend) && same(a.MinOrders, b.MinOrders)
}

func sameRows(a, b []store.Classification) bool {
	return slices.EqualFunc(a, b, func(a, b store.Classification) bool { return sameRow(&a, &b) })
}

// Of are the rows of a type in their order, those that are gone among them.
func (d *Draft) Of(kind classify.Type) (rows []DraftRow) {
	for _, r := range d.Rows {
		if r.Type == string(kind) {
			rows = append(rows, r)
		}
	}
	return rows
}

// Live are the rows of a type that stay, in their order.
func (d *Draft) Live(kind classify.Type) (rows []store.Classification) {
	for _, r := range d.Rows {
		if r.Type == string(kind) && !r.Gone {
			rows = append(rows, r.Classification)
		}
	}
	return rows
}

// Bands are the rows that stay as the leaf wants them.
func (d *Draft) Bands() (all classify.Bands) {
	for i, kind := range classify.Types {
		all[i] = bandsOf(d.Live(kind))
	}
	return all
}

// Row is one row; nil when the draft has none of the id.
func (d *Draft) Row(id int64) *DraftRow {
	for i := range d.Rows {
		if d.Rows[i].ID == id {
			return &d.Rows[i]
		}
	}
	return nil
}

// Was is a row as it was when the draft began; nil for a new one.
func (d *Draft) Was(id int64) *store.Classification {
	for i := range d.Base {
		if d.Base[i].ID == id {
			return &d.Base[i]
		}
	}
	return nil
}

// Changed tells whether a row is new, gone or edited; that rows have changed places
// is told by Reordered.
func (d *Draft) Changed(r *DraftRow) bool {
	was := d.Was(r.ID)
	return was == nil || r.Gone || !sameRow(was, &r.Classification)
}

// Reordered tells whether the rows of a type that were there before and stay have
// changed places.
func (d *Draft) Reordered(kind classify.Type) bool {
	var was, is []int64
	for _, c := range d.Live(kind) {
		if c.ID > 0 {
			is = append(is, c.ID)
		}
	}
	for _, c := range Group(d.Base, kind) {
		if slices.Contains(is, c.ID) {
			was = append(was, c.ID)
		}
	}
	return !slices.Equal(was, is)
}

// Changes is how much the draft changes: each row that is new, gone or edited, and
// each type whose rows have changed places.
func (d *Draft) Changes() (n int) {
	for i := range d.Rows {
		if d.Changed(&d.Rows[i]) {
			n++
		}
	}
	for _, kind := range classify.Types {
		if d.Reordered(kind) {
			n++
		}
	}
	return n
}

// Problem is why the rows of a type could not be applied as they stand: a
// *classify.ValueError or a *classify.OrderError, whose rows count those that stay;
// nil when they could.
func (d *Draft) Problem(kind classify.Type) error { return classify.Check(kind, bandsOf(d.Live(kind))) }

// Stale tells whether somebody has saved the classifications since the draft began.
func (d *Draft) Stale(stored []store.Classification) bool {
	return !slices.EqualFunc(d.Base, stored, func(a, b store.Classification) bool {
		return sameRow(&a, &b) &&
			a.Position == b.Position
	})
}
