package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"wholesight/jobs/calendar"
)

// LabelChange is one row of history: a customer's label of one type went from one
// classification to another; 0 is none.
type LabelChange struct {
	CustomerID int64
	Type       int // index in classify.Types
	From, To   int64
}

// StageChanges adds label changes to a build that is being staged.
func (tx *Tx) StageChanges(build int64, changes []LabelChange) (err error) {
	defer wrap(&err, "stage label changes of build %d", build)
	if err := tx.beatBuild(build); err != nil {
		return err
	}
	opt := func(id int64) any {
		if id == 0 {
			return nil
		}
		return id
	}
	return tx.insert("label_changes", []string{"build_id", "type", "customer_id", "from_id", "to_id"}, len(changes),
		func(i int, args []any) []any {
			c := &changes[i]
			return append(args, build, c.Type, c.CustomerID, opt(c.From), opt(c.To))
		}, "")
}

// EachLabels calls f with the labels of every customer in a build, by customer id.
func (tx *Tx) EachLabels(build int64, f func(customerID int64, labels [6]int64) error) (err error) {
	defer wrap(&err, "labels of build %d", build)
	// A missing label is NULL, which reads as nil; see EachSale for the anys.
	var values [7]any
	dest := make([]any, len(values))
	for i := range values {
		dest[i] = &values[i]
	}
	return tx.each(`SELECT customer_id, `+strings.Join(labelColumns[:], ", ")+` FROM customer_scores
		WHERE build_id = $1 ORDER BY customer_id`, []any{build}, func(rows *sql.Rows) error {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		var labels [6]int64
		for i := range labels {
			if values[i+1] != nil {
				labels[i], _ = values[i+1].(int64)
			}
		}
		id, ok := values[0].(int64)
		if !ok {
			return fmt.Errorf("customer id %v is not an integer", values[0])
		}
		return f(id, labels)
	})
}

// historyBuild joins rows l to their build and keeps those that count as history.
const historyBuild = `JOIN builds b ON b.id = l.build_id AND b.history AND b.state IN ('published', 'superseded')`

// Moved is one customer that moved.
type Moved struct {
	LabelChange
	Code, Name string
}

// MovedFilter narrows the list of those who moved.
type MovedFilter struct {
	Move  *Move  // only this type, from and to
	After *Moved // the last row of the page before
	Limit int    // 1 to 1,000
}

// manyMoved is from how many label changes on those who moved are found by going
// through the customers: a build after which everybody has moved (the first one)
// is not sorted to show fifty of them.
var manyMoved int64 = 10_000

// MovedCustomers are the customers of the scope that moved in a build, by code and
// type.
func (tx *Tx) MovedCustomers(scope Scope, build int64, f MovedFilter) (_ []Moved, err error) {
	defer wrap(&err, "who moved in build %d", build)
	b, err := tx.Build(build)
	if err != nil || !b.History || b.State != "published" && b.State != "superseded" {
		return nil, err
	}
	args := []any{build, "", -1}
	if f.After != nil {
		args[1], args[2] = f.After.Code, f.After.Type
	}
	where := scope.where("c", &args)
	count := b.Moved
	if f.Move != nil {
		args = append(args, f.Move.Type, f.Move.From, f.Move.To)
		where += fmt.Sprintf(" AND l.type = $%d AND COALESCE(l.from_id, 0) = $%d AND COALESCE(l.to_id, 0) = $%d", len(args)-2,
			len(args)-1, len(args))
		err := tx.row(`SELECT customers FROM label_moves WHERE build_id = $1 AND type = $2 AND from_id = $3 AND to_id = $4`,
			[]any{build, f.Move.Type, f.Move.From, f.Move.To}, &count)
		if errors.Is(err, ErrNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
	}
	from := `label_changes l JOIN customers c ON c.id = l.customer_id WHERE l.build_id = $1`
	if count >= manyMoved {
		// The order written is the order gone through, and the plus keeps the
		// build from being looked for once more for every customer.
		from = `customers c CROSS JOIN label_changes l WHERE l.customer_id = c.id AND +l.build_id = $1`
	}
	args = append(args, max(1, min(f.Limit, 1000)))
	return list(tx, `SELECT c.id, c.code, c.name, l.type, COALESCE(l.from_id, 0), COALESCE(l.to_id, 0)
		FROM `+from+` AND c.code >= $2 AND (c.code, l.type) > ($2, $3) AND `+where+
		fmt.Sprintf(` ORDER BY c.code, l.type LIMIT $%d`, len(args)), args,
		func(rows *sql.Rows, m *Moved) error {
			return rows.Scan(&m.CustomerID, &m.Code, &m.Name, &m.Type, &m.From, &m.To)
		})
}

// LabelChangesOn are the changes of one type that the runs of an as-of day wrote as
// history, the oldest run first.
func (tx *Tx) LabelChangesOn(asOf calendar.Day, labelType int) (_ []LabelChange, err error) {
	defer wrap(&err, "label changes on %v", asOf)
	return list(tx, `SELECT l.customer_id, l.type, COALESCE(l.from_id, 0), COALESCE(l.to_id, 0)
		FROM label_changes l `+historyBuild+` WHERE b.as_of = $1 AND l.type = $2 ORDER BY b.id, l.customer_id`,
		[]any{asOf, labelType},
		func(rows *sql.Rows, c *LabelChange) error {
			return rows.Scan(&c.CustomerID, &c.Type, &c.From, &c.To)
		})
}

// HistoryRow is one change of a customer's labels and when it was.
type HistoryRow struct {
	LabelChange
	Build int64
	AsOf  calendar.Day
}

// LabelHistory is how a customer's labels changed, newest first. Empty outside of
// the scope.
func (tx *Tx) LabelHistory(scope Scope, customerID int64, limit int) (_ []HistoryRow, err error) {
	defer wrap(&err, "label history of customer %d", customerID)
	args := []any{customerID, max(1, min(limit, 1000))}
	return list(tx, `SELECT l.customer_id, l.type, COALESCE(l.from_id, 0), COALESCE(l.to_id, 0), b.id, b.as_of
		FROM label_changes l `+historyBuild+` JOIN customers c ON c.id = l.customer_id
		WHERE l.customer_id = $1 AND `+scope.where("c", &args)+` ORDER BY b.id DESC, l.type LIMIT $2`, args,
		func(rows *sql.Rows, h *HistoryRow) error {
			return rows.Scan(&h.CustomerID, &h.Type, &h.From, &h.To, &h.Build, &h.AsOf)
		})
}
