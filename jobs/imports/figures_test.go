package imports

import (
	"math"
	"testing"
)

// A class holds what it says, and its width is a sixteenth at most.
func TestSizesOfAmounts(t *testing.T) {
	for _, v := range []uint64{0, 1, 15, 16, 17, 31, 32, 33, 100, 1999, 123_456_789, math.MaxInt64} {
		c := sizeOf(v)
		from, to := sizeFrom(c), sizeFrom(c+1)
		if v < from || v >= to || v >= 16 && (to-from) > from/16+1 {
			t.Errorf("%d stands in class %d, from %d to %d", v, c, from, to)
		}
	}
}

func TestFiguresOfAFile(t *testing.T) {
	var f Figures
	for i := range 100 {
		f.amount("A", int64(i), 1000)
	}
	f.amount("B", 200, 1_000_000_00)
	f.amount("C", 201, -5)
	f.done()
	if f.Sum != 100*1000+1_000_000_00-5 || f.Outliers != 1 || f.Median > 1000 || f.Median < 930 {
		t.Errorf("%+v", f)
	}
	if f.Largest != (LargestLine{"B", 200, 1_000_000_00, 99}) {
		t.Errorf("largest %+v", f.Largest)
	}
	var huge Figures
	huge.amount("A", 1, math.MaxInt64)
	huge.amount("B", 2, math.MaxInt64)
	huge.done()
	if !huge.TooLarge || huge.Largest.Percent != 100 {
		t.Errorf("%v %+v", huge.TooLarge, huge.Largest)
	}
	var even Figures
	for range 3 {
		even.amount("A", 1, 10)
	}
	even.done()
	if even.Largest.Percent != 33 || even.Outliers != 0 {
		t.Errorf("%+v", even.Largest)
	}
}
