package ui

import (
	"fmt"
	"math"
	"strings"
)

// ParseMoney reads an amount that a person typed in this locale, into minor
// units. It takes what Money and MoneyExact write and what people write instead:
// any space or the language's sign between groups, a plain or a true minus, the
// currency's sign or code on either side. More decimals than the currency has,
// and anything else, is an error that says so in words for the field.
func (l Locale) ParseMoney(s string) (int64, error) {
	l = l.std()
	s = strings.TrimSpace(s)
	for _, sign := range []string{l.symbol, l.currency} {
		s = strings.Replace(s, sign, "", 1)
	}
	return l.parse(s, l.digits)
}

// ParseDecimal reads a number with at most the given decimals (0 to 9), into
// units of its last decimal: ParseDecimal("2.5", 3) is 2500.
func (l Locale) ParseDecimal(s string, digits int) (int64, error) { return l.std().parse(s, digits) }

func (l Locale) parse(text string, digits int) (int64, error) {
	s := strings.TrimSpace(text)
	negative := false
	for _, sign := range []string{minus, "-"} {
		if rest, ok := strings.CutPrefix(s, sign); ok {
			s, negative = strings.TrimSpace(rest), true
			break
		}
	}
	whole, fraction, _ := strings.Cut(s, l.decimal)
	whole, err := l.ungroup(whole)
	if err != nil || (whole == "" && fraction == "") {
		return 0, fmt.Errorf("%q is not a number: write it like %s", text, l.decimalOf(123456789, max(digits, 0)))
	}
	if len(fraction) > digits {
		if strings.Trim(fraction[digits:], "0") != "" || !allDigits(fraction) {
			return 0, fmt.Errorf("%q has more than %d decimals", text, digits)
		}
		fraction = fraction[:digits]
	}
	figures := whole + fraction + strings.Repeat("0", digits-len(fraction))
	var n uint64
	for _, c := range []byte(figures) {
		if c < '0' || c > '9' {
			return 0, fmt.Errorf("%q is not a number: write it like %s", text, l.decimalOf(123456789, digits))
		}
		if n > (math.MaxInt64-uint64(c-'0'))/10 {
			return 0, fmt.Errorf("%q is too large", text)
		}
		n = n*10 + uint64(c-'0')
	}
	if negative {
		return -int64(n), nil
	}
	return int64(n), nil
}

// ungroup drops the signs between groups, and refuses them where no group can
// be: "1.5" in German is a slip of the finger, not fifteen.
func (l Locale) ungroup(whole string) (string, error) {
	space := func(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\'' || r == '’' }
	parts := strings.FieldsFunc(whole, func(r rune) bool { return space(r) || string(r) == l.group })
	for i, part := range parts {
		if i > 0 && i < len(parts)-1 && len(part) != l.rest || i > 0 && i == len(parts)-1 && len(part) != l.first {
			return "", fmt.Errorf("a group of %d digits", len(part))
		}
	}
	joined := strings.Join(parts, "")
	if joined == "" && whole != "" || !allDigits(joined) {
		return "", fmt.Errorf("not digits")
	}
	return joined, nil
}

func allDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}
