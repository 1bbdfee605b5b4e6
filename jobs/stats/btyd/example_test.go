package btyd_test

import (
	"fmt"

	"wholesight/jobs/stats/btyd"
)

// A small shop: some come every ten days, some came once. Of two who came five times,
// one was here last week, one has been silent for six weeks.
func Example() {
	var stats []btyd.Stats
	for i := range 60 {
		times := []float64{float64(i % 7)}
		for j := 1; j <= i%9; j++ {
			times = append(times, times[j-1]+float64(6+(i+3*j)%9))
		}
		if s, ok := btyd.Summary(times, 100); ok {
			stats = append(stats, s)
		}
	}
	m, err := btyd.Fit(btyd.MBG, 1, stats)
	if err != nil {
		fmt.Println(err)
		return
	}
	fresh, _ := btyd.Summary([]float64{50, 60, 71, 80, 90}, 95)
	quiet, _ := btyd.Summary([]float64{10, 20, 31, 40, 50}, 95)
	for _, s := range []btyd.Stats{fresh, quiet} {
		fmt.Printf("alive %.2f, an order within 30 days %.2f, expected in 91: %.1f\n",
			m.PAlive(s), 1-m.PNone(s, 30), m.Expected(s, 91))
	}
	// Output:
	// alive 0.73, an order within 30 days 0.69, expected in 91: 3.1
	// alive 0.06, an order within 30 days 0.06, expected in 91: 0.3
}

// One order of 90 says less than twelve of 90; of a newcomer nothing is known.
func ExampleSpend_Mean() {
	g := btyd.Spend{P: 6.25, Q: 3.744, Gamma: 15.444}
	fmt.Printf("%.2f, %.2f, a newcomer %.2f\n", g.Mean(1, 90), g.Mean(12, 90), g.Mean(0, 0))
	// Output:
	// 73.27, 88.06, a newcomer 35.18
}
