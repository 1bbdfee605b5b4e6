package boost

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// slowTree is the tree by its definition: every node tries every cut between two
// values, with fresh sums, for both sides of the missing.
type slowTree struct {
	leaf        float64
	column      int
	cut         float32
	missingLeft bool
	left, right *slowTree
}

func (s *slowTree) step(row []float32) float64 {
	for s.left != nil {
		x := row[s.column]
		if x <= s.cut || x != x && s.missingLeft {
			s = s.left
		} else {
			s = s.right
		}
	}
	return s.leaf
}

func growSlowly(t Table, rows []int, g, h []float64, p Params, loss Loss, depth int) *slowTree {
	sum := func(rows []int) (sg, sh float64) {
		for _, r := range rows {
			sg += g[r]
			sh += h[r]
		}
		return
	}
	sg, sh := sum(rows)
	node := &slowTree{leaf: p.Rate * loss.step(sg, sh, p.L2)}
	if depth == p.Depth {
		return node
	}
	bestGain, lefts, rights := 1e-12, []int(nil), []int(nil)
	for c, column := range t.Columns {
		values := slices.Clone(column)
		values = slices.DeleteFunc(values, func(x float32) bool { return x != x })
		slices.Sort(values)
		values = slices.Compact(values)
		for i := range values {
			cut := float32(math.MaxFloat32)
			if i+1 < len(values) {
				cut = (values[i] + values[i+1]) / 2
			}
			for _, missingLeft := range []bool{false, true} {
				var l, r []int
				for _, row := range rows {
					if x := column[row]; x <= cut || x != x && missingLeft {
						l = append(l, row)
					} else {
						r = append(r, row)
					}
				}
				if len(l) < max(1, int(p.MinLeaf)) || len(r) < max(1, int(p.MinLeaf)) {
					continue
				}
				lg, lh := sum(l)
				rg, rh := sum(r)
				gain := lg*lg/(lh+p.L2) + rg*rg/(rh+p.L2) - sg*sg/(sh+p.L2)
				if gain > bestGain*(1+1e-9) {
					bestGain, lefts, rights = gain, l, r
					node.column, node.cut, node.missingLeft = c, cut, missingLeft
				}
			}
		}
	}
	if lefts != nil {
		node.left = growSlowly(t, lefts, g, h, p, loss, depth+1)
		node.right = growSlowly(t, rights, g, h, p, loss, depth+1)
	}
	return node
}

// With fewer values than bins the histogram is exact: the training rows must
// come out as by the definition.
func TestAgainstTheDefinition(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 77))
		loss := Loss(seed % 3)
		n := 30 + r.IntN(60)
		x := Table{Names: []string{"a", "b", "c"}, Columns: make([][]float32, 3)}
		y := make([]float64, n)
		for i := range y {
			for c := range x.Columns {
				v := float32(r.NormFloat64())
				if c == 1 && r.IntN(3) == 0 {
					v = nan
				}
				x.Columns[c] = append(x.Columns[c], v)
			}
			y[i] = math.Abs(float64(x.Columns[0][i])) + r.Float64()
			if loss == Logistic {
				y[i] -= math.Floor(y[i]) // shares: with 0 and 1 many splits are equally good
			}
		}
		p := Params{Trees: 4, Depth: 3, Rate: 0.4, L2: 0.5, MinLeaf: 3}
		e := mustTrain(t, x, y, nil, nil, loss, p)

		raw, rows := make([]float64, n), make([]int, n)
		for i := range rows {
			rows[i], raw[i] = i, e.Base
		}
		for range p.Trees {
			g, h := make([]float64, n), make([]float64, n)
			for i := range y {
				g[i], h[i] = loss.slope(raw[i], y[i])
			}
			tree := growSlowly(x, rows, g, h, p, loss, 0)
			for i := range raw {
				raw[i] += tree.step([]float32{x.Columns[0][i], x.Columns[1][i], x.Columns[2][i]})
			}
		}
		for i, got := range e.RawAll(x) {
			if math.Abs(got-raw[i]) > 1e-9 {
				t.Fatalf("seed %d, %v, row %d: %v, by the definition %v", seed, loss, i, got, raw[i])
			}
		}
	}
}

// The slopes are the derivatives of the losses, by differences.
func TestSlopes(t *testing.T) {
	losses := map[Loss]func(raw, y float64) float64{
		Squared:  func(raw, y float64) float64 { return (raw - y) * (raw - y) / 2 },
		Logistic: func(raw, y float64) float64 { return math.Log1p(math.Exp(raw)) - y*raw },
		Poisson:  func(raw, y float64) float64 { return math.Exp(raw) - y*raw },
	}
	for loss, f := range losses {
		for _, raw := range []float64{-3, -0.5, 0, 0.7, 2} {
			for _, y := range []float64{0, 1} {
				const d = 1e-4
				g, h := loss.slope(raw, y)
				if want := (f(raw+d, y) - f(raw-d, y)) / (2 * d); math.Abs(g-want) > 1e-6 {
					t.Errorf("%v at %v: slope %v, want %v", loss, raw, g, want)
				}
				if want := (f(raw+d, y) - 2*f(raw, y) + f(raw-d, y)) / (d * d); math.Abs(h-want) > 1e-5 {
					t.Errorf("%v at %v: curvature %v, want %v", loss, raw, h, want)
				}
			}
		}
	}
}

func TestQuantiles(t *testing.T) {
	for name, c := range map[string]struct {
		sorted []float32
		bins   int
		want   []float32
	}{
		"none":                    {nil, 4, nil},
		"one value":               {[]float32{2, 2, 2}, 4, nil},
		"fewer values than bins":  {[]float32{1, 1, 2, 4}, 4, []float32{1.5, 3}},
		"as many as bins, skewed": {[]float32{1, 2, 3, 4, 4, 4, 4, 4}, 4, []float32{1.5, 2.5, 3.5}},
		"halves":                  {[]float32{1, 2, 3, 4}, 2, []float32{2.5}},
		"a heavy value":           {[]float32{0, 0, 0, 0, 0, 0, 1, 2, 3, 4}, 3, []float32{0.5, 2.5}},
		"neighbours":              {[]float32{1, math.Nextafter32(1, 2)}, 4, []float32{1}},
		"the ends":                {[]float32{-math.MaxFloat32, math.MaxFloat32}, 4, []float32{0}},
	} {
		if got := quantiles(c.sorted, c.bins); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	r := rand.New(rand.NewPCG(1, 1))
	many := make([]float32, 10_000)
	for i := range many {
		many[i] = float32(r.ExpFloat64())
	}
	slices.Sort(many)
	cuts, last := quantiles(many, 255), 0
	if len(cuts) != 254 {
		t.Fatalf("%d cuts", len(cuts))
	}
	for _, cut := range cuts {
		at, _ := slices.BinarySearch(many, cut)
		if n := at - last; n < 38 || n > 41 {
			t.Errorf("a bin of %d rows, not of 39 or 40", n)
		}
		last = at
	}
}

func TestChooseIsEven(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	all, seen := []int32{3, 5, 6, 8, 9}, map[int32]int{}
	for range 10_000 {
		in, out := choose(r, all, 0.4, nil, nil)
		if len(in) != 2 || len(out) != 3 || !slices.IsSorted(in) || !slices.IsSorted(out) {
			t.Fatalf("%v and %v", in, out)
		}
		for _, x := range in {
			seen[x]++
		}
	}
	for _, x := range all {
		if seen[x] < 3800 || seen[x] > 4200 { // 4000, and 4 standard deviations
			t.Errorf("%d was chosen %d times of 10,000, not about 4000", x, seen[x])
		}
	}
}
