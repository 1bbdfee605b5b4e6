package customerlist_test

import (
	"cmp"
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/target"
	"wholesight/jobs/text"
)

// The second opinion: rows one by one, as a person would check a list.

func slowMatches(row customerlist.Row, f customerlist.Filter, visible []int64, everyone bool) bool {
	has := func(id int64) bool { return slices.Contains(row.Labels[:], id) }
	in := func(r customerlist.Range, v int64, known bool) bool {
		if r.Min == nil && r.Max == nil {
			return true
		}
		return known && (r.Min == nil || v >= *r.Min) && (r.Max == nil || v <= *r.Max)
	}
	if !everyone && (row.Manager == 0 || !slices.Contains(visible, row.Manager)) {
		return false
	}
	if f.Activity == customerlist.ActiveOnly && !row.Active || f.Activity == customerlist.InactiveOnly && row.Active {
		return false
	}
	if len(f.SmartTypes) > 0 && !slices.Contains(f.SmartTypes, row.SmartType) {
		return false
	}
	if (len(f.Managers) > 0 || f.NoManager) && !(row.Manager == 0 && f.NoManager || row.Manager != 0 &&
		slices.Contains(f.Managers, row.Manager)) {
		return false
	}
	if len(f.Any) > 0 && !slices.ContainsFunc(f.Any, has) || slices.ContainsFunc(f.None, has) ||
		slices.ContainsFunc(f.All, func(group []int64) bool { return !slices.ContainsFunc(group, has) }) {
		return false
	}
	asked, wanted := 0, 0
	for _, word := range strings.Fields(f.Text) {
		asked++
		if word = text.Fold(word); word != "" {
			wanted++
			if !strings.Contains(folds(row), word) {
				return false
			}
		}
	}
	if asked > 0 && wanted == 0 {
		return false
	}
	one := func(wanted []string, have ...string) bool {
		return len(wanted) == 0 || slices.ContainsFunc(have,
			func(s string) bool { return s != "" && slices.Contains(wanted, s) })
	}
	if !one(f.Groups, row.Groups...) || !one(f.Tags, row.Tags...) || !one(f.Industries, row.Industry) ||
		!one(f.Countries, row.Country) ||
		f.Backorder && row.Backorder.Lines == 0 || !slowFacts(row.Facts, f) {
		return false
	}
	if !slowBand(row.Forecast, row.Forecast.Churn, f.Churn) ||
		!slowBand(row.Forecast, row.Forecast.Purchase30, f.Purchase) {
		return false
	}
	g := row.Figures
	if f.Slipped && row.SlippedFrom == 0 {
		return false
	}
	if due := slowDue(row); f.Expected && due != 0 {
		if late := asOf - due; late < 0 || late > 6 {
			return false
		}
	} else if f.Expected {
		if !row.Scored || g.PurchaseDays == 0 || g.GapDen == 0 {
			return false
		}
		late := int64(asOf) - int64(g.LastPurchase) - (2*g.GapNum+g.GapDen)/(2*g.GapDen) // days since the expected one
		if late < 0 || late > 6 {
			return false
		}
	}
	return in(f.Revenue, g.Revenue, row.Scored) && in(f.Orders, g.Orders, row.Scored) &&
		in(f.Products, g.Products, row.Scored && g.Products != -1) &&
		in(f.Risk, g.Risk, row.Scored && g.Why[0] == classify.Known) &&
		(f.SilentOver == nil || row.Scored && g.PurchaseDays > 0 && g.Since > *f.SilentOver)
}

// slowDue is the day of a forecast that was made after the last order; 0: there is none.
func slowDue(row customerlist.Row) calendar.Day {
	if !row.Forecast.Known || row.Scored && row.Figures.LastPurchase > asOf {
		return 0
	}
	return row.Forecast.Due
}

// slowBand tells whether a chance lies in one of the bands that are asked for: 0 to 25
// percent, 26 to 50, 51 to 75, 76 to 100, of percents rounded half up.
func slowBand(f figures.Forecast, chance int32, wanted customerlist.Bands) bool {
	if wanted == 0 {
		return true
	}
	percent := int32(math.Floor(float64(chance)/100 + .5))
	for i, top := range []int32{25, 50, 75, 100} {
		if percent <= top {
			return f.Known && wanted&(1<<i) != 0
		}
	}
	return false
}

