package ui

import (
	"math/bits"
	"strconv"
	"strings"
)

// The formatters. Lists use the short forms, where zero is a dash and money has
// no minor units; records and forms use the Exact forms. All arithmetic is on
// integers and rounds half away from zero, once.

// Money is an amount of minor units for a list: whole currency units, grouped,
// with the sign of the currency; 0 is "–". An amount that rounds to nothing is
// written "€0", so that it is told from none.
func (l Locale) Money(minor int64) string {
	if minor == 0 {
		return dash
	}
	l = l.std()
	return l.money(roundTo(minor, l.digits, 0), 0, "")
}

// MoneyExact is an amount of minor units with all its decimals; 0 is "€0.00".
func (l Locale) MoneyExact(minor int64) string {
	l = l.std()
	return l.money(minor, l.digits, "")
}

// MoneyWhole is an amount of minor units in whole currency units, where it does not
// stand in a column: in a sentence, a tile, a range. 0 is "€0".
func (l Locale) MoneyWhole(minor int64) string {
	l = l.std()
	return l.money(roundTo(minor, l.digits, 0), 0, "")
}

// MoneyShort is an amount in as few signs as a small cell has room for: "€950",
// "€12.4k", "€20k", "€1.2m", "€3.1bn". 0 is "€0".
func (l Locale) MoneyShort(minor int64) string {
	l = l.std()
	if whole := roundTo(minor, l.digits, 0); magnitude(whole) < 10_000 {
		return l.money(whole, 0, "")
	}
	for i, suffix := range []string{"k", "m"} {
		// Tenths of the unit; what would round to a thousand goes one up.
		if n := roundTo(minor, l.digits+3*(i+1), 1); magnitude(n) < 10_000 {
			return l.moneyTenths(n, suffix)
		}
	}
	return l.moneyTenths(roundTo(minor, l.digits+9, 1), "bn")
}

// moneyTenths drops a decimal that says nothing.
func (l Locale) moneyTenths(n int64, suffix string) string {
	if n%10 == 0 {
		return l.money(n/10, 0, suffix)
	}
	return l.money(n, 1, suffix)
}

// UnitPrice is a price in ten-thousandths of a currency unit, with at least the
// currency's decimals and as many more as it needs.
func (l Locale) UnitPrice(tenThousandths int64) string {
	l = l.std()
	n, digits := tenThousandths, 4
	for digits > l.digits && n%10 == 0 {
		n, digits = n/10, digits-1
	}
	return l.money(n, digits, "")
}

// Number is a count for a list, grouped; 0 is "–".
func (l Locale) Number(n int64) string {
	if n == 0 {
		return dash
	}
	return l.NumberExact(n)
}

// NumberExact is a count, grouped; 0 is "0".
func (l Locale) NumberExact(n int64) string { return l.std().decimalOf(n, 0) }

// Quantity is a quantity in thousandths, with the decimals it needs; 0 is "–".
func (l Locale) Quantity(thousandths int64) string {
	if thousandths == 0 {
		return dash
	}
	n, digits := thousandths, 3
	for digits > 0 && n%10 == 0 {
		n, digits = n/10, digits-1
	}
	return l.std().decimalOf(n, digits)
}

// Tenths is a figure in thousandths, rounded, always with one decimal, so that a
// column of them is aligned: "30.4", "42.0".
func (l Locale) Tenths(thousandths int64) string {
	return l.std().decimalOf(roundTo(thousandths, 3, 1), 1)
}

// Ratio is a ratio in hundredths, always with two decimals: "2.31".
func (l Locale) Ratio(hundredths int64) string { return l.std().decimalOf(hundredths, 2) }

// Thousandths is a ratio in thousandths, always with three decimals: "0.141".
func (l Locale) Thousandths(n int64) string { return l.std().decimalOf(n, 3) }

// Percent is a percentage in tenths, with one decimal: "12.4 %".
func (l Locale) Percent(tenths int64) string { return l.std().decimalOf(tenths, 1) + nbsp + "%" }

// PercentWhole is a percentage in tenths, rounded to whole percents: "12 %".
func (l Locale) PercentWhole(tenths int64) string {
	return l.std().decimalOf(roundTo(tenths, 1, 0), 0) + nbsp + "%"
}

// Plural is a count with its noun: Plural(1, "customer", "customers") is
// "1 customer". The nouns are translated, the count is grouped.
func (l Locale) Plural(n int64, one, many string) string {
	if n == 1 || n == -1 {
		return l.NumberExact(n) + nbsp + l.T(one)
	}
	return l.NumberExact(n) + nbsp + l.T(many)
}

// money puts the currency sign where the language wants it. The suffix ("k")
// stands right behind the figure.
func (l Locale) money(n int64, digits int, suffix string) string {
	figure := l.decimalOf(n, digits) + suffix
	if !l.leading {
		return figure + nbsp + l.symbol
	}
	sign := ""
	if rest, ok := strings.CutPrefix(figure, minus); ok {
		sign, figure = minus, rest
	}
	if len(l.symbol) > 1 && isLetter(l.symbol[len(l.symbol)-1]) {
		return sign + l.symbol + nbsp + figure
	}
	return sign + l.symbol + figure
}

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

// decimalOf writes n ÷ 10^digits with the signs of the language and a true minus.
func (l Locale) decimalOf(n int64, digits int) string {
	s := strconv.FormatUint(magnitude(n), 10)
	if len(s) <= digits {
		s = strings.Repeat("0", digits-len(s)+1) + s
	}
	whole, fraction := s[:len(s)-digits], s[len(s)-digits:]
	out := l.grouped(whole)
	if digits > 0 {
		out += l.decimal + fraction
	}
	if n < 0 {
		out = minus + out
	}
	return out
}

func (l Locale) grouped(whole string) string {
	if l.group == "" || len(whole) < l.least {
		return whole
	}
	cut := len(whole) - l.first
	parts := []string{whole[cut:]}
	for cut > 0 {
		from := max(0, cut-l.rest)
		parts = append([]string{whole[from:cut]}, parts...)
		cut = from
	}
	return strings.Join(parts, l.group)
}

// roundTo turns a number with so many decimals into one with fewer, half away
// from zero.
func roundTo(n int64, from, to int) int64 {
	div := uint64(1)
	for range from - to {
		div *= 10
	}
	if div == 1 {
		return n
	}
	sum, carry := bits.Add64(magnitude(n), div/2, 0)
	q, _ := bits.Div64(carry, sum, div)
	if n < 0 {
		return -int64(q)
	}
	return int64(q)
}

// magnitude is |n|, of the smallest int64 too.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
