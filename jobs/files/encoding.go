package files

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Encodings that a file may have.
const (
	UTF8        = "utf-8"
	Windows1252 = "windows-1252"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
)

// sniffEncoding looks at the head of a file: a byte-order mark, or the NUL in
// every other byte that UTF-16 without one has. "" means a one-byte encoding or
// UTF-8, which only the whole file can tell. bom is the length of the mark.
func sniffEncoding(head []byte) (name string, bom int) {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return UTF8, 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return UTF16LE, 2
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return UTF16BE, 2
	}
	var nul [2]int
	for i, c := range head {
		if c == 0 {
			nul[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case half >= 4 && nul[1] > half*4/5 && nul[0] == 0:
		return UTF16LE, 0
	case half >= 4 && nul[0] > half*4/5 && nul[1] == 0:
		return UTF16BE, 0
	}
	return "", 0
}

// decoded turns UTF-16 into UTF-8 on the way; other encodings are left to the
// rows, so that the splitter sees the bytes of the file.
func decoded(r io.Reader, name string) io.Reader {
	order := unicode.LittleEndian
	switch name {
	case UTF16BE:
		order = unicode.BigEndian
		fallthrough
	case UTF16LE:
		return unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Reader(r)
	}
	return r
}

// decode1252 writes Windows-1252 as UTF-8 to dst; ok is false for the five bytes
// that it does not define.
func decode1252(dst, b []byte) (out []byte, ok bool) {
	ok = true
	for _, c := range b {
		r := charmap.Windows1252.DecodeByte(c)
		if r == utf8.RuneError {
			ok = false
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst, ok
}

// readable is a cell whose encoding is not known yet, as text: what is not
// UTF-8 is taken for Windows-1252.
func readable(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	out, _ := decode1252(nil, b)
	return string(out)
}

// encodingVote collects what the rows of a file say about its encoding.
type encodingVote struct {
	utf8, other int64  // rows outside ASCII that are, and are not, UTF-8
	sample      []byte // the first cell that is not
}

func (v *encodingVote) row(rec *record) {
	for _, f := range rec.fields {
		if !utf8.Valid(f) {
			if v.other++; v.sample == nil {
				v.sample = bytes.Clone(f[:min(len(f), 80)])
			}
			return
		}
	}
	v.utf8++
}

// decide is the encoding most rows have, whether others have another, and the
// question to show when it is not plain UTF-8.
func (v *encodingVote) decide() (name string, mixed bool, ask *Question) {
	if v.other == 0 {
		return UTF8, false, nil
	}
	name, mixed = Windows1252, v.utf8 > 0
	if v.utf8 > v.other {
		name = UTF8
	}
	latin, _ := decode1252(nil, v.sample)
	text := "The file is not UTF-8; it is read as Windows-1252. Do names with accents look right?"
	if mixed {
		text = "Some rows are UTF-8 and some are not. Rows that are not in the file's main encoding are rejected."
	}
	return name, mixed, &Question{Kind: AskEncoding, Text: text, Guess: name, Answers: []Answer{
		{Value: Windows1252, Label: "Windows-1252 (Western European)", Sample: string(latin)},
		{Value: UTF8, Label: "UTF-8", Sample: string(bytes.ToValidUTF8(v.sample, []byte("\ufffd")))},
	}}
}
