package classify

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"wholesight/jobs/calendar"
)

// crowd is customers with hundred orders each, over five years.
func crowd(customers int) [][]Order {
	r := rand.New(rand.NewPCG(2, 9))
	end := calendar.Must("2026-11-22")
	book := make([][]Order, customers)
	for c := range book {
		step := 1 + r.IntN(36)
		day := end - calendar.Day(50*(step+1)+r.IntN(60))
		for range 100 {
			book[c] = append(book[c], Order{day, int64(r.IntN(100_000)) - 5_000})
			day += calendar.Day(r.IntN(step + 1))
		}
		if c%20 == 0 {
			book[c] = book[c][:1]
		}
	}
	return book
}

func measureAll(b *testing.B, book [][]Order, w Windows, into []Figures, refs []*Figures) {
	b.Helper()
	for i, orders := range book {
		f, err := Measure(orders, w)
		if err != nil {
			b.Fatal(err)
		}
		into[i], refs[i] = f, &into[i]
	}
	if err := Settle(refs); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkMeasureAndSettle50k(b *testing.B) {
	book, w := crowd(50_000), windows(b, "2026-11-22", 12)
	into, refs := make([]Figures, len(book)), make([]*Figures, len(book))
	b.ReportAllocs()
	for b.Loop() {
		measureAll(b, book, w, into, refs)
	}
}

func BenchmarkTrace50k(b *testing.B) {
	book, w := crowd(50_000), windows(b, "2026-11-22", 12)
	b.ReportAllocs()
	for b.Loop() {
		tracer, gaps := NewTracer(w), new(Gaps)
		var cells []Cell
		for _, orders := range book {
			var err error
			if cells, err = tracer.Trace(orders, gaps, cells[:0]); err != nil {
				b.Fatal(err)
			}
		}
		gaps.Medians()
	}
}

func BenchmarkReband100kBy30(b *testing.B) {
	book, w := crowd(1_000), windows(b, "2026-11-22", 12)
	population, refs := make([]Figures, 100_000), make([]*Figures, 100_000)
	many := make([][]Order, len(population))
	for i := range many {
		many[i] = book[i%len(book)]
	}
	measureAll(b, many, w, population, refs)
	var into []int32
	for _, t := range Types {
		bands := make([]Band, 30)
		for i := range bands {
			v := int64(i+1) * 3_00
			if t.change() && i >= 15 {
				v = -int64(i-14) * 3_00
			}
			bands[i] = Band{ID: int64(i + 1), Value: &v}
		}
		if err := Check(t, bands); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(t), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				into = Reband(t, bands, population, into)
			}
		})
	}
}
