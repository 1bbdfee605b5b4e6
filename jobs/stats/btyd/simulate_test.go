package btyd

import (
	"math"
	"math/rand/v2"
	"testing"
)

// gammaDraw is Marsaglia & Tsang's gamma of that shape, rate 1.
func gammaDraw(rng *rand.Rand, shape float64) float64 {
	if shape < 1 {
		return gammaDraw(rng, shape+1) * math.Pow(rng.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		z := rng.NormFloat64()
		v := 1 + c*z
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(1-rng.Float64()) < z*z/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

func betaDraw(rng *rand.Rand, a, b float64) float64 {
	x, y := gammaDraw(rng, a), gammaDraw(rng, b)
	return x / (x + y)
}

// latent is a simulated customer's own: rate of events, and chance or rate of leaving.
type latent struct{ rate, leave float64 }

func (m *Model) draw(rng *rand.Rand) latent {
	l := latent{rate: gammaDraw(rng, m.R) / m.Alpha}
	if m.Kind == Pareto {
		l.leave = gammaDraw(rng, m.S) / m.Beta
	} else {
		l.leave = betaDraw(rng, m.A, m.B)
	}
	return l
}

func (m *Model) gap(rng *rand.Rand, l latent) float64 {
	sum := 0.0
	for range m.K {
		sum += rng.ExpFloat64()
	}
	return sum / l.rate
}

// customer is one simulated customer, seen at an age.
func (m *Model) customer(rng *rand.Rand, age float64) Stats {
	l := m.draw(rng)
	life := math.Inf(1)
	if m.Kind == Pareto {
		life = rng.ExpFloat64() / l.leave
	} else if m.Kind == MBG && rng.Float64() < l.leave {
		life = 0
	}
	times := []float64{0}
	for t := m.gap(rng, l); t <= min(age, life); t += m.gap(rng, l) {
		times = append(times, t)
		if m.Kind != Pareto && rng.Float64() < l.leave {
			break
		}
	}
	s, _ := Summary(times, age)
	return s
}

func (m *Model) population(n int, seed uint64, age float64) []Stats {
	rng := rand.New(rand.NewPCG(seed, 7))
	all := make([]Stats, n)
	for i := range all {
		all[i] = m.customer(rng, age*(0.5+0.5*rng.Float64()))
	}
	return all
}

// true models, of a wholesaler's size: weeks, some ten purchases a year.
var truths = []Model{
	{Kind: BG, K: 1, R: 0.8, Alpha: 4, A: 0.9, B: 3},
	{Kind: BG, K: 2, R: 0.8, Alpha: 2, A: 0.9, B: 3},
	{Kind: MBG, K: 1, R: 0.8, Alpha: 4, A: 0.9, B: 3},
	{Kind: MBG, K: 2, R: 1.2, Alpha: 3, A: 0.8, B: 4},
	{Kind: MBG, K: 3, R: 1.5, Alpha: 2, A: 0.7, B: 3},
	{Kind: Pareto, K: 1, R: 0.9, Alpha: 6, S: 0.7, Beta: 15},
}

// Over 6,000 customers a parameter comes back within 20 % (r, alpha: 12 %), about
// three standard errors of the loosest; and the truth is not likelier than the fit,
// nor by more than chance less likely (χ² of 4 degrees: 2 ΔLL < 23 but for 1 in 8,000).
func TestRecovers(t *testing.T) {
	for i, truth := range truths {
		all := truth.population(6000, uint64(i)+1, 120)
		got := fitted(t, truth.Kind, truth.K, all)
		for _, c := range []struct {
			name           string
			got, want, tol float64
		}{
			{"r", got.R, truth.R, 0.12}, {"alpha", got.Alpha, truth.Alpha, 0.12},
			{"a", got.A, truth.A, 0.2}, {"b", got.B, truth.B, 0.2},
			{"s", got.S, truth.S, 0.2}, {"beta", got.Beta, truth.Beta, 0.3},
		} {
			if math.Abs(c.got-c.want) > c.tol*c.want {
				t.Errorf("%v k=%d: %s %.3f, want %.3f", truth.Kind, truth.K, c.name, c.got, c.want)
			}
		}
		at := 0.0
		for _, s := range all {
			at += truth.LogLik(s)
		}
		if twice := 2 * (got.LogLikelihood - at); twice < -1e-6 || twice > 23 {
			t.Errorf("%v k=%d: 2 ΔLL of fit and truth is %.3f", truth.Kind, truth.K, twice)
		}
	}
}

// The right k is the likeliest.
func TestLikelihoodChoosesK(t *testing.T) {
	for _, truth := range []Model{truths[2], truths[3], truths[4]} {
		all := truth.population(1500, 99, 120)
		best, bestK := math.Inf(-1), 0
		for k := 1; k <= 4; k++ {
			if m := fitted(t, MBG, k, all); m.LogLikelihood > best {
				best, bestK = m.LogLikelihood, k
			}
		}
		if bestK != truth.K {
			t.Errorf("chose k = %d of customers with k = %d", bestK, truth.K)
		}
	}
}

func spendPopulation(truth Spend, n int, seed uint64) (counts, means []float64) {
	rng := rand.New(rand.NewPCG(seed, 3))
	for range n {
		x := float64(1 + rng.IntN(12))
		counts = append(counts, x)
		means = append(means, gammaDraw(rng, truth.P*x)/x*truth.Gamma/gammaDraw(rng, truth.Q))
	}
	return counts, means
}

// p and gamma are known together much better than apart: within 12 % over 40,000
// customers, three standard errors; their mean within 2 %; and the truth no less
// likely than chance makes it (χ² of 3 degrees: 21 but for 1 in 8,000).
func TestSpendRecovers(t *testing.T) {
	truth := Spend{P: 4, Q: 3, Gamma: 120}
	counts, means := spendPopulation(truth, 40_000, 5)
	got, err := FitSpend(counts, means)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][3]float64{{got.P, truth.P, 0.12}, {got.Q, truth.Q, 0.12}, {got.Gamma, truth.Gamma, 0.12},
		{got.Mean(0, 0), truth.Mean(0, 0), 0.02}} {
		if math.Abs(c[0]-c[1]) > c[2]*c[1] {
			t.Errorf("got %+v, want %+v", got, truth)
		}
	}
	at, unit, err := purses(counts, means, nil)
	if err != nil {
		t.Fatal(err)
	}
	ll := spendTotal(at, truth.P, truth.Q, truth.Gamma/unit, make([]float64, 3)) - float64(len(at))*math.Log(unit)
	if twice := 2 * (got.LogLikelihood - ll); twice < -1e-6 || twice > 21 {
		t.Errorf("2 ΔLL of fit and truth is %.3f", twice)
	}
}

// outlook is P(alive), expected purchases and P(none) by simulation: customers drawn
// from the population, each weighted by its own likelihood of what was seen. Nothing
// is shared with the package: the time to the next purchase of a silent customer is
// drawn by rejection, from gaps longer than the silence.
func (m *Model) outlook(s Stats, h float64, draws int, seed uint64) (alive, expected, none [2]float64) {
	rng := rand.New(rand.NewPCG(seed, 11))
	latents, likes, most := make([]latent, draws), make([][2]float64, draws), 0.0
	for i := range latents {
		latents[i] = m.draw(rng)
		likes[i][0], likes[i][1] = m.individual(s, latents[i])
		most = max(most, likes[i][0]+likes[i][1])
	}
	var sum, square [3]float64
	total := 0.0
	var weights []float64
	var values [][3]float64
	for i, l := range latents {
		w := likes[i][0] + likes[i][1]
		// Of those of little weight a few are taken, with the weight of the rest.
		if least := most / 50; w < least {
			if rng.Float64() >= w/least {
				continue
			}
			w = least
		}
		v := [3]float64{likes[i][0] / (likes[i][0] + likes[i][1]), 0, 1}
		if rng.Float64() < v[0] {
			v[1] = float64(m.future(rng, l, s.Age-s.Recency, h))
			if v[1] > 0 {
				v[2] = 0
			}
		}
		total += w
		weights, values = append(weights, w), append(values, v)
		for i := range v {
			sum[i] += w * v[i]
		}
	}
	var out [3][2]float64
	for i := range out {
		mean := sum[i] / total
		for j, w := range weights {
			d := w * (values[j][i] - mean)
			square[i] += d * d
		}
		out[i] = [2]float64{mean, math.Sqrt(square[i]) / total}
	}
	return out[0], out[1], out[2]
}

// future is how many purchases a customer, alive and silent so long, makes within h.
func (m *Model) future(rng *rand.Rand, l latent, silent, h float64) (n int) {
	life := math.Inf(1)
	if m.Kind == Pareto {
		life = rng.ExpFloat64() / l.leave
	}
	gap := m.gap(rng, l)
	for tries := 0; gap < silent && tries < 1_000_000; tries++ {
		gap = m.gap(rng, l)
	}
	for t := gap - silent; t <= min(h, life); t += m.gap(rng, l) {
		n++
		if m.Kind != Pareto && rng.Float64() < l.leave {
			break
		}
	}
	return n
}

func TestScoresAgreeWithSimulation(t *testing.T) {
	for i, m := range truths {
		for j, s := range seen {
			h := []float64{6, 30}[j%2]
			alive, expected, none := m.outlook(s, h, 60_000, uint64(100*i+j))
			for _, c := range []struct {
				name string
				got  float64
				want [2]float64
			}{{"alive", m.PAlive(s), alive}, {"expected", m.Expected(s, h), expected}, {"none", m.PNone(s, h), none}} {
				if math.Abs(c.got-c.want[0]) > 4.5*c.want[1]+1e-3 {
					t.Errorf("%v k=%d %+v h=%v: %s %.4f, simulated %.4f ± %.4f", m.Kind, m.K, s, h, c.name, c.got, c.want[0],
						c.want[1])
				}
			}
		}
	}
}
