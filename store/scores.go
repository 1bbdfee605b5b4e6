package store

import (
	"database/sql"
	"fmt"
	"strings"

	"wholesight/jobs/calendar"
)

// labelColumns are the labels of customer_scores in the order of the six types
// (classify.Types): the index of a type is its place here.
var labelColumns = [6]string{"label_risk", "label_risk_change", "label_revenue_rank", "label_revenue_change", "label_revenue_share", "label_orders"}

// Score is what a build found about one active customer. The six metrics stand in
// the order of classify.Types; one that does not exist has a code in Reasons and
// its number is 0 and means nothing (in the table it is NULL).
type Score struct {
	CustomerID, SmartTypeID int64

	Revenue, PreviousRevenue int64 // minor units
	Orders, PreviousOrders   int64

	PurchaseDays int64        // ever; 0: never bought, and LastOrder and Since do not exist
	LastOrder    calendar.Day // the last purchase day
	Since        int64        // days from it to the as-of day

	GapDays, GapCount int64 // average gap, exactly: days over gaps; GapCount 0: none
	Estimated         bool  // the gap is the smart type's median

	Risk          int64 // hundredths
	RiskChange    int64 // tenths of a percent
	RevenueChange int64 // tenths of a percent
	Rank, RankOf  int64
	Larger, Total int64 // minor units
	Share         int64 // Larger ÷ Total, hundredths of a percent, rounded

	Reasons [6]string // classify.Reason codes; empty: the metric exists
	Labels  [6]int64  // classification ids; 0: none
}

// has tells whether the metric of a type exists.
func (s *Score) has(t int) bool { return s.Reasons[t] == "" }

var scoreColumns = append([]string{"build_id", "customer_id", "smart_type_id", "revenue_current", "revenue_previous", "orders_current", "orders_previous",
	"purchase_days", "last_order", "days_since", "gap_days", "gap_count", "risk", "risk_estimated", "risk_change", "revenue_change",
	"revenue_rank", "rank_of", "larger", "total", "share", "reasons"}, labelColumns[:]...)

// StageScores adds scores to a build that is being staged.
func (tx *Tx) StageScores(build int64, scores []Score) (err error) {
	defer wrap(&err, "stage scores of build %d", build)
	if err := tx.beatBuild(build); err != nil {
		return err
	}
	return tx.insert("customer_scores", scoreColumns, len(scores), func(i int, args []any) []any {
		s := &scores[i]
		opt := func(exists bool, v int64) any {
			if !exists {
				return nil
			}
			return v
		}
		bought, gap, ranked := s.PurchaseDays > 0, s.GapCount > 0, s.has(2)
		args = append(args, build, s.CustomerID, s.SmartTypeID, s.Revenue, s.PreviousRevenue, s.Orders, s.PreviousOrders,
			s.PurchaseDays, opt(bought, int64(s.LastOrder)), opt(bought, s.Since), opt(gap, s.GapDays), opt(gap, s.GapCount), opt(s.has(0), s.Risk))
		if s.has(0) {
			args = append(args, s.Estimated)
		} else {
			args = append(args, nil)
		}
		args = append(args, opt(s.has(1), s.RiskChange), opt(s.has(3), s.RevenueChange),
			opt(ranked, s.Rank), opt(ranked, s.RankOf), opt(ranked, s.Larger), opt(ranked, s.Total), opt(ranked, s.Share), packReasons(s.Reasons))
		for _, id := range s.Labels {
			args = append(args, opt(id != 0, id))
		}
		return args
	}, "")
}

// packReasons writes the reasons as the table keeps them: empty when every metric
// exists, as most do.
func packReasons(r [6]string) string {
	if r == [6]string{} {
		return ""
	}
	return strings.Join(r[:], ",")
}

func parseReasons(s string) (r [6]string, err error) {
	if s == "" {
		return r, nil
	}
	if n := copy(r[:], strings.Split(s, ",")); n != len(r) || strings.Count(s, ",") != len(r)-1 {
		return r, fmt.Errorf("reasons %q are not six", s)
	}
	return r, nil
}

