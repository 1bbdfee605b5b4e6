package accuracy

import "math"

// Platt turns log odds into a probability that comes true: σ(A × logit + B). The
// one that changes nothing is {1, 0}. Two figures only: for the few hundred cases
// of a small shop, where Isotonic would learn the chance of the day.
type Platt struct {
	A float64 `json:"a"`
	B float64 `json:"b"`
}

// far holds log odds: e^−40 is nothing that a shop could see.
const far = 40

// FitPlatt fits the two figures by maximum likelihood.
//
// Inputs: log odds of rows that the score was not trained on, what came of them
// (0 or 1), weights >= 0, nil = all 1; weights are counts of cases, so their
// size matters. Rows with a NaN are left out. Special cases:
//   - no rows, or none that weighs: {1, 0}, nothing is changed
//   - all log odds equal, or higher ones come less often: A is 0 and everybody
//     gets the base rate; a calibration never turns the order round
//   - one class only: near it, not at it: the truths are drawn to
//     (came + 1) ÷ (came + 2) and 1 ÷ (not + 2), as Platt's are
//
// Panics when the lengths differ. Source: Platt 1999; the Newton steps with
// halving of Lin, Lin & Weng 2007.
func FitPlatt(logit, truth, weight []float64) Platt {
	rows := weighed(logit, truth, weight)
	var came, not float64
	for _, r := range rows {
		if r.y != 0 {
			came += r.w
		} else {
			not += r.w
		}
	}
	if came+not <= 0 {
		return Platt{1, 0}
	}
	varies := false
	for i := range rows {
		rows[i].x = max(-far, min(far, rows[i].x))
		varies = varies || rows[i].x != rows[0].x
		if rows[i].y != 0 {
			rows[i].y = (came + 1) / (came + 2)
		} else {
			rows[i].y = 1 / (not + 2)
		}
	}
	if varies {
		if p := newton(rows, Platt{0, math.Log((came + 1) / (not + 1))}); p.A >= 0 {
			return p
		}
	}
	mean := (came*(came+1)/(came+2) + not/(not+2)) / (came + not) // where A = 0 is best
	return Platt{0, math.Log(mean / (1 - mean))}
}

// newton goes down the log loss, which is convex, until the slope is nought.
func newton(rows []row, p Platt) Platt {
	loss := p.loss(rows)
	for range 100 {
		var ga, gb, aa, ab, bb float64
		for _, r := range rows {
			m := p.Probability(r.x)
			d, c := r.w*(m-r.y), r.w*m*(1-m)
			ga, gb = ga+d*r.x, gb+d
			aa, ab, bb = aa+c*r.x*r.x, ab+c*r.x, bb+c
		}
		ridge := 1e-12 * (aa + bb) // keeps it solvable where all is nearly certain
		aa, bb = aa+ridge, bb+ridge
		det := aa*bb - ab*ab
		if det <= 0 {
			return p
		}
		da, db := -(bb*ga-ab*gb)/det, -(aa*gb-ab*ga)/det
		descent := ga*da + gb*db
		if -descent <= 1e-14*(1+loss) {
			return p
		}
		share := 1.0
		for ; share > 1e-10; share /= 2 {
			next := Platt{p.A + share*da, p.B + share*db}
			if l := next.loss(rows); l <= loss+1e-4*share*descent {
				p, loss = next, l
				break
			}
		}
		if share <= 1e-10 {
			return p
		}
	}
	return p
}

func (p Platt) loss(rows []row) float64 {
	sum := 0.0
	for _, r := range rows {
		z := p.A*r.x + p.B
		// log(1 + e^z) − y z, without overflow.
		sum += r.w * (max(z, 0) + math.Log1p(math.Exp(-math.Abs(z))) - r.y*z)
	}
	return sum
}

// Probability of log odds, 0 to 1; never falls as they rise. Log odds are held
// at ±40. NaN stays NaN.
func (p Platt) Probability(logit float64) float64 {
	z := p.A*max(-far, min(far, logit)) + p.B
	if z < 0 { // the form that cannot overflow
		e := math.Exp(z)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-z))
}

// row is a case to calibrate by: score, truth, weight.
type row struct{ x, y, w float64 }

// weighed is the rows that weigh and have no NaN.
func weighed(score, truth, weight []float64) []row {
	if len(score) != len(truth) || weight != nil && len(weight) != len(truth) {
		panic("accuracy: scores, truths and weights of different lengths")
	}
	rows := make([]row, 0, len(score))
	for i := range score {
		r := row{score[i], truth[i], 1}
		if weight != nil {
			r.w = weight[i]
		}
		if r.w > 0 && !math.IsNaN(r.x) && !math.IsNaN(r.y) {
			rows = append(rows, r)
		}
	}
	return rows
}
