package files

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"wholesight/jobs/calendar"
)

// manyLines is an order book of n lines; shuffled, no order stands together.
func manyLines(n int, shuffled bool) memSource {
	rng := rand.New(rand.NewPCG(1, 2))
	var rows [][]byte
	for i := 0; len(rows) < n; i++ {
		day := calendar.Must("2022-01-01") + calendar.Day(i/200)
		customer := rng.IntN(20_000)
		for range min(1+rng.IntN(19), n-len(rows)) {
			rows = append(rows, fmt.Appendf(nil, "SO%07d,%s,C%05d,%05dX,%d,%d.%02d,%d,%d.%02d,web,closed,\"Saw blade, %d mm\"\n",
				i, day, customer, rng.IntN(30_000), 1+rng.IntN(50), rng.IntN(90), rng.IntN(100), rng.IntN(50), rng.IntN(50), rng.IntN(100), rng.IntN(300)))
		}
	}
	if shuffled {
		rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	head := []byte("order_number,order_date,customer_code,sku,quantity,unit_price,delivered_quantity,cost,channel,status,product_name\n")
	return memSource{"bench.csv", append(head, bytes.Join(rows, nil)...)}
}

const benchLines = 500_000

func BenchmarkInspect(b *testing.B) {
	src := manyLines(benchLines, false)
	b.SetBytes(src.Size())
	b.ReportAllocs()
	for b.Loop() {
		inspect(b, src, Orders, Options{Currency: "GBP"})
	}
	b.ReportMetric(benchLines*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func benchmarkOrders(b *testing.B, shuffled bool) {
	src := manyLines(benchLines, shuffled)
	p := inspect(b, src, Orders, Options{Currency: "GBP"})
	spill := spillTo(b)
	b.SetBytes(src.Size())
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := p.Orders(b.Context(), src, spill, func(o OrderRows) error { n += len(o.Lines); return nil },
			func(r Rejection) error { return fmt.Errorf("line %d: %s", r.Line, r.Reason) })
		if err != nil || n != benchLines {
			b.Fatalf("%d lines, %v", n, err)
		}
	}
	b.ReportMetric(benchLines*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkOrdersTogether(b *testing.B) { benchmarkOrders(b, false) }
func BenchmarkOrdersShuffled(b *testing.B) { benchmarkOrders(b, true) }
