package target

import (
	"math/big"

	"wholesight/jobs/calendar"
)

// Season is revenue by calendar month, January first: the weights of a split. The
// months of the last 24, so each one counts twice.
type Season [12]int64

// Flat tells that the season says nothing: no month has revenue above zero.
func (s Season) Flat() bool {
	for _, v := range s {
		if v > 0 {
			return false
		}
	}
	return true
}

// Even is an annual sum in twelve equal amounts, with the remainder on the last.
func Even(annual int64) (amounts [12]int64) {
	for i := range amounts {
		amounts[i] = annual / 12
	}
	amounts[11] += annual % 12
	return amounts
}

// BySeason is an annual sum split by the season's share of each month from start
// on; a month in which more came back than was bought has none. Each month is
// rounded down, and the remainder goes to the last. A flat season splits evenly.
func BySeason(annual int64, start calendar.Month, season Season) (amounts [12]int64) {
	if season.Flat() {
		return Even(annual)
	}
	total := new(big.Int)
	for _, v := range season {
		total.Add(total, big.NewInt(max(v, 0)))
	}
	rest := annual
	for i := range amounts {
		share := max(season[(start+calendar.Month(i)).Of()-1], 0)
		n := new(big.Int).Mul(big.NewInt(annual), big.NewInt(share))
		amounts[i] = n.Quo(n, total).Int64()
		rest -= amounts[i]
	}
	amounts[11] += rest
	return amounts
}