// slowFacts tells whether a row's facts are what is asked.
func slowFacts(have customerlist.Facts, f customerlist.Filter) bool {
	next := have.FollowUp
	switch f.FollowUp {
	case customerlist.FollowUpOverdue:
		if next == 0 || next >= today {
			return false
		}
	case customerlist.FollowUpDue:
		if next != today {
			return false
		}
	case customerlist.FollowUpWeek:
		if next < today || next > today+6 {
			return false
		}
	case customerlist.FollowUpNone:
		if next != 0 {
			return false
		}
	}
	wanted := map[customerlist.TargetState]target.Status{customerlist.TargetBehind: target.Behind,
		customerlist.TargetOnTrack: target.OnTrack,
		customerlist.TargetAhead:   target.Ahead, customerlist.TargetNone: target.None}
	if status, asked := wanted[f.Target]; asked && have.Target.Status != status {
		return false
	}
	return f.NoContact == nil || have.LastContact == 0 || have.LastContact+calendar.Day(*f.NoContact) <= today
}

// quotient is a ÷ b rounded half away from zero, the slow and certain way.
func quotient(a, b int64) int64 {
	x := new(big.Rat).SetFrac64(a, b)
	half := big.NewRat(1, 2)
	if x.Sign() < 0 {
		half.Neg(half)
	}
	x.Add(x, half)
	return new(big.Int).Quo(x.Num(), x.Denom()).Int64()
}

// slowKey is what a row is sorted by: a number or a text; ok: it exists.
func slowKey(row customerlist.Row, k customerlist.Key, m customerlist.Meta) (n int64, s string, ok bool) {
	g := row.Figures
	switch k {
	case customerlist.ByName:
		return 0, text.Fold(row.Name), true
	case customerlist.ByCode:
		return 0, row.Code, true
	case customerlist.BySmartType:
		return int64(slices.IndexFunc(m.SmartTypes, func(s customerlist.Named) bool { return s.ID == row.SmartType })), "",
			true
	case customerlist.ByManager:
		if i := slices.IndexFunc(m.Managers, func(s customerlist.Named) bool { return s.ID == row.Manager }); i >= 0 {
			return 0, text.Fold(m.Managers[i].Title), true
		}
		return 0, "", false
	case customerlist.ByLastOrder:
		return int64(g.LastPurchase), "", g.PurchaseDays > 0
	case customerlist.ByRisk:
		return g.Risk, "", row.Scored && g.Why[0] == classify.Known
	case customerlist.ByRevenue:
		return g.Revenue, "", row.Scored
	case customerlist.ByChange:
		return g.RevenueChange, "", row.Scored && g.Why[3] == classify.Known
	case customerlist.ByPrevious:
		return g.PreviousRevenue, "", row.Scored
	case customerlist.ByAverageOrder:
		if g.Orders == 0 {
			return 0, "", false
		}
		return quotient(g.Revenue, g.Orders), "", true
	case customerlist.ByGap:
		if g.GapDen == 0 {
			return 0, "", false
		}
		return quotient(1000*g.GapNum, g.GapDen), "", true
	case customerlist.ByChurn:
		return int64(row.Forecast.Churn), "", row.Forecast.Known
	case customerlist.ByPurchase:
		return int64(row.Forecast.Purchase30), "", row.Forecast.Known
	case customerlist.ByExpectedOrders:
		return row.Forecast.Orders91, "", row.Forecast.Known
	case customerlist.ByExpectedRevenue:
		return row.Forecast.Revenue91, "", row.Forecast.Known
	case customerlist.ByValue:
		return row.Forecast.CLV365, "", row.Forecast.Known
	case customerlist.ByNext:
		return int64(row.Forecast.Next), "", row.Forecast.HasNext
	case customerlist.ByExpected:
		if row.Forecast.HasNext {
			return int64(row.Forecast.Next), "", true
		}
		if g.GapDen == 0 || g.PurchaseDays == 0 {
			return 0, "", false
		}
		return int64(g.LastPurchase) + quotient(g.GapNum, g.GapDen), "", true
	case customerlist.BySince:
		return g.Since, "", g.PurchaseDays > 0
	case customerlist.ByIndustry:
		return 0, text.Fold(row.Industry), row.Industry != ""
	case customerlist.ByCountry:
		return 0, row.Country, row.Country != ""
	case customerlist.ByContact:
		return int64(row.Facts.LastContact), "", row.Facts.LastContact != 0
	case customerlist.ByFollowUp:
		return int64(row.Facts.FollowUp), "", row.Facts.FollowUp != 0
	case customerlist.ByTarget:
		return row.Facts.Target.Attainment, "", row.Facts.Target.Known
	case customerlist.ByBackorder:
		return row.Backorder.Value, "", row.Backorder.Lines > 0
	case customerlist.ByBackorderLines:
		return int64(row.Backorder.Lines), "", row.Backorder.Lines > 0
	case customerlist.ByBackorderUnits:
		return row.Backorder.Units, "", row.Backorder.Lines > 0
	case customerlist.ByBackorderOldest:
		return int64(row.Backorder.Oldest), "", row.Backorder.Lines > 0
	case customerlist.ByOrders:
		return g.Orders, "", row.Scored
	}
	if k.String() != "products" {
		panic("the second opinion does not know how to sort by " + k.String())
	}
	return max(g.Products, 0), "", row.Scored && g.Products != -1
}

