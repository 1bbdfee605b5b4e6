package boost

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Train grows an ensemble that predicts y from the table.
//
// Inputs: y with a value a row: any finite number for Squared, 0 or 1 (or a
// share between) for Logistic, >= 0 for Poisson. weight as long, >= 0; nil =
// all 1. offset as long, on the link's scale: what is known beforehand, such as
// the log of an exposure or another model's log odds; nil = none. The trees
// learn what comes on top of the offset, so predictions need it added again:
// loss.Mean(e.Raw(row) + offset).
//
// Special cases, all with finite predictions:
//   - no weight at all: the base is 0, and there are no trees
//   - one row, constant columns, columns all missing, y all equal: only the base
//   - a class that never (always) comes: log odds of −15 (15)
//   - rows of weight 0 change nothing
//
// Errors: no rows; lengths that differ; a value, weight or offset that is not a
// finite number in its range; parameters outside theirs.
//
// Cost: rows × columns × trees × (1 + half the depth) additions.
func Train(t Table, y, weight, offset []float64, loss Loss, p Params) (*Ensemble, error) {
	p, err := p.filled()
	if err != nil {
		return nil, err
	}
	if weight, offset, err = checkTargets(y, weight, offset, loss); err != nil {
		return nil, err
	}
	if err := t.check(len(y)); err != nil {
		return nil, err
	}
	e := &Ensemble{Loss: loss, Names: slices.Clone(t.Names), Base: loss.base(y, weight, offset)}
	rows := make([]int32, 0, len(y))
	for r, w := range weight {
		if w > 0 {
			rows = append(rows, int32(r))
		}
	}
	b := binTable(t, rows, p.Bins)
	if len(b.useful) == 0 {
		return e, nil
	}
	e.trees = grownTrees(newGrower(b, y, weight, offset, rows, e.Base, loss, p), y, weight, rows)
	return e, nil
}

// grownTrees is the loop: slopes at what is predicted so far, a tree along them.
func grownTrees(g *grower, y, weight []float64, rows []int32) []tree {
	r := rand.New(rand.NewPCG(g.p.Seed, 0x9e3779b97f4a7c15))
	var trees []tree
	in, out := make([]int32, 0, len(rows)), make([]int32, 0, len(rows))
	everything := g.p.RowShare == 1 && g.p.ColumnShare == 1
	for range g.p.Trees {
		for _, row := range rows {
			w := weight[row]
			d, dd := g.loss.slope(g.raw[row], y[row])
			g.slopes[row] = slopes{w * d, w * dd, w}
		}
		in, out = choose(r, rows, g.p.RowShare, in[:0], out[:0])
		g.columns, _ = choose(r, g.binned.useful, g.p.ColumnShare, g.columns[:0], nil)
		nodes, ok := g.tree(in)
		if !ok {
			if everything {
				break // the next would look at the same, and find as little
			}
			continue
		}
		g.move(out)
		trees = append(trees, tree{slices.Clip(nodes)})
	}
	return trees
}

// choose parts all into a share of it, at least one, and the rest, both in their
// old order; every choice is as likely (Knuth, TAOCP 3.4.2, algorithm S).
func choose(r *rand.Rand, all []int32, share float64, in, out []int32) (chosen, rest []int32) {
	want := max(1, int(math.Round(share*float64(len(all)))))
	if want >= len(all) {
		return append(in, all...), out
	}
	for i, x := range all {
		if r.IntN(len(all)-i) < want-len(in) {
			in = append(in, x)
		} else {
			out = append(out, x)
		}
	}
	return in, out
}

func newGrower(b *binned, y, weight, offset []float64, rows []int32, base float64, loss Loss, p Params) *grower {
	g := &grower{
		p: p, loss: loss, binned: b,
		slopes:  make([]slopes, len(y)),
		raw:     make([]float64, len(y)),
		near:    make([]slopes, len(rows)),
		aside:   make([]int32, 0, len(rows)),
		columns: make([]int32, 0, len(b.useful)),
	}
	// The squares of what rounding leaves of the values: a split that gains no
	// more than that has found nothing.
	for _, r := range rows {
		g.raw[r] = base + offset[r]
		scale := 1.0
		switch loss {
		case Squared:
			scale = y[r]*y[r] + g.raw[r]*g.raw[r]
		case Poisson:
			scale = y[r] + loss.Mean(g.raw[r])
		}
		g.floor += 1e-24 * weight[r] * scale
	}
	return g
}

// checkTargets checks everything but the table, and puts the ones and noughts
// where nil stands for them.
func checkTargets(y, weight, offset []float64, loss Loss) (weights, offsets []float64, err error) {
	if int(loss) >= len(lossNames) {
		return nil, nil, fmt.Errorf("loss %d is unknown", uint8(loss))
	}
	if len(y) == 0 {
		return nil, nil, errors.New("no rows to learn from")
	}
	if weight == nil {
		weight = slices.Repeat([]float64{1}, len(y))
	}
	if offset == nil {
		offset = make([]float64, len(y))
	}
	if len(weight) != len(y) || len(offset) != len(y) {
		return nil, nil, fmt.Errorf("%d values, %d weights and %d offsets", len(y), len(weight), len(offset))
	}
	for i := range y {
		switch {
		case !loss.takes(y[i]):
			return nil, nil, fmt.Errorf("row %d: %v is no value for %v", i, y[i], loss)
		case !(weight[i] >= 0) || math.IsInf(weight[i], 1):
			return nil, nil, fmt.Errorf("row %d: %v is no weight", i, weight[i])
		case math.IsNaN(offset[i]) || math.IsInf(offset[i], 0):
			return nil, nil, fmt.Errorf("row %d: %v is no offset", i, offset[i])
		}
	}
	return weight, offset, nil
}
