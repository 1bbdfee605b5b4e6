package cells

import (
	"bytes"
	"unicode/utf8"
)

// normalise writes a number as digits with a decimal point to dst, checking the
// groups of thousands: one kind of separator, groups of exactly three.
func normalise(dst, cell []byte, dec byte) ([]byte, string, NumberErr) {
	if len(TrimSpace(cell)) == 0 {
		return nil, "", numberEmpty
	}
	s, ok := strip(cell)
	if s.zero {
		return append(dst, '0'), s.currency, NumberOK
	}
	if !ok {
		return nil, s.currency, NumberBad
	}
	if hasExponent(s.body) {
		return nil, s.currency, NumberExponent
	}
	if s.neg {
		dst = append(dst, '-')
	}
	var group rune
	run, digits, frac := 0, 0, false
	var seen groups
	for i := 0; i < len(s.body); {
		r, n := utf8.DecodeRune(s.body[i:])
		i += n
		switch {
		case r >= '0' && r <= '9':
			dst = append(dst, byte(r))
			run++
			digits++
		case r == rune(dec) && !frac:
			if group != 0 && !seen.end(run) {
				return nil, s.currency, NumberBad
			}
			dst, frac, run = append(dst, '.'), true, 0
		case isGroup(r) && !frac && (group == 0 || group == r) && seen.add(run, r):
			group, run = r, 0
		case r == '.' || r == ',':
			return nil, s.currency, NumberStyle
		default:
			return nil, s.currency, NumberBad
		}
	}
	if digits == 0 {
		return nil, s.currency, NumberBad
	}
	if s.cents != 0 && (frac || rune(s.cents) == group) {
		return nil, s.currency, NumberStyle
	}
	if group != 0 && !frac && !seen.end(run) {
		if group == '.' || group == ',' {
			return nil, s.currency, NumberStyle
		}
		return nil, s.currency, NumberBad
	}
	return dst, s.currency, NumberOK
}

// groups checks the groups of thousands: three digits each, or, in lakhs and
// crores, two and at last three: 1,23,45,678.
type groups struct {
	n, first     int
	three, lakhs bool
}

// add takes the digits in front of a separator.
func (g *groups) add(run int, sep rune) bool {
	switch g.n++; {
	case g.n == 1:
		g.first = run
		return run >= 1 && run <= 3
	case run == 3:
		g.three = true
	case run == 2 && sep == ',':
		g.lakhs = true
	default:
		return false
	}
	return true
}

// end takes the digits behind the last separator.
func (g *groups) end(run int) bool {
	return run == 3 && !(g.lakhs && (g.three || g.first == 3))
}

func isGroup(r rune) bool {
	switch r {
	case '.', ',', ' ', nbsp, narrowNBSP, thinSpace, '\'', rightQuote:
		return true
	}
	return false
}

// hasExponent: digits, an E, digits.
func hasExponent(b []byte) bool {
	i := bytes.IndexAny(b, "eE")
	if i <= 0 || i == len(b)-1 {
		return false
	}
	for j, c := range b {
		if j != i && (c < '0' || c > '9') && c != '.' && c != ',' && !(j == i+1 && (c == '+' || c == '-')) {
			return false
		}
	}
	return true
}
