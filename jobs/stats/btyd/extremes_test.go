package btyd

import (
	"math"
	"math/rand/v2"
	"testing"
)

// horizons rise from nothing to absurd.
var horizons = []float64{0, 1e-6, 0.01, 1, 7, 30, 91, 365, 3650, 1e5, 1e8, 1e12, 1e15, 1e300}

// sensible checks every score of one customer: numbers, probabilities, in order.
func sensible(t *testing.T, m *Model, s Stats) {
	t.Helper()
	if ll := m.LogLik(s); !finite(ll) {
		t.Errorf("%+v %+v: log likelihood %v", *m, s, ll)
	}
	alive := m.PAlive(s)
	if !(alive >= 0 && alive <= 1) {
		t.Errorf("%+v %+v: alive %v", *m, s, alive)
	}
	none, bought := 1.0, 0.0
	for _, h := range horizons {
		n, e := m.PNone(s, h), m.Expected(s, h)
		switch {
		case !(n >= 0 && n <= 1) || !(e >= 0) || math.IsInf(e, 0):
			t.Fatalf("%+v %+v h=%v: none %v, expected %v", *m, s, h, n, e)
		case n > none+1e-9:
			t.Errorf("%+v %+v h=%v: none rises from %v to %v", *m, s, h, none, n)
		case e < bought*(1-1e-6):
			t.Errorf("%+v %+v h=%v: expected falls from %v to %v", *m, s, h, bought, e)
		case n < 1-alive-1e-9:
			t.Errorf("%+v %+v h=%v: none %v, though gone with %v", *m, s, h, n, 1-alive)
		case 1-n > e*(1+1e-6)+1e-9:
			t.Errorf("%+v %+v h=%v: some with %v, but expects %v", *m, s, h, 1-n, e)
		}
		none, bought = n, e
	}
}

func TestExtremes(t *testing.T) {
	models := append([]Model{
		{Kind: MBG, K: MostK, R: 2, Alpha: 0.5, A: 1, B: 2},
		{Kind: BG, K: 1, R: 0.24, Alpha: 4, A: 1, B: 2},             // a = 1: the textbook pole
		{Kind: Pareto, K: 1, R: 0.5, Alpha: 10, S: 1, Beta: 10},     // s = 1, alpha = beta
		{Kind: Pareto, K: 1, R: 1e-3, Alpha: 1e4, S: 5, Beta: 1e-4}, // far apart, both ways
		{Kind: Pareto, K: 1, R: 50, Alpha: 1e-4, S: 1e-3, Beta: 1e4},
		{Kind: MBG, K: 2, R: 1e5, Alpha: 1e5, A: 1e5, B: 1e5},
		{Kind: MBG, K: 1, R: 1e-5, Alpha: 1e-5, A: 1e-5, B: 1e-5},
	}, truths...)
	customers := append([]Stats{
		{X: 1, Recency: 1, Age: 1},
		{X: 1, Recency: 1, Age: 4000},
		{X: 3000, Recency: 3650, Age: 3650, LogGaps: 3000 * math.Log(3650.0/3000)},
		{X: 3000, Recency: 3650, Age: 3651, LogGaps: 3000 * math.Log(3650.0/3000)},
		{X: 3000, Recency: 3000, Age: 3650},
		{X: 100_000, Recency: 1e5, Age: 1.00001e5},
		{X: 1, Recency: 1e-9, Age: 1e6, LogGaps: math.Log(1e-9)},
		{X: -3, Recency: math.NaN(), Age: math.Inf(1), LogGaps: math.NaN()},
		{X: 2, Recency: 9, Age: -4},
	}, seen...)
	for i := range models {
		for _, s := range customers {
			sensible(t, &models[i], s)
			m := &models[i]
			if m.PNone(s, math.NaN()) != 1 || m.Expected(s, -3) != 0 {
				t.Errorf("%+v %+v: no horizon, but none %v, expected %v", *m, s, m.PNone(s, math.NaN()), m.Expected(s, -3))
			}
		}
	}
}

// Parameters over e^±12, all that a fit may return, and customers of every kind, drawn blindly.
func TestRandomSweep(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 26))
	wide := func() float64 { return math.Exp(12 * (2*rng.Float64() - 1)) }
	for range 1500 {
		m := Model{Kind: Kind(rng.IntN(3)), K: 1, R: wide(), Alpha: wide()}
		if m.Kind == Pareto {
			m.S, m.Beta = wide(), wide()
		} else {
			m.A, m.B, m.K = wide(), wide(), 1+rng.IntN(4)
		}
		s := Stats{Age: 10 * wide()}
		if rng.IntN(4) > 0 {
			s.X = 1 + int(3*wide())
			s.Recency = s.Age * math.Sqrt(rng.Float64())
			s.LogGaps = float64(s.X) * math.Log(s.Recency/float64(s.X))
		}
		sensible(t, &m, s)
		if t.Failed() {
			return
		}
	}
}

// Longer silence after the same purchases is never a better sign.
func TestSilenceIsNoGoodSign(t *testing.T) {
	for _, m := range truths {
		last := 1.0
		for age := 30.0; age < 500; age++ {
			alive := m.PAlive(Stats{X: 3, Recency: 30, Age: age, LogGaps: 3 * math.Log(10)})
			if alive > last+1e-12 {
				t.Errorf("%v k=%d: alive rises to %v at %v", m.Kind, m.K, alive, age)
			}
			last = alive
		}
	}
}

// A customer with regular gaps is due when its gap is over; with exponential gaps it
// is never more so than the day after it came.
func TestErlangKnowsWhenItIsDue(t *testing.T) {
	at := func(m Model, silent float64) float64 {
		return 1 - m.PNone(Stats{X: 20, Recency: 200, Age: 200 + silent, LogGaps: 20 * math.Log(10)}, 3)
	}
	regular, random := truths[4], truths[2]
	if at(regular, 9) < 1.3*at(regular, 0) {
		t.Errorf("regular: %.3f just after, %.3f when due", at(regular, 0), at(regular, 9))
	}
	if at(random, 9) > at(random, 0) {
		t.Errorf("random: %.3f just after, %.3f when due", at(random, 0), at(random, 9))
	}
}
