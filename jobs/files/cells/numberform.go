package cells

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// number signs that a cell may carry besides digits.
const (
	nbsp        = '\u00a0'
	narrowNBSP  = '\u202f'
	thinSpace   = '\u2009'
	rightQuote  = '\u2019'
	minusSign   = '\u2212'
	hyphenMinus = '-'
)

// shape is a cell taken apart: what stands in front of and behind the digits is
// gone, sign and currency are kept.
type shape struct {
	body     []byte // digits and separators, ends trimmed
	neg      bool
	currency string
}

// strip takes sign, currency and brackets off a number: "€ -1.5", "(12.00)",
// "12-", "1,50 EUR". ok is false when what is left cannot be a number.
func strip(b []byte) (shape, bool) {
	var s shape
	b = TrimSpace(b)
	if len(b) > 1 && b[0] == '\'' && bytes.IndexByte([]byte("+-=@"), b[1]) >= 0 {
		b = b[1:] // shielded by an export that did not know it for a number
	}
	signs := 0
	if len(b) > 2 && b[0] == '(' && b[len(b)-1] == ')' {
		b, s.neg, signs = TrimSpace(b[1:len(b)-1]), true, 1
	}
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		last, m := utf8.DecodeLastRune(b)
		switch {
		case r == hyphenMinus || r == minusSign || r == '+':
			s.neg = s.neg || r != '+'
			b = b[n:]
			signs++
		case last == hyphenMinus || last == minusSign:
			s.neg = true
			b = b[:len(b)-m]
			signs++
		case s.currency == "" && frontCurrency(b) > 0:
			n = frontCurrency(b)
			s.currency, b = string(b[:n]), b[n:]
		case s.currency == "" && backCurrency(b) > 0:
			n = backCurrency(b)
			s.currency, b = string(b[len(b)-n:]), b[:len(b)-n]
		default:
			s.body = b
			return s, signs <= 1
		}
		b = TrimSpace(b)
	}
	return s, false
}

// frontCurrency is the length of a currency sign or three-letter code at the
// front, 0 when there is none.
func frontCurrency(b []byte) int {
	if r, n := utf8.DecodeRune(b); unicode.Is(unicode.Sc, r) {
		return n
	}
	if len(b) > 3 && isCode(b[:3]) && !isLetter(b[3]) {
		return 3
	}
	return 0
}

func backCurrency(b []byte) int {
	if r, n := utf8.DecodeLastRune(b); unicode.Is(unicode.Sc, r) {
		return n
	}
	if bytes.HasSuffix(b, []byte("zł")) {
		return len("zł")
	}
	if n := len(b); n > 3 && isCode(b[n-3:]) && !isLetter(b[n-4]) {
		return 3
	}
	return 0
}

// isCode: three capitals, and not a word that stands for "no number".
func isCode(b []byte) bool {
	for _, c := range b {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return string(b) != "NAN" && string(b) != "INF"
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }

// normalise writes a number as digits with a decimal point to dst, checking the
// groups of thousands: one kind of separator, groups of exactly three.
func normalise(dst, cell []byte, dec byte) ([]byte, string, NumberErr) {
	if len(TrimSpace(cell)) == 0 {
		return nil, "", numberEmpty
	}
	s, ok := strip(cell)
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
	for i := 0; i < len(s.body); {
		r, n := utf8.DecodeRune(s.body[i:])
		i += n
		switch {
		case r >= '0' && r <= '9':
			dst = append(dst, byte(r))
			run++
			digits++
		case r == rune(dec) && !frac:
			if group != 0 && run != 3 {
				return nil, s.currency, NumberBad
			}
			dst, frac, run = append(dst, '.'), true, 0
		case isGroup(r) && !frac && (group == 0 && run >= 1 && run <= 3 || group == r && run == 3):
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
	if group != 0 && !frac && run != 3 {
		if group == '.' || group == ',' {
			return nil, s.currency, NumberStyle
		}
		return nil, s.currency, NumberBad
	}
	return dst, s.currency, NumberOK
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

// decimalHint is what a cell tells about its column's decimal sign.
type decimalHint uint8

const (
	hintNone  decimalHint = iota // whole numbers, or no number
	HintPoint                    // only a decimal point fits
	HintComma                    // only a decimal comma fits
	HintBoth                     // 1.000 or 1,000: a thousand or one
)

// SniffNumber reads the hint of one cell.
func SniffNumber(cell []byte) decimalHint {
	if hint, ok := sniffPlain(cell); ok {
		return hint
	}
	s, ok := strip(cell)
	if !ok {
		return hintNone
	}
	points, commas := fits(s.body, '.'), fits(s.body, ',')
	switch {
	case points && commas && bytes.ContainsAny(s.body, ".,"):
		return HintBoth
	case points && !commas:
		return HintPoint
	case commas && !points:
		return HintComma
	}
	return hintNone
}

// sniffPlain is SniffNumber for the usual shape, digits with at most one sign
// among them; ok is false for every other shape.
func sniffPlain(b []byte) (hint decimalHint, ok bool) {
	if len(b) > 0 && b[0] == '-' {
		b = b[1:]
	}
	at := -1
	for i, c := range b {
		if c >= '0' && c <= '9' {
			continue
		}
		if c != '.' && c != ',' || at >= 0 {
			return hintNone, false
		}
		at = i
	}
	switch {
	case at < 0 || len(b) == 1:
		return hintNone, true
	case len(b)-at-1 == 3 && at >= 1 && at <= 3 && b[0] != '0':
		return HintBoth, true
	case b[at] == '.':
		return HintPoint, true
	}
	return HintComma, true
}

// fits tells whether a body without sign and currency can be read with dec. A
// group of thousands never starts with 0: 0.125 is no 0125.
func fits(body []byte, dec byte) bool {
	other := byte('.' + ',' - dec)
	if i := bytes.IndexByte(body, other); i == 1 && body[0] == '0' {
		return false
	}
	var scratch [64]byte
	_, _, err := normalise(scratch[:0], body, dec)
	return err == NumberOK
}