// scoreFields are the columns of a Score as scanScore wants them.
var scoreFields = func() string {
	f := make([]string, 0, len(scoreColumns))
	for _, c := range scoreColumns[1:] {
		switch c {
		case "risk_estimated":
			f = append(f, "COALESCE(s.risk_estimated, FALSE)")
		case "customer_id", "reasons":
			f = append(f, "s."+c)
		default:
			f = append(f, "COALESCE(s."+c+", 0)")
		}
	}
	return strings.Join(f, ", ")
}()

// dest are the addresses that scoreFields are scanned into.
func (s *Score) dest(reasons *string) []any {
	d := []any{&s.CustomerID, &s.SmartTypeID, &s.Revenue, &s.PreviousRevenue, &s.Orders, &s.PreviousOrders,
		&s.PurchaseDays, &s.LastOrder, &s.Since, &s.GapDays, &s.GapCount, &s.Risk, &s.Estimated, &s.RiskChange, &s.RevenueChange,
		&s.Rank, &s.RankOf, &s.Larger, &s.Total, &s.Share, reasons}
	for i := range s.Labels {
		d = append(d, &s.Labels[i])
	}
	return d
}

// Score is a customer's figures in the published build. ErrNotFound outside of the
// scope, and for a customer without figures: not active when it was built.
func (tx *Tx) Score(scope Scope, customerID int64) (s Score, err error) {
	defer wrap(&err, "score of customer %d", customerID)
	args := []any{customerID}
	var reasons string
	if err := tx.row(`SELECT `+scoreFields+` FROM customers c
		JOIN customer_scores s ON s.customer_id = c.id AND s.build_id = (SELECT build_id FROM published WHERE step = 'labels')
		WHERE c.id = $1 AND `+scope.where("c", &args), args, s.dest(&reasons)...); err != nil {
		return s, err
	}
	s.Reasons, err = parseReasons(reasons)
	return s, err
}

// Party is who a customer is, as a report names it.
type Party struct {
	ID                             int64
	Code, Name, SmartType, Manager string
}

// EachScore calls f for every active customer of the scope that has figures in a
// build, by customer code. The smart type is the one it was compared within; one that
// was merged into another since goes by the name of the other.
func (tx *Tx) EachScore(scope Scope, build int64, f func(Party, *Score) error) (err error) {
	defer wrap(&err, "scores of build %d", build)
	args := []any{build}
	return tx.each(`SELECT c.code, c.name, COALESCE(t.title, n.title), COALESCE(m.name, ''), `+scoreFields+`
		FROM customer_scores s JOIN customers c ON c.id = s.customer_id JOIN smart_types n ON n.id = c.smart_type_id
		LEFT JOIN smart_types t ON t.id = s.smart_type_id LEFT JOIN account_managers m ON m.id = c.account_manager_id
		WHERE s.build_id = $1 AND c.active AND `+scope.where("c", &args)+` ORDER BY c.code`, args, func(rows *sql.Rows) error {
		var p Party
		var s Score
		var reasons string
		if err := rows.Scan(append([]any{&p.Code, &p.Name, &p.SmartType, &p.Manager}, s.dest(&reasons)...)...); err != nil {
			return err
		}
		if s.Reasons, err = parseReasons(reasons); err != nil {
			return err
		}
		p.ID = s.CustomerID
		return f(p, &s)
	})
}

// Parties are the active customers of the scope, by customer code.
func (tx *Tx) Parties(scope Scope) (_ []Party, err error) {
	defer wrap(&err, "customers")
	var args []any
	return list(tx, `SELECT c.id, c.code, c.name, t.title, COALESCE(m.name, '')
		FROM customers c JOIN smart_types t ON t.id = c.smart_type_id LEFT JOIN account_managers m ON m.id = c.account_manager_id
		WHERE c.active AND `+scope.where("c", &args)+` ORDER BY c.code`, args,
		func(rows *sql.Rows, p *Party) error {
			return rows.Scan(&p.ID, &p.Code, &p.Name, &p.SmartType, &p.Manager)
		})
}
