package store

import (
	"database/sql"
	"strings"
)

// LabelCount is what one label holds.
type LabelCount struct {
	ClassificationID int64
	Customers        int64
	Revenue          int64 // minor units in the current window
}

// StageCounts adds what the labels hold and who moved to a build that is being
// staged: each label and each move once.
func (tx *Tx) StageCounts(build int64, counts []LabelCount, moves []Move) (err error) {
	defer wrap(&err, "stage counts of build %d", build)
	if err := tx.beatBuild(build); err != nil {
		return err
	}
	if err := tx.insert("label_totals", []string{"build_id", "classification_id", "customers", "revenue"}, len(counts),
		func(i int, args []any) []any {
			return append(args, build, counts[i].ClassificationID, counts[i].Customers, counts[i].Revenue)
		}, ""); err != nil {
		return err
	}
	return tx.insert("label_moves", []string{"build_id", "type", "from_id", "to_id", "customers"}, len(moves),
		func(i int, args []any) []any {
			return append(args, build, moves[i].Type, moves[i].From, moves[i].To, moves[i].Customers)
		}, "")
}

// LabelCounts are the labels that customers of the scope carry in the published
// build, by classification. A classification that nobody carries is missing.
func (tx *Tx) LabelCounts(scope Scope) (_ []LabelCount, err error) {
	defer wrap(&err, "customers by label")
	query, args := `SELECT classification_id, customers, revenue FROM label_totals
		WHERE build_id = (SELECT build_id FROM published WHERE step = 'labels') ORDER BY classification_id`, []any(nil)
	if !scope.All() {
		where := scope.where("c", &args)
		parts := make([]string, len(labelColumns))
		for i, column := range labelColumns {
			parts[i] = `SELECT s.` + column + ` AS id, COUNT(*) AS customers, CAST(SUM(s.revenue_current) AS BIGINT) AS revenue
				FROM customers c JOIN customer_scores s ON s.customer_id = c.id AND s.build_id = (SELECT build_id FROM published WHERE step = 'labels')
				WHERE s.` + column + ` IS NOT NULL AND ` + where + ` GROUP BY s.` + column
		}
		query = `SELECT id, customers, revenue FROM (` + strings.Join(parts, " UNION ALL ") + `) t ORDER BY id`
	}
	return list(tx, query, args, func(rows *sql.Rows, c *LabelCount) error {
		return rows.Scan(&c.ClassificationID, &c.Customers, &c.Revenue)
	})
}

// Move is how many customers went from one label to another in a build.
type Move struct {
	Type      int // index in classify.Types
	From, To  int64
	Customers int64
}

// Moves are who moved in a build, counted, of the customers in the scope: by type,
// then from and to. A build that wrote no history has none.
func (tx *Tx) Moves(scope Scope, build int64) (_ []Move, err error) {
	defer wrap(&err, "moves of build %d", build)
	args := []any{build}
	query := `SELECT l.type, l.from_id, l.to_id, l.customers FROM label_moves l ` + historyBuild + `
		WHERE l.build_id = $1 ORDER BY 1, 2, 3`
	if !scope.All() {
		query = `SELECT l.type, COALESCE(l.from_id, 0) AS f, COALESCE(l.to_id, 0) AS t, COUNT(*) FROM label_changes l ` +
			historyBuild + `
			JOIN customers c ON c.id = l.customer_id
			WHERE l.build_id = $1 AND ` + scope.where("c", &args) + ` GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`
	}
	return list(tx, query, args, func(rows *sql.Rows, m *Move) error {
		return rows.Scan(&m.Type, &m.From, &m.To, &m.Customers)
	})
}