func slowList(rows []customerlist.Row, f customerlist.Filter, s customerlist.Sort, m customerlist.Meta, visible []int64,
	everyone bool) (out []customerlist.Row) {
	for _, row := range rows {
		if slowMatches(row, f, visible, everyone) {
			out = append(out, row)
		}
	}
	slices.SortFunc(out, func(a, b customerlist.Row) int {
		an, as, aok := slowKey(a, s.Key, m)
		bn, bs, bok := slowKey(b, s.Key, m)
		if aok != bok {
			if aok {
				return -1
			}
			return 1
		}
		c := cmp.Or(cmp.Compare(an, bn), cmp.Compare(as, bs))
		if s.Descending {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(a.Code, b.Code))
	})
	return out
}

func codes(r *customerlist.List, rows []int32) []string {
	out := []string{}
	for _, row := range rows {
		out = append(out, r.Code(row))
	}
	return out
}

func TestQueryAgreesWithRowByRow(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	m, shown, empty := meta(), 0, 0
	for range 16 {
		rows := shop(rng, m, rng.IntN(300))
		r := build(t, m, rows)
		for range 60 {
			f := randomFilter(rng, m)
			s := customerlist.Sort{Key: customerlist.Key(rng.IntN(len(customerlist.Keys()))), Descending: rng.IntN(2) == 0}
			visible, everyone := some(rng, []int64{10, 11, 12, 14}), rng.IntN(2) == 0
			v := customerlist.OfManagers(visible...)
			if everyone {
				v = customerlist.Everyone()
			}
			want := slowList(rows, f, s, m, visible, everyone)
			var sums customerlist.Sums
			wantCodes := []string{}
			for _, row := range want {
				wantCodes = append(wantCodes, row.Code)
				sums.Count++
				if row.Scored {
					sums.Scored++
				}
				sums.Revenue += row.Figures.Revenue
				sums.PreviousRevenue += row.Figures.PreviousRevenue
				sums.Orders += row.Figures.Orders
				sums.PreviousOrders += row.Figures.PreviousOrders
				slowSums(&sums, row)
			}
			all, err := r.All(f, s, v)
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(wantCodes, codes(r, all)); diff != "" {
				t.Fatalf("%+v by %v:\n%s", f, s, diff)
			}
			offset, limit := rng.IntN(len(rows)+2), rng.IntN(60)
			p, err := r.Query(f, s, v, offset, limit)
			if err != nil {
				t.Fatal(err)
			}
			from := min(offset, len(want))
			if diff := gocmp.Diff(wantCodes[from:min(from+limit, len(want))], codes(r, p.Rows)); diff != "" {
				t.Fatalf("from %d, %d rows:\n%s", offset, limit, diff)
			}
			if diff := gocmp.Diff(sums, p.Sums); diff != "" {
				t.Fatalf("%+v: sums\n%s", f, diff)
			}
			checkPlaces(t, r, f, s, v, all)
			shown += len(all)
			if len(all) == 0 {
				empty++
			}
		}
	}
	if shown < 5000 || empty > 600 {
		t.Errorf("the filters matched %d rows, and nothing %d times: they prove too little", shown, empty)
	}
}

// slowSums adds what is not of the figures.
func slowSums(sums *customerlist.Sums, row customerlist.Row) {
	if row.Facts.LastContact != 0 {
		sums.Contacted++
	}
	if row.Facts.FollowUp != 0 {
		sums.FollowUps++
	}
	if b := row.Backorder; b.Lines > 0 {
		sums.Backordered++
		sums.BackorderLines += int64(b.Lines)
		sums.BackorderUnits += b.Units
		sums.BackorderValue += b.Value
		if sums.BackorderFirst == 0 || b.Oldest < sums.BackorderFirst {
			sums.BackorderFirst = b.Oldest
		}
	}
	if f := row.Forecast; f.Known {
		sums.Forecast++
		sums.ExpectedOrders += f.Orders91
		sums.ExpectedRevenue += f.Revenue91
		sums.Value += f.CLV365
	}
	if p := row.Facts.Target; p.Set {
		sums.WithTarget++
		if p.Status == target.Behind {
			sums.TargetBehind++
		}
		sums.TargetYear += p.Year
		sums.TargetToDate += p.ToDate
		sums.TargetActual += p.Actual
	}
}

