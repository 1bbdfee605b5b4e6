package jobtest

import (
	"fmt"
	"math/big"
	"sort"
	"strings"
	"time"
)

// The second opinion on the classification report: it goes over the raw rows of a
// small shop with plain loops and rationals, and shares no code with the classify
// leaf, the rebuild or the report. What it works from is RawShop; what it gives is
// the report's text.

type RawShop struct {
	AsOf       time.Time
	months     int
	smartTypes []string
	Customers  []rawCustomer
	Orders     []rawOrder
	bands      map[string][]rawBand // by smart type and type: "Trade/risk", in position order
}

type rawCustomer struct {
	code, name, smartType, manager string
	active                         bool
}

type rawOrder struct {
	number, customer string
	Day              time.Time
	status           string
	lines            []rawLine
}

type rawLine struct {
	quantity *big.Rat
	price    *big.Rat // money
}

type rawBand struct {
	Title     string
	Value     *big.Rat // nil: none
	MinSpend  *big.Rat // money; nil: none
	minOrders *int
}

const day = 24 * time.Hour

// back is n months before a day, clamped to the month's end.
func back(d time.Time, n int) time.Time {
	first := time.Date(d.Year(), d.Month()-time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	if d.Day() > last.Day() {
		return last
	}
	return first.AddDate(0, 0, d.Day()-1)
}

// round is x with so many decimals, half away from zero.
func round(x *big.Rat, decimals int) *big.Rat {
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil))
	y := new(big.Rat).Mul(new(big.Rat).Abs(x), scale)
	y.Add(y, big.NewRat(1, 2))
	whole := new(big.Rat).SetInt(new(big.Int).Quo(y.Num(), y.Denom()))
	if x.Sign() < 0 {
		whole.Neg(whole)
	}
	return whole.Quo(whole, scale)
}

// Text writes a rounded figure; nil is the empty cell.
func text(x *big.Rat, decimals int) string {
	if x == nil {
		return ""
	}
	return round(x, decimals).FloatString(decimals)
}

func whole(n int) *big.Rat { return big.NewRat(int64(n), 1) }

// total is a line's total: rounded once, to minor units.
func (l rawLine) total() *big.Rat { return round(new(big.Rat).Mul(l.quantity, l.price), 2) }

func (o rawOrder) net() *big.Rat {
	sum := new(big.Rat)
	for _, l := range o.lines {
		sum.Add(sum, l.total())
	}
	return sum
}

// finding is what the second opinion finds about a customer; nil is "does not exist".
type finding struct {
	rawCustomer
	revenue, previous          *big.Rat
	orders, previousOrders     int
	days                       []time.Time // purchase days, ascending
	gap, risk, riskChange      *big.Rat
	estimated                  bool
	revenueChange, share       *big.Rat
	rank, rankOf               int
	shareNumerator, shareTotal *big.Rat
}

func (s *RawShop) sum(customer string, from, to time.Time) (revenue *big.Rat, orders int) {
	revenue = new(big.Rat)
	for _, o := range s.Orders {
		if o.customer == customer && counts(o) && o.Day.After(from) && !o.Day.After(to) {
			revenue.Add(revenue, o.net())
			if o.net().Sign() > 0 {
				orders++
			}
		}
	}
	return revenue, orders
}

func counts(o rawOrder) bool { return o.status == "open" || o.status == "closed" }

func (s *RawShop) purchaseDays(customer string) []time.Time {
	set := map[time.Time]bool{}
	for _, o := range s.Orders {
		if o.customer == customer && counts(o) && o.net().Sign() > 0 && !o.Day.After(s.AsOf) {
			set[o.Day] = true
		}
	}
	var days []time.Time
	for d := range set {
		days = append(days, d)
	}
	sort.Slice(days, func(i, j int) bool { return days[i].Before(days[j]) })
	return days
}

func apart(a, b time.Time) *big.Rat { return whole(int(b.Sub(a) / day)) }

func atLeastOne(x *big.Rat) *big.Rat {
	if x.Cmp(whole(1)) < 0 {
		return whole(1)
	}
	return x
}

// averageGap is a customer's own average gap; nil below two purchase days.
func (s *RawShop) averageGap(days []time.Time) *big.Rat {
	var recent []time.Time
	for _, d := range days {
		if d.After(back(s.AsOf, s.months)) {
			recent = append(recent, d)
		}
	}
	if n := len(recent); n >= 3 {
		return atLeastOne(new(big.Rat).Quo(apart(recent[0], recent[n-1]), whole(n-1)))
	}
	if len(days) < 2 {
		return nil
	}
	last := days
	if len(last) > 3 {
		last = last[len(last)-3:]
	}
	var all, short []*big.Rat
	for i := 1; i < len(last); i++ {
		g := apart(last[i-1], last[i])
		all = append(all, g)
		if g.Cmp(whole(365)) <= 0 {
			short = append(short, g)
		}
	}
	if len(short) > 0 {
		all = short
	}
	sum := new(big.Rat)
	for _, g := range all {
		sum.Add(sum, g)
	}
	return atLeastOne(sum.Quo(sum, whole(len(all))))
}

