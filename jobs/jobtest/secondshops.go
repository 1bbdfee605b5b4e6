package jobtest

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"sort"
	"testing"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/settings"
	"wholesight/jobs/smarttypes"
	"wholesight/store"
	"wholesight/store/storetest"
)

var kinds = []string{"risk", "risk_change", "revenue_rank", "revenue_change", "revenue_share", "orders"}

// RandomShop draws a shop of up to 24 customers and six years.
func RandomShop(r *rand.Rand) *RawShop {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	asOf := []string{"2024-02-29", "2023-02-28", "2024-05-31", "2025-03-31", "2026-11-22", "2024-12-31", "2025-02-28",
		"2024-08-30"}
	d, err := time.Parse("2006-01-02", asOf[r.IntN(len(asOf))])
	if err != nil {
		panic(err)
	}
	s := &RawShop{AsOf: d, months: []int{3, 6, 12, 24}[r.IntN(4)],
		smartTypes: []string{"Trade", "Retail", "=Distributor"}[:1+r.IntN(3)], bands: map[string][]rawBand{}}
	for i := range r.IntN(25) {
		c := rawCustomer{code: fmt.Sprintf("%s%d", pick("C", "c", "Z", "-"), i),
			name:      pick("Müller & Söhne", `Smith, "Jo" Ltd`, "=1+1", " leading", "two\nlines", "+49 plumbing", "0"),
			smartType: s.smartTypes[r.IntN(len(s.smartTypes))], manager: pick("", "Ann", "@bob"), active: r.IntN(8) > 0}
		s.Customers = append(s.Customers, c)
		s.history(r, c.code)
	}
	for _, smartType := range s.smartTypes {
		for _, kind := range kinds {
			s.bands[smartType+"/"+kind] = RandomBands(r, kind)
		}
	}
	return s
}

// history draws the orders of a customer.
func (s *RawShop) history(r *rand.Rand, code string) {
	orders := []int{0, 1, 1, 2, 3, 4, 6, 10, 20, 40}[r.IntN(10)]
	span := []int{30, 200, 800, 2200}[r.IntN(4)]
	every := 1 + r.IntN(40)
	flat := r.IntN(3) == 0 // the same round amount as others: ties
	for i := range orders {
		o := rawOrder{customer: code, number: fmt.Sprintf("%s/%d", code, i), status: "closed"}
		at := r.IntN(span)
		if r.IntN(2) == 0 {
			at = i * every % span // a rhythm
		}
		o.Day = s.AsOf.AddDate(0, 0, -at)
		switch r.IntN(14) {
		case 0:
			o.status = "cancelled"
		case 1:
			o.status = "draft"
		case 2:
			o.status = "open"
		case 3:
			o.Day = s.AsOf.AddDate(0, 0, 1+r.IntN(60))
		case 4: // on a bound, or beside it
			o.Day = back(s.AsOf, []int{s.months, max(12, s.months), s.months + max(12, s.months),
				2 * max(12, s.months)}[r.IntN(4)]).AddDate(0, 0, r.IntN(3)-1)
		case 5:
			o.Day = time.Date(2020+4*r.IntN(2), 2, 29, 0, 0, 0, 0, time.UTC)
		case 6:
			if i > 0 { // a second order on one day
				o.Day = s.Orders[len(s.Orders)-1].Day
			}
		}
		lines := 1 + r.IntN(3)
		if flat {
			o.lines = []rawLine{{quantity: whole(1), price: whole(100)}}
			lines = 0
		}
		for range lines {
			l := rawLine{quantity: whole(1 + r.IntN(20)), price: big.NewRat(int64(r.IntN(20_000)), 100)}
			switch r.IntN(8) {
			case 0:
				l.quantity = big.NewRat(int64(1+r.IntN(9999)), 1000)
			case 1:
				l.price = big.NewRat(int64(r.IntN(99_999)), 10_000)
			case 2:
				l.quantity.Neg(l.quantity)
			case 3:
				l.price = new(big.Rat)
			case 4:
				l.price.Neg(l.price)
			}
			o.lines = append(o.lines, l)
		}
		if r.IntN(12) == 0 { // a credit note
			for _, l := range o.lines {
				l.quantity.Neg(l.quantity.Abs(l.quantity))
			}
		}
		s.Orders = append(s.Orders, o)
	}
}

// RandomBands draws a list that Check accepts.
func RandomBands(r *rand.Rand, kind string) []rawBand {
	n := r.IntN(5)
	values := map[int]bool{}
	for range n {
		switch kind {
		case "risk":
			values[[]int{0, 50, 100, 200, 500, r.IntN(1000)}[r.IntN(6)]] = true
		case "orders":
			values[[]int{0, 100, 200, 350, 1000}[r.IntN(5)]] = true
		case "revenue_rank", "revenue_share":
			values[[]int{2000, 5000, 6000, 8000, 9500, 10_000, 3333, 1 + r.IntN(10_000)}[r.IntN(8)]] = true
		default:
			values[[]int{0, 5000, 1000, -1000, -5000, -10_000, -5, r.IntN(40_000) - 20_000}[r.IntN(8)]] = true
		}
	}
	var up, down []int
	for v := range values {
		if v < 0 {
			down = append(down, v)
		} else {
			up = append(up, v)
		}
	}
	sort.Ints(up)
	sort.Sort(sort.Reverse(sort.IntSlice(down)))
	var bands []rawBand
	for len(up)+len(down) > 0 { // the two kinds of change may stand among each other
		from := &up
		if len(up) == 0 || len(down) > 0 && r.IntN(2) == 0 {
			from = &down
		}
		b := rawBand{Title: fmt.Sprintf("%s %d", kind, len(bands)+1), Value: big.NewRat(int64((*from)[0]), 100)}
		if len(bands) == 1 {
			b.Title = "-" + b.Title
		}
		if r.IntN(4) == 0 {
			b.MinSpend = big.NewRat(int64(r.IntN(300_000)), 100)
		}
		if r.IntN(5) == 0 {
			least := r.IntN(6)
			b.minOrders = &least
		}
		*from = (*from)[1:]
		bands = append(bands, b)
	}
	if (kind == "risk" || kind == "orders") && r.IntN(2) == 0 {
		bands = append(bands, rawBand{Title: kind + " and more"})
	}
	return bands
}

