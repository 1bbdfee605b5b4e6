package files

import (
	"fmt"
	"io"
	"runtime"
	"testing"
)

// rowStream is an orders file that is made while it is read.
type rowStream struct{ rows, orders int }

func (s rowStream) Name() string { return "stream.csv" }
func (s rowStream) Size() int64  { return 0 }
func (s rowStream) Open() (io.ReadCloser, error) {
	r, w := io.Pipe()
	go func() {
		buf := []byte("order_number,order_date,customer_code,sku,quantity,unit_price,product_name\n")
		for i := range s.rows {
			n := i * 7919 % s.orders // no order stands together
			buf = fmt.Appendf(buf, "SO%07d,2026-01-%02d,C%d,P%d,%d,%d.50,\"Product number %d, in a box\"\n", n, 1+n%28, n%9973,
				i%50_021, 1+i%9, i%97, i%50_021)
			if len(buf) > 60_000 || i == s.rows-1 {
				if _, err := w.Write(buf); err != nil {
					return // the reader has closed
				}
				buf = buf[:0]
			}
		}
		w.Close()
	}()
	return r, nil
}

// What is alive while a shuffled file of a million lines is read stays under
// 40 MiB, in both passes and in the grouping.
func TestMemoryStaysFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, NOT PASSED: reads a million lines")
	}
	src := rowStream{rows: 1_000_000, orders: 250_000}
	var base, most uint64
	alive := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	base = alive()
	calls := 0
	probe := func(every int) {
		if calls++; calls%every == 0 {
			most = max(most, alive()-base)
		}
	}
	p := inspect(t, src, Orders, Options{Progress: func(int64, int64) { probe(60) }})
	if !p.SpillAll || p.Rows != 1_000_000 {
		t.Fatalf("%s, spill all %v", p, p.SpillAll)
	}
	orders, lines := 0, 0
	p.Progress = func(int64, int64) { probe(60) }
	err := p.Orders(t.Context(), src, spillTo(t), func(o OrderRows) error {
		orders++
		lines += len(o.Lines)
		probe(20_000)
		return nil
	}, func(r Rejection) error { return fmt.Errorf("line %d: %s", r.Line, r.Reason) })
	if err != nil || orders != 250_000 || lines != 1_000_000 {
		t.Fatalf("%d orders, %d lines, %v", orders, lines, err)
	}
	t.Logf("%.1f MiB alive at most", float64(most)/(1<<20))
	if most > 40<<20 {
		t.Errorf("%d MiB were alive", most>>20)
	}
}
