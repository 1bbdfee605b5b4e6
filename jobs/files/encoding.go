package files

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"wholesight/jobs/files/codepage"
)

// Encodings that a file may have; those of one byte a character have their names from
// jobs/files/codepage.
const (
	UTF8        = "utf-8"
	Windows1252 = "windows-1252"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
)

// Encodings are the values of Options.Encoding.
var Encodings = append([]string{UTF8, UTF16LE, UTF16BE}, codepage.Names()...)

// western is what bytes are taken for until more is known.
var western = codepage.Of(Windows1252)

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

// readable is a cell whose encoding is not known yet, as text: what is not
// UTF-8 is taken for Windows-1252.
func readable(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return western.Text(b)
}

// decode brings the cells of a record to UTF-8, and marks the record when they
// cannot be in the file's encoding.
func (t *table) decode(rec *record) {
	page := codepage.Of(t.encoding)
	if page == nil {
		for i, f := range rec.fields {
			if !utf8.Valid(f) {
				rec.mark(faultEncoding, i)
				t.scratch, _ = western.Append(t.scratch[:0], f)
				rec.fields[i] = append([]byte(nil), t.scratch...)
			}
		}
		return
	}
	all, where := true, -1
	for i, f := range rec.fields {
		if !ascii(f) {
			all, where = all && utf8.Valid(f), i
		}
	}
	if all && t.strict && where >= 0 {
		rec.mark(faultEncoding, where)
		return
	}
	// The cells may move while the scratch grows: offsets first, slices after.
	t.scratch = t.scratch[:0]
	for i, f := range rec.fields {
		if ascii(f) {
			continue
		}
		from, ok := len(t.scratch), false
		if need := from + 3*len(f); need > cap(t.scratch) {
			t.scratch = append(make([]byte, 0, 2*need), t.scratch...)
			// earlier cells keep pointing into the old array, which stays valid
		}
		if t.scratch, ok = page.Append(t.scratch, f); !ok {
			rec.mark(faultEncoding, i)
		}
		rec.fields[i] = t.scratch[from:len(t.scratch):len(t.scratch)]
	}
}

// encodingVote collects what the rows of a file say about its encoding.
type encodingVote struct {
	utf8, other int64 // rows outside ASCII that are, and are not, UTF-8
	guesser     codepage.Guesser
}

func (v *encodingVote) row(rec *record) {
	whole := true
	for _, f := range rec.fields {
		if !utf8.Valid(f) {
			v.guesser.Add(f)
			whole = false
		}
	}
	if whole {
		v.utf8++
	} else {
		v.other++
	}
}

// decide is the encoding most rows have, whether others have another, and the
// question to show when it is not plain UTF-8.
func (v *encodingVote) decide() (name string, mixed bool, ask *Question) {
	if v.other == 0 {
		return UTF8, false, nil
	}
	best, _ := v.guesser.Guess()
	name, mixed = best.Name, v.utf8 > 0
	if v.utf8 > v.other {
		name = UTF8
	}
	sample := v.guesser.First()
	text := fmt.Sprintf("The file is not UTF-8; it is read as %s, which makes “%s” of a name. Do names with accents look right?",
		best.Label, clip(best.Text(sample), 40))
	if mixed {
		text = "Some rows store their letters with accents in another way than the others. They are rejected, to be mended."
	}
	ask = &Question{Kind: AskEncoding, Text: text, Guess: name, Flag: "--encoding NAME"}
	answer := func(p *codepage.Page) {
		text := p.Text(sample)
		for _, a := range ask.Answers {
			if a.Sample == text {
				return // to the eye it is the same
			}
		}
		ask.Answers = append(ask.Answers, Answer{Value: p.Name, Label: p.Label, Sample: text})
	}
	answer(best)
	for _, p := range codepage.Pages {
		answer(p)
	}
	ask.Answers = append(ask.Answers, Answer{Value: UTF8, Label: "UTF-8",
		Sample: string(bytes.ToValidUTF8(sample, []byte("\ufffd")))})
	return name, mixed, ask
}
