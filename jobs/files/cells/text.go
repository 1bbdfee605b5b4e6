package cells

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TrimSpace cuts white space, no-break spaces included, off both ends.
func TrimSpace(b []byte) []byte {
	if len(b) == 0 {
		return b
	}
	if f, l := b[0], b[len(b)-1]; f > ' ' && f < utf8.RuneSelf && l > ' ' && l < utf8.RuneSelf {
		return b
	}
	return bytes.TrimFunc(b, isSpace)
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }

// Shieldable tells whether a spreadsheet would take a text for a formula: its
// first rune, spaces aside, is one of = + - @ | tab CR LF NUL or a full-width
// form of them.
func Shieldable(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " "))
	switch r {
	case '=', '+', '-', '@', '|', '\t', '\r', '\n', 0, '＝', '＋', '－', '＠':
		return len(s) > 0
	}
	return false
}

// Shield puts an apostrophe in front of a text that a spreadsheet would take
// for a formula, also when apostrophes stand before the sign already, so that
// Unshield takes Shield(s) back to every s. For text cells only: −12.50 is a number.
func Shield(s string) string {
	if shielded(s) {
		return "'" + s
	}
	return s
}

// shielded: what would be run, and what would come back as an empty cell.
func shielded(s string) bool {
	bare := strings.TrimLeft(s, "'")
	word := TrimSpace([]byte(bare))
	return Shieldable(bare) || len(word) > 0 && Nothing(word)
}

// Unshield takes off the apostrophe that Shield (or another export) has put on.
func Unshield(b []byte) []byte {
	if len(b) > 1 && b[0] == '\'' && shielded(string(b)) {
		return b[1:]
	}
	return b
}

// CleanText is a text cell as it is meant: trimmed, unshielded, out of the formula
// that kept it as text (="00123"), and empty where it says that there is nothing.
func CleanText(b []byte) []byte {
	b = TrimSpace(b)
	if len(b) == 0 {
		return b
	}
	switch c := b[0]; {
	case c == '\'':
		return Unshield(b)
	case c == '=' && quotedFormula(b):
		return TrimSpace(b[2 : len(b)-1])
	case Nothing(b):
		return b[:0]
	}
	return b
}

// DamagedID recognises a code that a spreadsheet has turned into a float:
// 1.23E+11. Its digits are lost, so it must not become a code.
func DamagedID(b []byte) bool {
	i := bytes.IndexAny(b, "eE")
	if i <= 0 || i+2 >= len(b) || b[i+1] != '+' || b[0] < '0' || b[0] > '9' {
		return false
	}
	for j, c := range b {
		if (c < '0' || c > '9') && j != i && j != i+1 && !(j == 1 && (c == '.' || c == ',')) {
			return false
		}
	}
	return true
}

// FormulaError recognises what a spreadsheet shows where a formula fails: #N/A.
// It is no code, and many rows would share it.
func FormulaError(b []byte) bool {
	if len(b) < 4 || b[0] != '#' {
		return false
	}
	switch strings.ToUpper(string(b)) {
	case "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!":
		return true
	}
	return false
}

// RoundedID recognises a code that a workbook has kept as a number of more than
// 15 digits: those behind are zeros now.
func RoundedID(b []byte) bool {
	return len(b) > 15 && len(bytes.Trim(b, "0123456789")) == 0 && len(bytes.TrimRight(b, "0")) <= 15
}

// SplitList is a cell of several values, split by |, without empty values and
// repetitions.
func SplitList(b []byte) []string {
	var out []string
	for part := range bytes.SplitSeq(b, []byte("|")) {
		v := string(TrimSpace(part))
		if v == "" {
			continue
		}
		known := false
		for _, o := range out {
			known = known || o == v
		}
		if !known {
			out = append(out, v)
		}
	}
	return out
}
