package boost

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

type sample struct {
	table Table
	y     []float64
}

// simulate draws rows whose raw value is a bent function of four columns out of
// eight, one with gaps that mean something, and y from the loss's own law.
func simulate(seed uint64, n int, loss Loss) sample {
	r := rand.New(rand.NewPCG(seed, 2))
	s := sample{Table{Columns: make([][]float32, 8)}, make([]float64, n)}
	for c := range s.table.Columns {
		s.table.Names = append(s.table.Names, fmt.Sprint("x", c))
		s.table.Columns[c] = make([]float32, n)
		for i := range n {
			s.table.Columns[c][i] = float32(r.NormFloat64())
			if c == 3 && r.IntN(3) == 0 {
				s.table.Columns[c][i] = nan
			}
		}
	}
	for i := range n {
		x := func(c int) float64 { return float64(s.table.Columns[c][i]) }
		raw := math.Sin(2*x(0)) + 0.5*x(1)*x(2)
		if math.IsNaN(x(3)) {
			raw += 1
		} else if x(3) > 0.5 {
			raw -= 1
		}
		switch loss {
		case Squared:
			s.y[i] = raw + 0.5*r.NormFloat64()
		case Logistic:
			if r.Float64() < sigmoid(2*raw) {
				s.y[i] = 1
			}
		case Poisson: // arrivals until the time is up
			for at := r.ExpFloat64(); at < math.Exp(raw); at += r.ExpFloat64() {
				s.y[i]++
			}
		}
	}
	return s
}

// deviance is the mean loss of raw values: half the squared error, or minus the
// log likelihood without its constant.
func deviance(loss Loss, raw, y []float64) float64 {
	sum := 0.0
	for i := range y {
		switch loss {
		case Squared:
			sum += (raw[i] - y[i]) * (raw[i] - y[i]) / 2
		case Logistic:
			sum += math.Log1p(math.Exp(raw[i])) - y[i]*raw[i]
		case Poisson:
			sum += math.Exp(raw[i]) - y[i]*raw[i]
		}
	}
	return sum / float64(len(y))
}

func TestBeatsTheMeanOnRowsNotSeen(t *testing.T) {
	// Squared, logistic: what may be left of the mean's loss. Half the variance of
	// the noise, 0.125, stays whoever predicts. Poisson: what is to be gained.
	for loss, want := range map[Loss]float64{Squared: 0.25, Logistic: 0.72, Poisson: 1} {
		train, test := simulate(1, 6000, loss), simulate(2, 4000, loss)
		p := defaults()
		p.Rate = 0.1
		e := mustTrain(t, train.table, train.y, nil, nil, loss, p)
		plain := slices.Repeat([]float64{e.Base}, len(test.y))
		// Without its constant a Poisson deviance has no nought to compare with.
		before, after := deviance(loss, plain, test.y), deviance(loss, e.RawAll(test.table), test.y)
		t.Logf("%v: %.4f by the mean, %.4f by the trees", loss, before, after)
		if loss == Poisson {
			if before-after < want {
				t.Errorf("Poisson gains %.4f a row, not %v", before-after, want)
			}
		} else if after > want*before {
			t.Errorf("%v: %.4f by the mean, %.4f by the trees", loss, before, after)
		}
		if g := e.Gain(); slices.Min(g[:4]) < 2*slices.Max(g[4:]) {
			t.Errorf("%v: the columns that matter do not stand out: %.3f", loss, g)
		}
	}
}

func TestStagesAndFirst(t *testing.T) {
	s := simulate(3, 800, Poisson)
	offset := slices.Repeat([]float64{0.5}, len(s.y))
	e := mustTrain(t, s.table, s.y, nil, offset, Poisson, Params{Trees: 12, Depth: 3, Rate: 0.3, RowShare: 0.5})
	seen := 0
	e.Stages(s.table, nil, func(k int, raw []float64) bool {
		if k != seen || !slices.Equal(raw, e.First(k).RawAll(s.table)) {
			t.Errorf("stage %d is not what the first %d trees say", seen, k)
		}
		seen++
		return k < 9
	})
	if seen != 10 {
		t.Errorf("%d stages, not 0 to 9", seen)
	}
	e.Stages(s.table, offset, func(k int, raw []float64) bool {
		if math.Abs(raw[0]-e.Base-0.5) > 1e-12 {
			t.Errorf("the offset is not in: %v", raw[0])
		}
		return false
	})
	p := Params{Trees: 5, Depth: 3, Rate: 0.3, RowShare: 0.5}
	if short := mustTrain(t, s.table, s.y, nil, offset, Poisson, p); !slices.Equal(short.RawAll(s.table),
		e.First(5).RawAll(s.table)) {
		t.Error("the first five of twelve are not the five")
	}
	if e.First(99).Trees() != e.Trees() || e.First(-1).Trees() != 0 {
		t.Error("First beyond the ends")
	}
}

// The rows that a tree did not see are moved by bins, the others by their leaf:
// both must be what Raw says.
func TestTrainingFollowsItsOwnPredictions(t *testing.T) {
	s := simulate(4, 1000, Squared)
	p, err := Params{Trees: 15, Depth: 4, Rate: 0.3, RowShare: 0.5, Bins: 20}.filled()
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]int32, len(s.y))
	for i := range rows {
		rows[i] = int32(i)
	}
	weight := slices.Repeat([]float64{1}, len(s.y))
	g := newGrower(binTable(s.table, rows, p.Bins), s.y, weight, make([]float64, len(s.y)), rows, 0.25, Squared, p)
	e := &Ensemble{Names: s.table.Names, Base: 0.25, trees: grownTrees(g, s.y, weight, rows)}
	if !slices.Equal(g.raw, e.RawAll(s.table)) {
		t.Error("what training went by is not what the ensemble says")
	}
}

// defaults are moderate parameters for some thousands of rows: small steps,
// shallow trees, every tree with four fifths of the rows and of the columns
// (Friedman 2002, "Stochastic gradient boosting").
func defaults() Params {
	return Params{Trees: 200, Depth: 4, MinLeaf: 20, Rate: 0.05, L2: 1, Bins: 255, RowShare: 0.8, ColumnShare: 0.8}
}
