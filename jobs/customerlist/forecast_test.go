package customerlist_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/forecast"
)

// Whoever follows a cell of the matrix finds the customers that it counted, with their
// revenue and value, and all cells together are everybody of whom something is expected.
func TestACellIsTheListBehindIt(t *testing.T) {
	rng, m := rand.New(rand.NewPCG(31, 32)), meta()
	for range 10 {
		rows := shop(rng, m, 1+rng.IntN(300))
		r := build(t, m, rows)
		for _, v := range []customerlist.Visibility{customerlist.Everyone(), customerlist.OfManagers(10, 11), {}} {
			o, err := r.Outlook(v)
			if err != nil {
				t.Fatal(err)
			}
			everybody, err := r.Query(customerlist.Filter{}, customerlist.DefaultSort, v, 0, 0)
			if err != nil {
				t.Fatal(err)
			}
			if o.Active != everybody.Count || o.Known != everybody.Forecast || o.All.Value != everybody.Value ||
				o.Orders != everybody.ExpectedOrders || o.Next91 != everybody.ExpectedRevenue {
				t.Errorf("%+v of %+v", o, everybody.Sums)
			}
			var all customerlist.Cell
			for buys, line := range o.Cells {
				for churn, cell := range line {
					f := customerlist.Filter{Purchase: customerlist.BandSet(forecast.Band(buys)),
						Churn: customerlist.BandSet(forecast.Band(churn))}
					p, err := r.Query(f, customerlist.DefaultSort, v, 0, 0)
					if err != nil {
						t.Fatal(err)
					}
					if got := (customerlist.Cell{Customers: p.Count, Revenue: p.Revenue, Value: p.Value}); got != cell {
						t.Fatalf("purchase %d, churn %d: %+v leads to %+v", buys, churn, cell, got)
					}
					all = customerlist.Cell{Customers: all.Customers + cell.Customers, Revenue: all.Revenue + cell.Revenue,
						Value: all.Value + cell.Value}
				}
			}
			if all != o.All || len(o.Values) != o.Known || !slices.IsSorted(o.Values) {
				t.Errorf("the cells hold %+v of %+v, %d values", all, o.All, len(o.Values))
			}
			sum := func(counts ...int) (n int) {
				for _, c := range counts {
					n += c
				}
				return n
			}
			if sum(o.Churn[:]...) != o.Known || sum(o.Weeks[:]...)+o.Later+o.Undated != o.Known ||
				sum(o.Confidence[:]...) != o.Known {
				t.Errorf("not everybody is counted once: %+v", o)
			}
		}
	}
}

func TestOutlookOfOneCustomer(t *testing.T) {
	m := meta()
	row := customerlist.Row{ID: 1, Code: "A", Name: "a", SmartType: 1, Active: true, Scored: true,
		Forecast: figures.Forecast{Known: true, Churn: 10000, Purchase30: 2550,
			Orders91: 5000, Revenue91: 700, CLV365: 900, HasNext: true, Next: asOf + 8, Low: asOf + 1,
			High: asOf + calendar.Day(math.MaxInt32/2), Confidence: forecast.High}}
	row.Figures.Revenue, row.Figures.Orders, row.Figures.PurchaseDays, row.Figures.GapNum, row.Figures.GapDen = 1200, 3, 2,
		61, 2
	idle := customerlist.Row{ID: 2, Code: "B", Name: "b", SmartType: 1}
	idle.Forecast = row.Forecast // not active: nobody's concern
	r := build(t, m, []customerlist.Row{row, idle})
	got, err := r.Outlook(customerlist.Everyone())
	if err != nil {
		t.Fatal(err)
	}
	want := customerlist.Outlook{Active: 1, Known: 1, All: customerlist.Cell{Customers: 1, Revenue: 1200, Value: 900},
		Orders: 5000, Next91: 700, Values: []int64{900},
		Gaps: 1, GapSum: 30_500, OrdersNow: 3, OrderedRevenue: 1200, Scored: 1}
	want.Cells[forecast.Middle][forecast.VeryLarge] = want.All
	want.Churn[9], want.Weeks[1], want.Confidence[2] = 1, 1, 1
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// A quartile that is out of reach is as far as it goes, and no sooner.
	if f := r.Forecast(0); f.Low != asOf+1 || f.High != asOf+8+math.MaxUint16 {
		t.Errorf("quartiles %v and %v", f.Low, f.High)
	}
}

func TestBands(t *testing.T) {
	s := customerlist.BandSet(forecast.VeryLarge, forecast.Small)
	if s.String() != "small.very-high" || !s.Has(forecast.Small) || s.Has(forecast.Large) ||
		customerlist.Bands(0).String() != "" {
		t.Errorf("%q", s)
	}
}

// The day that an order was due on is the forecast's, unless the customer has bought since
// it was made, or it lies out of reach: then the average gap tells it.
func TestDue(t *testing.T) {
	m := meta()
	m.ForecastsAsOf = asOf - 3
	of := func(id int64, last, due calendar.Day) customerlist.Row {
		row := customerlist.Row{ID: id, Code: string(rune('A' + id)), Name: "a", SmartType: 1, Active: true, Scored: true}
		// 30.5 days: 31
		row.Figures.PurchaseDays, row.Figures.LastPurchase, row.Figures.GapNum, row.Figures.GapDen = 2, last, 61, 2
		if due != 0 {
			row.Forecast = figures.Forecast{Known: true, HasNext: true, Next: asOf + 9, Low: asOf + 1, High: asOf + 20, Due: due}
		}
		return row
	}
	rows := []customerlist.Row{of(0, asOf-50, asOf-6), of(1, asOf-50, asOf-7), of(2, asOf-50, asOf),
		of(3, asOf-50, asOf+1),
		of(4, asOf-3, asOf-6), of(5, asOf-2, asOf-6), of(6, asOf-33, 0), of(7, asOf-50, 0), of(8, asOf-32, asOf-66_000)}
	r := build(t, m, rows)
	for i, want := range []struct {
		due      calendar.Day
		forecast bool
		missed   bool
	}{{asOf - 6, true, true}, {asOf - 7, true, false}, {asOf, true, true}, {asOf + 1, true, false},
		{asOf - 6, true, true}, {asOf + 29, false, false}, {asOf - 2, false, true}, {asOf - 19, false, false},
		{asOf - 1, false, true}} {
		e := r.At(int32(i))
		day, forecast, ok := e.Due()
		page, err := r.Query(customerlist.Filter{Expected: true}, customerlist.Sort{Key: customerlist.ByCode},
			customerlist.Everyone(), 0, 50)
		if err != nil {
			t.Fatal(err)
		}
		if missed := slices.Contains(page.Rows, int32(i)); !ok || day != want.due || forecast != want.forecast ||
			missed != want.missed {
			t.Errorf("customer %d: due on %v, by forecast %v, missed %v; want %+v", i, day, forecast, missed, want)
		}
	}
}
