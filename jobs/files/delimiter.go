package files

import (
	"bytes"
	"io"
	"strings"
)

// delimiters that are tried, the first winning a tie.
const delimiters = ",;\t|"

// sniffDelimiter finds the delimiter in what the splitter has buffered, and
// skips a first line "sep=;" that Excel writes for itself.
func sniffDelimiter(s *splitter, k Kind, o Options) byte {
	head := s.buf[s.pos:s.end]
	given := byte(0)
	line, rest, found := bytes.Cut(head, []byte("\n"))
	if i := bytes.IndexByte(line, '\r'); i >= 0 && (i < len(line)-1 || !found) {
		line, rest = head[:i], head[i+1:] // CR alone ends the lines of this file
	}
	if mark := bytes.Trim(line, "\r\""); len(mark) == 5 && strings.EqualFold(string(mark[:4]), "sep=") {
		given = mark[4]
		s.pos, s.line = s.end-len(rest), 2
		head = rest
	}
	switch {
	case o.Delimiter > 0 && o.Delimiter < 0x80:
		return byte(o.Delimiter)
	case given != 0:
		return given
	}
	best, bestScore := byte(','), -1
	for _, d := range []byte(delimiters) {
		if score := delimiterScore(head, d, k, o, s.eof); score > bestScore {
			best, bestScore = d, score
		}
	}
	return best
}

// delimiterScore prefers the delimiter that makes columns we know out of the
// header, then the one whose rows all have the header's number of cells, then
// the one with more columns.
func delimiterScore(head []byte, d byte, k Kind, o Options, whole bool) int {
	const rows = 30
	try := &splitter{r: bytes.NewReader(nil), delim: d, buf: append(bytes.Clone(head), 0)[:len(head)], end: len(head), eof: true, line: 1}
	rec, _, err := try.next()
	if err != nil || len(rec.fields) < 2 {
		return 0
	}
	width, known := len(rec.fields), 0
	var header []string
	for _, f := range rec.fields {
		header = append(header, strings.TrimSpace(readable(f)))
	}
	if cols, _, err := mapHeader(k, header, o); err == nil {
		for _, c := range cols {
			if c.Column != "" {
				known++
			}
		}
	}
	same, seen := 0, 0
	for seen < rows {
		rec, _, err := try.next()
		if err == io.EOF || err != nil || try.pos == try.end && !whole {
			break
		}
		seen++
		if len(rec.fields) == width {
			same++
		}
	}
	fits := 10
	if seen > 0 {
		fits = same * 10 / seen
	}
	return known*100_000 + fits*1_000 + min(width, 999)
}
