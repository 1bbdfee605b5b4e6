package accuracy_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
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

func TestPlattFindsWhatIsThere(t *testing.T) {
	logit, truth, _ := cases(1, 20_000)
	p := accuracy.FitPlatt(logit, truth, nil)
	near(t, "A", p.A, 0.5, 0.02)
	near(t, "B", p.B, -1, 0.05)
}

// No other figures near it, and none on a wide grid, lose less.
func TestPlattIsTheBest(t *testing.T) {
	for seed := range uint64(20) {
		logit, truth, weight := cases(seed, 60)
		var came, not float64
		for i, y := range truth {
			came, not = came+y*weight[i], not+(1-y)*weight[i]
		}
		loss := func(p accuracy.Platt) float64 {
			sum := 0.0
			for i, x := range logit {
				y, m := 1/(not+2), sigmoid(p.A*x+p.B)
				if truth[i] == 1 {
					y = (came + 1) / (came + 2)
				}
				sum -= weight[i] * (y*math.Log(m) + (1-y)*math.Log(1-m))
			}
			return sum
		}
		p := accuracy.FitPlatt(logit, truth, weight)
		best := loss(p)
		for _, d := range [][2]float64{{1e-3, 0}, {-1e-3, 0}, {0, 1e-3}, {0, -1e-3}, {1e-3, 1e-3}, {-1e-3, 1e-3}} {
			if l := loss(accuracy.Platt{A: p.A + d[0], B: p.B + d[1]}); l < best {
				t.Errorf("seed %d: %v loses %v, beside it %v", seed, p, best, l)
			}
		}
		for a := 0.0; a < 3; a += 0.1 {
			for b := -3.0; b < 3; b += 0.1 {
				if l := loss(accuracy.Platt{A: a, B: b}); l < best {
					t.Fatalf("seed %d: %v loses %v, {%v %v} %v", seed, p, best, a, b, l)
				}
			}
		}
	}
}

func TestPlattAtTheEnds(t *testing.T) {
	if got := accuracy.FitPlatt(nil, nil, nil); got != (accuracy.Platt{A: 1}) {
		t.Errorf("no rows: %v", got)
	}
	if got := accuracy.FitPlatt([]float64{3, nan}, []float64{1, 1}, []float64{0, 1}); got != (accuracy.Platt{A: 1}) {
		t.Errorf("none that weighs: %v", got)
	}
	// One class: 10 of 10 are drawn to 11 ÷ 12.
	x := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	ones := slices.Repeat([]float64{1}, 10)
	p := accuracy.FitPlatt(x, ones, nil)
	near(t, "always came", p.Probability(5), 11.0/12, 1e-6)
	p = accuracy.FitPlatt(x, make([]float64, 10), nil)
	near(t, "never came", p.Probability(5), 1.0/12, 1e-6)
	// All equal: 1 of 4 says (2/3 + 3 × 1/5) ÷ 4.
	p = accuracy.FitPlatt([]float64{2, 2, 2, 2}, []float64{1, 0, 0, 0}, nil)
	near(t, "all log odds equal", p.Probability(2), (2.0/3+3.0/5)/4, 1e-9)
	near(t, "and elsewhere", p.Probability(-9), p.Probability(2), 0)
	// The order is not turned round.
	p = accuracy.FitPlatt([]float64{1, 2, 3, 4}, []float64{1, 1, 0, 0}, nil)
	near(t, "reversed: the base rate", p.Probability(1), 0.5, 1e-9)
	if p.A != 0 {
		t.Errorf("reversed: %v", p)
	}
	// Parted without a doubt, and infinite log odds.
	p = accuracy.FitPlatt([]float64{-inf, -1, 1, inf}, []float64{0, 0, 1, 1}, nil)
	last := 0.0
	for _, x := range []float64{-inf, -50, -1, 0, 1, 50, inf} {
		q := p.Probability(x)
		if !(q >= last && q <= 1) {
			t.Errorf("at %v: %v after %v", x, q, last)
		}
		last = q
	}
	near(t, "{1, 0} changes nothing", accuracy.Platt{A: 1}.Probability(-2), sigmoid(-2), 1e-15)
}

