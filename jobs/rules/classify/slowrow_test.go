package classify

import (
	"fmt"
	"math/big"
)

// decimal writes a figure as the report does: rounded half away from zero, and
// never −0.
func decimal(r *big.Rat, places int) string {
	if r == nil {
		return ""
	}
	text := r.FloatString(places)
	if zero := new(big.Rat).SetInt64(0).FloatString(places); text == "-"+zero {
		return zero
	}
	return text
}

// slowRow is the customer as a row of the report.
func (c *slowCustomer) slowRow() string {
	last, since, gap, est := "", "", decimal(c.gap, 3), ""
	if n := len(c.days); n > 0 {
		last, since = c.days[n-1].Format("2006-01-02"), fmt.Sprint(c.since)
	}
	if c.risk != nil {
		est = fmt.Sprint(c.estimated)
	}
	rank, of, share := "", "", ""
	if c.rank > 0 {
		pct := new(big.Rat).Quo(c.larger, c.total)
		rank, of, share = fmt.Sprint(c.rank), fmt.Sprint(c.of), decimal(pct.Mul(pct, whole(100)), 2)
	}
	return fmt.Sprint([]string{
		c.revenue.FloatString(0), c.previous.FloatString(0), decimal(c.revenueChange, 1),
		fmt.Sprint(c.orders), fmt.Sprint(c.prevOrders), last, since, gap, decimal(c.risk, 2), est,
		decimal(c.riskChange, 1), rank, of, share,
	})
}
