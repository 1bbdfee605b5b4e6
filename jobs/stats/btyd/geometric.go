package btyd

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// geometric is a customer that may leave after a purchase, with probability
// p ~ beta(a, b), and buys at every k-th event of rate λ ~ gamma(r, alpha).
type geometric struct {
	first bool // after the first purchase too (MBG)
	k     int
	r, alpha,
	a, b float64
}

// chances is how often a customer of x repeats could have left.
func (g *geometric) chances(x int) float64 {
	if g.first {
		return float64(x + 1)
	}
	return float64(x)
}

// shape is of the posterior gamma of λ: the events behind x repeats, and r.
func (g *geometric) shape(x int) float64 { return g.r + float64(g.k)*float64(x) }

// silent is Σ_{j<k} u^j (R)_j ÷ j! for a silence of u = (Age − Recency) ÷ (alpha +
// Age): the weight of the phases j in which a customer may be who has not come
// since, integrated over λ; 1 for k = 1. With it its derivative by R, and u × the
// one by u. (After Platzer & Reutterer 2017, where it is the survival of Erlang-k gaps.)
func (g *geometric) silent(R, u float64) (sum, byR, byU float64) {
	term, harmonic := 1.0, 0.0
	for j := 0; ; {
		sum += term
		byR += term * harmonic
		byU += term * float64(j)
		if j++; j == g.k {
			return sum, byR, byU
		}
		i := R + float64(j-1)
		harmonic += 1 / i
		term *= u * i / float64(j)
	}
}

// split is the log likelihood of a customer in two: that it is alive, that it left
// at its last purchase (−∞ where it could not). A factor common to both is left out.
func (g *geometric) split(s Stats) (alive, dead float64) {
	R, d, now := g.shape(s.X), g.chances(s.X), g.alpha+s.Age
	alive = -R * math.Log(now)
	if g.k > 1 {
		sum, _, _ := g.silent(R, (s.Age-s.Recency)/now)
		alive += math.Log(sum)
	}
	if d == 0 {
		return alive, math.Inf(-1)
	}
	return alive, math.Log(g.a/(g.b+d-1)) - R*math.Log(g.alpha+s.Recency)
}

// factor is what split leaves out, but for the gaps: what depends on x alone.
func (g *geometric) factor(x int) float64 {
	d := g.chances(x)
	return lgamma(g.shape(x)) - lgamma(g.r) + g.r*math.Log(g.alpha) - float64(x)*lgamma(float64(g.k)) +
		lgamma(g.b+d) - lgamma(g.b) + lgamma(g.a+g.b) - lgamma(g.a+g.b+d)
}

func (g *geometric) logLik(s Stats) float64 {
	return g.factor(s.X) + float64(g.k-1)*s.LogGaps + logSum(g.split(s))
}

// total is Σ n LogLik, with its gradient by r, alpha, a and b. The customers are
// sorted by X.
func (g *geometric) total(all []group, grad []float64) (ll float64) {
	clear(grad)
	psiR, psiB, psiAB := mathext.Digamma(g.r), mathext.Digamma(g.b), mathext.Digamma(g.a+g.b)
	for len(all) > 0 {
		x := all[0].X
		R, d, factor := g.shape(x), g.chances(x), g.factor(x)
		var n, left float64 // customers of the run; those that left, expected
		for ; len(all) > 0 && all[0].X == x; all = all[1:] {
			s := &all[0]
			now, then := g.alpha+s.Age, g.alpha+s.Recency
			u := (s.Age - s.Recency) / now
			sum, byR, byU := 1.0, 0.0, 0.0
			logNow := math.Log(now)
			alive, dead, logThen := -R*logNow, math.Inf(-1), 0.0
			if g.k > 1 {
				sum, byR, byU = g.silent(R, u)
				alive += math.Log(sum)
			}
			if d > 0 {
				logThen = math.Log(then)
				dead = math.Log(g.a/(g.b+d-1)) - R*logThen
			}
			ll += s.n * (factor + float64(g.k-1)*s.LogGaps + logSum(alive, dead))
			here := s.n * share(alive, dead)
			gone := s.n - here
			n, left = n+s.n, left+gone
			grad[0] += here*(byR/sum-logNow) - gone*logThen
			grad[1] -= here*(R+byU/sum)/now + gone*R/then
		}
		lost := psiAB - mathext.Digamma(g.a+g.b+d)
		grad[0] += n * (mathext.Digamma(R) - psiR + math.Log(g.alpha))
		grad[1] += n * g.r / g.alpha
		grad[2] += n*lost + left/g.a
		grad[3] += n * (lost + mathext.Digamma(g.b+d) - psiB)
		if d > 0 {
			grad[3] -= left / (g.b + d - 1)
		}
	}
	return ll
}
