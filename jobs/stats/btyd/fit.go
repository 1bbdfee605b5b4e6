package btyd

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"
)

// MostK is the largest k of Erlang gaps: beyond it a rhythm is a calendar, and the
// sums over phases lose their digits.
const MostK = 24

// What a fit needs.
var (
	ErrNobody   = errors.New("no customers to fit a model on")
	ErrNoRepeat = errors.New("nobody has bought a second time: there is no rhythm to fit")
)

// Fit is the model of greatest likelihood, k of Erlang gaps (1: exponential).
//
// Inputs: a population in any order, equal customers as often as they occur. Result:
// the better of two starts, on log parameters within e^±12 of the population's own
// time scale; the same for any order of the input. A population that does not
// determine a parameter (everybody alike, nobody leaving) ends near those bounds.
//
// Errors: ErrNobody, ErrNoRepeat; a kind or k that does not exist (Pareto: k = 1
// only); the first customer whose numbers cannot be (Recency after Age, X repeats
// without time). Cost: some 100 passes over the distinct customers, bounded.
func Fit(kind Kind, k int, all []Stats) (Model, error) {
	if kind > Pareto || k < 1 || k > MostK || kind == Pareto && k != 1 {
		return Model{}, fmt.Errorf("%v with k = %d: there is no such model", kind, k)
	}
	unit, rate, err := scale(all)
	if err != nil {
		return Model{}, err
	}
	at := groups(all, unit, k > 1)
	rate *= float64(k) * unit
	// Two starts, for the likelihood may have a ridge: a mixed population that stays,
	// and a very mixed one that leaves.
	starts := [][]float64{{1, 1 / rate, 1, 3}, {0.3, 0.3 / rate, 0.5, 1}}
	pass := func(p, grad []float64) float64 {
		g := geometric{kind == MBG, k, p[0], p[1], p[2], p[3]}
		return g.total(at, grad)
	}
	if kind == Pareto {
		starts = [][]float64{{1, 1 / rate, 0.5, 0.5}, {0.3, 0.3 / rate, 2, 4}}
		pass = func(p, grad []float64) float64 {
			g := lomax{p[0], p[1], p[2], p[3]}
			return g.total(at, grad)
		}
	}
	p, err := maximise(pass, float64(len(all)), starts)
	if err != nil {
		return Model{}, fmt.Errorf("%v with k = %d: %w", kind, k, err)
	}
	m := Model{Kind: kind, K: k, R: p[0], Alpha: p[1] * unit, N: len(all)}
	if kind == Pareto {
		m.S, m.Beta = p[2], p[3]*unit
	} else {
		m.A, m.B = p[2], p[3]
	}
	for _, s := range groups(all, 1, k > 1) {
		m.LogLikelihood += s.n * m.LogLik(s.Stats)
	}
	return m, nil
}

// scale is the population's own unit of time, its mean age, and its repeats per
// time; or why it cannot be fitted.
func scale(all []Stats) (unit, rate float64, err error) {
	if len(all) == 0 {
		return 0, 0, ErrNobody
	}
	for i, s := range all {
		if err := s.check(); err != nil {
			return 0, 0, fmt.Errorf("customer %d: %w", i, err)
		}
	}
	repeats := 0.0
	for _, s := range groups(all, 1, false) { // sorted: a sum depends on its order
		repeats += s.n * float64(s.X)
		unit += s.n * s.Age
	}
	if repeats == 0 {
		return 0, 0, ErrNoRepeat
	}
	return unit / float64(len(all)), repeats / unit, nil
}

// bound is how far a log parameter may go.
const bound = 12

// maximise is where the log likelihood of n customers is greatest over positive
// parameters. like returns it with its gradient.
//
// The log parameters are bound × tanh(u ÷ bound), so that the search over u has no
// edges. The search ends after 200 steps or 2,000 evaluations at most; the best point
// it has seen counts, however it ended: at the end of a ridge a line search gives
// up, which is no error.
func maximise(like func(p, grad []float64) float64, n float64, starts [][]float64) ([]float64, error) {
	dim := len(starts[0])
	best, bestAt := math.Inf(1), make([]float64, dim)
	last, lastGrad, lastValue := make([]float64, dim), make([]float64, dim), math.NaN()
	p := make([]float64, dim)
	eval := func(u []float64) {
		same := !math.IsNaN(lastValue)
		for i := range u {
			same = same && u[i] == last[i]
		}
		if same {
			return
		}
		copy(last, u)
		for i := range u {
			p[i] = math.Exp(bound * math.Tanh(u[i]/bound))
		}
		lastValue = -like(p, lastGrad) / n
		for i := range u {
			th := math.Tanh(u[i] / bound)
			lastGrad[i] *= -p[i] * (1 - th*th) / n
			if !finite(lastGrad[i]) {
				lastGrad[i] = 0
			}
		}
		if !finite(lastValue) {
			lastValue = math.MaxFloat64 / 4
		}
		if lastValue < best {
			best = lastValue
			copy(bestAt, p)
		}
	}
	problem := optimize.Problem{
		Func: func(u []float64) float64 { eval(u); return lastValue },
		Grad: func(grad, u []float64) { eval(u); copy(grad, lastGrad) },
	}
	for _, start := range starts {
		u := make([]float64, dim)
		for i, v := range start {
			l := max(-0.9*bound, min(0.9*bound, math.Log(v)))
			u[i] = bound * math.Atanh(l/bound)
		}
		// An error is a search that ended early; best says how far it came.
		_, _ = optimize.Minimize(problem, u, &optimize.Settings{
			GradientThreshold: 1e-9, MajorIterations: 200, FuncEvaluations: 2000,
			Converger: &optimize.FunctionConverge{Absolute: 1e-13, Iterations: 10},
		}, &optimize.BFGS{})
	}
	if math.IsInf(best, 0) || best >= math.MaxFloat64/4 {
		return nil, errors.New("the likelihood has no value at the start")
	}
	return bestAt, nil
}
