package boost

import (
	"math"
	"slices"
)

// maxBins leaves one of the 256 values of a byte for the missing.
const maxBins = 255

// binned is a table as bytes: 0 = missing, b = above cuts[b−2] and up to
// cuts[b−1]; the last bin has no upper end.
type binned struct {
	cuts   [][]float32 // per column, ascending, all finite
	values [][]uint8   // per column, per row
	useful []int32     // columns that hold more than one bin, ascending
}

// binTable cuts every column by the rows that weigh.
func binTable(t Table, rows []int32, bins int) *binned {
	b := &binned{cuts: make([][]float32, len(t.Columns)), values: make([][]uint8, len(t.Columns))}
	sorted := make([]float32, 0, len(rows))
	for c, column := range t.Columns {
		sorted = sorted[:0]
		for _, r := range rows {
			if x := column[r]; x == x {
				sorted = append(sorted, held(x))
			}
		}
		slices.Sort(sorted)
		b.cuts[c] = quantiles(sorted, bins)
		if len(b.cuts[c]) == 0 && (len(sorted) == 0 || len(sorted) == len(rows)) {
			continue // one value, or none: there is nothing to split
		}
		b.values[c] = byBin(column, b.cuts[c])
		b.useful = append(b.useful, int32(c))
	}
	return b
}

// held puts the infinities at the ends of the finite numbers, so that cuts can
// be written as JSON. No cut but the last, which is not compared, lies there.
func held(x float32) float32 {
	return max(-math.MaxFloat32, min(math.MaxFloat32, x))
}

// quantiles is at most bins − 1 cuts between the different values, so that bins
// hold about equal numbers. Values that are equal share a bin; where there are no more
// different values than bins each has its own. sorted is ascending.
func quantiles(sorted []float32, bins int) []float32 {
	different := 0
	for i, x := range sorted {
		if i == 0 || x != sorted[i-1] {
			different++
		}
	}
	var cuts []float32
	left, inBin := len(sorted), 0
	for i, x := range sorted {
		inBin++
		if i+1 == len(sorted) || sorted[i+1] == x {
			continue
		}
		// The rows not yet placed are shared among the bins not yet closed: a value
		// that fills several bins leaves no empty ones behind.
		if room := bins - len(cuts); room > 1 && (different <= bins || inBin*room >= left) {
			cuts = append(cuts, between(x, sorted[i+1]))
			left -= inBin
			inBin = 0
		}
	}
	return cuts
}

// between is the middle of a < b, or a where rounding would reach b: a row with
// the value a must stay below the cut, one with b above.
func between(a, b float32) float32 {
	if m := float32((float64(a) + float64(b)) / 2); m < b {
		return m
	}
	return a
}

func byBin(column []float32, cuts []float32) []uint8 {
	values := make([]uint8, len(column))
	for r, x := range column {
		if x == x {
			at, _ := slices.BinarySearch(cuts, x) // the first cut >= x
			values[r] = uint8(at + 1)
		}
	}
	return values
}
