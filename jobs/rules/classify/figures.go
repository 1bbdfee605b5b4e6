package classify

import "wholesight/jobs/calendar"

// Order is one counted order of a customer: neither draft nor cancelled.
type Order struct {
	Day calendar.Day
	Net int64 // the order's value in minor units, returns included; ≤ 0 is a credit note
}

// Figures are what one customer's orders come to, as of one day. Measure fills
// them, and Settle adds what needs the other customers. All fields are exported
// so that a stored row can be read back into them: banding needs nothing else.
//
// Which figures exist is told by Why and, for the dates, by PurchaseDays; where
// a figure does not exist its number is 0 and means nothing.
type Figures struct {
	Revenue, PreviousRevenue int64 // minor units in the current and previous window; may be negative
	Orders, PreviousOrders   int64 // orders of value > 0 in the same

	PurchaseDays  int64        // distinct days with an order of value, ever, up to the as-of day
	FirstPurchase calendar.Day // exist when PurchaseDays > 0
	LastPurchase  calendar.Day
	Since         int64 // days from LastPurchase to the as-of day, ≥ 0

	GapNum, GapDen int64 // the average gap in days as an exact fraction; GapDen 0 = there is none
	GapEstimated   bool  // the gap is the smart type's median: the customer bought on one day only

	Risk          int64 // hundredths: Since ÷ gap
	RiskChange    int64 // tenths of a percent
	RevenueChange int64 // tenths of a percent

	Rank, RankOf  int64 // 1 + customers with strictly more revenue, of those with revenue > 0
	Larger, Total int64 // minor units: revenue of the strictly larger customers, and of all with revenue > 0
	ShareOfLarger int64 // hundredths of a percent, rounded, for display: Larger ÷ Total

	Why [6]Reason // per type, in the order of Types: Known, or why the metric does not exist
}

// Has reports whether the type's metric exists. The number of orders always
// does: 0 is a value.
func (f *Figures) Has(t Type) bool { return f.Why[t.Index()] == Known }

// Reason is why the type's metric does not exist; Known when it does.
func (f *Figures) Reason(t Type) Reason { return f.Why[t.Index()] }

// HasPurchase reports whether FirstPurchase, LastPurchase and Since exist; where
// they do not, the reason is NoPurchase.
func (f *Figures) HasPurchase() bool { return f.PurchaseDays > 0 }

// HasGap reports whether there is an average gap, own or estimated. It exists
// exactly when the risk does, so its reason is that of Risk.
func (f *Figures) HasGap() bool { return f.GapDen > 0 }

// GapThousandths is the average gap in thousandths of a day, rounded half away
// from zero, as the report shows it; 0 where there is no gap.
func (f *Figures) GapThousandths() int64 {
	if f.GapDen == 0 {
		return 0
	}
	return roundDiv(f.GapNum*1000, f.GapDen)
}

// Spend and orders that the gates of a type look at: of the current window, or
// for the types with hindsight the larger of current and previous, each for
// itself.
func (f *Figures) spend(t Type) int64 {
	if t.hindsight() {
		return max(f.Revenue, f.PreviousRevenue)
	}
	return f.Revenue
}

func (f *Figures) orderCount(t Type) int64 {
	if t.hindsight() {
		return max(f.Orders, f.PreviousOrders)
	}
	return f.Orders
}
