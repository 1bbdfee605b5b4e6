package boost

import (
	"fmt"
	"math"
	"slices"
)

// Params say how the trees grow.
type Params struct {
	Trees       int     // at most so many trees; 0 = only the base
	Depth       int     // splits between the root and a leaf, 1..30
	MinLeaf     float64 // minimum sum of weights in a leaf, >= 0
	Rate        float64 // shrinkage: the share of its step that a tree takes, over 0, at most 1
	L2          float64 // added to the curvature of a leaf: pulls steps to 0, >= 0
	Bins        int     // bins a column, 2..255; 0 = 255
	RowShare    float64 // rows that a tree sees, over 0, at most 1; 0 = all
	ColumnShare float64 // columns that a tree sees, over 0, at most 1; 0 = all
	Seed        uint64  // of the choice of rows and columns
}

// filled puts the defaults where 0 means one, and checks the rest.
func (p Params) filled() (Params, error) {
	if p.Bins == 0 {
		p.Bins = maxBins
	}
	if p.RowShare == 0 {
		p.RowShare = 1
	}
	if p.ColumnShare == 0 {
		p.ColumnShare = 1
	}
	share := func(x float64) bool { return x > 0 && x <= 1 }
	notNegative := func(x float64) bool { return x >= 0 && !math.IsInf(x, 1) }
	switch {
	case p.Trees < 0:
		return p, fmt.Errorf("trees: %d is below 0", p.Trees)
	case p.Depth < 1 || p.Depth > 30:
		return p, fmt.Errorf("depth: %d is outside 1 to 30", p.Depth)
	case p.Bins < 2 || p.Bins > maxBins:
		return p, fmt.Errorf("bins: %d is outside 2 to %d", p.Bins, maxBins)
	case !notNegative(p.MinLeaf):
		return p, fmt.Errorf("smallest leaf: %v is not a weight", p.MinLeaf)
	case !notNegative(p.L2):
		return p, fmt.Errorf("l2: %v is not a finite number from 0", p.L2)
	case !share(p.Rate):
		return p, fmt.Errorf("rate: %v is outside 0 to 1", p.Rate)
	case !share(p.RowShare):
		return p, fmt.Errorf("share of rows: %v is outside 0 to 1", p.RowShare)
	case !share(p.ColumnShare):
		return p, fmt.Errorf("share of columns: %v is outside 0 to 1", p.ColumnShare)
	}
	return p, nil
}

// Table is the features: named columns of equal length. NaN is a missing value;
// the infinities stand beyond all other values.
type Table struct {
	Names   []string
	Columns [][]float32
}

// Len is the number of rows; 0 where there are no columns.
func (t Table) Len() int {
	if len(t.Columns) == 0 {
		return 0
	}
	return len(t.Columns[0])
}

// check finds columns without a name and columns of another length than rows.
func (t Table) check(rows int) error {
	if len(t.Names) != len(t.Columns) {
		return fmt.Errorf("%d names for %d columns", len(t.Names), len(t.Columns))
	}
	for i, c := range t.Columns {
		if len(c) != rows {
			return fmt.Errorf("column %s: %d rows, not %d", t.Names[i], len(c), rows)
		}
	}
	return nil
}

// Matches is nil when the table has the columns that the ensemble was trained
// on, by name and in order, all of one length; else an error that says what
// differs. Ask it before a stored ensemble meets a newer program's features.
func (e *Ensemble) Matches(t Table) error {
	if err := t.check(t.Len()); err != nil {
		return err
	}
	if !slices.Equal(t.Names, e.Names) {
		return fmt.Errorf("columns %q, not those of training %q", t.Names, e.Names)
	}
	return nil
}
