package accuracy

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Z95 is the normal quantile of a two-sided interval of 95 %.
const Z95 = 1.959963984540054

// Wilson is the interval for a share of which came of of were seen; z is the
// normal quantile, Z95 for 95 %.
//
// Result: 0 <= low <= came ÷ of <= high <= 1. Of none it is 0 to 1: nothing is
// known. Panics when came is not between 0 and of. Source: Wilson 1927; chosen
// over ± z √(p (1 − p) ÷ n), which for 0 of 10 claims to be certain (Brown, Cai &
// DasGupta 2001).
func Wilson(came, of int, z float64) (low, high float64) {
	if came < 0 || came > of {
		panic(fmt.Sprintf("accuracy: %d came of %d", came, of))
	}
	if of == 0 {
		return 0, 1
	}
	n := float64(of)
	p := float64(came) / n
	centre := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	low, high = max(0, min(p, centre-half)), min(1, max(p, centre+half))
	switch came { // exact, without the rounding of a difference
	case 0:
		low = 0
	case of:
		high = 1
	}
	return low, high
}

// Bootstrap is the 95 % interval of a figure over customers: f is asked for the
// figure of samples of n customers, drawn with replacement out of n, and the
// middle 95 % of its answers are the interval.
//
// Inputs: f gets indexes 0..n−1, some more than once; it must not keep the slice,
// nor call for other lots. Rounds for which it says false (one class only, say)
// are left out. Result: both NaN when no round is left, or n or rounds are below
// 1. The same seed gives the same interval. Cost: rounds × f; 1000 rounds give
// the ends to about a twentieth of the interval. Source: Efron 1979, the
// percentile interval.
func Bootstrap(n, rounds int, seed uint64, f func(sample []int32) (float64, bool)) (low, high float64) {
	if n < 1 || rounds < 1 {
		return math.NaN(), math.NaN()
	}
	r := rand.New(rand.NewPCG(seed, 0xd1b54a32d192ed03))
	sample, answers := make([]int32, n), make([]float64, 0, rounds)
	for range rounds {
		for i := range sample {
			sample[i] = r.Int32N(int32(n))
		}
		if x, ok := f(sample); ok && !math.IsNaN(x) {
			answers = append(answers, x)
		}
	}
	if len(answers) == 0 {
		return math.NaN(), math.NaN()
	}
	slices.Sort(answers)
	return quantile(answers, 0.025), quantile(answers, 0.975)
}

// Pick is the rows of a sample: what f of Bootstrap begins with. into is
// overwritten and may be nil.
func Pick(into, column []float64, sample []int32) []float64 {
	into = into[:0]
	for _, i := range sample {
		into = append(into, column[i])
	}
	return into
}
