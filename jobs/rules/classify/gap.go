package classify

import (
	"math/bits"
	"slices"

	"wholesight/jobs/calendar"
	"wholesight/jobs/money"
)

// longGap is the gap in days over which a pause is taken for an absence, not
// for a rhythm (spec 02, average gap).
const longGap = 365

// rhythm is what an average gap is made from: the purchase days inside the
// window, and the last three ever.
type rhythm struct {
	inWindow    int64        // purchase days in the window
	windowFirst calendar.Day // the first of them
	ever        int64        // purchase days ever
	d1, d2, d3  calendar.Day // the last three ever, newest first; as many as there are
}

// gap is the average gap in days as num ÷ den; den is 0 below two purchase
// days. Purchase days are distinct, so it is never under 1.
func (r *rhythm) gap() (num, den int64) {
	if r.inWindow >= 3 {
		return int64(r.d1) - int64(r.windowFirst), r.inWindow - 1
	}
	switch {
	case r.ever < 2:
		return 0, 0
	case r.ever == 2:
		return int64(r.d1) - int64(r.d2), 1
	}
	newer, older := int64(r.d1)-int64(r.d2), int64(r.d2)-int64(r.d3)
	switch {
	case newer > longGap && older <= longGap:
		return older, 1
	case older > longGap && newer <= longGap:
		return newer, 1
	}
	return newer + older, 2
}

// riskOf is days since ÷ gap in hundredths, rounded half away from zero. num
// must be positive.
func riskOf(since, num, den int64) int64 { return money.Divide(since*100*den, num) }

// fraction is a gap in four bytes, because the graphs keep one for every
// customer and month: 22 bits of days over 10 bits of divisor. firstDay and
// lastDay bound the days (3.65 million), the longest window the divisor (730).
type fraction uint32

func pack(num, den int64) fraction { return fraction(num<<10 | den) }

func (f fraction) parts() (num, den int64) { return int64(f >> 10), int64(f & 1023) }

func less(a, b fraction) bool {
	return uint64(a>>10)*uint64(b&1023) < uint64(b>>10)*uint64(a&1023)
}

// median is the median of gaps, in lowest terms so that equal values have one
// form whatever the order they came in; den is 0 for none. Of an even count it
// is the mean of the middle two. It reorders gaps. Linear on average.
func median(gaps []fraction) (num, den int64) {
	n := len(gaps)
	if n == 0 {
		return 0, 0
	}
	num, den = nth(gaps, n/2, 2*bits.Len(uint(n))).parts()
	if n%2 == 0 {
		low := gaps[0]
		for _, g := range gaps[1 : n/2] {
			if less(low, g) {
				low = g
			}
		}
		a, b := low.parts()
		num, den = num*b+a*den, 2*den*b
	}
	d := gcd(num, den)
	return num / d, den / d
}

// nth puts the k-th smallest at its place, the smaller ones before it, and
// returns it. Quickselect that sorts what is left after so many rounds, lest bad
// pivots make it quadratic.
func nth(a []fraction, k, rounds int) fraction {
	lo, hi := 0, len(a)-1
	for ; lo < hi; rounds-- {
		if rounds == 0 {
			slices.SortFunc(a[lo:hi+1], compare)
			break
		}
		pivot := middle(a[lo], a[(lo+hi)/2], a[hi])
		i, j := lo, hi
		for i <= j {
			for less(a[i], pivot) {
				i++
			}
			for less(pivot, a[j]) {
				j--
			}
			if i <= j {
				a[i], a[j] = a[j], a[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return a[k]
		}
	}
	return a[k]
}

func compare(a, b fraction) int {
	switch {
	case less(a, b):
		return -1
	case less(b, a):
		return 1
	}
	return 0
}

func middle(a, b, c fraction) fraction {
	if less(b, a) {
		a, b = b, a
	}
	if less(c, b) {
		b = c
	}
	if less(b, a) {
		return a
	}
	return b
}
