package btyd

import (
	"math"
	"testing"
)

// seen are customers the models are asked about; LogGaps is that of even gaps.
var seen = []Stats{
	{},
	{Age: 40},
	{X: 1, Recency: 12, Age: 15, LogGaps: math.Log(12)},
	{X: 3, Recency: 30, Age: 36, LogGaps: 3 * math.Log(10)},
	{X: 3, Recency: 30, Age: 60, LogGaps: 3 * math.Log(10)},
	{X: 8, Recency: 40, Age: 40, LogGaps: 8 * math.Log(5)},
	{X: 8, Recency: 40, Age: 52, LogGaps: 8 * math.Log(5)},
}

// individual is the likelihood of one customer whose own rates are known, in two:
// alive, gone. Written from the story of the model, not from its formulas.
func (m *Model) individual(s Stats, l latent) (alive, gone float64) {
	x := float64(s.X)
	if m.Kind == Pareto {
		sum := l.rate + l.leave
		alive = math.Exp(x*math.Log(l.rate) - sum*s.Age)
		// Left at some time since: ∫ μ e^−(λ+μ)t dt.
		gone = math.Exp(x*math.Log(l.rate)-sum*s.Recency) * l.leave / sum * -math.Expm1(-sum*(s.Age-s.Recency))
		return alive, gone
	}
	k := float64(m.K)
	gaps := math.Exp(k*x*math.Log(l.rate) + (k-1)*s.LogGaps - l.rate*s.Recency - x*lgamma(k))
	silent, term := 0.0, math.Exp(-l.rate*(s.Age-s.Recency))
	for j := range m.K {
		silent += term
		term *= l.rate * (s.Age - s.Recency) / float64(j+1)
	}
	survived := x // of the chances to leave, the last
	if m.Kind == BG {
		if s.X == 0 {
			return gaps * silent, 0
		}
		survived--
	}
	stay := math.Pow(1-l.leave, survived)
	return gaps * stay * (1 - l.leave) * silent, gaps * stay * l.leave
}

// eachLatent runs over a grid of customers, with their weight in the population.
func (m *Model) eachLatent(do func(l latent, w float64)) {
	const step = 0.2
	for y := -60.0; y < 60; y += step {
		w := math.Exp(m.R*y - math.Exp(y) - lgamma(m.R))
		if w < 1e-25 {
			continue
		}
		for z := -60.0; z < 60; z += step {
			l := latent{rate: math.Exp(y) / m.Alpha}
			v := 0.0
			if m.Kind == Pareto {
				l.leave = math.Exp(z) / m.Beta
				v = math.Exp(m.S*z - math.Exp(z) - lgamma(m.S))
			} else {
				l.leave = 1 / (1 + math.Exp(-z))
				v = math.Exp(m.A*math.Log(l.leave) - m.B*math.Log1p(math.Exp(z)) + lgamma(m.A+m.B) - lgamma(m.A) - lgamma(m.B))
			}
			if v > 1e-25 {
				do(l, w*v*step*step)
			}
		}
	}
}

// The closed forms are the brute sums over every rate and every chance of leaving.
func TestLikelihoodAgreesWithBruteForce(t *testing.T) {
	for _, m := range truths {
		like, here, bought, none := make([]float64, len(seen)), make([]float64, len(seen)), make([]float64, len(seen)),
			make([]float64, len(seen))
		const h = 20
		m.eachLatent(func(l latent, w float64) {
			for i, s := range seen {
				alive, gone := m.individual(s, l)
				like[i] += w * (alive + gone)
				here[i] += w * alive
				if m.K > 1 {
					continue
				}
				if m.Kind == Pareto {
					sum := l.rate + l.leave
					bought[i] += w * alive * l.rate / l.leave * -math.Expm1(-l.leave*h)
					none[i] += w * (gone + alive*(l.leave+l.rate*math.Exp(-sum*h))/sum)
				} else {
					bought[i] += w * alive * -math.Expm1(-l.rate*l.leave*h) / l.leave
					none[i] += w * (gone + alive*math.Exp(-l.rate*h))
				}
			}
		})
		for i, s := range seen {
			check := func(name string, got, want float64) {
				t.Helper()
				if math.Abs(got-want) > 1e-6*max(1, math.Abs(want)) {
					t.Errorf("%v k=%d %+v: %s %.9f, want %.9f", m.Kind, m.K, s, name, got, want)
				}
			}
			check("log likelihood", m.LogLik(s), math.Log(like[i]))
			check("alive", m.PAlive(s), here[i]/like[i])
			if m.K == 1 {
				check("expected", m.Expected(s, h), bought[i]/like[i])
				check("none", m.PNone(s, h), none[i]/like[i])
			}
		}
	}
}

