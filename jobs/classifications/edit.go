package classifications

import (
	"slices"
	"strings"

	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// Put changes the row of c.ID, or adds one when it is 0, and returns its id. position
// is its place among the rows of its type that stay, from 1; 0 puts it where its
// value belongs.
//
// Errors: *classify.ValueError for a field that is not allowed whatever the other
// rows say. An order that is not accepted stays in the draft: see Problem.
// store.ErrNotFound: there is no such row, or it is gone.
func (d *Draft) Put(c store.Classification, position int) (int64, error) {
	c.Title, c.Comment, c.Colour = strings.TrimSpace(c.Title), strings.TrimSpace(c.Comment),
		strings.ToLower(strings.TrimSpace(c.Colour))
	kind := classify.Type(c.Type)
	if c.ID != 0 {
		was := d.Row(c.ID)
		if was == nil || was.Gone {
			return 0, store.ErrNotFound
		}
		kind = classify.Type(was.Type)
		c.SmartTypeID, c.Type, c.Position, c.Version = was.SmartTypeID, was.Type, was.Position, was.Version
	}
	if field, rule := wrongText(&c); rule != "" {
		return 0, &classify.ValueError{Type: kind, Row: classify.Row{Title: c.Title}, Field: field, Rule: rule}
	}
	if err := classify.Check(kind, []classify.Band{rebuild.Band(c)}); err != nil {
		return 0, err
	}
	if c.ID == 0 {
		c.ID = -1
		for _, r := range d.Rows {
			c.ID = min(c.ID, r.ID-1)
		}
		c.SmartTypeID = d.SmartTypeID
		d.Rows = append(d.Rows, DraftRow{Classification: c})
	} else {
		d.Row(c.ID).Classification = c
	}
	if position == 0 {
		others := slices.DeleteFunc(d.Live(kind), func(o store.Classification) bool { return o.ID == c.ID })
		position = classify.Slot(kind, bandsOf(others), c.Value) + 1
	}
	return c.ID, d.Move(c.ID, position)
}

// SetValue gives a row a value and leaves it where it stands. Errors as Put.
func (d *Draft) SetValue(id int64, value *int64) error {
	r := d.Row(id)
	if r == nil || r.Gone {
		return store.ErrNotFound
	}
	c := r.Classification
	c.Value = value
	if err := classify.Check(classify.Type(c.Type), []classify.Band{rebuild.Band(c)}); err != nil {
		return err
	}
	r.Value = value
	return nil
}

// Move puts a row at a position among the rows of its type that stay, from 1; beyond
// the end it is the last. Values go with their rows.
func (d *Draft) Move(id int64, position int) error {
	at := slices.IndexFunc(d.Rows, func(r DraftRow) bool { return r.ID == id && !r.Gone })
	if at < 0 {
		return store.ErrNotFound
	}
	row := d.Rows[at]
	if d.Place(id) == position { // do not pass rows that are gone
		return nil
	}
	rest := slices.Delete(slices.Clone(d.Rows), at, at+1)
	to, n := len(rest), 0
	for i, r := range rest {
		if r.Type != row.Type {
			continue
		}
		to = i + 1 // behind the last of its type
		if !r.Gone {
			if n++; n == max(position, 1) {
				to = i
				break
			}
		}
	}
	d.Rows = slices.Insert(rest, to, row)
	return nil
}

// Place is a row's position among those of its type that stay, from 1; 0: it does
// not stay.
func (d *Draft) Place(id int64) int {
	if r := d.Row(id); r != nil {
		for i, c := range d.Live(classify.Type(r.Type)) {
			if c.ID == id {
				return i + 1
			}
		}
	}
	return 0
}

// Order puts the rows of a type that stay into an order; store.ErrConflict when ids
// are not all of them.
func (d *Draft) Order(kind classify.Type, ids []int64) error {
	live := d.Live(kind)
	for i, id := range ids {
		if d.Place(id) == 0 || d.Row(id).Type != string(kind) || slices.Contains(ids[:i], id) {
			return store.ErrConflict
		}
	}
	if len(ids) != len(live) {
		return store.ErrConflict
	}
	for i, id := range ids {
		if err := d.Move(id, i+1); err != nil {
			return err
		}
	}
	return nil
}

// Delete strikes a row through: until the draft is applied it can be restored.
func (d *Draft) Delete(id int64) error {
	r := d.Row(id)
	if r == nil || r.Gone {
		return store.ErrNotFound
	}
	r.Gone = true
	return nil
}

// Restore takes a deletion back.
func (d *Draft) Restore(id int64) error {
	r := d.Row(id)
	if r == nil {
		return store.ErrNotFound
	}
	r.Gone = false
	return nil
}
