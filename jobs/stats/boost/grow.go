package boost

import "math"

// sums are what a split is judged by, of a bin or of a node.
type sums struct {
	g, h, w float64 // first and second derivatives, weights
	n       int64   // rows
}

func (s *sums) add(o *sums) {
	s.g += o.g
	s.h += o.h
	s.w += o.w
	s.n += o.n
}

func (s *sums) less(o *sums) sums {
	return sums{s.g - o.g, s.h - o.h, s.w - o.w, s.n - o.n}
}

// slopes of one row, already times its weight, which stands beside them.
type slopes struct{ g, h, w float64 }

// histogram is one column's bins; the full 256, so that a byte needs no bounds
// check in the innermost loop.
type histogram [maxBins + 1]sums

// split is a way to part a node. Rows with a bin up to bin go left.
type split struct {
	column      int32
	bin         uint8
	missingLeft bool
	gain        float64
	left        sums
}

func (s *split) goesLeft(bin uint8) bool {
	if bin == 0 {
		return s.missingLeft
	}
	return bin <= s.bin
}

// grower grows one tree after another over the same bins.
type grower struct {
	p       Params
	loss    Loss
	binned  *binned
	slopes  []slopes // per row
	floor   float64  // a gain up to here is rounding
	minH    float64  // curvature below this is what subtraction left over
	columns []int32  // that this tree may use

	nodes  []node
	splits []split // of the nodes, by bins
	raw    []float64

	near    []slopes // a node's slopes, gathered: read once per column
	aside   []int32
	spare   [][]histogram
	rootSum sums
}

// tree grows a tree over rows and moves raw by it. The rows come back in another
// order. ok is false when no split gains anything: there is no tree then.
func (g *grower) tree(rows []int32) (nodes []node, ok bool) {
	g.nodes, g.splits = make([]node, 1, 2<<min(g.p.Depth, 8)), append(g.splits[:0], split{})
	g.rootSum = g.sum(rows)
	g.minH = 1e-12 * g.rootSum.h
	h := g.take()
	g.fill(h, rows)
	g.grow(0, rows, g.rootSum, h, 0)
	return g.nodes, len(g.nodes) > 1
}

// grow settles node at, which holds rows, and all below it. h is its histograms,
// given up to the node; nil where it may not be split.
func (g *grower) grow(at int32, rows []int32, sum sums, h []histogram, depth int) {
	s, ok := split{}, false
	if h != nil {
		s, ok = g.best(h, sum)
	}
	if !ok {
		g.give(h)
		if at == 0 {
			return // no tree
		}
		step := g.p.Rate * g.loss.step(sum.g, sum.h, g.p.L2)
		g.nodes[at].value = step
		for _, r := range rows {
			g.raw[r] += step
		}
		return
	}
	left := int32(len(g.nodes))
	g.nodes[at] = node{column: s.column, cut: g.cut(&s), left: left, missingLeft: s.missingLeft, value: s.gain}
	g.splits[at] = s
	g.nodes = append(g.nodes, node{}, node{})
	g.splits = append(g.splits, split{}, split{})

	middle := g.part(rows, &s)
	lower, upper := rows[:middle], rows[middle:]
	// Counted afresh: what the histograms say has the rounding of subtractions.
	lowerSum, upperSum := g.sum(lower), g.sum(upper)
	var lowerH, upperH []histogram
	if depth+1 < g.p.Depth && (g.mayPart(&lowerSum) || g.mayPart(&upperSum)) {
		fewer, swapped := lower, false
		if len(upper) < len(lower) {
			fewer, swapped = upper, true
		}
		lowerH, upperH = g.take(), h
		g.fill(lowerH, fewer)
		g.subtract(upperH, lowerH)
		if swapped {
			lowerH, upperH = upperH, lowerH
		}
	} else {
		g.give(h)
	}
	g.grow(left, lower, lowerSum, lowerH, depth+1)
	g.grow(left+1, upper, upperSum, upperH, depth+1)
}

func (g *grower) mayPart(s *sums) bool { return s.n >= 2 && s.w >= 2*g.p.MinLeaf }

// best is the split with the largest gain; of equal ones the first by column,
// then by cut. ok is false when none gains.
func (g *grower) best(h []histogram, all sums) (best split, ok bool) {
	if !g.mayPart(&all) {
		return best, false
	}
	best.gain = g.floor
	before := g.score(&all)
	for i, c := range g.columns {
		bins := len(g.binned.cuts[c]) + 1
		missing := h[i][0]
		var below sums
		for b := 1; b <= bins; b++ {
			if h[i][b].n == 0 {
				continue // parts as the bin before
			}
			below.add(&h[i][b])
			try := func(left sums, missingLeft bool) {
				right := all.less(&left)
				if left.n < 1 || right.n < 1 || left.w < g.p.MinLeaf || right.w < g.p.MinLeaf ||
					left.h < g.minH || right.h < g.minH {
					return
				}
				gain := (g.score(&left) + g.score(&right) - before) / 2
				if gain > best.gain && gain <= math.MaxFloat64 {
					best, ok = split{c, uint8(b), missingLeft, gain, left}, true
				}
			}
			if missing.n == 0 {
				// None was missing here: one that is, later, goes with the many.
				try(below, below.w >= all.w-below.w)
				continue
			}
			try(below, false)
			with := below
			with.add(&missing)
			try(with, true)
		}
	}
	return best, ok
}

// score is twice the loss that the best step takes away from a node, in the
// parabola: G² ÷ (H + L2).
func (g *grower) score(s *sums) float64 {
	if s.h+g.p.L2 <= 0 {
		return 0
	}
	return s.g * s.g / (s.h + g.p.L2)
}

// cut is the split in values. Above the last bin there is no cut: there the
// missing alone go right, and the largest number says so (see node.goesRight).
func (g *grower) cut(s *split) float32 {
	if cuts := g.binned.cuts[s.column]; int(s.bin) <= len(cuts) {
		return cuts[s.bin-1]
	}
	return math.MaxFloat32
}

// part puts the rows that go left first, both sides in their old order (memory
// is then read forwards), and returns how many they are.
func (g *grower) part(rows []int32, s *split) int {
	values, left, aside := g.binned.values[s.column], 0, g.aside[:0]
	for _, r := range rows {
		if s.goesLeft(values[r]) {
			rows[left] = r
			left++
		} else {
			aside = append(aside, r)
		}
	}
	copy(rows[left:], aside)
	g.aside = aside
	return left
}

// move adds the newest tree's step to rows that it was not grown on.
func (g *grower) move(rows []int32) {
	for _, r := range rows {
		i := int32(0)
		for g.nodes[i].left != 0 {
			s := &g.splits[i]
			i = g.nodes[i].left
			if !s.goesLeft(g.binned.values[s.column][r]) {
				i++
			}
		}
		g.raw[r] += g.nodes[i].value
	}
}
