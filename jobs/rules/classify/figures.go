package classify

import (
	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
	"wholesight/jobs/money"
)

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
	figures.Customer

	FirstPurchase calendar.Day // exists when PurchaseDays > 0; it is not stored
	Why           [6]Reason    // per type, in the order of Types: Known, or why the metric does not exist
}

// Has reports whether the type's metric exists. The number of orders always
// does: 0 is a value.
func (f *Figures) Has(t Type) bool { return f.Why[t.Index()] == Known }

// Reason is why the type's metric does not exist; Known when it does.
func (f *Figures) Reason(t Type) Reason { return f.Why[t.Index()] }

// GapThousandths is the average gap in thousandths of a day, rounded half away
// from zero, as the report shows it; 0 where there is no gap.
func (f *Figures) GapThousandths() int64 {
	if f.GapDen == 0 {
		return 0
	}
	return money.Divide(f.GapNum*1000, f.GapDen)
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
