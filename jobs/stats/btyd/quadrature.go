package btyd

import "math"

// points is the order of the Gauss–Legendre rule. Over a stretch in which the
// integrands of this package fall by e^8, or over 4 of the logarithmic axis, its
// error is under 1e-12.
const points = 16

// nodes and weights are the rule on [0, 1].
var nodes, weights = legendre()

// legendre finds the roots of the Legendre polynomial by Newton's method from
// Chebyshev's guess (Press et al., Numerical Recipes, 3rd ed., 4.6.1).
func legendre() (x, w [points]float64) {
	for i := range points {
		z, slope := math.Cos(math.Pi*(float64(i)+0.75)/(points+0.5)), 0.0
		for range 100 {
			p, before := 1.0, 0.0
			for j := range points {
				p, before = (float64(2*j+1)*z*p-float64(j)*before)/float64(j+1), p
			}
			slope = points * (z*p - before) / (z*z - 1)
			step := p / slope
			if z -= step; math.Abs(step) < 1e-15 {
				break
			}
		}
		x[i] = (1 - z) / 2
		w[i] = 1 / ((1 - z*z) * slope * slope)
	}
	return x, w
}

// stretch is the most of the logarithmic axis that one rule covers.
const stretch = 4.0

// decay is the integrand (1 + u/A)^−p (1 + u/B)^−q, over u from 0 to L: what is
// left of a gamma mixed rate of shape p after u, times what is left of another.
type decay struct{ A, B, p, q, L float64 }

// moments is ∫ of the decay, and its means of ln(1 + u/A), ln(1 + u/B), 1/(A + u)
// and 1/(B + u) under it, which the gradient wants.
type moments struct{ sum, logA, logB, invA, invB float64 }

// reach is roughly where the integrand has fallen to e^−d.
func (f *decay) reach(d float64) float64 {
	return 1 / (1/(f.A*math.Expm1(d/f.p)) + 1/(f.B*math.Expm1(d/f.q)))
}

// integrate takes the integral on the axis w = ln(1 + u/m), m the smaller of A and
// B, where the integrand has no singularity within π of the real line however far A
// and B are apart; broken where it has fallen by e^−8 and e^−25, left off at e^−60.
// means tells whether more than the sum is wanted.
func (f *decay) integrate(means bool) (out moments) {
	m := min(f.A, f.B)
	from := 0.0
	for _, d := range [...]float64{8, 25, 60} {
		u := min(f.L, f.reach(d))
		to := math.Log1p(u / m)
		if to > from {
			parts := math.Ceil((to - from) / stretch)
			for i := range int(parts) {
				step := (to - from) / parts
				f.panel(from+float64(i)*step, step, m, means, &out)
			}
			from = to
		}
		if u == f.L {
			break
		}
	}
	if out.sum > 0 {
		out.logA, out.logB, out.invA, out.invB = out.logA/out.sum, out.logB/out.sum, out.invA/out.sum, out.invB/out.sum
	}
	return out
}

func (f *decay) panel(from, width, m float64, means bool, out *moments) {
	for i := range points {
		w := from + width*nodes[i]
		u := m * math.Expm1(w)
		la, lb := w, w
		if m < f.A {
			la = math.Log1p(u / f.A)
		}
		if m < f.B {
			lb = math.Log1p(u / f.B)
		}
		v := width * weights[i] * m * math.Exp(w-f.p*la-f.q*lb)
		out.sum += v
		if means {
			out.logA += v * la
			out.logB += v * lb
			out.invA += v / (f.A + u)
			out.invB += v / (f.B + u)
		}
	}
}
