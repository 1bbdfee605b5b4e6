package store

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
)

// labelColumns are the labels of customer_scores in the order of the six types
// (classify.Types): the index of a type is its place here.
var labelColumns = [6]string{"label_risk", "label_risk_change", "label_revenue_rank", "label_revenue_change",
	"label_revenue_share", "label_orders"}

// Score is what a build found about one active customer. The six metrics stand in
// the order of classify.Types; one that does not exist has a code in Reasons and
// its number is 0 and means nothing (in the table it is NULL).
type Score struct {
	CustomerID, SmartTypeID int64
	figures.Customer
	Reasons [6]string // classify.Reason codes; empty: the metric exists
	Labels  [6]int64  // classification ids; 0: none
}

// scoreFigure is a column of customer_scores that holds a figure.
type scoreFigure struct {
	column string
	at     func(c *figures.Customer) any // where it lies: a pointer
	exists func(s *Score) bool           // nil: always
	listed bool                          // lists of customers read it
	none   int64                         // what it is read as where it does not exist
}

// scoreFigures are all of them. What is stored, read back and read for lists goes by
// this table, so that a figure more is a line more.
var scoreFigures = []scoreFigure{
	{"revenue_current", func(c *figures.Customer) any { return &c.Revenue }, nil, true, 0},
	{"revenue_previous", func(c *figures.Customer) any { return &c.PreviousRevenue }, nil, true, 0},
	{"orders_current", func(c *figures.Customer) any { return &c.Orders }, nil, true, 0},
	{"orders_previous", func(c *figures.Customer) any { return &c.PreviousOrders }, nil, true, 0},
	{"purchase_days", func(c *figures.Customer) any { return &c.PurchaseDays }, nil, true, 0},
	{"last_order", func(c *figures.Customer) any { return &c.LastPurchase }, (*Score).bought, true, 0},
	{"days_since", func(c *figures.Customer) any { return &c.Since }, (*Score).bought, false, 0},
	{"gap_days", func(c *figures.Customer) any { return &c.GapNum }, (*Score).gapped, true, 0},
	{"gap_count", func(c *figures.Customer) any { return &c.GapDen }, (*Score).gapped, true, 0},
	{"risk", func(c *figures.Customer) any { return &c.Risk }, has(0), true, 0},
	{"risk_estimated", func(c *figures.Customer) any { return &c.GapEstimated }, has(0), true, 0},
	{"risk_change", func(c *figures.Customer) any { return &c.RiskChange }, has(1), false, 0},
	{"revenue_change", func(c *figures.Customer) any { return &c.RevenueChange }, has(3), true, 0},
	{"revenue_rank", func(c *figures.Customer) any { return &c.Rank }, has(2), false, 0},
	{"rank_of", func(c *figures.Customer) any { return &c.RankOf }, has(2), false, 0},
	{"larger", func(c *figures.Customer) any { return &c.Larger }, has(2), false, 0},
	{"total", func(c *figures.Customer) any { return &c.Total }, has(2), false, 0},
	{"share", func(c *figures.Customer) any { return &c.ShareOfLarger }, has(2), false, 0},
	{"products", func(c *figures.Customer) any { return &c.Products }, (*Score).counted, true, -1},
}

func (s *Score) counted() bool { return s.HasProducts() }
func (s *Score) bought() bool  { return s.HasPurchase() }
func (s *Score) gapped() bool  { return s.HasGap() }

// has tells whether the metric of a type exists.
func has(t int) func(s *Score) bool { return func(s *Score) bool { return s.Reasons[t] == "" } }

// scoreColumns are the columns of customer_scores: whose they are, the figures, why
// some of them do not exist, and the labels.
var scoreColumns = func() []string {
	all := []string{"build_id", "customer_id", "smart_type_id"}
	for _, f := range scoreFigures {
		all = append(all, f.column)
	}
	return append(append(all, "reasons"), labelColumns[:]...)
}()

// value is the figure as it is stored: NULL where it does not exist.
func (f *scoreFigure) value(s *Score) any {
	if f.exists != nil && !f.exists(s) {
		return nil
	}
	switch at := f.at(&s.Customer).(type) {
	case *int64:
		return *at
	case *calendar.Day:
		return int64(*at)
	case *bool:
		return *at
	default:
		panic(fmt.Sprintf("column %s is a %T", f.column, at))
	}
}

// StageScores adds scores to a build that is being staged.
func (tx *Tx) StageScores(build int64, scores []Score) (err error) {
	defer wrap(&err, "stage scores of build %d", build)
	if err := tx.beatBuild(build); err != nil {
		return err
	}
	return tx.insert("customer_scores", scoreColumns, len(scores), func(i int, args []any) []any {
		s := &scores[i]
		args = append(args, build, s.CustomerID, s.SmartTypeID)
		for k := range scoreFigures {
			args = append(args, scoreFigures[k].value(s))
		}
		args = append(args, packReasons(s.Reasons))
		for _, id := range s.Labels {
			if id != 0 {
				args = append(args, id)
			} else {
				args = append(args, nil)
			}
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

// scoreFields are the columns of a Score as dest wants them.
var scoreFields = func() string {
	all := []string{"s.customer_id", "COALESCE(s.smart_type_id, 0)"}
	for _, f := range scoreFigures {
		none := strconv.FormatInt(f.none, 10)
		if _, ok := f.at(new(figures.Customer)).(*bool); ok {
			none = "FALSE"
		}
		all = append(all, "COALESCE(s."+f.column+", "+none+")")
	}
	all = append(all, "s.reasons")
	for _, c := range labelColumns {
		all = append(all, "COALESCE(s."+c+", 0)")
	}
	return strings.Join(all, ", ")
}()

// dest are the addresses that scoreFields are scanned into.
func (s *Score) dest(reasons *string) []any {
	d := []any{&s.CustomerID, &s.SmartTypeID}
	for _, f := range scoreFigures {
		d = append(d, f.at(&s.Customer))
	}
	d = append(d, reasons)
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
		WHERE s.build_id = $1 AND c.active AND `+scope.where("c", &args)+` ORDER BY c.code`, args,
		func(rows *sql.Rows) error {
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
