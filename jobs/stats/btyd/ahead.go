package btyd

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// What is to come of a customer that may leave after a purchase.
//
// Derived here, for the papers approximate it for k > 1: a purchase is every k-th
// event of a Poisson process. That a customer is alive and silent since its last
// purchase says that 0 ≤ j < k events have come since. The joint posterior of j and
// λ is
//
//	∝ (Age−Recency)^j ÷ j! × λ^(r+kx+j−1) e^−λ(alpha+Age)
//
// so j has the weights that geometric.silent sums, and given j, λ is
// gamma(r+kx+j, alpha+Age) exactly, p being beta(a, b + chances) beside it. Within h
// the events to come are then negative binomial, N of them make ⌊(N+j)÷k⌋ purchases
// if nobody leaves, and of n such the customer makes
//
//	S(n) = Σ_{i<n} E (1−p)^i = Σ_{i<n} (b')_i ÷ (a+b')_i
//
// Every sum is of positive terms, with no pole at a = 1; for k = 1 they are the
// published closed forms.

// ahead is one customer seen from today, alive.
type ahead struct {
	k    int
	a, b float64 // of the beta of p
	v    float64 // h ÷ (alpha + Age)
}

// none is P(gone) + P(alive) × P(the events do not suffice for one purchase).
func (g *geometric) none(s Stats, h float64) float64 {
	alive, dead := g.split(s)
	R, now := g.shape(s.X), g.alpha+s.Age
	v := h / now
	var quiet float64
	if g.k == 1 {
		quiet = math.Exp(-R * math.Log1p(v))
	} else {
		quiet = g.quiet(R, (s.Age-s.Recency)/now, v)
	}
	return clamp01(share(dead, alive) + share(alive, dead)*quiet)
}

// quiet is the probability, alive, that fewer than the k − j events come which are
// still missing, over the phases j.
func (g *geometric) quiet(R, u, v float64) float64 {
	z, none := v/(1+v), math.Exp(-math.Log1p(v)*R)
	weight, sum, out := 1.0, 0.0, 0.0
	for j := range g.k {
		term, cdf := none, 0.0
		for n := range g.k - j {
			cdf += term
			term *= (R + float64(j+n)) / float64(n+1) * z
		}
		sum += weight
		out += weight * cdf
		weight *= u * (R + float64(j)) / float64(j+1)
		none /= 1 + v
	}
	return out / sum
}

// expected is P(alive) × Σ over the phases of what each brings.
func (g *geometric) expected(s Stats, h float64) float64 {
	alive, dead := g.split(s)
	R, now := g.shape(s.X), g.alpha+s.Age
	u := (s.Age - s.Recency) / now
	to := ahead{g.k, g.a, g.b + g.chances(s.X), h / now}
	weight, sum, out := 1.0, 0.0, 0.0
	for j := range g.k {
		sum += weight
		if weight > 0 {
			out += weight * to.purchases(R+float64(j), j)
		}
		weight *= u * (R + float64(j)) / float64(j+1)
	}
	return share(alive, dead) * out / sum
}

// mostTerms is how many events are summed one by one: a term costs some 5 ns. Few
// customers of a shop have as many ahead of them.
const mostTerms = 20_000

// purchases is the expected number of purchases of a customer in phase j whose
// events to come are negative binomial of shape R and mean R v.
func (t *ahead) purchases(R float64, j int) float64 {
	mean, spread := R*t.v, math.Sqrt(R*t.v*(1+t.v))
	if mean+8*spread+30*(1+t.v) > mostTerms {
		return t.long(R, j, mean, spread)
	}
	z, none := t.v/(1+t.v), R*math.Log1p(t.v)
	n, term := 0.0, math.Exp(-none)
	if none > 600 { // the first terms underflow; those left out weigh under 1e-12
		n = max(0, math.Floor(mean-7.5*spread))
		term = math.Exp(lgamma(R+n) - lgamma(R) - lgamma(n+1) + n*math.Log(z) - none)
	}
	made, stay := 0, 1.0 // purchases so far, and E (1−p)^made
	brought, out := 0.0, 0.0
	for {
		for now := (int(n) + j) / t.k; made < now; made++ {
			brought += stay
			stay *= (t.b + float64(made)) / (t.a + t.b + float64(made))
		}
		out += term * brought
		if n > mean && term*(brought+1)*(1+t.v) < 1e-12*out || n > 4*mostTerms {
			return out
		}
		term *= (R + n) / (n + 1) * z
		n++
	}
}

// long is the same where the events are too many to sum: Σ_i P(enough events for i + 1
// purchases) × E (1−p)^i, the first terms one by one, the rest as an integral with
// the correction of the midpoint rule.
func (t *ahead) long(R float64, j int, mean, spread float64) float64 {
	const first = 32
	k := float64(t.k)
	whole := rising(t.b, t.a)
	f := func(i float64) float64 {
		return enough(R, t.v, k*(i+1)-float64(j)) * math.Exp(whole-rising(t.b+i, t.a))
	}
	out := 0.0
	for i := range first {
		out += f(float64(i))
	}
	from := first - 0.5
	out += (f(from+0.5) - f(from-0.5)) / 24
	end := (mean + 10*spread + 40*(1+t.v)) / k
	for _, to := range [...]float64{(mean - 8*spread) / k, (mean - 3*spread) / k, mean / k, (mean + 3*spread) / k,
		(mean + 8*spread) / k, end} {
		if to <= from {
			continue
		}
		low, length := math.Log(from), math.Log(to/from)
		parts := math.Ceil(length / stretch * 2)
		for p := range int(parts) {
			for i := range points {
				at := math.Exp(low + length*(float64(p)+nodes[i])/parts)
				out += length / parts * weights[i] * at * f(at)
			}
		}
		from = to
	}
	return out
}

// rising is ln Γ(z+a) − ln Γ(z). Where z is far above a the two have no digits to
// spare and the expansion about the middle is used (Tricomi & Erdélyi 1951).
func rising(z, a float64) float64 {
	if z < 1e4*(1+a) {
		return lgamma(z+a) - lgamma(z)
	}
	w := z + (a-1)/2
	return a*math.Log(w) - a*(a*a-1)/(24*w*w)
}

// enough is P(N ≥ n) of the negative binomial; where its steps do not show, that of
// the gamma behind it.
func enough(R, v, n float64) float64 {
	if n <= 0 {
		return 1
	}
	if v > 1e6 && n > 1e4 {
		return mathext.GammaIncRegComp(R, (n-0.5)/v)
	}
	if v > 1 { // z has no digits left near 1
		return 1 - mathext.RegIncBeta(R, n, 1/(1+v))
	}
	return mathext.RegIncBeta(n, R, v/(1+v))
}
