package cells

import "bytes"

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
	if s.cents != 0 {
		switch { // the sign in front of the dash is the decimal one
		case s.cents == ',':
			return HintComma
		case bytes.IndexByte(s.body, ',') >= 0:
			return HintPoint
		}
		return hintNone // but 12.- is also written where numbers have a comma
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
