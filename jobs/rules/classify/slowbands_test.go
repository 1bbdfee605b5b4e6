package classify

import "math/big"

// The second opinion on banding: every band as a set by its definition in the
// spec, over rationals, sharing no code with the package.

type slowBand struct {
	value               *big.Rat // nil: no upper end
	minSpend, minOrders *big.Rat // nil: no gate
}

// rounded is a metric as it is stored and shown.
func rounded(r *big.Rat, places int) *big.Rat {
	if r == nil {
		return nil
	}
	out, _ := new(big.Rat).SetString(r.FloatString(places))
	return out
}

// slowMember lists the bands of a type that hold the customer, gates aside.
func slowMember(t string, bands []slowBand, c *slowCustomer) []int {
	var in []int
	taken := false // for "not in a previous band"
	for i, b := range bands {
		var yes bool
		switch t {
		case "risk", "orders":
			metric := whole(c.orders)
			if t == "risk" {
				metric = rounded(c.risk, 2)
			}
			if metric == nil {
				continue
			}
			yes = b.value == nil || metric.Cmp(b.value) <= 0
			if i > 0 {
				yes = yes && metric.Cmp(bands[i-1].value) > 0
			}
		case "revenue_rank":
			if c.rank == 0 {
				continue
			}
			limit := new(big.Rat).Mul(whole(c.of), b.value)
			limit.Quo(limit, whole(100))
			// rank ≤ ceil(limit) says that rank − 1 lies below limit.
			yes = !taken && whole(c.rank-1).Cmp(limit) < 0
		case "revenue_share":
			if c.rank == 0 {
				continue
			}
			limit := new(big.Rat).Mul(c.total, b.value)
			limit.Quo(limit, whole(100))
			yes = !taken && c.larger.Cmp(limit) < 0
		default:
			metric := rounded(c.revenueChange, 1)
			if t == "risk_change" {
				metric = rounded(c.riskChange, 1)
			}
			if metric == nil {
				continue
			}
			yes = slowChange(metric, b.value, bands)
		}
		if yes {
			in, taken = append(in, i), true
		}
	}
	return in
}

func slowChange(metric, v *big.Rat, bands []slowBand) bool {
	up := v.Sign() >= 0
	if up && metric.Cmp(v) < 0 || !up && metric.Cmp(v) > 0 {
		return false
	}
	for _, other := range bands {
		if up && other.value.Cmp(v) > 0 && metric.Cmp(other.value) >= 0 {
			return false
		}
		if !up && other.value.Cmp(v) < 0 && metric.Cmp(other.value) <= 0 {
			return false
		}
	}
	return true
}

// slowPasses asks a band's gates.
func slowPasses(t string, b slowBand, c *slowCustomer) bool {
	spend, orders := c.revenue, c.orders
	if t == "risk" || t == "risk_change" || t == "revenue_change" {
		if c.previous.Cmp(spend) > 0 {
			spend = c.previous
		}
		if c.prevOrders > orders {
			orders = c.prevOrders
		}
	}
	return (b.minSpend == nil || spend.Cmp(b.minSpend) >= 0) &&
		(b.minOrders == nil || whole(orders).Cmp(b.minOrders) >= 0)
}
