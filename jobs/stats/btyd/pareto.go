package btyd

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// lomax is a customer of the Pareto/NBD: it buys at rate λ ~ gamma(r, alpha) and
// leaves at rate μ ~ gamma(s, beta), so that its lifetime is a Pareto of the second
// kind.
//
// The two 2F1 of the published likelihood are one integral over the day of leaving,
// from the last purchase to today:
//
//	s ∫ (alpha + t)^−(r+x) (beta + t)^−(s+1) dt
//
// which is taken as such: both signs of alpha − beta at once, no difference of
// nearly equal numbers (Fader & Hardie 2005, "A note on deriving the Pareto/NBD
// model", its equation before 2F1 comes in).
type lomax struct{ r, alpha, s, beta float64 }

// death is the integral over the days of leaving, as a decay from the last purchase.
func (g *lomax) death(s *Stats) decay {
	return decay{g.alpha + s.Recency, g.beta + s.Recency, g.r + float64(s.X), g.s + 1, s.Age - s.Recency}
}

// split is the log likelihood in two, alive and gone, without what factor has.
func (g *lomax) split(s Stats) (alive, dead float64) {
	f := g.death(&s)
	alive = -f.p*math.Log(g.alpha+s.Age) - g.s*math.Log(g.beta+s.Age)
	if !(f.L > 0) {
		return alive, math.Inf(-1)
	}
	return alive, math.Log(g.s*f.integrate(false).sum) - f.p*math.Log(f.A) - f.q*math.Log(f.B)
}

// factor is what split leaves out: what depends on x alone.
func (g *lomax) factor(x int) float64 {
	return lgamma(g.r+float64(x)) - lgamma(g.r) + g.r*math.Log(g.alpha) + g.s*math.Log(g.beta)
}

func (g *lomax) logLik(s Stats) float64 { return g.factor(s.X) + logSum(g.split(s)) }

// total is Σ n LogLik, with its gradient by r, alpha, s and beta. The customers are
// sorted by X.
func (g *lomax) total(all []group, grad []float64) (ll float64) {
	clear(grad)
	psiR, logAlpha, logBeta := mathext.Digamma(g.r), math.Log(g.alpha), math.Log(g.beta)
	for len(all) > 0 {
		x := all[0].X
		factor, psi, n := g.factor(x), mathext.Digamma(g.r+float64(x)), 0.0
		for ; len(all) > 0 && all[0].X == x; all = all[1:] {
			s := &all[0]
			f := g.death(&s.Stats)
			logA, logB := math.Log(g.alpha+s.Age), math.Log(g.beta+s.Age)
			alive, dead := -f.p*logA-g.s*logB, math.Inf(-1)
			var mean moments
			thenA, thenB := 0.0, 0.0
			if f.L > 0 {
				mean = f.integrate(true)
				thenA, thenB = math.Log(f.A), math.Log(f.B)
				dead = math.Log(g.s*mean.sum) - f.p*thenA - f.q*thenB
			}
			ll += s.n * (factor + logSum(alive, dead))
			here := s.n * share(alive, dead)
			gone := s.n - here
			n += s.n
			grad[0] -= here*logA + gone*(thenA+mean.logA)
			grad[1] -= f.p * (here/(g.alpha+s.Age) + gone*mean.invA)
			grad[2] += gone/g.s - here*logB - gone*(thenB+mean.logB)
			grad[3] -= here*g.s/(g.beta+s.Age) + gone*f.q*mean.invB
		}
		grad[0] += n * (psi - psiR + logAlpha)
		grad[1] += n * g.r / g.alpha
		grad[2] += n * logBeta
		grad[3] += n * g.s / g.beta
	}
	return ll
}

// expected is P(alive) × E λ × E of the time still spent here within h: given that it
// is alive, λ and μ are independent gammas. The mean time is written without the
// published form's pole at s = 1.
func (g *lomax) expected(s Stats, h float64) float64 {
	alive, dead := g.split(s)
	span := math.Log1p(h / (g.beta + s.Age))
	here := span
	if e := (g.s - 1) * span; math.Abs(e) > 1e-12 {
		here = -math.Expm1(-e) / (g.s - 1)
	}
	return share(alive, dead) * (g.r + float64(s.X)) / (g.alpha + s.Age) * (g.beta + s.Age) * here
}

// none is 1 − P(alive) × the probability that the next purchase comes within h and
// before the customer leaves: ∫ E λe^−λu × E e^−μu du, again a decay.
func (g *lomax) none(s Stats, h float64) float64 {
	alive, dead := g.split(s)
	R, now := g.r+float64(s.X), g.alpha+s.Age
	f := decay{now, g.beta + s.Age, R + 1, g.s, h}
	any := clamp01(R / now * f.integrate(false).sum)
	return clamp01(share(dead, alive) + share(alive, dead)*(1-any))
}
