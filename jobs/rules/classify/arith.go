package classify

import (
	"errors"
	"math"
	"math/bits"
)

// ErrOverflow says that a sum or a ratio does not fit into 64 bits. It comes
// wrapped in a sentence that names the figure.
var ErrOverflow = errors.New("the figure is too large to be held exactly")

// add is a + b, and whether it fits.
func add(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (a < 0) != (b < 0) || (sum < 0) == (a < 0)
}

// difference is |a − b| and whether a < b. It cannot overflow: the distance of
// two int64 always fits into a uint64.
func difference(a, b int64) (distance uint64, negative bool) {
	if a < b {
		return uint64(b) - uint64(a), true
	}
	return uint64(a) - uint64(b), false
}

// scaleDiv is a × times ÷ b, rounded half away from zero or down, over a
// 128-bit product; ok is false where the result does not fit. b must be
// positive.
func scaleDiv(a, times uint64, b int64, round bool) (result int64, ok bool) {
	d := uint64(b)
	hi, lo := bits.Mul64(a, times)
	if hi >= d {
		return 0, false
	}
	q, r := bits.Div64(hi, lo, d)
	if q >= math.MaxInt64 { // the last one is given away, so that rounding up fits
		return 0, false
	}
	if round && r >= d-r {
		q++
	}
	return int64(q), true
}

// gcd is the greatest common divisor of two positive numbers.
func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