// change of risk, in percent; nil where it does not exist.
func (s *RawShop) change(days []time.Time) *big.Rat {
	season := max(12, s.months)
	var base []time.Time
	for _, d := range days {
		if d.After(back(s.AsOf, 2*season)) && !d.After(back(s.AsOf, season)) {
			base = append(base, d)
		}
	}
	if len(base) < 4 {
		return nil
	}
	gap := atLeastOne(new(big.Rat).Quo(apart(base[0], base[len(base)-1]), whole(len(base)-1)))
	mean := func(from int) *big.Rat {
		sum, n := new(big.Rat), 0
		for i := range s.months {
			at := back(s.AsOf, from+i)
			var last time.Time
			for _, d := range days {
				if !d.After(at) {
					last = d
				}
			}
			if last.IsZero() {
				continue
			}
			sum.Add(sum, new(big.Rat).Quo(apart(last, at), gap))
			n++
		}
		if n == 0 {
			return nil
		}
		return sum.Quo(sum, whole(n))
	}
	now, before := mean(0), mean(season)
	if now == nil || before == nil {
		return nil
	}
	floor := big.NewRat(1, 10)
	if before.Cmp(floor) > 0 {
		floor = before
	}
	x := new(big.Rat).Sub(now, before)
	return round(x.Mul(x.Quo(x, floor), whole(100)), 1)
}

// findings are those of every active customer, by code.
func (s *RawShop) findings() []*finding {
	season := max(12, s.months)
	var all []*finding
	for _, c := range s.Customers {
		if !c.active {
			continue
		}
		f := &finding{rawCustomer: c, days: s.purchaseDays(c.code)}
		f.revenue, f.orders = s.sum(c.code, back(s.AsOf, s.months), s.AsOf)
		f.previous, f.previousOrders = s.sum(c.code, back(s.AsOf, s.months+season), back(s.AsOf, season))
		f.gap = s.averageGap(f.days)
		f.riskChange = s.change(f.days)
		if f.previous.Sign() > 0 {
			x := new(big.Rat).Sub(f.revenue, f.previous)
			f.revenueChange = round(x.Mul(x.Quo(x, f.previous), whole(100)), 1)
		}
		all = append(all, f)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].code < all[j].code })
	for _, f := range all {
		if len(f.days) == 1 {
			f.gap, f.estimated = medianGap(all, f.smartType), true
		}
		if len(f.days) > 0 && f.gap != nil {
			f.risk = round(new(big.Rat).Quo(apart(f.days[len(f.days)-1], s.AsOf), f.gap), 2)
		}
		f.stand(all)
	}
	return all
}

// medianGap of a smart type's customers with two purchase days or more.
func medianGap(all []*finding, smartType string) *big.Rat {
	var gaps []*big.Rat
	for _, f := range all {
		if f.smartType == smartType && len(f.days) >= 2 {
			gaps = append(gaps, f.gap)
		}
	}
	sort.Slice(gaps, func(i, j int) bool { return gaps[i].Cmp(gaps[j]) < 0 })
	n := len(gaps)
	if n == 0 {
		return nil
	}
	if n%2 == 1 {
		return gaps[n/2]
	}
	sum := new(big.Rat).Add(gaps[n/2-1], gaps[n/2])
	return sum.Quo(sum, whole(2))
}

// stand compares a customer's revenue with those of its smart type.
func (f *finding) stand(all []*finding) {
	if f.revenue.Sign() <= 0 {
		return
	}
	f.rank, f.shareNumerator, f.shareTotal = 1, new(big.Rat), new(big.Rat)
	for _, o := range all {
		if o.smartType != f.smartType || o.revenue.Sign() <= 0 {
			continue
		}
		f.rankOf++
		f.shareTotal.Add(f.shareTotal, o.revenue)
		if o.revenue.Cmp(f.revenue) > 0 {
			f.rank++
			f.shareNumerator.Add(f.shareNumerator, o.revenue)
		}
	}
	x := new(big.Rat).Quo(f.shareNumerator, f.shareTotal)
	f.share = x.Mul(x, whole(100))
}

