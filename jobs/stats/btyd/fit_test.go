package btyd

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestFitRefuses(t *testing.T) {
	good := []Stats{{X: 1, Recency: 5, Age: 9}, {Age: 4}}
	for _, c := range []struct {
		name string
		kind Kind
		k    int
		all  []Stats
		want string
	}{
		{"empty", MBG, 1, nil, ErrNobody.Error()},
		{"no repeat", MBG, 1, []Stats{{Age: 3}, {}}, ErrNoRepeat.Error()},
		{"k = 0", MBG, 0, good, "no such model"},
		{"k too large", MBG, MostK + 1, good, "no such model"},
		{"Pareto with k", Pareto, 2, good, "no such model"},
		{"a kind that is none", 7, 1, good, "no such model"},
		{"not a number", MBG, 1, append(good, Stats{X: 1, Recency: math.NaN(), Age: 3}), "customer 2: recency NaN"},
		{"negative", BG, 1, append(good, Stats{X: -1, Age: 3}), "customer 2: -1 repeat purchases"},
		{"negative age", BG, 1, append(good, Stats{Age: -3}), "below zero"},
		{"last after now", BG, 1, append(good, Stats{X: 1, Recency: 4, Age: 3}), "after the as-of day"},
		{"repeat without time", BG, 1, append(good, Stats{X: 1, Age: 3}), "on the day of the first"},
		{"time without repeat", BG, 1, append(good, Stats{Recency: 1, Age: 3}), "no repeat purchase, but"},
	} {
		if _, err := Fit(c.kind, c.k, c.all); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestFitSpendRefuses(t *testing.T) {
	if _, err := FitSpend(nil, nil); !errors.Is(err, ErrNobody) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := FitSpend([]float64{1}, []float64{2}, 0); !errors.Is(err, ErrNobody) {
		t.Errorf("nobody of weight: %v", err)
	}
	for _, c := range []struct {
		counts, means, weights []float64
		want                   string
	}{
		{[]float64{1}, nil, nil, "1 counts, 0 means"},
		{[]float64{1, 2}, []float64{1, 2}, []float64{1}, "1 weights"},
		{[]float64{1, 0}, []float64{1, 2}, nil, "customer 1: 0 transactions"},
		{[]float64{1, 2}, []float64{1, -2}, nil, "customer 1: a mean value of -2"},
		{[]float64{1, 2}, []float64{1, 2}, []float64{1, math.NaN()}, "customer 1: a weight of NaN"},
	} {
		if _, err := FitSpend(c.counts, c.means, c.weights...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}

// Shuffled, the fit is bit for bit the same; in days instead of weeks, the same but
// for rounding.
func TestFitKnowsNoOrderAndNoUnit(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, truth := range truths {
		all := truth.population(500, 8, 100)
		first := fitted(t, truth.Kind, truth.K, all)
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if again := fitted(t, truth.Kind, truth.K, all); again != first {
			t.Errorf("shuffled: %+v, before %+v", again, first)
		}
		for i := range all {
			all[i].Recency, all[i].Age = 7*all[i].Recency, 7*all[i].Age
			all[i].LogGaps += float64(all[i].X) * math.Log(7)
		}
		days := fitted(t, truth.Kind, truth.K, all)
		for _, c := range [][2]float64{{days.R, first.R}, {days.Alpha, 7 * first.Alpha}, {days.A, first.A}, {days.B, first.B},
			{days.S, first.S}, {days.Beta, 7 * first.Beta}} {
			if math.Abs(c[0]-c[1]) > 1e-3*c[1] {
				t.Errorf("in days %+v, in weeks %+v", days, first)
			}
		}
	}
}

// Populations that determine little still come out, finite and in bounded time.
func TestFitOfPoorData(t *testing.T) {
	alike := make([]Stats, 50)
	for i := range alike {
		alike[i] = Stats{X: 10, Recency: 100, Age: 105, LogGaps: 10 * math.Log(10)}
	}
	heavy := Stats{X: 5000, Recency: 9000, Age: 9001, LogGaps: 5000 * math.Log(1.8)}
	one := Stats{X: 1, Recency: 1, Age: 1}
	for name, all := range map[string][]Stats{
		"one customer": {one}, "all alike": alike, "one heavy": {heavy},
		"heavy and single": {heavy, {}, {}, {Age: 9000}}, "one repeat of many": append(make([]Stats, 300), one),
		"ages of eight powers": {{X: 1, Recency: 1e-4, Age: 1e4, LogGaps: math.Log(1e-4)}, {Age: 1e-4}},
	} {
		for _, m := range truths {
			got, err := Fit(m.Kind, m.K, all)
			if err != nil {
				t.Errorf("%s, %v k=%d: %v", name, m.Kind, m.K, err)
				continue
			}
			for _, s := range all {
				sensible(t, &got, s)
			}
		}
	}
	for _, means := range [][]float64{{5}, {5, 5, 5}, {1e-9, 1e9}, {1e300, 1e300}, {1e-300, 1}} {
		counts := make([]float64, len(means))
		for i := range counts {
			counts[i] = float64(1 + i*1000)
		}
		g, err := FitSpend(counts, means)
		if err != nil || !finite(g.LogLikelihood) || !(g.Mean(0, 0) > 0) || !(g.Mean(3, means[0]) > 0) ||
			math.IsInf(g.Mean(3, means[0]), 0) {
			t.Errorf("%v: %+v %v", means, g, err)
		}
	}
}

// A weight is as many customers.
func TestSpendWeights(t *testing.T) {
	counts, means := spendPopulation(Spend{P: 4, Q: 3, Gamma: 120}, 400, 2)
	twice, err := FitSpend(append(counts, counts[:200]...), append(means, means[:200]...))
	if err != nil {
		t.Fatal(err)
	}
	weights := make([]float64, 400)
	for i := range weights {
		if weights[i] = 1; i < 200 {
			weights[i] = 2
		}
	}
	got, err := FitSpend(counts, means, weights...)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(got.P-twice.P) > 1e-3*twice.P || math.Abs(got.LogLikelihood-twice.LogLikelihood) > 1e-6 {
		t.Errorf("weighted %+v, repeated %+v", got, twice)
	}
}

func TestJSON(t *testing.T) {
	for _, m := range truths {
		m = fitted(t, m.Kind, m.K, m.population(300, 4, 90))
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var back Model
		if err := json.Unmarshal(text, &back); err != nil || back != m {
			t.Errorf("%s: %+v, was %+v (%v)", text, back, m, err)
		}
	}
}

func TestSummary(t *testing.T) {
	if s, ok := Summary([]float64{3, 5, 9}, 10); !ok ||
		s != (Stats{X: 2, Recency: 6, Age: 7, LogGaps: math.Log(2) + math.Log(4)}) {
		t.Errorf("%+v %v", s, ok)
	}
	for _, times := range [][]float64{nil, {1, 1}, {2, 1}, {11}, {math.NaN()}} {
		if s, ok := Summary(times, 10); ok {
			t.Errorf("%v: %+v", times, s)
		}
	}
}
