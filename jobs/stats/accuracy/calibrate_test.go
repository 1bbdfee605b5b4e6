package accuracy_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"wholesight/jobs/stats/accuracy"
)

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// cases are log odds that are too bold: the truth comes at half of them, less 1.
func cases(seed uint64, n int) (logit, truth, weight []float64) {
	r := rand.New(rand.NewPCG(seed, 3))
	for range n {
		x := 3 * r.NormFloat64()
		y := 0.0
		if r.Float64() < sigmoid(x/2-1) {
			y = 1
		}
		logit, truth, weight = append(logit, x), append(truth, y), append(weight, float64(1+r.IntN(3)))
	}
	return
}

func TestIsotonicByHand(t *testing.T) {
	for what, c := range map[string]struct {
		x, y, w []float64
		want    accuracy.Isotonic
	}{
		"none":   {nil, nil, nil, accuracy.Isotonic{}},
		"rising": {[]float64{1, 2}, []float64{0, 1}, nil, accuracy.Isotonic{X: []float64{1, 2}, Y: []float64{0, 1}}},
		"falling": {[]float64{1, 2}, []float64{1, 0}, nil,
			accuracy.Isotonic{X: []float64{1, 2}, Y: []float64{.5, .5}}},
		"weighed": {[]float64{1, 2}, []float64{1, 0}, []float64{3, 1},
			accuracy.Isotonic{X: []float64{1, 2}, Y: []float64{.75, .75}}},
		"back twice": {[]float64{1, 2, 3, 4}, []float64{0, 4, 3, 2}, nil,
			accuracy.Isotonic{X: []float64{1, 2, 4}, Y: []float64{0, 3, 3}}},
		"unsorted, ties": {[]float64{2, 1, 2}, []float64{1, 0.25, 0}, nil,
			accuracy.Isotonic{X: []float64{1, 2}, Y: []float64{.25, .5}}},
		"NaN left out": {[]float64{2, nan, 3}, []float64{1, 0, nan}, nil,
			accuracy.Isotonic{X: []float64{2}, Y: []float64{1}}},
		"no weight": {[]float64{2, 1}, []float64{1, 0}, []float64{1, 0},
			accuracy.Isotonic{X: []float64{2}, Y: []float64{1}}},
	} {
		if got := accuracy.FitIsotonic(c.x, c.y, c.w); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", what, got, c.want)
		}
	}
	curve := accuracy.Isotonic{X: []float64{1, 3}, Y: []float64{0.2, 0.6}}
	for x, want := range map[float64]float64{-inf: 0.2, 1: 0.2, 1.5: 0.3, 2: 0.4, 3: 0.6, 9: 0.6} {
		near(t, "between", curve.At(x), want, 1e-12)
	}
	if got := (accuracy.Isotonic{}).At(0.3); got != 0.3 {
		t.Errorf("without points: %v", got)
	}
	wide := accuracy.FitIsotonic([]float64{-inf, inf}, []float64{0, 1}, nil)
	near(t, "from end to end", wide.At(0), 0.5, 1e-12)
	if got := curve.At(nan); !math.IsNaN(got) {
		t.Errorf("NaN: %v", got)
	}
}

// The pooled value is max over starts of min over ends of the weighted means
// (Barlow et al. 1972): an independent formula.
func TestIsotonicAgainstMaxMin(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 6))
		n := 1 + r.IntN(30)
		x, y, w := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range x {
			x[i], y[i], w[i] = float64(r.IntN(20)), r.Float64()+float64(i)/50, 0.1+r.Float64()
		}
		curve := accuracy.FitIsotonic(x, y, w)
		mean := func(from, to float64) float64 {
			var sum, weight float64
			for i := range x {
				if x[i] >= from && x[i] <= to {
					sum += w[i] * y[i]
					weight += w[i]
				}
			}
			return sum / weight
		}
		for _, at := range x {
			best := math.Inf(-1)
			for _, from := range x {
				least := inf
				for _, to := range x {
					if from <= at && to >= at {
						least = min(least, mean(from, to))
					}
				}
				if from <= at {
					best = max(best, least)
				}
			}
			near(t, "max–min", curve.At(at), best, 1e-9)
		}
		last := math.Inf(-1)
		for at := -1.0; at < 21; at += 0.01 {
			v := curve.At(at)
			if v < last {
				t.Fatalf("seed %d: falls at %v", seed, at)
			}
			last = v
		}
	}
}

func TestCalibrationAsJSON(t *testing.T) {
	logit, truth, weight := cases(5, 500)
	c := accuracy.FitIsotonic(logit, truth, weight)
	var c2 accuracy.Isotonic
	text, err := json.Marshal(&c)
	if err == nil {
		err = json.Unmarshal(text, &c2)
	}
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(c, c2) {
		t.Error("not what was written")
	}
}
