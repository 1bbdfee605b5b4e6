package classifications

import (
	"errors"

	"wholesight/jobs/customerlist"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/whatif"
	"wholesight/store"
)

// Standing is where one customer stands among the classifications of its smart type, as
// of the day that its labels are of, and what would move it.
type Standing struct {
	Build   *store.Build     // the published labels; nil: none yet
	Windows classify.Windows // that the figures look at; zero without a build
	Scored  bool             // the build has figures of the customer: it is active, and was there
	Figures classify.Figures
	Labels  [6]int64 // ids of the classifications that it carries, as classify.Types; 0: none
	Rules   []store.Classification
	Sales   []store.SaleDay // its days with orders that the figures look at, ascending
	Solved  bool            // what would move it was asked: it is active and scored
	Ways    []whatif.Way
}

// Stand reads where a customer stands and solves what would move it. build is the
// published labels, nil where there are none; the list says who the others of its smart
// type are, and rules are the classifications of that type. Outside of the scope nothing is known of it, and a customer
// that the list
// does not hold yet has nothing solved.
func Stand(tx *store.Tx, see store.Scope, build *store.Build, list *customerlist.List, rules []store.Classification,
	c *store.Customer) (st Standing, err error) {
	st.Build, st.Rules = build, rules
	if build != nil {
		if st.Windows, err = classify.NewWindows(build.AsOf, classify.Timeframe(build.Timeframe)); err != nil {
			return st, err
		}
	}
	score, err := tx.Score(see, c.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return st, err
	}
	if err == nil {
		st.Scored, st.Labels = true, score.Labels
		if st.Figures, err = rebuild.Figures(&score); err != nil {
			return st, err
		}
	}
	if st.Solved = build != nil && st.Scored && c.Active; !st.Solved {
		return st, nil
	}
	row, known := list.Find(c.Code)
	if !known {
		return st, nil
	}
	return st, st.solve(tx, list, row, c.ID)
}

// solve asks what-if over the customer's days, the bands of its smart type and the
// others of it.
func (st *Standing) solve(tx *store.Tx, list *customerlist.List, row int32, id int64) error {
	sales, err := tx.SaleDays(id, st.Windows.BaseFrom, st.Build.AsOf, whatif.OldDays)
	if err != nil {
		return err
	}
	for i, d := range sales { // what lies before is only partly there
		if d.Day > st.Windows.BaseFrom {
			st.Sales = sales[i:]
			break
		}
	}
	days := make([]whatif.Day, len(sales))
	for i, d := range sales {
		days[i] = whatif.Day(d)
	}
	var bands classify.Bands
	for k, t := range classify.Types {
		for _, rule := range Group(st.Rules, t) {
			bands[k] = append(bands[k], rebuild.Band(rule))
		}
	}
	revenues, gapNum, gapDen := list.Peers(row)
	if f := &st.Figures; f.PurchaseDays == 1 { // its own gap is the median of the others'
		gapNum, gapDen = f.GapNum, f.GapDen
	}
	market, err := whatif.NewMarket(revenues, gapNum, gapDen)
	if err != nil {
		return err
	}
	st.Ways, err = whatif.SolveDays(days, st.Build.AsOf, classify.Timeframe(st.Build.Timeframe), bands, market)
	return err
}
