package store

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"wholesight/jobs/calendar"
)

// Target is what a customer is to buy in the twelve months from StartMonth on, in
// minor units by month. Discount is what is at stake, in hundredths of a percent;
// nil for none.
type Target struct {
	ID         int64
	CustomerID int64
	StartMonth calendar.Month
	Amounts    [12]int64
	Discount   *int64
	Version    int64

	Customer string `json:"-"` // code, when read
}

// TargetKey is what there is one target of.
type TargetKey struct {
	CustomerID int64
	StartMonth calendar.Month
}

const targetColumns = `t.id, t.customer_id, t.start_month, t.amounts, t.discount, t.version, c.code`

func scanTarget(rows *sql.Rows, t *Target) error {
	var amounts string
	if err := rows.Scan(&t.ID, &t.CustomerID, &t.StartMonth, &amounts, &t.Discount, &t.Version, &t.Customer); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(amounts), &t.Amounts); err != nil {
		return fmt.Errorf("amounts of target %d: %w", t.ID, err)
	}
	return nil
}

// amounts are the twelve amounts as they are stored.
func (t *Target) amounts() string {
	b, err := json.Marshal(t.Amounts)
	if err != nil {
		panic(err) // twelve numbers
	}
	return string(b)
}

// TargetsOf are the targets of the given customers, by what there is one of.
func (tx *Tx) TargetsOf(customers []int64) (_ map[TargetKey]*Target, err error) {
	defer wrap(&err, "targets")
	found := map[TargetKey]*Target{}
	err = chunks(customers, lookUp, func(some []int64) error {
		return tx.each(`SELECT `+targetColumns+` FROM targets t JOIN customers c ON c.id = t.customer_id
			WHERE t.customer_id IN `+in(1, len(some)), anys(some), func(rows *sql.Rows) error {
			t := &Target{}
			err := scanTarget(rows, t)
			found[TargetKey{t.CustomerID, t.StartMonth}] = t
			return err
		})
	})
	return found, err
}

// TargetByID is a target; ErrNotFound when there is none.
func (tx *Tx) TargetByID(id int64) (_ *Target, err error) {
	defer wrap(&err, "target %d", id)
	return one(tx, `SELECT `+targetColumns+` FROM targets t JOIN customers c ON c.id = t.customer_id WHERE t.id = $1`, id,
		scanTarget)
}

// EachTarget hands out every target of a customer that the scope sees, by customer
// code (byte order) and month.
func (tx *Tx) EachTarget(scope Scope, f func(*Target) error) (err error) {
	defer wrap(&err, "targets")
	var args []any
	where := scope.where("c", &args)
	return tx.each(`SELECT `+targetColumns+` FROM targets t JOIN customers c ON c.id = t.customer_id
		WHERE `+where+` ORDER BY c.code, t.start_month`, args, func(rows *sql.Rows) error {
		t := &Target{}
		if err := scanTarget(rows, t); err != nil {
			return err
		}
		return f(t)
	})
}

// InsertTarget adds a target and sets its id and version. A second one of the same
// customer and month is ErrConflict.
func (tx *Tx) InsertTarget(t *Target) (err error) {
	defer wrap(&err, "insert target")
	t.Version = 1
	if err := tx.row(`INSERT INTO targets (customer_id, start_month, amounts, discount) VALUES ($1, $2, $3, $4) RETURNING id`,
		[]any{t.CustomerID, int64(t.StartMonth), t.amounts(), number(t.Discount)}, &t.ID); err != nil {
		return err
	}
	return tx.touchTarget(t.ID)
}

// UpdateTarget stores the start, the amounts and the discount of a target that was
// read as version t.Version; ErrConflict when it is of another version by now.
func (tx *Tx) UpdateTarget(t *Target) (err error) {
	defer wrap(&err, "target %d", t.ID)
	if err := tx.changeOne(`UPDATE targets SET start_month = $1, amounts = $2, discount = $3, version = version + 1 WHERE id = $4 AND version = $5`,
		int64(t.StartMonth), t.amounts(), number(t.Discount), t.ID, t.Version); err != nil {
		return err
	}
	t.Version++
	return tx.touchTarget(t.ID)
}

// DeleteTarget removes a target of that version; ErrConflict when it is of another
// by now.
func (tx *Tx) DeleteTarget(id, version int64) (err error) {
	defer wrap(&err, "delete target %d", id)
	if err := tx.touchTarget(id); err != nil {
		return err
	}
	return tx.changeOne(`DELETE FROM targets WHERE id = $1 AND version = $2`, id, version)
}

// touchTarget notes that the targets of a target's customer change with the present
// revision, so that what is kept of them in memory is taken in anew. A target that is not
// there changes nobody's.
func (tx *Tx) touchTarget(id int64) error {
	if err := tx.Touch(NounTargets); err != nil {
		return err
	}
	_, err := tx.exec(`INSERT INTO target_changes (customer_id, n)
		SELECT t.customer_id, r.n FROM targets t, revisions r WHERE t.id = $1 AND r.noun = 'targets'
		ON CONFLICT (customer_id) DO UPDATE SET n = excluded.n`, id)
	return err
}
