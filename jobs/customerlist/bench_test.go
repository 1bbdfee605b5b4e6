package customerlist_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"wholesight/jobs/customerlist"
)

func BenchmarkQuery(b *testing.B) {
	for _, n := range []int{50_000, 100_000} {
		m := meta()
		r := build(b, m, shop(rand.New(rand.NewPCG(1, 1)), m, n))
		for name, f := range map[string]customerlist.Filter{
			"all":    {},
			"labels": {Any: []int64{100, 200, 310}, None: []int64{101}},
			"text":   {Text: "muller nor"},
			"bands":  {Churn: 0b1100, Purchase: 0b0001},
			"letter": {Text: "e"},
			"everything": {Text: "tools", SmartTypes: []int64{1, 2}, NoManager: true, Managers: []int64{10, 12},
				None: []int64{101}, Ranges: customerlist.Ranges{Risk: customerlist.Range{Min: ptr(100)}}, SilentOver: ptr(20)},
		} {
			b.Run(fmt.Sprint(n, "/", name), func(b *testing.B) {
				for b.Loop() {
					if _, err := r.Unasked().Query(f, customerlist.DefaultSort, customerlist.Everyone(), n/2, 50); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkOutlook is the page of forecasts.
func BenchmarkOutlook(b *testing.B) {
	m := meta()
	r := build(b, m, shop(rand.New(rand.NewPCG(1, 1)), m, 100_000))
	for b.Loop() {
		if _, err := r.Outlook(customerlist.Everyone()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	m := meta()
	rows := shop(rand.New(rand.NewPCG(1, 1)), m, 50_000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var r *customerlist.List
	for b.Loop() {
		r = build(b, m, rows)
	}
	b.StopTimer()
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/50_000, "B/customer")
	b.StartTimer()
	runtime.KeepAlive(r)
	runtime.KeepAlive(rows)
}

// BenchmarkSort is the first question for an order, which is kept after that.
func BenchmarkSort(b *testing.B) {
	m := meta()
	rows := shop(rand.New(rand.NewPCG(1, 1)), m, 100_000)
	r := build(b, m, rows)
	for k := range customerlist.Key(len(customerlist.Keys())) {
		b.Run(k.String(), func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Unsorted().Query(customerlist.Filter{}, customerlist.Sort{Key: k}, customerlist.Everyone(), 0,
					50); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFilter is each part of a filter by itself, the first fifty rows of it and
// the sums.
func BenchmarkFilter(b *testing.B) {
	m := meta()
	r := build(b, m, shop(rand.New(rand.NewPCG(1, 1)), m, 100_000))
	for name, f := range map[string]customerlist.Filter{
		"q": {Text: "muller"}, "label": {Any: []int64{100, 200}}, "label_all": {All: [][]int64{{100, 200}, {310}}},
		"label_not": {None: []int64{101}},
		"type":      {SmartTypes: []int64{1}}, "manager": {Managers: []int64{10}, NoManager: true},
		"active":  {Activity: customerlist.EveryActivity},
		"revenue": {Ranges: customerlist.Ranges{Revenue: customerlist.Range{Min: ptr(100_00)}}},
		"orders":  {Ranges: customerlist.Ranges{Orders: customerlist.Range{Max: ptr(3)}}},
		"risk":    {Ranges: customerlist.Ranges{Risk: customerlist.Range{Min: ptr(100), Max: ptr(300)}}},
		"silent":  {SilentOver: ptr(90)}, "group": {Groups: []string{"North", "Süd"}}, "tag": {Tags: []string{"make:Ford"}},
		"industry": {Industries: []string{"Retail"}},
		"country":  {Countries: []string{"DE"}}, "no_contact": {NoContact: ptr(30)},
		"follow_up": {FollowUp: customerlist.FollowUpOverdue}, "backorder": {Backorder: true},
		"target": {Target: customerlist.TargetBehind},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Unasked().Query(f, customerlist.DefaultSort, customerlist.Everyone(), 0, 50); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkAgain is a question that was asked before: the next page of a list.
func BenchmarkAgain(b *testing.B) {
	m := meta()
	r := build(b, m, shop(rand.New(rand.NewPCG(1, 1)), m, 100_000))
	for b.Loop() {
		if _, err := r.Query(customerlist.Filter{Text: "muller", Groups: []string{"North"}}, customerlist.DefaultSort,
			customerlist.Everyone(), 0, 50); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkChoices is what a filter form of a rep asks; everybody's are kept.
func BenchmarkChoices(b *testing.B) {
	m := meta()
	r := build(b, m, shop(rand.New(rand.NewPCG(1, 1)), m, 100_000))
	for b.Loop() {
		r.Choices(customerlist.OfManagers(10, 11, 12, 14), customerlist.ActiveOnly)
	}
}

func BenchmarkPatch(b *testing.B) {
	m := meta()
	rows := shop(rand.New(rand.NewPCG(1, 1)), m, 100_000)
	r := build(b, m, rows)
	changed := map[string]customerlist.Facts{rows[500].Code: {LastContact: today, LastKind: "call"}}
	for b.Loop() {
		if _, err := r.Patch(today, changed); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSuggest is a letter that nearly everybody has, typed into the palette.
func BenchmarkSuggest(b *testing.B) {
	m := meta()
	r := build(b, m, shop(rand.New(rand.NewPCG(1, 1)), m, 50_000))
	for b.Loop() {
		if len(r.Suggest("e", customerlist.Everyone(), 8)) == 0 {
			b.Fatal("nobody")
		}
	}
}
