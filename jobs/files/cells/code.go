package cells

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Code is a cell that identifies something — a customer, a product, an order —
// as it is compared: in the normal form NFC, trimmed, runs of spaces inside made
// one, marks that nobody sees dropped, and unwrapped where a spreadsheet was
// forced to keep it as text (="00123", '00123). A cell that says that there is
// nothing is empty. Line breaks stay: they are refused elsewhere. A clean code
// comes back as it is, without a copy.
func Code(cell []byte) []byte {
	b := cell
	if !plainCode(b) {
		b = cleanCode(b)
	}
	if Nothing(b) {
		return nil
	}
	if !forced(b) {
		return b
	}
	for forced(b) {
		if b[0] == '\'' {
			b = b[1:]
		} else {
			b = b[2 : len(b)-1]
		}
		b = TrimSpace(b)
	}
	return b
}

// plainCode: printable ASCII without spaces at its ends or two beside each other.
func plainCode(b []byte) bool {
	space := true // as if one stood in front
	for _, c := range b {
		if c < ' ' || c >= 0x7f || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space || len(b) == 0
}

func cleanCode(b []byte) []byte {
	out, space := make([]byte, 0, len(b)), false
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r != utf8.RuneError && invisible(r):
		case unicode.IsSpace(r) && r != '\n' && r != '\r':
			space = true
		default:
			if space && len(out) > 0 {
				out = append(out, ' ')
			}
			out, space = append(out, b[i:i+n]...), false
		}
		i += n
	}
	if !norm.NFC.IsNormal(out) {
		out = norm.NFC.Bytes(out)
	}
	return bytes.TrimSpace(out)
}

// invisible: zero widths, the byte order mark, soft hyphens, marks of direction
// and selectors of a letter's picture.
func invisible(r rune) bool {
	switch {
	case r == '\u00ad', r == '\u034f', r == '\u061c', r == '\u180e', r == '\ufeff', r >= '\u200b' && r <= '\u200f',
		r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u206f', r >= '\ufe00' && r <= '\ufe0f':
		return true
	}
	return false
}

// forced: what keeps a spreadsheet from taking a code for a number.
func forced(b []byte) bool {
	return len(b) > 1 && b[0] == '\'' || quotedFormula(b)
}

// quotedFormula: ="00123", a formula that is nothing but its text.
func quotedFormula(b []byte) bool {
	n := len(b)
	return n > 3 && b[0] == '=' && b[1] == '"' && b[n-1] == '"' && bytes.IndexByte(b[2:n-1], '"') < 0
}

// NearCode is the form under which two codes are perhaps the same: without
// leading zeros, the .0 that a spreadsheet hangs on a number, case and accents.
// Two codes that differ and share it are asked about, never merged.
func NearCode(code string) string {
	s := Bare(string(Code([]byte(code))))
	if whole, frac, ok := strings.Cut(strings.Replace(s, ",", ".", 1), "."); ok && whole != "" && frac != "" &&
		strings.Trim(whole, "0123456789") == "" && strings.Trim(frac, "0") == "" {
		s = whole
	}
	if cut := strings.TrimLeft(s, "0"); cut != "" {
		return cut
	} else if s != "" {
		return "0"
	}
	return ""
}

// strokes are the letters whose sign is no accent that can be taken off.
var strokes = strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "æ", "ae", "œ", "oe", "þ", "th",
	"ı", "i", "’", "'")

// Bare is a text in small letters without accents.
func Bare(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(strokes.Replace(b.String()))
}

// Word is a word of a column as it is compared: bare, spaces folded, the point of
// a shortened word taken off.
func Word(b []byte) string {
	s := strings.Join(strings.Fields(Bare(string(CleanText(b)))), " ")
	if cut := strings.TrimRight(s, ".!:"); cut != "" {
		return cut
	}
	return s
}
