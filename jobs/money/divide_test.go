package money_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"wholesight/jobs/money"
)

// The second computation: (2 × |a| + b) ÷ 2b over big integers, with the sign of a.
func TestDivideRoundsHalfAwayFromZero(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	edges := []int64{0, 1, -1, 2, -2, 3, 7, math.MaxInt64, math.MaxInt64 - 1, math.MinInt64, math.MinInt64 + 1,
		math.MaxInt64/2 + 1}
	for range 20_000 {
		a, b := edges[rng.IntN(len(edges))], edges[rng.IntN(len(edges))]
		switch rng.IntN(3) {
		case 0:
			a, b = rng.Int64N(41)-20, 1+rng.Int64N(9)
		case 1:
			a, b = int64(rng.Uint64()), 1+rng.Int64N(math.MaxInt64)
		}
		if b <= 0 {
			continue
		}
		want := new(big.Int).Abs(big.NewInt(a))
		want.Mul(want, big.NewInt(2)).Add(want, big.NewInt(b)).Quo(want, new(big.Int).Mul(big.NewInt(2), big.NewInt(b)))
		if a < 0 {
			want.Neg(want)
		}
		if got := money.Divide(a, b); big.NewInt(got).Cmp(want) != 0 {
			t.Fatalf("%d ÷ %d = %d, want %s", a, b, got, want)
		}
	}
}
