package boost_test

import (
	"fmt"
	"math"

	"wholesight/jobs/stats/boost"
)

// Who has been silent for longer stops more often; of some nothing is known.
func Example() {
	unknown := float32(math.NaN())
	t := boost.Table{
		Names:   []string{"days silent", "orders"},
		Columns: [][]float32{{5, 9, 12, 80, 95, 120, unknown, unknown}, {3, 4, 3, 4, 3, 4, 3, 4}},
	}
	stopped := []float64{0, 0, 0, 1, 1, 1, 1, 0}
	e, err := boost.Train(t, stopped, nil, nil, boost.Logistic, boost.Params{Trees: 30, Depth: 2, Rate: 0.3, L2: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("silent for 10 days: %.2f\n", e.Predict([]float32{10, 4}))
	fmt.Printf("silent for 90 days: %.2f\n", e.Predict([]float32{90, 4}))
	for i, share := range e.Gain() {
		fmt.Printf("%s: %.0f %% of what the trees found\n", t.Names[i], 100*share)
	}
	// Output:
	// silent for 10 days: 0.03
	// silent for 90 days: 0.89
	// days silent: 92 % of what the trees found
	// orders: 8 % of what the trees found
}
