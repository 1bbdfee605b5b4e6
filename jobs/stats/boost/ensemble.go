package boost

import (
	"fmt"
	"math"
)

// Ensemble is what Train learned: a base and trees whose steps are added to it.
// As JSON and back it predicts the same to the bit. It does not change, and may
// be used by many goroutines.
type Ensemble struct {
	Loss  Loss
	Names []string // of the columns, in the order of a row
	Base  float64  // raw value before any tree
	trees []tree
}

// tree is nodes, the root first, every node before its children.
type tree struct{ nodes []node }

// node is a split, or a leaf when left is 0 (the root is nobody's child).
type node struct {
	column      int32
	cut         float32 // up to it left, above right
	left        int32   // the right child is the next
	missingLeft bool
	value       float64 // of a leaf its step, shrunk; of a split its gain
}

// goesRight takes the largest number as "no cut": then even +∞ is present, and
// goes left.
func (n *node) goesRight(x float32) bool {
	if x != x {
		return !n.missingLeft
	}
	return x > n.cut && n.cut < math.MaxFloat32
}

func (t *tree) step(row []float32) float64 {
	i := int32(0)
	for {
		n := &t.nodes[i]
		if n.left == 0 {
			return n.value
		}
		i = n.left
		if n.goesRight(row[n.column]) {
			i++
		}
	}
}

// Trees is how many trees there are: fewer than asked for where nothing was left
// to learn.
func (e *Ensemble) Trees() int { return len(e.trees) }

// Raw is the row's prediction on the link's scale: value, log odds or log of the
// mean, without the offset.
//
// Inputs: one value a column, in the order of Names; NaN = missing. Always
// finite. It panics when the row has another length.
func (e *Ensemble) Raw(row []float32) float64 {
	if len(row) != len(e.Names) {
		panic(fmt.Sprintf("boost: a row of %d values for %d columns", len(row), len(e.Names)))
	}
	raw := e.Base
	for i := range e.trees {
		raw += e.trees[i].step(row)
	}
	return raw
}

// RawAll is Raw of every row of the table, the same to the bit, and some times
// as quick. It panics when the table has another number of columns, or columns of
// different lengths; Matches asks first.
func (e *Ensemble) RawAll(t Table) []float64 {
	out := make([]float64, t.Len())
	for r := range out {
		out[r] = e.Base
	}
	e.walk(t, func(first int, block [][]float32) {
		for i := range e.trees {
			for j, row := range block {
				out[first+j] += e.trees[i].step(row)
			}
		}
	})
	return out
}

// walk hands the table over in blocks of rows, small enough that a tree and a
// block stay near the processor while one is put through the other.
func (e *Ensemble) walk(t Table, see func(first int, block [][]float32)) {
	if len(t.Columns) != len(e.Names) {
		panic(fmt.Sprintf("boost: a table of %d columns for %d", len(t.Columns), len(e.Names)))
	}
	const most = 256
	columns := len(t.Columns)
	cells, block := make([]float32, most*columns), make([][]float32, most)
	for i := range block {
		block[i] = cells[i*columns : (i+1)*columns]
	}
	for first := 0; first < t.Len(); first += most {
		n := min(most, t.Len()-first)
		for c, column := range t.Columns {
			for i, x := range column[first : first+n] {
				block[i][c] = x
			}
		}
		see(first, block[:n])
	}
}

// Predict is the row's probability, mean or value, without an offset; with one
// it is e.Loss.Mean(e.Raw(row) + offset). Panics as Raw.
func (e *Ensemble) Predict(row []float32) float64 { return e.Loss.Mean(e.Raw(row)) }

// First is the ensemble of the first k trees (all, if there are fewer): training
// with fewer trees would have given the same. It shares the trees with e.
func (e *Ensemble) First(k int) *Ensemble {
	short := *e
	short.trees = e.trees[:max(0, min(k, len(e.trees)))]
	return &short
}

// Stages calls see with the raw values of all rows after 0, 1, 2, ... trees,
// until see returns false: how many trees are enough is found on rows that were
// not trained on, in one pass. offset is added from the start; nil = none. raw is reused.
// Panics as RawAll, and when offset has another length than the table.
func (e *Ensemble) Stages(t Table, offset []float64, see func(trees int, raw []float64) bool) {
	if offset != nil && len(offset) != t.Len() {
		panic(fmt.Sprintf("boost: %d offsets for %d rows", len(offset), t.Len()))
	}
	raw := make([]float64, t.Len())
	for r := range raw {
		raw[r] = e.Base
		if offset != nil {
			raw[r] += offset[r]
		}
	}
	for k := 0; see(k, raw) && k < len(e.trees); k++ {
		e.walk(t, func(first int, block [][]float32) {
			for j, row := range block {
				raw[first+j] += e.trees[k].step(row)
			}
		})
	}
}

// Gain is by column how much of all that the splits gained it gained: which
// features matter. It sums to 1; all 0 where there is no split. A column that
// says the same as another shares with it.
func (e *Ensemble) Gain() []float64 {
	gain, total := make([]float64, len(e.Names)), 0.0
	for i := range e.trees {
		for _, n := range e.trees[i].nodes {
			if n.left != 0 {
				gain[n.column] += n.value
				total += n.value
			}
		}
	}
	for c := range gain {
		if total > 0 {
			gain[c] /= total
		}
	}
	return gain
}
