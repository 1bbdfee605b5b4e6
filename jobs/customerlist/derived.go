package customerlist

import (
	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
	"wholesight/jobs/money"
	"wholesight/jobs/rules/classify"
)

// AverageOrder is revenue ÷ orders of the current window, in minor units; false
// without an order in it.
func (e *Entry) AverageOrder() (int64, bool) {
	if !e.Scored {
		return 0, false
	}
	return averageOrder(e.Figures.Revenue, e.Figures.Orders)
}

// ExpectedNext is the day that the next order is expected on: the middle of what is
// forecast where something is, which lies ahead, and else UsualNext.
func (e *Entry) ExpectedNext() (calendar.Day, bool) {
	if e.Forecast.HasNext {
		return e.Forecast.Next, true
	}
	return e.UsualNext()
}

// Due is the day that the next order was expected on when the last one had just come: by
// its forecast where there is one, and else UsualNext. It may have passed, which the
// forecast's own next day never has.
func (e *Entry) Due() (day calendar.Day, forecast, ok bool) {
	if e.Forecast.Due != 0 {
		return e.Forecast.Due, true, true
	}
	day, ok = e.UsualNext()
	return day, false, ok
}

// UsualNext is the day that the next order was due on, were all gaps alike: the last
// purchase day and the average gap, rounded to days; false without either. It may have
// passed.
func (e *Entry) UsualNext() (calendar.Day, bool) {
	f := &e.Figures
	if !e.Scored || !f.HasPurchase() || !f.HasGap() {
		return 0, false
	}
	return expectedNext(f.LastPurchase, f.GapNum, f.GapDen), true
}

func averageOrder(revenue, orders int64) (int64, bool) {
	if orders <= 0 {
		return 0, false
	}
	return money.Divide(revenue, orders), true
}

func expectedNext(last calendar.Day, num, den int64) calendar.Day {
	return last + calendar.Day(money.Divide(num, den))
}

// gapThousandths is the average gap as it is shown.
func gapThousandths(num, den int32) int64 {
	f := classify.Figures{Customer: figures.Customer{GapNum: int64(num), GapDen: int64(den)}}
	return f.GapThousandths()
}
