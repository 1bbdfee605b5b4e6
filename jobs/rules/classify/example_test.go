package classify_test

import (
	"fmt"

	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/classify"
)

// A shop of two: one who is due, and one who bought once and is judged by the
// other's rhythm.
func Example() {
	w, err := classify.NewWindows(calendar.Must("2026-11-22"), 12)
	if err != nil {
		fmt.Println(err)
		return
	}
	books := map[string][]classify.Order{
		"Alder": {{Day: calendar.Must("2026-10-03"), Net: 120_00}, {Day: calendar.Must("2026-10-28"), Net: 80_00}},
		"Once":  {{Day: calendar.Must("2026-09-13"), Net: 300_00}},
	}
	one, five := int64(100), int64(500)
	bands := classify.Bands{{
		{ID: 1, Title: "Fine", Value: &one},
		{ID: 2, Title: "Late", Value: &five},
		{ID: 3, Title: "Lost"},
	}}
	var all []*classify.Figures
	names := []string{"Alder", "Once"}
	for _, name := range names {
		f, err := classify.Measure(books[name], w)
		if err != nil {
			fmt.Println(err)
			return
		}
		all = append(all, &f)
	}
	if err := classify.Settle(all); err != nil {
		fmt.Println(err)
		return
	}
	for i, f := range all {
		at := classify.Label(classify.Risk, bands[0], f)
		fmt.Printf("%s: %d days silent, usually every %d (estimated: %t), risk %d.%02d: %s, %s\n", names[i],
			f.Since, f.GapThousandths()/1000, f.GapEstimated, f.Risk/100, f.Risk%100,
			bands[0][at].Title, classify.Words(classify.Risk, bands[0], at))
	}
	// Output:
	// Alder: 25 days silent, usually every 25 (estimated: false), risk 1.00: Fine, from 0, up to 1
	// Once: 70 days silent, usually every 25 (estimated: true), risk 2.80: Late, more than 1, up to 5
}

// Two rows in an order that makes no sense are named.
func ExampleCheck() {
	twenty, ten := int64(20_00), int64(10_00)
	fmt.Println(classify.Check(classify.RevenueRank, []classify.Band{
		{Title: "Everybody else", Value: &twenty},
		{Title: "Key accounts", Value: &ten},
	}))
	// Output:
	// “Everybody else” (20 %) stands before “Key accounts” (10 %): values must rise from row to row
}

// The band in words changes with its neighbours.
func ExampleWords() {
	ten, fifty, minus := int64(10_00), int64(50_00), int64(-10_00)
	bands := []classify.Band{{Value: &ten}, {Value: &fifty}, {Value: &minus}}
	for i := range bands {
		fmt.Println(classify.Words(classify.RevenueChange, bands, i))
	}
	// Output:
	// 10 % or more, below 50 %
	// 50 % or more
	// −10 % or less
}

// The graph of a customer who bought once waits for the others.
func ExampleTracer() {
	w, err := classify.NewWindows(calendar.Must("2026-11-22"), 12)
	if err != nil {
		fmt.Println(err)
		return
	}
	tracer, gaps := classify.NewTracer(w), new(classify.Gaps)
	once := []classify.Order{{Day: calendar.Must("2026-10-01"), Net: 50_00}}
	often := []classify.Order{{Day: calendar.Must("2026-09-01"), Net: 10_00},
		{Day: calendar.Must("2026-10-01"), Net: 10_00}}
	cells, err := tracer.Trace(once, gaps, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := tracer.Trace(often, gaps, nil); err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range tracer.Points(cells, gaps.Medians(), nil) {
		fmt.Println(p.Month, p.Revenue, p.Orders, p.Risk, p.Estimated)
	}
	// Output:
	// 2026-10 5000 1 100 true
	// 2026-11 0 0 173 true
}
