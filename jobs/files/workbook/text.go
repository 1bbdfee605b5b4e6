package workbook

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// appendText appends a text of a part without its entities, and without the escapes
// _x000D_ by which workbooks keep what XML cannot.
func appendText(dst, b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 && !bytes.Contains(b, []byte("_x")) {
		return append(dst, b...)
	}
	for len(b) > 0 {
		if r, n := special(b); n > 0 {
			dst, b = utf8.AppendRune(dst, r), b[n:]
			continue
		}
		dst, b = append(dst, b[0]), b[1:]
	}
	return dst
}

var entities = []struct {
	name string
	r    rune
}{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}

// special is the character that the front of b stands for, and its length there.
func special(b []byte) (r rune, n int) {
	switch {
	case b[0] == '&':
		for _, e := range entities {
			if bytes.HasPrefix(b, []byte(e.name)) {
				return e.r, len(e.name)
			}
		}
		stop := bytes.IndexByte(b[:min(len(b), 12)], ';')
		if stop < 3 || b[1] != '#' {
			return 0, 0
		}
		digits, base := string(b[2:stop]), 10
		if digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		v, err := strconv.ParseUint(digits, base, 21)
		if err != nil {
			return 0, 0
		}
		return rune(v), stop + 1
	case len(b) >= 7 && b[0] == '_' && b[1] == 'x' && b[6] == '_':
		if v, err := strconv.ParseUint(string(b[2:6]), 16, 16); err == nil {
			return rune(v), 7
		}
	}
	return 0, 0
}

// sharedStrings are the texts that cells refer to by number, in one buffer.
type sharedStrings struct {
	text []byte
	ends []int
}

func (s *sharedStrings) get(i int) ([]byte, bool) {
	if i < 0 || i >= len(s.ends) {
		return nil, false
	}
	from := 0
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.text[from:s.ends[i]], true
}
