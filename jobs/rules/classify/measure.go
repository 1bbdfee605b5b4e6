package classify

import (
	"fmt"

	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
	"wholesight/jobs/money"
)

// minBasePurchases is how many purchase days the year before must have for its
// rhythm to say anything about a change of risk (spec 02).
const minBasePurchases = 4

// Measure is what one customer's orders come to as of w.AsOf.
//
// Inputs: the customer's counted orders sorted by day (several may share one,
// in any order), nets in minor units; w as NewWindows makes it. Orders after
// w.AsOf are ignored; none at all is a customer who never bought.
//
// Result: all figures that need no other customer. Until Settle has seen it, a
// customer with one purchase day has no risk, and nobody has a rank or a share.
//
// Special cases:
//   - a credit note (net ≤ 0) counts in revenue only
//   - two orders on one day are two orders and one purchase day
//   - previous revenue ≤ 0: no revenue change; Reason tells which case it is
//   - fewer than four purchase days in (D − 2S, D − S]: no risk change
//
// Errors: orders out of order, days outside the years 0001–9999, ErrOverflow.
// It allocates nothing.
func Measure(orders []Order, w Windows) (Figures, error) {
	s, err := scanOrders(orders, &w)
	if err != nil {
		return Figures{}, err
	}
	f := Figures{Customer: figures.Customer{
		Revenue: s.revenue, PreviousRevenue: s.previousRevenue,
		Orders: s.orders, PreviousOrders: s.previousOrders,
		PurchaseDays: s.ever,
	}}
	f.Why[RevenueRank.Index()], f.Why[RevenueShare.Index()] = NotRanked, NotRanked
	f.risk(&s.rhythm, &w, s.first)
	f.riskChange(&s)
	if f.PreviousRevenue > 0 {
		tenths, ok := Change(f.PreviousRevenue, f.Revenue)
		if !ok {
			return Figures{}, fmt.Errorf("revenue change from %d to %d minor units: %w", f.PreviousRevenue, f.Revenue,
				ErrOverflow)
		}
		f.RevenueChange = tenths
		return f, nil
	}
	why := &f.Why[RevenueChange.Index()]
	switch {
	case f.PreviousRevenue < 0:
		*why = PreviousBelowZero
	case f.Revenue == 0:
		*why = NoRevenueEither
	case s.ever > 0 && s.first <= w.CurrentFrom:
		*why = Back
	default:
		*why = New
	}
	return f, nil
}

func (f *Figures) risk(r *rhythm, w *Windows, first calendar.Day) {
	why := &f.Why[Risk.Index()]
	if r.ever == 0 {
		*why = NoPurchase
		return
	}
	f.FirstPurchase, f.LastPurchase = first, r.d1
	f.Since = int64(w.AsOf) - int64(r.d1)
	f.GapNum, f.GapDen = r.gap()
	if f.GapDen == 0 {
		*why = OneOrder
		return
	}
	f.Risk = riskOf(f.Since, f.GapNum, f.GapDen)
}

// riskChange is (mean now − mean before) ÷ max(mean before, 0.10) in tenths of
// a percent. With N and B the sums of the days since at n and b snapshots, and
// the gap num ÷ den, the means are N·den ÷ (n·num) and B·den ÷ (b·num); the gap
// cancels unless the floor of 0.10 takes hold. Four purchase days up to D − S
// mean that the snapshots at D − S and at D exist, so n and b are at least 1.
func (f *Figures) riskChange(s *scan) {
	if s.base < minBasePurchases {
		f.Why[RiskChange.Index()] = TooFewPurchases
		return
	}
	num, den := int64(s.baseLast)-int64(s.baseFirst), s.base-1
	before, now := s.halves[0], s.halves[1]
	delta := now.days*before.count - before.days*now.count
	if 10*before.days*den >= before.count*num {
		f.RiskChange = money.Divide(1000*delta, now.count*before.days)
	} else {
		f.RiskChange = money.Divide(10_000*delta*den, now.count*before.count*num)
	}
}

// scan is one walk over a customer's orders.
type scan struct {
	revenue, previousRevenue int64
	orders, previousOrders   int64
	first                    calendar.Day // first purchase day ever
	rhythm

	base                int64 // purchase days in (D − 2S, D − S]
	baseFirst, baseLast calendar.Day

	next   int                            // the first snapshot not yet passed
	halves [2]struct{ days, count int64 } // days since at the snapshots before and now
}

func scanOrders(orders []Order, w *Windows) (scan, error) {
	var s scan
	if w.Months == 0 {
		return s, fmt.Errorf("windows without a timeframe: make them by NewWindows")
	}
	previous := firstDay
	for _, o := range orders {
		if o.Day > w.AsOf {
			break
		}
		if o.Day < previous {
			return s, orderOfDays(o.Day, previous)
		}
		previous = o.Day
		ok := true
		switch {
		case o.Day > w.CurrentFrom:
			s.revenue, ok = add(s.revenue, o.Net)
			if o.Net > 0 {
				s.orders++
			}
		case o.Day > w.PreviousFrom && o.Day <= w.PreviousTo:
			s.previousRevenue, ok = add(s.previousRevenue, o.Net)
			if o.Net > 0 {
				s.previousOrders++
			}
		}
		if !ok {
			return s, fmt.Errorf("revenue up to %s: %w", o.Day, ErrOverflow)
		}
		if o.Net > 0 && (s.ever == 0 || o.Day != s.d1) {
			s.purchase(o.Day, w)
		}
	}
	if s.ever > 0 {
		s.pass(w.AsOf+1, w)
	}
	return s, nil
}

// purchase takes in the next purchase day.
func (s *scan) purchase(day calendar.Day, w *Windows) {
	s.pass(day, w)
	if s.ever == 0 {
		s.first = day
	}
	s.ever++
	s.d3, s.d2, s.d1 = s.d2, s.d1, day
	if day > w.CurrentFrom {
		if s.inWindow == 0 {
			s.windowFirst = day
		}
		s.inWindow++
	}
	if day > w.BaseFrom && day <= w.BaseTo {
		if s.base == 0 {
			s.baseFirst = day
		}
		s.base++
		s.baseLast = day
	}
}

// pass counts the snapshots before day, whose last purchase is therefore known.
// Snapshots before the first purchase day ever are left out.
func (s *scan) pass(day calendar.Day, w *Windows) {
	for ; s.next < 2*w.Months && w.snapshots[s.next] < day; s.next++ {
		if s.ever == 0 {
			continue
		}
		half := &s.halves[0]
		if s.next >= w.Months {
			half = &s.halves[1]
		}
		half.days += int64(w.snapshots[s.next]) - int64(s.d1)
		half.count++
	}
}

func orderOfDays(day, previous calendar.Day) error {
	if day < firstDay {
		return fmt.Errorf("order on day %d: it lies before the year 0001", day)
	}
	return fmt.Errorf("order of %s after one of %s: orders must be sorted by day", day, previous)
}
