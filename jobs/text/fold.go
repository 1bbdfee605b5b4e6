package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold is a text as it is searched and sorted by: without case, accents and
// ligatures, other signs and runs of spaces as one space. "Müller & Søn" and
// "muller son" fold to the same. Folding what is folded changes nothing.
//
// The database keeps folded texts (store's search keys): a change here needs a
// migration that folds them anew, as number 16 does.
func Fold(s string) string { return new(Folder).Fold(s) }

// FoldWords are the words of a search, each folded by itself, so that "A-100" is
// looked for as one; asked tells whether something was asked for at all. Asked
// without a word is a search for signs only, which nothing has.
func FoldWords(s string) (words []string, asked bool) {
	var f Folder
	for word := range strings.FieldsSeq(s) {
		asked = true
		if word = f.Fold(word); word != "" {
			words = append(words, word)
		}
	}
	return words, asked
}

// Folder folds many texts: it keeps what folding needs between them. One goroutine
// uses it at a time.
type Folder struct {
	b      strings.Builder
	caser  cases.Caser
	loaded bool
}

// plain are letters that do not come apart into a letter and an accent.
var plain = map[rune]string{
	'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'æ': "ae", 'œ': "oe", 'ħ': "h", 'ı': "i", 'ŧ': "t", 'ŋ': "n",
	'ĸ': "k",
}

// apostrophe is what ŉ comes apart into beside its n. It counts as a letter to Unicode.
const apostrophe = 'ʼ'

// Fold is the text folded: see the function Fold.
func (f *Folder) Fold(s string) string {
	if !ascii(s) {
		if !f.loaded {
			f.caser, f.loaded = cases.Fold(), true
		}
		s = f.caser.String(norm.NFKD.String(s))
	}
	f.b.Reset()
	gap := false
	for _, r := range s {
		switch {
		case r <= unicode.MaxASCII && asciiLetter(r):
			f.space(&gap)
			f.b.WriteByte(byte(r) | lower(r))
		case r <= unicode.MaxASCII, r == unicode.ReplacementChar, r == apostrophe, unicode.IsSpace(r), unicode.IsPunct(r):
			gap = true
		case unicode.Is(unicode.Mn, r): // an accent that came off
		case plain[r] != "":
			f.space(&gap)
			f.b.WriteString(plain[r])
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsSymbol(r):
			f.space(&gap)
			f.b.WriteRune(r)
		}
	}
	return f.b.String()
}

// space writes the one space that a run of signs became, but none in front.
func (f *Folder) space(gap *bool) {
	if *gap && f.b.Len() > 0 {
		f.b.WriteByte(' ')
	}
	*gap = false
}

// ascii tells whether the text needs no tables.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}

func asciiLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
}

// lower is the bit that makes an ASCII letter small.
func lower(r rune) byte {
	if 'A' <= r && r <= 'Z' {
		return 0x20
	}
	return 0
}
