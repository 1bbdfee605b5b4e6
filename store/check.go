package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Finding is something that a check of the database found wrong.
type Finding struct {
	What string
	Rows int64
}

// invariants must count no rows, ever. They are what the code promises beyond what
// the schema can say.
var invariants = []struct{ what, count string }{
	{"orders whose net is not the sum of their lines", `
		SELECT COUNT(*) FROM order_versions o
		WHERE o.net <> (SELECT COALESCE(SUM(l.total), 0) FROM line_versions l WHERE l.order_id = o.id)`},
	{"visible orders of a customer who is not there", `
		SELECT COUNT(*) FROM orders o WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = o.customer_id)`},
	{"visible lines of a product that is not there", `
		SELECT COUNT(*) FROM order_lines l WHERE NOT EXISTS (SELECT 1 FROM products p WHERE p.id = l.product_id)`},
	{"lines without an order, or that disagree with it on customer, day or life", `
		SELECT COUNT(*) FROM line_versions l
		WHERE NOT EXISTS (SELECT 1 FROM order_versions o WHERE o.id = l.order_id AND o.customer_id = l.customer_id
			AND o.day = l.day AND o.born = l.born AND COALESCE(o.died, -1) = COALESCE(l.died, -1))`},
	{"order numbers that are visible twice", `
		SELECT COUNT(*) FROM (SELECT number FROM orders GROUP BY number HAVING COUNT(*) > 1) t`},
	{"published builds that are not there", `
		SELECT COUNT(*) FROM published p WHERE NOT EXISTS (SELECT 1 FROM builds b WHERE b.id = p.build_id AND b.state = 'published')`},
	{"published forecasts that are more or fewer than were counted", `
		SELECT COUNT(*) FROM published p JOIN builds b ON b.id = p.build_id
		WHERE p.step = 'forecasts' AND b.customers <> (SELECT COUNT(*) FROM customer_forecasts f WHERE f.build_id = b.id)`},
	{"forecasts that were kept to be settled and are gone", `
		SELECT COUNT(*) FROM live_forecasts l JOIN builds b ON b.id = l.build_id WHERE b.swept_at IS NOT NULL OR b.state NOT IN ('published', 'superseded')`},
	{"newest contacts that the facts of their customer do not show", `
		SELECT COUNT(*) FROM contacts t JOIN customers c ON c.id = t.customer_id LEFT JOIN customer_facts f ON f.customer_id = c.id
		WHERE NOT EXISTS (SELECT 1 FROM contacts n WHERE n.customer_id = t.customer_id AND (n.at > t.at OR n.at = t.at AND n.id > t.id))
			AND (f.last_at IS NULL OR f.last_at <> t.at OR f.last_kind <> t.kind OR COALESCE(f.next_on, -999999) <> COALESCE(` +
		followUp + `, -999999))`},
	{"facts of contacts that are not there", `
		SELECT COUNT(*) FROM customer_facts f WHERE (f.last_at IS NOT NULL OR f.last_kind <> '' OR f.next_on IS NOT NULL)
			AND NOT EXISTS (SELECT 1 FROM contacts t WHERE t.customer_id = f.customer_id)`},
	{"labels of a classification that is not there", `
		SELECT COUNT(*) FROM customer_scores s JOIN published p ON p.step = 'labels' AND p.build_id = s.build_id
		WHERE s.label_risk IS NOT NULL AND NOT EXISTS (SELECT 1 FROM classifications c WHERE c.id = s.label_risk AND c.type = 'risk')`},
	{"labels of the published build whose customers or revenue are miscounted", `
		SELECT COUNT(*) FROM label_totals t JOIN published p ON p.step = 'labels' AND p.build_id = t.build_id
		WHERE t.customers <> (SELECT COUNT(*) FROM customer_scores s WHERE s.build_id = t.build_id AND t.classification_id IN ` + anyLabel + `)
			OR t.revenue <> (SELECT COALESCE(SUM(s.revenue_current), 0) FROM customer_scores s WHERE s.build_id = t.build_id AND t.classification_id IN ` + anyLabel + `)`},
	{"moves of the published build that are miscounted", `
		SELECT COUNT(*) FROM label_moves m JOIN published p ON p.step = 'labels' AND p.build_id = m.build_id
		WHERE m.customers <> (SELECT COUNT(*) FROM label_changes l WHERE l.build_id = m.build_id AND l.type = m.type
			AND COALESCE(l.from_id, 0) = m.from_id AND COALESCE(l.to_id, 0) = m.to_id)`},
}

// anyLabel are the six labels of a customer's figures.
const anyLabel = `(s.label_risk, s.label_risk_change, s.label_revenue_rank, s.label_revenue_change, s.label_revenue_share, s.label_orders)`

// Check looks for damage: the engine's own checks where it has them, then what the
// code promises. An empty list is a sound database. It reads everything.
func (db *DB) Check(ctx context.Context) (found []Finding, err error) {
	defer wrap(&err, "check")
	err = db.View(ctx, func(tx *Tx) error {
		found = nil
		for _, pragma := range db.dialect.checks {
			n, first := int64(0), ""
			if err := tx.each(pragma, nil, func(rows *sql.Rows) error {
				columns, err := rows.Columns()
				if err != nil {
					return err
				}
				values := make([]any, len(columns))
				for i := range values {
					values[i] = new(sql.NullString)
				}
				if err := rows.Scan(values...); err != nil {
					return err
				}
				if s := values[0].(*sql.NullString).String; s != "ok" {
					if n == 0 {
						first = s
					}
					n++
				}
				return nil
			}); err != nil {
				return err
			}
			if n > 0 {
				found = append(found, Finding{What: fmt.Sprintf("%s: %s", pragma, first), Rows: n})
			}
		}
		for _, i := range invariants {
			var n int64
			if err := tx.row(i.count, nil, &n); err != nil {
				return err
			}
			if n > 0 {
				found = append(found, Finding{What: i.what, Rows: n})
			}
		}
		broken, err := tx.CheckAuditLog()
		if broken > 0 {
			found = append(found, Finding{What: fmt.Sprintf("audit log: the chain breaks at entry %d", broken), Rows: 1})
		}
		return err
	})
	return found, err
}
