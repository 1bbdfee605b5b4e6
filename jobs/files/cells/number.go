package cells

import (
	"bytes"
	"fmt"
	"math"
	"math/bits"
)

// NumberErr says why a cell is not a number that can be taken.
type NumberErr uint8

const (
	NumberOK NumberErr = iota
	numberEmpty
	NumberBad       // not a number at all
	NumberExponent  // 1e3
	NumberStyle     // a number, but not with this decimal sign
	NumberAmbiguous // fits both signs in a column that mixes them
	numberOverflow
)

func (e NumberErr) Text() string {
	switch e {
	case NumberExponent:
		return "is written with an exponent; write all its digits (a spreadsheet does that when the column is formatted as a number)"
	case NumberStyle:
		return "does not fit the decimal sign of the rest of this column; write it like the others"
	case NumberAmbiguous:
		return "can be read two ways, because this column has decimal points and decimal commas; write all numbers of the column alike"
	case numberOverflow:
		return "is too large; correct it"
	}
	return "is not a number; write digits with at most one decimal sign"
}

// ParseNumber reads a cell as a number scaled by 10^decimals, rounding half away
// from zero. dec is the decimal sign of the column. The string is the currency
// the cell names by sign or code, "" when none.
func ParseNumber(cell []byte, dec byte, decimals int) (int64, string, NumberErr) {
	if v, err := ParsePlain(cell, dec, decimals); err == NumberOK || err == numberOverflow {
		return v, "", err
	}
	var scratch [64]byte
	plain, currency, err := normalise(scratch[:0], cell, dec)
	if err != NumberOK {
		return 0, currency, err
	}
	v, err := ParsePlain(plain, '.', decimals)
	return v, currency, err
}

// ParsePlain reads an optional sign, digits, and digits behind dec: the shape
// of nearly every cell. Anything else is NumberBad for normalise to look at.
func ParsePlain(b []byte, dec byte, decimals int) (int64, NumberErr) {
	i, neg := 0, false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		neg, i = b[0] == '-', 1
	}
	if i == len(b) {
		return 0, NumberBad
	}
	var mant uint64
	digits, frac, over, up := 0, -1, false, false
	for ; i < len(b); i++ {
		c := b[i]
		switch d := uint64(c - '0'); {
		case d <= 9:
			digits++
			if frac >= decimals { // only the first dropped digit decides: half away from zero
				if frac == decimals {
					up = d >= 5
				}
				frac++
				continue
			}
			if mant > (math.MaxUint64-9)/10 {
				over = true
			}
			mant = mant*10 + d
			if frac >= 0 {
				frac++
			}
		case c == dec && frac < 0:
			frac = 0
		default:
			return 0, NumberBad
		}
	}
	if digits == 0 {
		return 0, NumberBad
	}
	for f := max(frac, 0); f < decimals; f++ {
		if mant > math.MaxUint64/10 {
			over = true
		}
		mant *= 10
	}
	if up {
		mant++
	}
	if over || mant > math.MaxInt64 {
		return 0, numberOverflow
	}
	if neg {
		return -int64(mant), NumberOK
	}
	return int64(mant), NumberOK
}

// MulDiv is a × b ÷ c, rounded half away from zero; ok is false on overflow or
// c = 0.
func MulDiv(a, b, c int64) (int64, bool) {
	if c == 0 {
		return 0, false
	}
	neg := (a < 0) != (b < 0) != (c < 0)
	hi, lo := bits.Mul64(abs(a), abs(b))
	d := abs(c)
	if hi >= d {
		return 0, false
	}
	q, r := bits.Div64(hi, lo, d)
	if r >= d-r {
		q++
	}
	if q > math.MaxInt64 {
		return 0, false
	}
	if neg {
		return -int64(q), true
	}
	return int64(q), true
}

func abs(v int64) uint64 {
	if v < 0 {
		return uint64(-v)
	}
	return uint64(v)
}

var Powers = [...]int64{1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
	1e18}

// FormatScaled writes a scaled integer with its decimals, trailing zeros cut.
func FormatScaled(v int64, decimals int) string {
	sign := ""
	if v < 0 {
		sign = "-"
	}
	u := abs(v)
	s := fmt.Sprintf("%s%d", sign, u/uint64(Powers[decimals]))
	if f := u % uint64(Powers[decimals]); f != 0 {
		frac := bytes.TrimRight(fmt.Appendf(nil, "%0*d", decimals, f), "0")
		s += "." + string(frac)
	}
	return s
}
