package btyd

import "math"

// Kind is how customers leave.
type Kind uint8

// The kinds. The numbers are kept with models: do not reorder.
const (
	BG     Kind = iota // a chance of leaving after every repeat purchase: who bought once is always alive
	MBG                // after every purchase, the first included
	Pareto             // at any time, at a customer's own constant hazard
)

// String is the kind's name in print.
func (k Kind) String() string {
	switch k {
	case BG:
		return "BG/NBD"
	case MBG:
		return "MBG/NBD"
	case Pareto:
		return "Pareto/NBD"
	}
	return "unknown"
}

// Model is a fitted model of a population. Times are in the unit of the Stats it
// was fitted on. It survives JSON bit for bit.
//
// While alive, a customer's purchases are every K-th event of a Poisson process of
// rate λ ~ gamma(R, Alpha). BG, MBG: it leaves after a purchase with probability
// p ~ beta(A, B). Pareto (K = 1): it leaves at rate μ ~ gamma(S, Beta).
type Model struct {
	Kind          Kind
	K             int
	R, Alpha      float64
	A, B          float64 // BG, MBG
	S, Beta       float64 // Pareto
	LogLikelihood float64 // Σ LogLik of the customers it was fitted on
	N             int     // how many they were
}

// LogLik is the log density of one customer's purchase times under the model: with
// LogGaps in the same unit, comparable between kinds and k, not between units.
//
// Special cases: no repeat → the log probability of none. Source: the papers named
// in the package comment; the binomial coefficients of count data do not occur.
// Under 0.5 µs for BG and MBG, some 1 µs for Pareto.
func (m *Model) LogLik(s Stats) float64 {
	s = s.sane()
	if m.Kind == Pareto {
		return m.lomax().logLik(s)
	}
	return m.geometric().logLik(s)
}

// PAlive is the probability that a customer has not left, in [0, 1].
//
// Special cases: BG, no repeat → 1 (the model's own weakness, not a forecast);
// Pareto, last purchase today → 1.
func (m *Model) PAlive(s Stats) float64 {
	s = s.sane()
	if m.Kind == Pareto {
		alive, dead := m.lomax().split(s)
		return share(alive, dead)
	}
	alive, dead := m.geometric().split(s)
	return share(alive, dead)
}

// Expected is the expected number of purchases in the next h, h in the unit of the
// Stats; at least 0, rising with h.
//
// Special cases: h ≤ 0 or not a number → 0; h beyond 1e15 → as 1e15 (for A ≤ 1 or
// S ≤ 1 there is no limit to go to). Exact to some 1e-9. A few µs with K = 1, tens with
// Erlang gaps, more where thousands of purchases are to come.
func (m *Model) Expected(s Stats, h float64) float64 {
	s, h = s.sane(), sane(h)
	if h == 0 {
		return 0
	}
	if m.Kind == Pareto {
		return m.lomax().expected(s, h)
	}
	return m.geometric().expected(s, h)
}

// PNone is the probability of no purchase in the next h, in [0, 1]: because the
// customer has left, or leaves, or does not come so soon. 1 − PNone is the
// probability of at least one.
//
// Special cases: h ≤ 0 or not a number → 1.
func (m *Model) PNone(s Stats, h float64) float64 {
	s, h = s.sane(), sane(h)
	if h == 0 {
		return 1
	}
	if m.Kind == Pareto {
		return m.lomax().none(s, h)
	}
	return m.geometric().none(s, h)
}

func (m *Model) geometric() *geometric {
	return &geometric{m.Kind == MBG, max(m.K, 1), m.R, m.Alpha, m.A, m.B}
}

func (m *Model) lomax() *lomax { return &lomax{m.R, m.Alpha, m.S, m.Beta} }

// share is e^alive ÷ (e^alive + e^dead).
func share(alive, dead float64) float64 { return 1 / (1 + math.Exp(dead-alive)) }

// logSum is ln(e^a + e^b).
func logSum(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	return a + math.Log1p(math.Exp(b-a)) // b may be −∞: nothing is added
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}

func clamp01(p float64) float64 { return max(0, min(1, p)) }
