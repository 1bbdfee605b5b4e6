package forecast

import (
	"math"

	"wholesight/jobs/calendar"
)

// renewal is how long customers take from one order to the next: the logs of a
// customer's gaps, by the shop's clock (warp), lie around its own mean, and the means
// around the shop's. The posterior mean of a customer with few gaps leans on the
// others (empirical Bayes by moments; the model is the log-normal renewal process).
type renewal struct {
	Mean    float64 `json:"mean"`    // of the customers' mean log gaps
	Between float64 `json:"between"` // variance of the means
	Within  float64 `json:"within"`  // variance of a customer's log gaps around its mean
	N       int     `json:"n"`       // customers with a gap
}

// leastBetween keeps customers apart where the moments say that they are all alike.
const leastBetween = .01

func newRenewal(b *book, w *warp) renewal {
	var r renewal
	var within, degrees, sum float64
	var means, counts []float64
	for _, c := range b.all {
		n, s, s2 := logGaps(until(c.Baskets, b.asOf), w)
		if n == 0 {
			continue
		}
		if n > 1 {
			within, degrees = within+s2-s*s/n, degrees+n-1
		}
		means, counts, sum = append(means, s/n), append(counts, n), sum+s/n
	}
	r.N = len(means)
	r.Within, r.Between = .5, .5 // nobody has two gaps: half a decade of variance, as shops have it
	if r.N == 0 {
		r.Mean = math.Log(usualGap)
		return r
	}
	r.Mean = sum / float64(r.N)
	if degrees > 0 {
		r.Within = max(within/degrees, leastBetween)
	}
	var v float64
	for i, m := range means {
		v += (m-r.Mean)*(m-r.Mean) - r.Within/counts[i]
	}
	r.Between = max(v/float64(r.N), leastBetween)
	return r
}

// leastGap is the shortest gap by the shop's clock: it may stand nearly still.
const leastGap = .3

// logGaps are the number of gaps, the sum of their logs and of the squares.
func logGaps(known []Basket, w *warp) (n, sum, squares float64) {
	for k := 1; k < len(known); k++ {
		l := math.Log(max(w.clock(known[k].Day)-w.clock(known[k-1].Day), leastGap))
		n, sum, squares = n+1, sum+l, squares+l*l
	}
	return n, sum, squares
}

// own is a customer's distribution of the log of the gap: mean and standard deviation,
// what is not known of its mean included.
func (r *renewal) own(known []Basket, w *warp) (mean, sd float64) {
	n, sum, _ := logGaps(known, w)
	v := 1 / (1/r.Between + n/r.Within)
	return v * (r.Mean/r.Between + sum/r.Within), math.Sqrt(r.Within + v)
}

// next is the day by which the next order has come with probability p, given that none
// has come until now. known is not empty. A tail so far out that nothing is left of it
// gives the end of the clock.
func (r *renewal) next(known []Basket, w *warp, now calendar.Day, p float64) calendar.Day {
	mean, sd := r.own(known, w)
	last := w.clock(known[len(known)-1].Day)
	silent := max(w.clock(now)-last, leastGap)
	left := .5 * math.Erfc((math.Log(silent)-mean)/sd/math.Sqrt2) // the part of the distribution beyond the silence
	tail := left * (1 - p)
	if tail < 1e-12 {
		return max(w.first+calendar.Day(len(w.at)-1), now+1)
	}
	gap := math.Exp(mean + sd*math.Sqrt2*math.Erfcinv(2*tail))
	return max(w.day(last+gap), now+1)
}

// snapShare is from which share of its orders on a customer has a day of the week.
const snapShare = .6

// snap moves a day to the customer's day of the week where it has one, by three days at
// most and not into what is over.
func snap(day calendar.Day, known []Basket, now calendar.Day) calendar.Day {
	var n [7]int
	for _, b := range known {
		n[weekday(b.Day)]++
	}
	for want, count := range n {
		if len(known) < 4 || float64(count) <= snapShare*float64(len(known)) {
			continue
		}
		shift := (want - weekday(day) + 7) % 7
		if shift > 3 {
			shift -= 7
		}
		if day+calendar.Day(shift) <= now {
			shift += 7
		}
		return day + calendar.Day(shift)
	}
	return day
}

func weekday(d calendar.Day) int { return ((int(d)+4)%7 + 7) % 7 } // 1970-01-01 was a Thursday
