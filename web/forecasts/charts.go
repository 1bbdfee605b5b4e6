package forecasts

import (
	"math/big"
	"slices"

	"wholesight/jobs/rules/forecast"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/words"
)

// purchaseChart is in which week the next order of how many customers is expected.
func (in *forecastsInput) purchaseChart() (ui.Chart, error) {
	l, o := in.l, &in.outlook
	spec := ui.ChartSpec{ID: "next-orders", Title: l.T("When they order next"),
		Unit: l.T("customers, by the week of the likeliest day"), XName: l.T("Week from"), XKind: ui.Days, Kind: ui.Numbers,
		Empty: ui.Empty{Title: l.T("No day can be told"), Text: l.T("Days are told once customers have ordered twice.")}}
	var values []int64
	soon := 0
	for week, n := range o.Weeks {
		spec.X, values = append(spec.X, in.weekOf(week).String()), append(values, int64(n))
		if week < 4 {
			soon += n
		}
	}
	if o.Undated == o.Known {
		spec.X, values = nil, nil
	} else {
		spec.Says = l.T("%s of %s will most likely order within four weeks; in 91 days %s orders are expected.",
			l.NumberExact(int64(soon)), l.Plural(int64(o.Known), "customer", "customers"), words.OrderTenths(l, o.Orders))
		if o.Later > 0 {
			spec.Says = words.JoinSpaced(spec.Says, l.T("%s are not expected before %s.", l.NumberExact(int64(o.Later)),
				l.DayLong(in.weekOf(len(o.Weeks)))))
		}
	}
	spec.Series = []ui.Series{{Name: l.T("Customers"), Role: ui.This, Bars: true, Values: values}}
	return ui.NewChart(l, spec)
}

// tenRanges are the ten tenths of a probability.
func tenRanges() []string {
	return []string{"0–10 %", "10–20 %", "20–30 %", "30–40 %", "40–50 %", "50–60 %", "60–70 %", "70–80 %", "80–90 %",
		"90–100 %"}
}

// churnChart is how many customers stop with which probability.
func (in *forecastsInput) churnChart() (ui.Chart, error) {
	l, o := in.l, &in.outlook
	spec := ui.ChartSpec{ID: "churn", Title: l.T("How likely they stop"), Unit: l.T("customers"),
		XName: l.T("Likely to stop"), XKind: ui.Words, Kind: ui.Numbers, X: tenRanges()}
	var values []int64
	for _, n := range o.Churn {
		values = append(values, int64(n))
	}
	var likely, revenue int64
	for _, line := range o.Cells {
		for _, b := range [...]forecast.Band{forecast.Large, forecast.VeryLarge} {
			likely += int64(line[b].Customers)
			revenue += line[b].Revenue
		}
	}
	spec.Says = l.T("%s of %s are more likely to stop than not: they bought for %s in the last %d months.",
		l.NumberExact(likely), l.Plural(int64(o.Known), "customer", "customers"),
		l.MoneyWhole(revenue), int(in.list.Timeframe))
	if likely == 0 {
		spec.Says = l.T("Nobody is more likely to stop than not.")
	}
	spec.Series = []ui.Series{{Name: l.T("Customers"), Role: ui.This, Bars: true, Values: values}}
	return ui.NewChart(l, spec)
}

// MostClasses is how many classes of value are shown.
const MostClasses = 10

// ValueClasses are the lower ends of classes of value in minor units, 1, 2 and 5 times
// the powers of ten of a currency unit: the uppermost ten that hold somebody, with all
// below them in the first.
func ValueClasses(values []int64, digits int) (from []int64) {
	most := values[len(values)-1]
	unit := int64(1)
	for range digits {
		unit *= 10
	}
	for edge, i := unit, 0; edge <= most && edge > 0; i++ {
		from = append(from, edge)
		edge = edge / [...]int64{1, 2, 5}[i%3] * [...]int64{2, 5, 10}[i%3]
	}
	if len(from) > MostClasses-1 {
		from = from[len(from)-MostClasses+1:]
	}
	return append([]int64{0}, from...)
}

