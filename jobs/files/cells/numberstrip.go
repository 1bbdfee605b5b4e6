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
	cents    byte // the decimal sign in front of a dash for no cents: 12.-
	zero     bool // the dash of accounting formats, beside a currency
	currency string
}

// strip takes sign, currency and brackets off a number: "€ -1.5", "(12.00)",
// "12-", "1,50 EUR", "12.-". ok is false when what is left cannot be a number.
func strip(b []byte) (shape, bool) {
	var s shape
	b = TrimSpace(b)
	if len(b) > 1 && b[0] == '\'' && bytes.IndexByte([]byte("+-=@"), b[1]) >= 0 {
		b = b[1:] // shielded by an export that did not know it for a number
	}
	signs, dashes := 0, 0
	if len(b) > 2 && b[0] == '(' && b[len(b)-1] == ')' {
		b, s.neg, signs = TrimSpace(b[1:len(b)-1]), true, 1
	}
	for len(b) > 0 {
		if s.currency != "" && isDash(b) {
			s.zero = true
			return s, false
		}
		r, n := utf8.DecodeRune(b)
		last, m := utf8.DecodeLastRune(b)
		switch {
		case r == hyphenMinus || r == minusSign || r == '+':
			if r != '+' {
				s.neg = true
				dashes++
			}
			b = b[n:]
			signs++
		case s.cents == 0 && cents(b) > 0:
			n = cents(b)
			b, s.cents = b[:n], b[n]
		case last == hyphenMinus || last == minusSign:
			s.neg = true
			b = b[:len(b)-m]
			signs++
			dashes++
		case s.currency == "" && frontCurrency(b) > 0:
			n = frontCurrency(b)
			s.currency, b = currencyOf(b[:n]), b[n:]
		case s.currency == "" && backCurrency(b) > 0:
			n = backCurrency(b)
			s.currency, b = currencyOf(b[len(b)-n:]), b[:len(b)-n]
		default:
			s.body = b
			return s, signs <= 1
		}
		b = TrimSpace(b)
	}
	s.zero = s.currency != "" && dashes == 1 && signs == 1 // - €
	return s, false
}

// cents is where a dash for no cents begins, its decimal sign first: 12.-  12,–
// 12.--; 0 when there is none.
func cents(b []byte) int {
	end := len(b)
	for end > 0 {
		r, n := utf8.DecodeLastRune(b[:end])
		if r != hyphenMinus && r != '–' && r != '—' && r != minusSign {
			break
		}
		end -= n
	}
	if end == len(b) || end < 2 || b[end-1] != '.' && b[end-1] != ',' || b[end-2] < '0' || b[end-2] > '9' {
		return 0
	}
	return end - 1
}

// frontCurrency is the length of a currency's sign, word or code at the front, or
// of a percent sign; 0 when there is none.
func frontCurrency(b []byte) int {
	r, n := utf8.DecodeRune(b)
	if r == '%' || unicode.Is(unicode.Sc, r) {
		return n
	}
	if r >= '0' && r <= '9' {
		return 0
	}
	n = 0
	for n < len(b) && (isLetter(b[n]) && b[n] != 0xc2 && b[n] != 0xe2) {
		n++
	}
	if n < len(b) && b[n] == '$' {
		n++
	}
	if currencyOf(b[:n]) == "" {
		return 0
	}
	if n < len(b) && b[n] == '.' && (n != 3 || !isCode(b[:3])) {
		n++ // Fr. Rs. kr.
	}
	return n
}

func backCurrency(b []byte) int {
	r, n := utf8.DecodeLastRune(b)
	if r == '%' || unicode.Is(unicode.Sc, r) {
		return n
	}
	end := len(b)
	if b[end-1] == '.' {
		end--
	}
	at := end
	for at > 0 && isLetter(b[at-1]) && b[at-1] != 0xa0 && b[at-1] != 0xaf && b[at-1] != 0x89 {
		at--
	}
	if end-at == 3 && isCode(b[at:end]) && end < len(b) || currencyOf(b[at:end]) == "" {
		return 0
	}
	return len(b) - at
}

// currencyOf is what a sign, word or code stands for, "" when it is none of them.
func currencyOf(b []byte) string {
	if len(b) == 0 || len(b) > 12 {
		return ""
	}
	if len(b) == 3 && isCode(b) {
		return string(b)
	}
	if r, n := utf8.DecodeRune(b); n == len(b) && (r == '%' || unicode.Is(unicode.Sc, r)) || string(b) == "zł" {
		return string(b)
	}
	return currencyWords[Bare(string(bytes.TrimSuffix(b, []byte("."))))]
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
