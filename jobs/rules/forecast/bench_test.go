package forecast

import "testing"

// sized is a shop of so many customers who come and go, three years long.
func sized(customers int) Shop {
	return plan{customers: customers, days: 1100, season: .3, habits: brief, steady: true}.shop(1)
}

func benchmarkLearn(b *testing.B, customers int) {
	s := sized(customers)
	for b.Loop() {
		trained(b, s, 0)
	}
}

// One learning: a Train with its record is up to seven of them.
func BenchmarkLearn5k(b *testing.B)  { benchmarkLearn(b, 5_000) }
func BenchmarkLearn20k(b *testing.B) { benchmarkLearn(b, 20_000) }

// A night's work, one customer of it.
func BenchmarkForecast(b *testing.B) {
	s := sized(5_000)
	m := trained(b, s, 0)
	for i := range m.Record.Choices[:3] {
		m.Record.Choices[i].Method = MethodTrees
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.Forecast(&s.Customers[i%len(s.Customers)], s.AsOf)
	}
}
