package store

import (
	"database/sql"
	"fmt"

	"wholesight/jobs/calendar"
)

// Customer is the customer of a code; ErrNotFound when there is none, or none that
// the scope sees.
func (tx *Tx) Customer(scope Scope, code string) (_ Customer, err error) {
	defer wrap(&err, "customer %q", code)
	found, err := tx.CustomersByCode(scope, []string{code})
	if err != nil {
		return Customer{}, err
	}
	c, ok := found[code]
	if !ok {
		return Customer{}, ErrNotFound
	}
	return *c, nil
}

// SeriesOf are the monthly series of the given customers that the scope sees, of the
// published build. Customers who never ordered are left out.
func (tx *Tx) SeriesOf(scope Scope, ids []int64) (_ map[int64][]SeriesPoint, err error) {
	defer wrap(&err, "series of %d customers", len(ids))
	found := make(map[int64][]SeriesPoint, len(ids))
	err = chunks(ids, lookUp, func(some []int64) error {
		args := anys(some)
		query := `SELECT s.customer_id, s.first_month, s.months FROM customer_series s JOIN customers c ON c.id = s.customer_id
			WHERE s.build_id = (SELECT build_id FROM published WHERE step = 'graph') AND s.customer_id IN ` + in(1, len(some))
		query += ` AND ` + scope.where("c", &args)
		return tx.each(query, args, func(rows *sql.Rows) error {
			var id, first int64
			var packed []byte
			if err := rows.Scan(&id, &first, &packed); err != nil {
				return err
			}
			points, err := ParseSeries(calendar.Month(first), packed)
			if err != nil {
				return fmt.Errorf("customer %d: %w", id, err)
			}
			found[id] = points
			return nil
		})
	})
	return found, err
}

// OrderHead is an order without its lines.
type OrderHead struct {
	ID      int64
	Number  string
	Day     calendar.Day
	Status  OrderStatus
	Channel string // empty: none
	Net     int64  // minor units; ≤ 0 is a credit note
	Lines   int64
}
