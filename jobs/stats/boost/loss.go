package boost

import (
	"fmt"
	"math"
)

// Loss is what the trees make small, and with it the link: what a raw sum of
// leaves means.
type Loss uint8

const (
	Squared  Loss = iota // squared error; raw is the value itself
	Logistic             // log loss of 0/1; raw is the log odds
	Poisson              // Poisson deviance of counts and amounts >= 0; raw is the log of the mean
)

var lossNames = [...]string{"squared", "logistic", "poisson"}

func (l Loss) String() string {
	if int(l) < len(lossNames) {
		return lossNames[l]
	}
	return fmt.Sprintf("Loss(%d)", uint8(l))
}

// MarshalText is the loss's name; an error for a loss that is none.
func (l Loss) MarshalText() ([]byte, error) {
	if int(l) >= len(lossNames) {
		return nil, fmt.Errorf("loss %d is unknown", uint8(l))
	}
	return []byte(lossNames[l]), nil
}

// UnmarshalText reads what MarshalText wrote.
func (l *Loss) UnmarshalText(text []byte) error {
	for i, name := range lossNames {
		if name == string(text) {
			*l = Loss(i)
			return nil
		}
	}
	return fmt.Errorf("loss %q is unknown", text)
}

const (
	// maxLog holds the Poisson mean at e^40, about 2 × 10^17: beyond any count,
	// and sums of it over a table still fit easily.
	maxLog = 40
	// maxBase holds the base of a class, or a count, that never (always) comes.
	maxBase = 15
	// maxStep holds a leaf's step on log odds before shrinkage. Where the odds
	// are long and wrong the second-order step is enormous; Friedman, Hastie &
	// Tibshirani (2000, p. 352) hold it between 2 and 4.
	maxStep = 4
)

// Mean turns a raw value into what is predicted: a value, a probability, a mean.
// With an offset: Mean(e.Raw(row) + offset). Poisson is held at e^40.
func (l Loss) Mean(raw float64) float64 {
	switch l {
	case Logistic:
		return sigmoid(raw)
	case Poisson:
		return math.Exp(min(raw, maxLog))
	}
	return raw
}

func sigmoid(x float64) float64 {
	if x < 0 { // the form that cannot overflow
		e := math.Exp(x)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-x))
}

// slope is the first and second derivative of the loss by the raw value.
func (l Loss) slope(raw, y float64) (g, h float64) {
	m := l.Mean(raw)
	switch l {
	case Logistic:
		return m - y, m * (1 - m)
	case Poisson:
		return m - y, m
	}
	return m - y, 1
}

// step is how far a leaf moves: −G ÷ (H + L2), held where the parabola
// misleads. Poisson upwards: the true optimum of a leaf without L2 is
// log(Σy ÷ Σmean) = log(1 + step), so that is taken; a rare large count would
// otherwise throw its leaf to e^100. Downwards the parabola is the careful one,
// never below −1. Never NaN nor infinite.
func (l Loss) step(g, h, l2 float64) float64 {
	s := -g / (h + l2)
	switch {
	case h+l2 <= 0 || math.IsNaN(s) || math.IsInf(s, 0):
		return 0
	case l == Logistic:
		return max(-maxStep, min(maxStep, s))
	case l == Poisson && s > 0:
		return math.Log1p(s)
	}
	return s
}

// base is the best constant raw value. weight and offset have y's length.
// Without any weight it is 0.
func (l Loss) base(y, weight, offset []float64) float64 {
	var total, came, exposed float64
	for i, w := range weight {
		total += w
		switch l {
		case Squared:
			came += w * (y[i] - offset[i])
		default:
			came += w * y[i]
			exposed += w * l.Mean(offset[i])
		}
	}
	if total <= 0 {
		return 0
	}
	switch l {
	case Logistic:
		return logisticBase(y, weight, offset)
	case Poisson: // where nothing came the log is −∞; it is held at a mean of e^−15
		return max(math.Log(came), math.Log(total)-maxBase) - math.Log(max(exposed, math.SmallestNonzeroFloat64))
	}
	return came / total
}

// logisticBase solves Σ w (σ(b + offset) − y) = 0 by halving: with offsets there
// is no closed form, and the sum only rises with b. It is held at
// ±maxBase around the mean offset.
func logisticBase(y, weight, offset []float64) float64 {
	var total, mean float64
	for i, w := range weight {
		total += w
		mean += w * offset[i]
	}
	mean /= total
	low, high := -mean-maxBase, -mean+maxBase
	for range 50 {
		b, sum := low+(high-low)/2, 0.0
		for i, w := range weight {
			sum += w * (sigmoid(b+offset[i]) - y[i])
		}
		if sum < 0 {
			low = b
		} else {
			high = b
		}
	}
	return low + (high-low)/2
}

// takes reports whether y is a value that the loss is defined for. Logistic
// takes shares between 0 and 1 as well.
func (l Loss) takes(y float64) bool {
	switch l {
	case Logistic:
		return y >= 0 && y <= 1
	case Poisson:
		return y >= 0 && !math.IsInf(y, 1)
	}
	return !math.IsNaN(y) && !math.IsInf(y, 0)
}
