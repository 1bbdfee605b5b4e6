package btyd

import (
	"fmt"
	"testing"
)

func BenchmarkFit(b *testing.B) {
	for _, m := range truths {
		all := m.population(20_000, 1, 120)
		b.Run(fmt.Sprintf("%v k=%d 20000", m.Kind, m.K), func(b *testing.B) {
			for b.Loop() {
				fitted(b, m.Kind, m.K, all)
			}
		})
	}
	counts, means := spendPopulation(Spend{P: 4, Q: 3, Gamma: 120}, 20_000, 1)
	b.Run("Gamma-Gamma 20000", func(b *testing.B) {
		for b.Loop() {
			if _, err := FitSpend(counts, means); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// A usual customer, and a heavy one: 2,000 purchases in five years.
func BenchmarkScore(b *testing.B) {
	for _, m := range truths {
		for name, s := range map[string]Stats{"usual": {X: 12, Recency: 110, Age: 118},
			"heavy": {X: 2000, Recency: 250, Age: 252}} {
			for what, score := range map[string]func(){
				"loglik": func() { m.LogLik(s) }, "alive": func() { m.PAlive(s) },
				"none": func() { m.PNone(s, 13) }, "expected": func() { m.Expected(s, 52) },
			} {
				b.Run(fmt.Sprintf("%v k=%d %s %s", m.Kind, m.K, name, what), func(b *testing.B) {
					for b.Loop() {
						score()
					}
				})
			}
		}
	}
}