func TestIsotonicByHand(t *testing.T) {
	for what, c := range map[string]struct {
		x, y, w []float64
		want    accuracy.Isotonic
	}{
		"none":           {nil, nil, nil, accuracy.Isotonic{}},
		"rising":         {[]float64{1, 2}, []float64{0, 1}, nil, accuracy.Isotonic{X: []float64{1, 2}, Y: []float64{0, 1}}},
		"falling":        {[]float64{1, 2}, []float64{1, 0}, nil, accuracy.Isotonic{X: []float64{1, 2}, Y: []float64{.5, .5}}},
		"weighed":        {[]float64{1, 2}, []float64{1, 0}, []float64{3, 1}, accuracy.Isotonic{X: []float64{1, 2}, Y: []float64{.75, .75}}},
		"back twice":     {[]float64{1, 2, 3, 4}, []float64{0, 4, 3, 2}, nil, accuracy.Isotonic{X: []float64{1, 2, 4}, Y: []float64{0, 3, 3}}},
		"unsorted, ties": {[]float64{2, 1, 2}, []float64{1, 0.25, 0}, nil, accuracy.Isotonic{X: []float64{1, 2}, Y: []float64{.25, .5}}},
		"NaN left out":   {[]float64{2, nan, 3}, []float64{1, 0, nan}, nil, accuracy.Isotonic{X: []float64{2}, Y: []float64{1}}},
		"no weight":      {[]float64{2, 1}, []float64{1, 0}, []float64{1, 0}, accuracy.Isotonic{X: []float64{2}, Y: []float64{1}}},
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

func TestCalibrationsAsJSON(t *testing.T) {
	logit, truth, weight := cases(5, 500)
	p, c := accuracy.FitPlatt(logit, truth, weight), accuracy.FitIsotonic(logit, truth, weight)
	var p2 accuracy.Platt
	var c2 accuracy.Isotonic
	for from, to := range map[any]any{&p: &p2, &c: &c2} {
		text, err := json.Marshal(from)
		if err == nil {
			err = json.Unmarshal(text, to)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if p != p2 || !reflect.DeepEqual(c, c2) {
		t.Error("not what was written")
	}
}

func TestReliability(t *testing.T) {
	p := []float64{0, .1, .5, .5, .9, 1, -0.1, 1.1, nan}
	came := []float64{0, 1, 1, 0, 1, 1, 1, 1, 1}
	bins := accuracy.Reliability(p, came, []float64{0, .25, .5, 1})
	for i, want := range []accuracy.Bin{
		{N: 2, Predicted: .05, Came: 1, From: 0, To: .25},
		{N: 0, From: .25, To: .5},
		{N: 4, Predicted: .725, Came: 3, From: .5, To: 1},
	} {
		want.Low, want.High = accuracy.Wilson(want.Came, want.N, accuracy.Z95)
		got := bins[i]
		near(t, "predicted", got.Predicted, want.Predicted, 1e-12)
		got.Predicted = want.Predicted
		if got != want {
			t.Errorf("bin %d: %+v, want %+v", i, got, want)
		}
	}
	if _, ok := bins[1].Rate(); ok {
		t.Error("a rate of nobody")
	}
	if rate, ok := bins[2].Rate(); !ok || rate != 0.75 {
		t.Errorf("rate %v", rate)
	}
	for what, f := range map[string]func(){
		"one edge":       func() { accuracy.Reliability(nil, nil, []float64{0}) },
		"falling edges":  func() { accuracy.Reliability(nil, nil, []float64{0, 1, 1}) },
		"lengths":        func() { accuracy.Reliability([]float64{1}, nil, []float64{0, 1}) },
		"decile lengths": func() { accuracy.Deciles([]float64{1}, nil) },
		"platt lengths":  func() { accuracy.FitPlatt([]float64{1}, nil, nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", what)
				}
			}()
			f()
		}()
	}
}

func TestDeciles(t *testing.T) {
	var p, came []float64
	for i := range 25 {
		p, came = append(p, float64(24-i)/100), append(came, float64(i%2))
	}
	bins, n := accuracy.Deciles(p, came), 0
	if len(bins) != 10 {
		t.Fatalf("%d bins", len(bins))
	}
	for i, b := range bins {
		n += b.N
		if b.N < 2 || b.N > 3 || i > 0 && b.From <= bins[i-1].To || b.Predicted < b.From-1e-12 || b.Predicted > b.To+1e-12 {
			t.Errorf("bin %d: %+v", i, b)
		}
	}
	if n != 25 {
		t.Errorf("%d rows of 25", n)
	}
	// Ties together: 7 of 10 alike lie in one bin, by their middle (3.5 of 10).
	bins = accuracy.Deciles([]float64{.1, .1, .1, .1, .1, .1, .1, .2, .3, .4}, []float64{1, 0, 0, 0, 0, 0, 0, 0, 1, 1})
	if len(bins) != 4 || bins[0].N != 7 || bins[0].Came != 1 || bins[3].Came != 1 || bins[3].To != .4 {
		t.Errorf("%+v", bins)
	}
	if got := accuracy.Deciles([]float64{.1, .2}, []float64{0, 1}); len(got) != 2 {
		t.Errorf("two rows: %+v", got)
	}
	if got := accuracy.Deciles(nil, nil); got != nil {
		t.Errorf("no rows: %+v", got)
	}
}
