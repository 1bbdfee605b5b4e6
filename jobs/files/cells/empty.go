package cells

import "unicode/utf8"

// Nothing tells whether a trimmed cell says in words that nothing is in it:
// NULL and \N of databases, #N/A and n/a of spreadsheets, a dash alone, and the
// day 0000-00-00, with a time or without. NA is none of them: it is Namibia.
func Nothing(b []byte) bool {
	if len(b) == 0 || len(b) > 30 {
		return len(b) == 0
	}
	switch b[0] {
	case '-', 0xe2: // also the dashes, whose first byte that is
		return isDash(b)
	case '\\':
		return string(b) == `\N`
	case 'n', 'N', '(', '#', '<':
		for _, word := range [...]string{"null", "(null)", "<null>", "n/a", "#n/a"} {
			if equalASCII(b, word) {
				return true
			}
		}
	case '0':
		return noDay(b)
	}
	return false
}

// isDash: one dash of any length, or two hyphens, and nothing else.
func isDash(b []byte) bool {
	switch string(b) {
	case "-", "--", "–", "—", "\u2212":
		return true
	}
	return false
}

// equalASCII compares with a word in small letters, in any case.
func equalASCII(b []byte, word string) bool {
	if len(b) != len(word) {
		return false
	}
	for i := range b {
		c := b[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != word[i] {
			return false
		}
	}
	return true
}

// noDay is a day made of noughts: 0000-00-00, 00.00.0000, 00/00/00, each with a
// midnight behind it or without. A number such as 0.00 is none: it has not three
// parts.
func noDay(b []byte) bool {
	parts, digits := 1, 0
	for i, c := range b {
		switch {
		case c == '0':
			digits++
		case parts < 3 && (c == '-' || c == '/' || c == '.') && digits > 0:
			parts, digits = parts+1, 0
		case parts == 3 && digits >= 2 && (c == ' ' || c == 'T'):
			return noTime(b[i+1:])
		default:
			return false
		}
	}
	return parts == 3 && digits >= 2
}

func noTime(b []byte) bool {
	colons := 0
	for _, c := range b {
		switch c {
		case ':':
			colons++
		case '0', '.', 'Z':
		default:
			return false
		}
	}
	return colons > 0
}

// Dash tells whether a number cell as it stands in the file is the dash that
// accounting formats write for zero: it has spaces around it, as in " -   ". The
// dash alone is no figure but an empty cell. A currency beside the dash makes it
// a zero too; ParseNumber reads that.
func Dash(raw []byte) bool {
	b := TrimSpace(raw)
	return len(b) < len(raw) && utf8.RuneCount(b) == 1 && isDash(b)
}
