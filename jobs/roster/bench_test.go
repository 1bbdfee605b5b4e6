package roster_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"wholesight/jobs/roster"
)

func BenchmarkQuery(b *testing.B) {
	for _, n := range []int{50_000, 100_000} {
		m := meta()
		r := build(b, m, shop(rand.New(rand.NewPCG(1, 1)), m, n))
		for name, f := range map[string]roster.Filter{
			"all":        {},
			"labels":     {Any: []int64{100, 200, 310}, None: []int64{101}},
			"text":       {Text: "muller nor"},
			"letter":     {Text: "e"},
			"everything": {Text: "tools", SmartTypes: []int64{1, 2}, NoManager: true, Managers: []int64{10, 12}, None: []int64{101}, Risk: roster.Range{Min: ptr(100)}, SilentOver: ptr(20)},
		} {
			b.Run(fmt.Sprint(n, "/", name), func(b *testing.B) {
				for b.Loop() {
					if _, err := r.Query(f, roster.DefaultSort, roster.Everyone(), n/2, 50); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	m := meta()
	rows := shop(rand.New(rand.NewPCG(1, 1)), m, 50_000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var r *roster.Roster
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

func BenchmarkSort(b *testing.B) {
	m := meta()
	rows := shop(rand.New(rand.NewPCG(1, 1)), m, 50_000)
	for k := range roster.Key(len(roster.Keys())) {
		b.Run(k.String(), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				r := build(b, m, rows)
				b.StartTimer()
				if _, err := r.Query(roster.Filter{}, roster.Sort{Key: k}, roster.Everyone(), 0, 50); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