// valueChart is how the worth of the next year is spread over the customers.
func (in *forecastsInput) valueChart() (ui.Chart, error) {
	l, o := in.l, &in.outlook
	spec := ui.ChartSpec{ID: "value", Title: l.T("What they are worth"),
		Unit: l.T("customers, by expected revenue of the next 365 days"), XName: l.T("Value"), XKind: ui.Words,
		Kind: ui.Numbers}
	from := ValueClasses(o.Values, in.digits)
	values := make([]int64, len(from))
	for i, low := range from {
		lo, _ := slices.BinarySearch(o.Values, low)
		if i == 0 {
			lo = 0
		}
		hi, name := len(o.Values), l.T("from %s", l.MoneyShort(low))
		if i+1 < len(from) {
			hi, _ = slices.BinarySearch(o.Values, from[i+1])
			name = l.T("%s to %s", l.MoneyShort(low), l.MoneyShort(from[i+1]))
		}
		if i == 0 && len(from) > 1 {
			name = l.T("under %s", l.MoneyShort(from[1]))
		}
		spec.X, values[i] = append(spec.X, name), int64(hi-lo)
	}
	top := (len(o.Values) + 9) / 10
	sum := new(big.Int)
	for _, v := range o.Values[len(o.Values)-top:] {
		sum.Add(sum, big.NewInt(v))
	}
	if share, ok := shareOf(sum, o.All.Value); ok {
		spec.Says = l.T("The most valuable tenth, %s, brings %s of the %s that are expected.",
			l.Plural(int64(top), "customer", "customers"), l.PercentWhole(share), l.MoneyWhole(o.All.Value))
	}
	spec.Series = []ui.Series{{Name: l.T("Customers"), Role: ui.This, Bars: true, Values: values}}
	return ui.NewChart(l, spec)
}

// channelChart is which share of orders and revenue came through each channel.
func (in *forecastsInput) channelChart() (ui.Chart, error) {
	l := in.l
	spec := ui.ChartSpec{ID: "channels", Title: l.T("Where orders come from"),
		Unit: l.T("%% of orders and revenue, %d months to %s", in.window.Timeframe,
			l.Day(in.window.AsOf, in.window.AsOf).Text), XName: l.T("Channel"), XKind: ui.Words, Kind: ui.Percent,
		Empty: ui.Empty{Title: l.T("No orders in this window"),
			Text: l.T("Channels show once orders that name one are imported.")}}
	channels := slices.Clone(in.channels)
	slices.SortStableFunc(channels, func(a, b store.NamedChannel) int { return int(min(max(b.Orders-a.Orders, -1), 1)) })
	var orders, revenue []int64
	allOrders, allRevenue := new(big.Int), new(big.Int)
	for _, n := range channels {
		allOrders.Add(allOrders, big.NewInt(n.Orders))
		allRevenue.Add(allRevenue, big.NewInt(n.Revenue))
	}
	for _, n := range channels {
		name := n.Name
		if name == "" {
			name = l.T("not named")
		}
		spec.X = append(spec.X, name)
		orders, revenue = append(orders, shareIn(n.Orders, allOrders)), append(revenue, shareIn(n.Revenue, allRevenue))
	}
	if len(channels) > 0 && orders[0] != ui.NoValue && revenue[0] != ui.NoValue {
		spec.Says = l.T("Most orders come by %s: %s of them, with %s of the revenue.", spec.X[0], l.PercentWhole(orders[0]),
			l.PercentWhole(revenue[0]))
	}
	spec.Series = []ui.Series{{Name: l.T("Orders"), Role: ui.This, Bars: true, Values: orders},
		{Name: l.T("Revenue"), Role: ui.Before, Bars: true, Values: revenue}}
	return ui.NewChart(l, spec)
}

// shareIn is a part of a whole in tenths of a percent; NoValue where the whole is not
// above 0.
func shareIn(part int64, whole *big.Int) int64 {
	if !whole.IsInt64() {
		return ui.NoValue
	}
	if share, ok := shareOf(big.NewInt(part), whole.Int64()); ok {
		return share
	}
	return ui.NoValue
}

// shareOf is a part of a whole in tenths of a percent, rounded half away from zero;
// false where the whole is not above 0.
func shareOf(part *big.Int, whole int64) (int64, bool) {
	if whole <= 0 {
		return 0, false
	}
	n, negative := new(big.Int).Abs(part), part.Sign() < 0
	n.Mul(n, big.NewInt(2000)).Add(n, big.NewInt(whole))
	n.Quo(n, new(big.Int).Mul(big.NewInt(2), big.NewInt(whole)))
	if negative {
		n.Neg(n)
	}
	return n.Int64(), n.IsInt64()
}