// InHundredths is a figure of at most two decimals as the store holds it.
func InHundredths(x *big.Rat) *int64 {
	if x == nil {
		return nil
	}
	v := new(big.Rat).Mul(x, whole(100)).Num().Int64()
	return &v
}

// Store writes the shop into an empty database.
func (s *RawShop) Store(t *testing.T, db *store.DB) {
	t.Helper()
	types, managers := map[string]int64{}, map[string]int64{"": 0}
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		if err := settings.SaveSetting(tx, Tester, "timeframe", fmt.Sprint(s.months)); err != nil {
			return err
		}
		for _, title := range s.smartTypes {
			if types[title], err = smarttypes.CreateSmartType(tx, Tester, title, false); err != nil {
				return err
			}
			for _, kind := range kinds {
				var rows []store.Classification
				for _, b := range s.bands[title+"/"+kind] {
					c := store.Classification{Title: b.Title, Value: InHundredths(b.Value), MinSpend: InHundredths(b.MinSpend)}
					if b.minOrders != nil {
						least := int64(*b.minOrders)
						c.MinOrders = &least
					}
					rows = append(rows, c)
				}
				if _, err := classifications.Save(tx, Tester, types[title], kindOf(kind), rows, nil); err != nil {
					return err
				}
			}
		}
		for _, c := range s.Customers {
			if _, ok := managers[c.manager]; !ok {
				if managers[c.manager], err = tx.AddAccountManager(c.manager); err != nil {
					return err
				}
			}
		}
		return nil
	})
	var customers []store.Customer
	for _, c := range s.Customers {
		row := store.Customer{Code: c.code, Name: c.name, SmartTypeID: types[c.smartType],
			AccountManagerID: managers[c.manager]}
		if !c.active {
			row.Notes = "inactive"
		}
		customers = append(customers, row)
	}
	if len(customers) == 0 {
		return
	}
	ids := storetest.AddCustomers(t, db, customers...)
	var orders []store.Order
	for _, o := range s.Orders {
		status, err := store.ParseOrderStatus(o.status)
		if err != nil {
			t.Fatal(err)
		}
		row := store.Order{Number: o.number, CustomerID: ids[o.customer], Day: calendar.Of(o.Day), Status: status}
		for _, l := range o.lines {
			quantity := new(big.Rat).Mul(l.quantity, whole(1000)).Num().Int64()
			row.Lines = append(row.Lines, store.OrderLine{Quantity: quantity, Delivered: quantity,
				UnitPrice: new(big.Rat).Mul(l.price, whole(10_000)).Num().Int64(), Total: *InHundredths(l.total())})
		}
		orders = append(orders, row)
	}
	if len(orders) > 0 {
		storetest.AddOrders(t, db, orders...)
	}
}

// Tally counts which of the nasty cases a shop has.
func (s *RawShop) Tally(seen map[string]int) {
	saw := func(what string, yes bool) {
		if yes {
			seen[what]++
		}
	}
	saw(fmt.Sprintf("timeframe %d", s.months), true)
	for _, c := range s.Customers {
		saw("inactive", !c.active)
	}
	for _, o := range s.Orders {
		saw(o.status, true)
		saw("after the day", o.Day.After(s.AsOf))
		saw("credit note", counts(o) && o.net().Sign() < 0)
		saw("29 February", o.Day.Month() == 2 && o.Day.Day() == 29)
		for _, l := range o.lines {
			saw("return", l.quantity.Sign() < 0 && o.net().Sign() > 0)
			saw("fractional quantity", !l.quantity.IsInt())
			saw("sub-cent price", !new(big.Rat).Mul(l.price, whole(100)).IsInt())
		}
	}
	all := s.findings()
	ranks := map[string]bool{}
	for _, f := range all {
		saw("none", len(f.days) == 0)
		saw("one order", len(f.days) == 1)
		saw("estimated", f.estimated && f.risk != nil)
		saw("no estimate", len(f.days) == 1 && f.risk == nil)
		if f.rank > 0 {
			key := fmt.Sprint(f.smartType, f.rank)
			saw("tie", ranks[key])
			ranks[key] = true
		}
		for _, kind := range kinds {
			title := s.label(kind, f)
			saw(kind, title != "")
			for i := range s.bands[f.smartType+"/"+kind] {
				saw("stopped by a gate", title == "" && f.lies(kind, s.bands[f.smartType+"/"+kind], i))
			}
		}
	}
}

// kindOf is the type of a code.
func kindOf(code string) classify.Type { return classify.Type(code) }
