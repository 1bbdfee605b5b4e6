package store

import (
	"database/sql"
	"time"
)

// Classification is one rule of one type for one smart type.
type Classification struct {
	ID          int64
	SmartTypeID int64
	Type        string // classify.Type
	Title       string
	Comment     string
	Colour      string // #rrggbb
	Value       *int64 // hundredths of the type's unit; nil: no upper end
	MinSpend    *int64 // minor units; nil: none
	MinOrders   *int64 // nil: none
	Position    int64  // from 1, within type and smart type
	Version     int64
	DeletedAt   time.Time // zero: live
}

const classificationColumns = `id, smart_type_id, type, title, comment, colour, value, min_spend, min_orders, position, version, deleted_at`

func scanClassification(rows *sql.Rows, c *Classification) error {
	var deleted sql.NullInt64
	err := rows.Scan(&c.ID, &c.SmartTypeID, &c.Type, &c.Title, &c.Comment, &c.Colour, &c.Value, &c.MinSpend, &c.MinOrders,
		&c.Position, &c.Version, &deleted)
	c.DeletedAt = instantPtr(deleted)
	return err
}

// Classifications are the live ones of a smart type, by type's code and position;
// of smart type 0 all there are, by smart type's id first.
func (tx *Tx) Classifications(smartTypeID int64) (_ []Classification, err error) {
	defer wrap(&err, "classifications of smart type %d", smartTypeID)
	return list(tx, `SELECT `+classificationColumns+` FROM classifications
		WHERE deleted_at IS NULL AND (smart_type_id = $1 OR CAST($1 AS BIGINT) = 0) ORDER BY smart_type_id, type, position, id`,
		[]any{smartTypeID}, scanClassification)
}

// AllClassifications are the live and the deleted ones by id: history speaks of both.
func (tx *Tx) AllClassifications() (_ map[int64]Classification, err error) {
	defer wrap(&err, "all classifications")
	rows, err := list(tx, `SELECT `+classificationColumns+` FROM classifications ORDER BY id`, nil, scanClassification)
	all := make(map[int64]Classification, len(rows))
	for _, c := range rows {
		all[c.ID] = c
	}
	return all, err
}

// Classification is one of them, deleted or not; ErrNotFound when there is none.
func (tx *Tx) Classification(id int64) (c Classification, err error) {
	defer wrap(&err, "classification %d", id)
	rows, err := list(tx, `SELECT `+classificationColumns+` FROM classifications WHERE id = $1`, []any{id},
		scanClassification)
	if err == nil && len(rows) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return c, err
	}
	return rows[0], nil
}

// group is the live classifications of one type and smart type, in order, locked
// against other changes.
func (tx *Tx) group(smartTypeID int64, kind string) ([]Classification, error) {
	if err := tx.lockSmartType(smartTypeID); err != nil {
		return nil, err
	}
	return list(tx, `SELECT `+classificationColumns+` FROM classifications
		WHERE deleted_at IS NULL AND smart_type_id = $1 AND type = $2 ORDER BY position, id`, []any{smartTypeID, kind},
		scanClassification)
}

// SaveClassifications stores the whole list of one type and smart type, in the
// order given: rows with id 0 are new, those of gone (by id and version) are
// deleted softly. Every stored row must be in one of the two lists with the
// version it has; otherwise somebody changed the list meanwhile, nothing is stored
// and it is ErrConflict. It returns the list as it was and as it is now; a row
// that did not change keeps its version.
func (tx *Tx) SaveClassifications(smartTypeID int64, kind string,
	rows, gone []Classification) (before, after []Classification, err error) {
	defer wrap(&err, "save classifications of smart type %d, %s", smartTypeID, kind)
	before, err = tx.group(smartTypeID, kind)
	if err != nil {
		return nil, nil, err
	}
	if err := tx.Touch(NounClassifications); err != nil {
		return nil, nil, err
	}
	stored := make(map[int64]Classification, len(before))
	for _, c := range before {
		stored[c.ID] = c
	}
	take := func(c Classification) (Classification, error) {
		was, ok := stored[c.ID]
		if !ok || was.Version != c.Version {
			return was, ErrConflict
		}
		delete(stored, c.ID)
		return was, nil
	}
	for _, c := range gone {
		if _, err := take(c); err != nil {
			return nil, nil, err
		}
		if err := tx.changeOne(`UPDATE classifications SET deleted_at = $2, version = version + 1 WHERE id = $1`, c.ID,
			tx.nowMillis()); err != nil {
			return nil, nil, err
		}
	}
	for i, c := range rows {
		c.SmartTypeID, c.Type, c.Position = smartTypeID, kind, int64(i)+1
		if c.ID == 0 {
			c.Version = 1
			if err := tx.row(`INSERT INTO classifications (smart_type_id, type, title, comment, colour, value, min_spend, min_orders, position)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
				[]any{c.SmartTypeID, c.Type, c.Title, c.Comment, c.Colour, c.Value, c.MinSpend, c.MinOrders, c.Position},
				&c.ID); err != nil {
				return nil, nil, err
			}
		} else {
			was, err := take(c)
			if err != nil {
				return nil, nil, err
			}
			if !c.equal(&was) {
				c.Version++
				if err := tx.changeOne(`UPDATE classifications SET title = $2, comment = $3, colour = $4, value = $5, min_spend = $6, min_orders = $7,
					position = $8, version = version + 1 WHERE id = $1`,
					c.ID, c.Title, c.Comment, c.Colour, c.Value, c.MinSpend, c.MinOrders, c.Position); err != nil {
					return nil, nil, err
				}
			}
		}
		after = append(after, c)
	}
	if len(stored) > 0 { // somebody added a row that the caller does not know of
		return nil, nil, ErrConflict
	}
	return before, after, nil
}

// equal tells whether two rows of one id say the same, versions aside.
func (c *Classification) equal(o *Classification) bool {
	same := func(a, b *int64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
	return c.Title == o.Title && c.Comment == o.Comment && c.Colour == o.Colour && c.Position == o.Position &&
		same(c.Value, o.Value) && same(c.MinSpend, o.MinSpend) && same(c.MinOrders, o.MinOrders)
}

// RestoreClassification takes back a soft deletion: the row is live again under
// its id, last of its list, with a new version. ErrNotFound when there is no such
// row; ErrConflict when it is live already.
func (tx *Tx) RestoreClassification(id int64) (c Classification, err error) {
	defer wrap(&err, "restore classification %d", id)
	if c, err = tx.Classification(id); err != nil {
		return c, err
	}
	list, err := tx.group(c.SmartTypeID, c.Type)
	if err != nil {
		return c, err
	}
	if err := tx.Touch(NounClassifications); err != nil {
		return c, err
	}
	if err := tx.changeOne(`UPDATE classifications SET deleted_at = NULL, position = $2, version = version + 1
		WHERE id = $1 AND deleted_at IS NOT NULL`, id, len(list)+1); err != nil {
		return c, err
	}
	return tx.Classification(id)
}
