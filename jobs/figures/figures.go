// Package figures holds what is known of one customer in numbers, as a build stores
// them: the rules compute them, the store keeps them, lists and pages show them. It is
// ground that everybody stands on, so it imports the day and nothing else; which figure
// exists, and why one does not, is said by the rules (jobs/rules/classify).
package figures

import "wholesight/jobs/calendar"

// Customer is what one customer's orders come to, as of one day. All of it is stored
// (store.Score). A figure that does not exist is 0 and means nothing.
type Customer struct {
	Revenue, PreviousRevenue int64 // minor units in the current and previous window; may be negative
	Orders, PreviousOrders   int64 // orders of value > 0 in the same

	PurchaseDays int64        // distinct days with an order of value, ever, up to the as-of day
	LastPurchase calendar.Day // exists when PurchaseDays > 0
	Since        int64        // days from LastPurchase to the as-of day, ≥ 0

	GapNum, GapDen int64 // the average gap in days as an exact fraction; GapDen 0 = there is none
	GapEstimated   bool  // the gap is the smart type's median: the customer bought on one day only

	Risk          int64 // hundredths: Since ÷ gap
	RiskChange    int64 // tenths of a percent
	RevenueChange int64 // tenths of a percent

	Rank, RankOf  int64 // 1 + customers with strictly more revenue, of those with revenue > 0
	Larger, Total int64 // minor units: revenue of the strictly larger customers, and of all with revenue > 0
	ShareOfLarger int64 // hundredths of a percent, rounded, for display: Larger ÷ Total
}

// HasPurchase reports whether LastPurchase and Since exist.
func (c *Customer) HasPurchase() bool { return c.PurchaseDays > 0 }

// HasGap reports whether there is an average gap, own or estimated.
func (c *Customer) HasGap() bool { return c.GapDen > 0 }
