package cells

import (
	"bytes"
	"strconv"
)

// ParseSheetNumber reads a raw cell of a workbook. Its numbers have a decimal
// point and sometimes an exponent (1E-3), which is a way of storing here and
// not a damage. Text that looks like a number is read too, but never with
// separators between thousands, because the sheet's own sign is unknown.
func ParseSheetNumber(b []byte, decimals int) (int64, string, NumberErr) {
	if i := bytes.IndexAny(b, "eE"); i > 0 && hasExponent(b) && bytes.IndexByte(b, ',') < 0 {
		plain, ok := expand(b[:i], b[i+1:])
		if !ok {
			return 0, "", numberOverflow
		}
		v, err := ParsePlain(plain, '.', decimals)
		return v, "", err
	}
	if bytes.IndexByte(b, ',') >= 0 {
		return 0, "", NumberStyle
	}
	return ParseNumber(b, '.', decimals)
}

// expand writes mantissa × 10^exponent without an exponent.
func expand(mantissa, exponent []byte) ([]byte, bool) {
	exp, err := strconv.Atoi(string(exponent))
	if err != nil || exp > 30 || exp < -400 {
		return nil, false
	}
	sign := []byte(nil)
	if len(mantissa) > 0 && mantissa[0] == '-' {
		sign, mantissa = mantissa[:1], mantissa[1:]
	}
	whole, frac, _ := bytes.Cut(mantissa, []byte("."))
	digits := append(bytes.Clone(whole), frac...)
	point := len(whole) + exp
	if point <= 0 {
		digits = append(bytes.Repeat([]byte("0"), 1-point), digits...)
		point = 1
	}
	for len(digits) < point {
		digits = append(digits, '0')
	}
	out := append(bytes.Clone(sign), digits[:point]...)
	if point < len(digits) {
		out = append(append(out, '.'), digits[point:]...)
	}
	return out, true
}
