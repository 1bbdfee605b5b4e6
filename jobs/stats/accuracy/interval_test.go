package accuracy_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"wholesight/jobs/stats/accuracy"
)

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		came, of  int
		low, high float64
	}{
		{0, 0, 0, 1},
		{0, 10, 0, 0.27753279}, // z² ÷ (10 + z²)
		{10, 10, 0.72246721, 1},
		{5, 10, 0.23659309, 0.76340691},
		// Newcombe 1998, Statistics in Medicine 17, table I, method 3.
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
	} {
		low, high := accuracy.Wilson(c.came, c.of, accuracy.Z95)
		near(t, "low", low, c.low, 6e-5)
		near(t, "high", high, c.high, 6e-5)
	}
	// The ends are where a share stands just z standard errors off what was seen.
	for of := 1; of <= 40; of++ {
		for came := 0; came <= of; came++ {
			low, high := accuracy.Wilson(came, of, 1.5)
			p := float64(came) / float64(of)
			if !(0 <= low && low <= p && p <= high && high <= 1) {
				t.Fatalf("%d of %d: %v to %v", came, of, low, high)
			}
			for _, end := range []float64{low, high} {
				if end > 0 && end < 1 {
					near(t, "distance", math.Abs(p-end), 1.5*math.Sqrt(end*(1-end)/float64(of)), 1e-9)
				}
			}
		}
	}
	for _, c := range [][2]int{{-1, 3}, {4, 3}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%d of %d: no panic", c[0], c[1])
				}
			}()
			accuracy.Wilson(c[0], c[1], 1)
		}()
	}
}

func TestBootstrap(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	n := 400
	x := make([]float64, n)
	var mean, variance float64
	for i := range x {
		x[i] = 10 + 3*r.NormFloat64()
		mean += x[i] / float64(n)
	}
	for i := range x {
		variance += (x[i] - mean) * (x[i] - mean) / float64(n)
	}
	f := func(sample []int32) (float64, bool) {
		sum := 0.0
		for _, i := range sample {
			sum += x[i]
		}
		return sum / float64(len(sample)), true
	}
	// Of a mean the interval is known: ± 1.96 standard errors.
	low, high := accuracy.Bootstrap(n, 4000, 7, f)
	se := math.Sqrt(variance / float64(n))
	near(t, "low", low, mean-accuracy.Z95*se, 0.15*se)
	near(t, "high", high, mean+accuracy.Z95*se, 0.15*se)

	if l, h := accuracy.Bootstrap(n, 4000, 7, f); l != low || h != high {
		t.Error("the same seed, another interval")
	}
	if l, h := accuracy.Bootstrap(n, 4000, 8, f); l == low && h == high {
		t.Error("another seed, the same interval")
	}
	if l, h := accuracy.Bootstrap(5, 100, 1, func([]int32) (float64, bool) { return 4, true }); l != 4 || h != 4 {
		t.Errorf("a constant: %v to %v", l, h)
	}
	// Rounds without an answer are left out, not counted as 0.
	calls := 0
	if l, h := accuracy.Bootstrap(5, 100, 1, func([]int32) (float64, bool) { calls++; return 4, calls%2 == 0 }); l != 4 ||
		h != 4 || calls != 100 {
		t.Errorf("half the rounds: %v to %v after %d", l, h, calls)
	}
	for what, c := range map[string][2]int{"no customers": {0, 10}, "no rounds": {10, 0}, "no answer": {10, 10}} {
		l, h := accuracy.Bootstrap(c[0], c[1], 1, func([]int32) (float64, bool) { return 1, false })
		if !math.IsNaN(l) || !math.IsNaN(h) {
			t.Errorf("%s: %v to %v", what, l, h)
		}
	}
}

func TestPick(t *testing.T) {
	into := make([]float64, 7)
	got := accuracy.Pick(into, []float64{5, 6, 7}, []int32{2, 0, 2})
	if len(got) != 3 || got[0] != 7 || got[1] != 5 || got[2] != 7 || &got[0] != &into[0] {
		t.Errorf("%v", got)
	}
}