func checkPlaces(t *testing.T, r *customerlist.List, f customerlist.Filter, s customerlist.Sort,
	v customerlist.Visibility, all []int32) {
	t.Helper()
	in := map[int32]int{}
	for i, row := range all {
		in[row] = i
	}
	at := func(i int) int32 {
		if i < 0 || i >= len(all) {
			return -1
		}
		return all[i]
	}
	for row := int32(-1); int(row) <= r.Len(); row += 7 {
		got, ok, err := r.Place(f, s, v, row)
		if err != nil {
			t.Fatal(err)
		}
		i, want := in[row]
		if ok != want {
			t.Fatalf("row %d is in the list: %v, want %v", row, ok, want)
		}
		if ok && got != (customerlist.Place{Number: i + 1, Count: len(all), Previous: at(i - 1), Next: at(i + 1)}) {
			t.Fatalf("row %d: %+v at %d of %v", row, got, i, all)
		}
	}
}

// What is kept of one question answers no other: filters and people in turns, each
// asked twice, more of them than are kept.
func TestAnAnswerIsNotGivenToAnotherQuestion(t *testing.T) {
	rng, m := rand.New(rand.NewPCG(21, 22)), meta()
	rows := shop(rng, m, 120)
	r := build(t, m, rows)
	for range 300 {
		f := randomFilter(rng, m)
		visible, everyone := some(rng, []int64{10, 11, 12, 14}), rng.IntN(2) == 0
		v := customerlist.OfManagers(visible...)
		if everyone {
			v = customerlist.Everyone()
		}
		var want []string
		for _, row := range slowList(rows, f, customerlist.DefaultSort, m, visible, everyone) {
			want = append(want, row.Code)
		}
		for range 2 {
			all, err := r.All(f, customerlist.DefaultSort, v)
			if err != nil {
				t.Fatal(err)
			}
			if got := codes(r, all); !slices.Equal(got, want) {
				t.Fatalf("%+v: %v, want %v", f, got, want)
			}
		}
	}
}

func TestNobodySeesWhatIsNotTheirs(t *testing.T) {
	m := meta()
	rows := shop(rand.New(rand.NewPCG(3, 4)), m, 200)
	r := build(t, m, rows)
	every := customerlist.Filter{Activity: customerlist.EveryActivity}
	for _, v := range []customerlist.Visibility{{}, customerlist.OfManagers(), customerlist.OfManagers(0),
		customerlist.OfManagers(99)} {
		if all, err := r.All(every, customerlist.DefaultSort, v); err != nil || len(all) != 0 {
			t.Errorf("%+v sees %d rows, %v", v, len(all), err)
		}
		if got := r.VisibleManagers(v); len(got) != 0 {
			t.Errorf("%+v sees the account managers %v", v, got)
		}
		for row := range int32(r.Len()) {
			if r.Sees(v, row) {
				t.Fatalf("%+v sees row %d", v, row)
			}
		}
	}
	rep := customerlist.OfManagers(11)
	for i, row := range rows {
		if want := row.Manager == 11; r.Sees(rep, int32(i)) != want {
			t.Errorf("%s of account manager %d is seen: %v", row.Code, row.Manager, !want)
		}
		if !r.Sees(customerlist.Everyone(), int32(i)) {
			t.Errorf("%s is not seen by everyone", row.Code)
		}
	}
	if got := r.VisibleManagers(rep); len(got) != 1 || got[0].ID != 11 {
		t.Errorf("the rep sees the account managers %v", got)
	}
}

func TestSumsThatDoNotFitAreAnError(t *testing.T) {
	m := meta()
	rows := shop(rand.New(rand.NewPCG(5, 6)), m, 3)
	for i, revenue := range []int64{math.MaxInt64, 1, -5} {
		rows[i].Active, rows[i].Scored, rows[i].Figures.Revenue = true, true, revenue
	}
	r := build(t, m, rows)
	if _, err := r.All(customerlist.Filter{}, customerlist.DefaultSort, customerlist.Everyone()); !errors.Is(err,
		classify.ErrOverflow) {
		t.Errorf("overflow: %v", err)
	}
	p, err := r.Query(customerlist.Filter{Ranges: customerlist.Ranges{Revenue: customerlist.Range{Min: ptr(2)}}},
		customerlist.DefaultSort, customerlist.Everyone(), 0, 9)
	if err != nil || p.Revenue != math.MaxInt64 {
		t.Errorf("one row: %d, %v", p.Revenue, err)
	}
}
