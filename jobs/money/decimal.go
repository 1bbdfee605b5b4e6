package money

import (
	"fmt"
	"strconv"
)

// Decimal writes v with its last digits behind a point: decimal(-5, 1) is -0.5.
// Zero has no sign.
func Decimal(v int64, decimals int) string {
	sign, u := "", uint64(v)
	if v < 0 {
		sign, u = "-", -u
	}
	if decimals == 0 {
		return sign + strconv.FormatUint(u, 10)
	}
	unit := uint64(1)
	for range decimals {
		unit *= 10
	}
	return fmt.Sprintf("%s%d.%0*d", sign, u/unit, decimals, u%unit)
}