// The density of a customer's mean spend, and what its transactions are worth, are
// those of a gamma mean mixed over a gamma scale.
func TestSpendAgreesWithBruteForce(t *testing.T) {
	g := Spend{P: 2.5, Q: 1.8, Gamma: 30}
	for _, c := range [][2]float64{{1, 12}, {1, 900}, {5, 40}, {60, 33}} {
		x, m, like, worth := c[0], c[1], 0.0, 0.0
		for y := -40.0; y < 10; y += 0.01 {
			nu := math.Exp(y) / g.Gamma
			w := math.Exp(g.Q*y - math.Exp(y) - lgamma(g.Q))
			px := g.P * x
			f := w * 0.01 * math.Exp(px*math.Log(nu*x)+(px-1)*math.Log(m)-nu*x*m-lgamma(px))
			like += f
			worth += f * g.P / nu
		}
		got := spendTotal([]purse{{x, math.Log(x), m, math.Log(m), 1}}, g.P, g.Q, g.Gamma, make([]float64, 3))
		if math.Abs(got-math.Log(like)) > 1e-7 {
			t.Errorf("%v: log likelihood %.9f, want %.9f", c, got, math.Log(like))
		}
		if want := worth / like; math.Abs(g.Mean(x, m)-want) > 1e-7*want {
			t.Errorf("%v: mean %.9f, want %.9f", c, g.Mean(x, m), want)
		}
	}
}

// The sum over many events and the integral that stands for it meet.
func TestLongMeetsSum(t *testing.T) {
	for _, k := range []int{1, 2, 5, MostK} {
		for _, R := range []float64{0.2, 3, 400, 9000} {
			for _, v := range []float64{0.2, 2, 60} {
				for _, a := range []float64{0.05, 1, 7} {
					mean, spread := R*v, math.Sqrt(R*v*(1+v))
					if mean+8*spread+30*(1+v) > mostTerms {
						continue
					}
					to := ahead{k, a, 2.5, v}
					sum, long := to.purchases(R, k/2), to.long(R, k/2, mean, spread)
					if math.Abs(sum-long) > 2e-4*sum+1e-9 {
						t.Errorf("k=%d R=%v v=%v a=%v: sum %v, integral %v", k, R, v, a, sum, long)
					}
				}
			}
		}
	}
}

// Where the events are too many to sum, k = 1 has a second opinion: the mean of
// (1 − (1+pv)^−R) ÷ p over the beta of p.
func TestLongAgreesWithMixture(t *testing.T) {
	for _, R := range []float64{0.25, 5, 3000, 1e6} {
		for _, v := range []float64{10, 1e3, 1e5, 1e9} {
			for _, a := range []float64{0.3, 1, 4} {
				if R*v+30*v < mostTerms {
					continue
				}
				to, sum, all := ahead{1, a, 3, v}, 0.0, 0.0
				for y := -120.0; y < 15; y += 0.1 {
					p := 1 / (1 + math.Exp(-y))
					w := math.Exp(a*math.Log(p) - 3*math.Log1p(math.Exp(y)))
					all += w
					sum += w * -math.Expm1(-R*math.Log1p(p*v)) / p
				}
				if got := to.purchases(R, 0); math.Abs(got-sum/all) > 1e-5*sum/all {
					t.Errorf("R=%v v=%v a=%v: %v, want %v", R, v, a, got, sum/all)
				}
			}
		}
	}
}

// The gradients are the slopes.
func TestGradients(t *testing.T) {
	for i, m := range truths {
		all := groups(m.population(200, uint64(i)+50, 100), 1, true)
		par := []float64{m.R * 1.1, m.Alpha * 0.8, m.A + m.S, m.B + m.Beta}
		like := func(p, grad []float64) float64 {
			if m.Kind == Pareto {
				return (&lomax{p[0], p[1], p[2], p[3]}).total(all, grad)
			}
			return (&geometric{m.Kind == MBG, m.K, p[0], p[1], p[2], p[3]}).total(all, grad)
		}
		slopes(t, m.Kind.String(), like, par)
	}
	counts, means := spendPopulation(Spend{P: 4, Q: 3, Gamma: 2}, 200, 1)
	at, _, err := purses(counts, means, nil)
	if err != nil {
		t.Fatal(err)
	}
	slopes(t, "Gamma-Gamma", func(p, grad []float64) float64 { return spendTotal(at, p[0], p[1], p[2], grad) },
		[]float64{3, 2, 1.5})
}

func slopes(t *testing.T, name string, like func(p, grad []float64) float64, par []float64) {
	t.Helper()
	grad, scratch := make([]float64, len(par)), make([]float64, len(par))
	like(par, grad)
	for i, v := range par {
		h := 1e-5 * v
		par[i] = v + h
		up := like(par, scratch)
		par[i] = v - h
		down := like(par, scratch)
		par[i] = v
		if slope := (up - down) / (2 * h); math.Abs(slope-grad[i]) > 1e-5*(1+math.Abs(slope)) {
			t.Errorf("%s: slope %d is %v, by differences %v", name, i, grad[i], slope)
		}
	}
}
