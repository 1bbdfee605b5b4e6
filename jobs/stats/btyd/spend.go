package btyd

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Spend is a fitted Gamma-Gamma model: a customer's transactions are
// gamma(P, ν), its ν is gamma(Q, Gamma). Gamma is in the unit of the money.
type Spend struct {
	P, Q, Gamma   float64
	LogLikelihood float64
	N             int // customers of a weight above zero
}

// leastQ is the smallest Q of a fit: at Q = 1 the mean over customers would be
// infinite, and just above it so large that a newcomer's forecast would be absurd.
const leastQ = 1.05

// FitSpend is the Gamma-Gamma model of greatest likelihood.
//
// Inputs: of each customer the number of its transactions (above 0) and their mean
// value (above 0), in any order; weights one a customer, or none. Which
// transactions is the caller's choice: the published example takes repeats alone.
//
// Errors: ErrNobody; lengths that differ; the first customer whose numbers cannot
// be. Special case: a population so unequal that Q would be below 1.05 is fitted
// with 1.05, so that Mean is finite.
//
// Source: Fader, Hardie & Lee 2005, "RFM and CLV: using iso-value curves"; Fader &
// Hardie 2013, "The Gamma-Gamma model of monetary value", equation 1a.
func FitSpend(counts, means []float64, weights ...float64) (Spend, error) {
	if len(means) != len(counts) || len(weights) != 0 && len(weights) != len(counts) {
		return Spend{}, fmt.Errorf("%d counts, %d means, %d weights", len(counts), len(means), len(weights))
	}
	at, unit, err := purses(counts, means, weights)
	if err != nil {
		return Spend{}, err
	}
	total := 0.0
	for _, c := range at {
		total += c.n
	}
	like := func(p, grad []float64) float64 {
		return spendTotal(at, p[0], leastQ+p[1], p[2], grad)
	}
	p, err := maximise(like, total, [][]float64{{4, 2, 2}, {1, 1, 1}})
	if err != nil {
		return Spend{}, fmt.Errorf("gamma-gamma: %w", err)
	}
	g := Spend{P: p[0], Q: leastQ + p[1], Gamma: p[2] * unit, N: len(at)}
	g.LogLikelihood = spendTotal(at, p[0], g.Q, p[2], make([]float64, 3)) - total*math.Log(unit)
	return g, nil
}

// Mean is what a customer's transactions are worth on average, in the long run: its
// own mean, drawn towards the population's by its count.
//
// Special cases: count ≤ 0 or a mean that is no amount above zero → the population's.
func (g *Spend) Mean(count, mean float64) float64 {
	if !(count > 0) || !(mean > 0) || !finite(count) || !finite(mean) {
		count, mean = 0, 0
	}
	if d := g.P*count + g.Q - 1; d > 0 {
		// Parted, lest count × mean overflow.
		return g.P*g.Gamma/d + mean*(g.P*count/d)
	}
	return mean
}

// purse is one customer's count and mean, of weight n.
type purse struct{ x, logX, m, logM, n float64 }

// purses checks the customers and divides the means by their geometric mean, the
// unit.
func purses(counts, means, weights []float64) (out []purse, unit float64, err error) {
	sum, all := 0.0, 0.0
	for i, x := range counts {
		c := purse{x: x, m: means[i], n: 1}
		if len(weights) > 0 {
			c.n = weights[i]
		}
		switch {
		case !(c.x > 0) || !finite(c.x):
			return nil, 0, fmt.Errorf("customer %d: %v transactions", i, c.x)
		case !(c.m > 0) || !finite(c.m):
			return nil, 0, fmt.Errorf("customer %d: a mean value of %v, where only amounts above zero can be fitted", i, c.m)
		case !(c.n >= 0) || !finite(c.n):
			return nil, 0, fmt.Errorf("customer %d: a weight of %v", i, c.n)
		case c.n == 0:
			continue
		}
		c.logX, c.logM = math.Log(c.x), math.Log(c.m)
		sum, all = sum+c.n*c.logM, all+c.n
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, 0, ErrNobody
	}
	log := sum / all
	if unit = math.Exp(log); !finite(unit) || unit == 0 {
		return nil, 0, errors.New("the mean values are beyond what can be fitted")
	}
	for i := range out {
		c := &out[i]
		c.m, c.logM = c.m/unit, c.logM-log
	}
	return out, unit, nil
}

// spendTotal is the log likelihood with its gradient by p, q and gamma.
func spendTotal(all []purse, p, q, gamma float64, grad []float64) (ll float64) {
	clear(grad)
	lgQ, psiQ, logGamma := lgamma(q), mathext.Digamma(q), math.Log(gamma)
	lastX, rise, psi, psiPX := -1.0, 0.0, 0.0, 0.0
	for i := range all {
		c := &all[i]
		px := p * c.x
		if c.x != lastX {
			lastX = c.x
			rise = lgamma(px+q) - lgamma(px) - lgQ
			psi, psiPX = mathext.Digamma(px+q), mathext.Digamma(px)
		}
		sum := gamma + c.x*c.m
		logSum := math.Log(sum)
		ll += c.n * (rise + q*(logGamma-logSum) + px*(c.logX+c.logM-logSum) - c.logM)
		grad[0] += c.n * c.x * (psi - psiPX + c.logX + c.logM - logSum)
		grad[1] += c.n * (psi - psiQ + logGamma - logSum)
		grad[2] += c.n * (q/gamma - (px+q)/sum)
	}
	return ll
}
