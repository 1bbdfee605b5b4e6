package classify

import "fmt"

// Reason says why a figure does not exist. A figure that cannot be computed is
// never 0: a page shows the words, a CSV an empty cell, JSON null beside them.
type Reason uint8

// The reasons. Known, the zero value, means that the figure exists.
const (
	Known             Reason = iota
	NoPurchase               // no order of value ever: no last purchase, no gap, no risk
	OneOrder                 // one purchase day, and nobody in the smart type to estimate a gap from
	TooFewPurchases          // fewer than four purchase days in the period that risk change compares with
	New                      // no revenue in the previous window, and never bought before the current one
	Back                     // no revenue in the previous window, but bought before the current one
	PreviousBelowZero        // credits exceeded sales in the previous window
	NoRevenueEither          // revenue of both windows is 0
	NoRevenue                // revenue of the current window is 0
	BelowZero                // credits exceed sales in the current window
	NotRanked                // not settled: only the active customers of a smart type are compared
)

var reasons = [...]struct{ code, words string }{
	Known:             {"", ""},
	NoPurchase:        {"no_purchase", "never bought"},
	OneOrder:          {"one_order", "one order only"},
	TooFewPurchases:   {"too_few_purchases", "fewer than four purchase days in the period compared with"},
	New:               {"new", "new: never bought before this period"},
	Back:              {"back", "back: bought before, but not in the period compared with"},
	PreviousBelowZero: {"previous_below_zero", "credits exceeded sales in the period compared with"},
	NoRevenueEither:   {"no_revenue_either", "no revenue in either period"},
	NoRevenue:         {"no_revenue", "no revenue in this period"},
	BelowZero:         {"below_zero", "credits exceed sales in this period"},
	NotRanked:         {"not_ranked", "only active customers are compared"},
}

// Words are what a person reads in the figure's place; empty for Known.
func (r Reason) Words() string {
	if int(r) < len(reasons) {
		return reasons[r].words
	}
	return fmt.Sprintf("reason %d", r)
}

// Code is the reason's stable name for storage and JSON ("new", "back",
// "one_order" …); empty for Known.
func (r Reason) Code() string {
	if int(r) < len(reasons) {
		return reasons[r].code
	}
	return fmt.Sprintf("reason_%d", r)
}

// String is the code, for test output and logs.
func (r Reason) String() string { return r.Code() }

// ParseReason reads a code; the empty code is Known, an unknown one an error.
func ParseReason(code string) (Reason, error) {
	for r := range reasons {
		if reasons[r].code == code {
			return Reason(r), nil
		}
	}
	return 0, fmt.Errorf("%q is not a reason", code)
}
