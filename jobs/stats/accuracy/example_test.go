package accuracy_test

import (
	"fmt"

	"wholesight/jobs/stats/accuracy"
)

// Five customers, scored for how likely they are to stop; two did.
func Example() {
	p := []float64{0.9, 0.6, 0.4, 0.2, 0.1}
	stopped := []float64{1, 0, 1, 0, 0}
	auc, _ := accuracy.AUC(p, stopped)
	brier, _ := accuracy.Brier(p, stopped)
	_, ok := accuracy.AUC(p[:1], stopped[:1])
	fmt.Printf("auc %.3f, brier %.3f; of one customer an auc is known: %t\n", auc, brier, ok)
	// Output:
	// auc 0.833, brier 0.156; of one customer an auc is known: false
}

// The sentence beside a forecast.
func ExampleWilson() {
	low, high := accuracy.Wilson(27, 40, accuracy.Z95)
	fmt.Printf("Of 40 customers scored like this, 27 did: %.0f to %.0f %%.\n", 100*low, 100*high)
	// Output:
	// Of 40 customers scored like this, 27 did: 52 to 80 %.
}

// An error in money, and how far another draw of customers would have moved it.
func ExampleBootstrap() {
	promised := []float64{100, 250, 80, 0, 400, 120, 60, 300}
	bought := []float64{120, 200, 0, 40, 390, 150, 60, 500}
	all, _ := accuracy.MAE(promised, bought)
	var p, b []float64
	low, high := accuracy.Bootstrap(len(bought), 1000, 1, func(sample []int32) (float64, bool) {
		p, b = accuracy.Pick(p, promised, sample), accuracy.Pick(b, bought, sample)
		return accuracy.MAE(p, b)
	})
	fmt.Printf("%.2f, between %.0f and %.0f\n", all, low, high)
	// Output:
	// 53.75, between 19 and 99
}

// Six scores and what came of them: the fall from 0.4 to 0.6 is pooled.
func ExampleFitIsotonic() {
	score := []float64{0.1, 0.3, 0.4, 0.6, 0.8, 0.9}
	stopped := []float64{0, 0, 1, 0, 1, 1}
	curve := accuracy.FitIsotonic(score, stopped, nil)
	fmt.Printf("%.2f %.2f %.2f\n", curve.At(0.3), curve.At(0.5), curve.At(0.7))
	// Output:
	// 0.00 0.50 0.75
}
