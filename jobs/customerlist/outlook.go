package customerlist

import (
	"fmt"
	"slices"

	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/forecast"
)

// OutlookWeeks is how many weeks ahead the next orders are counted by.
const OutlookWeeks = 13

// Cell is what is expected of the customers of one pair of bands.
type Cell struct {
	Customers int
	Revenue   int64 // minor units, of the current window
	Value     int64 // minor units, of the next 365 days
}

// add adds a customer and tells whether it fits.
func (c *Cell) add(revenue, value int64) bool {
	c.Customers++
	ok := add(&c.Revenue, revenue)
	return add(&c.Value, value) && ok
}

// Outlook is what is expected of the active customers of a person, all together.
type Outlook struct {
	Active int // active customers
	Known  int // of them, those of whom something is expected
	All    Cell

	Cells  [forecast.Bands][forecast.Bands]Cell // by the band of a purchase within 30 days, then by that of churn
	Churn  [10]int                              // by tenths of the probability; the last one holds its end
	Orders int64                                // ten-thousandths, in the next 91 days
	Next91 int64                                // minor units: revenue of the next 91 days

	Weeks   [OutlookWeeks]int // by the week after the as-of day that holds the middle of the next order
	Later   int               // whose next order lies behind these
	Undated int               // of whom no day is told

	Values []int64 // of the next 365 days, one for each known customer, ascending

	Gaps, GapSum           int64 // customers with a gap of their own, and these in thousandths of a day
	OrdersNow              int64 // of the current window, of those with figures
	OrderedRevenue, Scored int64 // what their orders came to, and how many they are

	Confidence [3]int // by forecast.Confidence
}

// Outlook adds up what is expected. It looks at every row once. Errors:
// classify.ErrOverflow when a sum does not fit.
func (r *List) Outlook(v Visibility) (o Outlook, err error) {
	ok := true
	o.Values = []int64{}
	r.filter(&Filter{}, v).each(func(row int32) {
		o.Active++
		ok = r.outlookFigures(&o, row) && ok
		if !r.forecasts.known(row) {
			return
		}
		p := &r.forecasts[row]
		o.Known++
		o.Values = append(o.Values, p.clv)
		var revenue int64
		if r.scored(row) {
			revenue = r.revenue[row]
		}
		ok = o.All.add(revenue, p.clv) && ok
		ok = o.Cells[forecast.BandOf(int32(p.buys))][forecast.BandOf(int32(p.churn))].add(revenue, p.clv) && ok
		ok = add(&o.Orders, p.orders) && ok
		ok = add(&o.Next91, p.revenue) && ok
		o.Churn[min(int(p.churn)/1000, 9)]++
		o.Confidence[min(int(p.confidence), 2)]++
		switch week := (int(p.next) - int(r.ForecastsAsOf) - 1) / 7; {
		case p.flags&forecastNext == 0:
			o.Undated++
		case week < 0:
			o.Weeks[0]++
		case week < OutlookWeeks:
			o.Weeks[week]++
		default:
			o.Later++
		}
	})
	if !ok {
		return o, fmt.Errorf("outlook of %d customers: %w", o.Active, classify.ErrOverflow)
	}
	slices.Sort(o.Values)
	return o, nil
}

// outlookFigures adds what averages are made of, and tells whether it fits.
func (r *List) outlookFigures(o *Outlook, row int32) bool {
	if !r.scored(row) {
		return true
	}
	if r.gapDen[row] > 0 && r.flags[row]&flagEstimated == 0 {
		o.Gaps++
		o.GapSum += gapThousandths(r.gapNum[row], r.gapDen[row])
	}
	if r.orders[row] <= 0 {
		return true
	}
	o.Scored++
	o.OrdersNow += int64(r.orders[row])
	return add(&o.OrderedRevenue, r.revenue[row])
}