// label is the title of the label that a customer carries, or empty.
func (s *RawShop) label(kind string, f *finding) string {
	bands := s.bands[f.smartType+"/"+kind]
	for i, b := range bands {
		if !f.lies(kind, bands, i) {
			continue
		}
		spend, orders := f.revenue, f.orders
		if kind == "risk" || kind == "risk_change" || kind == "revenue_change" {
			if f.previous.Cmp(spend) > 0 {
				spend = f.previous
			}
			orders = max(orders, f.previousOrders)
		}
		if b.MinSpend != nil && spend.Cmp(b.MinSpend) < 0 || b.minOrders != nil && orders < *b.minOrders {
			return ""
		}
		return b.Title
	}
	return ""
}

// lies tells whether a customer lies in a band, as the spec's table puts it.
func (f *finding) lies(kind string, bands []rawBand, i int) bool {
	v := bands[i].Value
	before := func(in func(v *big.Rat) bool) bool {
		for _, b := range bands[:i] {
			if in(b.Value) {
				return true
			}
		}
		return false
	}
	switch kind {
	case "risk", "orders":
		metric := f.risk
		if kind == "orders" {
			metric = whole(f.orders)
		}
		if metric == nil {
			return false
		}
		return (v == nil || metric.Cmp(v) <= 0) && (i == 0 || metric.Cmp(bands[i-1].Value) > 0)
	case "revenue_rank":
		in := func(v *big.Rat) bool {
			x := new(big.Rat).Mul(whole(f.rankOf), v)
			x.Quo(x, whole(100))
			ceil := new(big.Int).Quo(new(big.Int).Sub(new(big.Int).Add(x.Num(), x.Denom()), big.NewInt(1)), x.Denom())
			return big.NewInt(int64(f.rank)).Cmp(ceil) <= 0
		}
		return f.rank > 0 && in(v) && !before(in)
	case "revenue_share":
		in := func(v *big.Rat) bool {
			return new(big.Rat).Mul(f.shareNumerator, whole(100)).Cmp(new(big.Rat).Mul(v, f.shareTotal)) < 0
		}
		return f.rank > 0 && in(v) && !before(in)
	}
	metric := f.riskChange
	if kind == "revenue_change" {
		metric = f.revenueChange
	}
	if metric == nil || metric.Sign() < 0 != (v.Sign() < 0) {
		return false
	}
	size := func(x *big.Rat) *big.Rat { return new(big.Rat).Abs(x) }
	for _, b := range bands { // a further one takes it
		if (b.Value.Sign() < 0) == (v.Sign() < 0) && size(b.Value).Cmp(size(v)) > 0 && size(metric).Cmp(size(b.Value)) >= 0 {
			return false
		}
	}
	return size(metric).Cmp(size(v)) >= 0
}

// CSV is the report.
func (s *RawShop) CSV() string {
	var b strings.Builder
	b.WriteString("customer_code,name,smart_type,account_manager,as_of,timeframe_months,revenue_current,revenue_previous,revenue_change_pct,orders_current,orders_previous,last_order,days_since_last,average_gap_days,risk,risk_estimated,risk_change_pct,revenue_rank,revenue_rank_of,share_of_larger_pct,label_risk,label_risk_change,label_revenue_rank,label_revenue_change,label_revenue_share,label_orders\n")
	for _, f := range s.findings() {
		last, since, estimated, rank, rankOf := "", "", "", "", ""
		if n := len(f.days); n > 0 {
			last, since = f.days[n-1].Format("2006-01-02"), text(apart(f.days[n-1], s.AsOf), 0)
		}
		if f.risk != nil {
			estimated = fmt.Sprint(f.estimated)
		}
		if f.rank > 0 {
			rank, rankOf = fmt.Sprint(f.rank), fmt.Sprint(f.rankOf)
		}
		cells := []string{f.code, f.name, f.smartType, f.manager, s.AsOf.Format("2006-01-02"), fmt.Sprint(s.months),
			text(f.revenue, 2), text(f.previous, 2), text(f.revenueChange, 1), fmt.Sprint(f.orders),
			fmt.Sprint(f.previousOrders),
			last, since, text(f.gap, 3), text(f.risk, 2), estimated, text(f.riskChange, 1), rank, rankOf, text(f.share, 2)}
		for _, kind := range []string{"risk", "risk_change", "revenue_rank", "revenue_change", "revenue_share", "orders"} {
			cells = append(cells, s.label(kind, f))
		}
		for i, c := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			if (i < 4 || i >= 20) && c != "" && strings.ContainsAny(c[:1], "=+-@") {
				c = "'" + c
			}
			if strings.ContainsAny(c, ",\"\r\n") || strings.HasPrefix(c, " ") {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
