package workbook

import (
	"bytes"
	"strconv"
)

// shownDigits is how many digits of a number a spreadsheet shows; those behind are the
// noise of its arithmetic (19.989999999999998).
const shownDigits = 15

// decimal is a number of a part: ±0.DIGITS × 10^point, without leading zeros.
type decimal struct {
	negative bool
	digits   []byte
	point    int
}

// parseDecimal reads 12, -1.5, 1.25E-3 into the memory of dst; ok is false for what is no
// number.
func parseDecimal(dst, b []byte) (d decimal, ok bool) {
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		d.negative, b = b[0] == '-', b[1:]
	}
	mantissa, exp := b, 0
	if i := bytes.IndexAny(b, "eE"); i >= 0 {
		v, err := strconv.Atoi(string(b[i+1:]))
		if err != nil || v > 400 || v < -400 {
			return d, false
		}
		mantissa, exp = b[:i], v
	}
	whole, frac, _ := bytes.Cut(mantissa, []byte("."))
	if len(whole)+len(frac) == 0 || len(whole)+len(frac) > 400 {
		return d, false
	}
	d.digits = append(append(dst, whole...), frac...)
	for _, c := range d.digits {
		if c < '0' || c > '9' {
			return d, false
		}
	}
	d.point = len(whole) + exp
	d.trim()
	return d, true
}

// trim drops zeros that say nothing.
func (d *decimal) trim() {
	for len(d.digits) > 0 && d.digits[0] == '0' {
		d.digits = d.digits[1:]
		d.point--
	}
	d.digits = bytes.TrimRight(d.digits, "0")
	if len(d.digits) == 0 {
		d.negative, d.point = false, 0
	}
}

// round keeps n digits, half away from zero.
func (d *decimal) round(n int) {
	if len(d.digits) <= n {
		return
	}
	up := d.digits[n] >= '5'
	d.digits = d.digits[:n]
	for i := n - 1; up && i >= 0; i-- {
		if d.digits[i]++; d.digits[i] <= '9' {
			up = false
		} else {
			d.digits[i] = '0'
		}
	}
	if up {
		d.digits = append([]byte{'1'}, d.digits...)
		d.point++
	}
	d.trim()
}

// whole tells whether nothing stands behind the decimal point.
func (d *decimal) whole() bool { return len(d.digits) <= d.point || len(d.digits) == 0 }

// append writes the number with a decimal point and no exponent.
func (d *decimal) append(dst []byte) []byte {
	if d.negative {
		dst = append(dst, '-')
	}
	if d.point <= 0 {
		dst = append(dst, '0')
	}
	for i := range max(d.point, len(d.digits)) {
		switch {
		case i < len(d.digits) && i == d.point, i == 0 && d.point < 0:
			dst = append(dst, '.')
		}
		if i == 0 {
			for range -d.point {
				dst = append(dst, '0')
			}
		}
		if i < len(d.digits) {
			dst = append(dst, d.digits[i])
		} else {
			dst = append(dst, '0')
		}
	}
	return dst
}
