package cells

// dateForm is how the three numbers of a date are ordered.
type dateForm uint8

const (
	formISO    dateForm = iota // year first: no question
	formTwice                  // a/b/year: day or month first
	formShort                  // year, month, day, all told apart; the year has two digits
	formThrice                 // a-b-c of two digits each: the year may be first or last
	formDotted                 // a/b/c or a.b.c: the year is last, and first only where nothing else fits
)

// Years outside are typing mistakes (0202) and not history.
const (
	FirstYear = 1900
	LastYear  = 2199
)

// DateParts takes a date apart without judging it. rest is what stands behind.
// Forms: 2024-12-31, 2024/12/31, 2024.12.31, 20241231, 31/12/2024, 31.12.24,
// 31-12-2024, 65-03-15, and those with the month as a word. Years of two digits
// stay what they are. ok is false when the cell does not begin with a date.
func DateParts(b []byte) (p [3]int, form dateForm, rest []byte, ok bool) {
	if p, form, rest, ok = numericParts(b); ok || len(b) < 6 {
		return p, form, rest, ok
	}
	p, digits, rest, ok := namedParts(b)
	if !ok || digits[2] == 0 {
		return p, formISO, b, false
	}
	if form = formISO; digits[0] == 2 {
		form = formShort
	}
	return p, form, rest, true
}

func numericParts(b []byte) (p [3]int, form dateForm, rest []byte, ok bool) {
	var digits [3]int
	rest = b
	sep := byte(0)
	for i := range 3 {
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' && n < 9 {
			p[i] = p[i]*10 + int(rest[n]-'0')
			n++
		}
		digits[i], rest = n, rest[n:]
		if i == 0 && n == 8 {
			return [3]int{p[0] / 10000, p[0] / 100 % 100, p[0] % 100}, formISO, rest, true
		}
		if n == 0 {
			return p, form, b, false
		}
		if i == 2 {
			break
		}
		if len(rest) == 0 || rest[0] != '-' && rest[0] != '/' && rest[0] != '.' || sep != 0 && rest[0] != sep {
			return p, form, b, false
		}
		sep, rest = rest[0], rest[1:]
	}
	switch {
	case digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2:
		return p, formISO, rest, true
	case digits[0] <= 2 && digits[1] <= 2 && digits[2] == 4:
		return p, formTwice, rest, true
	case digits[0] == 2 && digits[1] <= 2 && digits[2] <= 2 && sep == '-':
		return p, formThrice, rest, true
	case digits[0] <= 2 && digits[1] <= 2 && digits[2] == 2:
		return p, formDotted, rest, true
	}
	return p, form, b, false
}
