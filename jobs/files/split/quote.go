package split

import (
	"bytes"

	"wholesight/jobs/files/row"
)

// ends tells whether a byte ends a cell.
func (s *Splitter) ends(c byte) bool { return c == s.delim || c == '\n' || c == '\r' }

// blanks is the position behind the blanks at i; a tab is none where it delimits.
func (s *Splitter) blanks(i int) int {
	for i < s.end && (s.buf[i] == ' ' || s.buf[i] == '\t' && s.delim != '\t') {
		i++
	}
	return i
}

// opening is the quotation mark that opens the cell at i, blanks before it apart; −1
// when the cell has none.
func (s *Splitter) opening(i int) int {
	if i < s.end && s.buf[i] > ' ' && s.buf[i] != '"' {
		return -1
	}
	if i = s.blanks(i); i < s.end && s.buf[i] == '"' {
		return i
	}
	return -1
}

// quoted finds the closing quotation mark of a cell whose text begins at i, and
// counts the line breaks inside.
func (s *Splitter) quoted(i int) (to int, closed bool, how escapes) {
	from := i
	for {
		n := bytes.IndexByte(s.buf[i:s.end], '"')
		if n < 0 {
			return 0, false, plain
		}
		i += n
		behind := i > from && s.buf[i-1] == '\\'
		// What follows decides; when it is not there yet, more is read first.
		if i+1 == s.end && !s.eof || behind && s.blanks(i+2) >= s.end && !s.eof {
			return 0, false, plain
		}
		if behind && s.escaped(i) {
			how |= backslash
			i++
			continue
		}
		if i+1 < s.end && s.buf[i+1] == '"' {
			how |= doubled
			i += 2
			continue
		}
		break
	}
	if body := s.buf[from:i]; bytes.IndexByte(body, '\n') >= 0 || bytes.IndexByte(body, '\r') >= 0 {
		crlf := bytes.Count(body, []byte("\r\n"))
		s.rec.Last += int64(bytes.Count(body, []byte{'\n'}) + bytes.Count(body, []byte{'\r'}) - crlf)
		if crlf > 0 {
			how |= doubled
		}
	}
	return i, true, how
}

// escaped tells whether the quotation mark at i, behind a backslash, is text: it is
// when the cell would not end well with it ("12\" pipe"), or when the one after it
// ends the cell ("12\""). In "C:\" it closes the cell.
func (s *Splitter) escaped(i int) bool {
	next := s.blanks(i + 1)
	if next < s.end && s.buf[i+1] == '"' {
		next = s.blanks(i + 2)
		return next >= s.end || s.ends(s.buf[next])
	}
	return next < s.end && !s.ends(s.buf[next])
}

// cut makes fields of the cells found, undoing their escapes in place.
func (s *Splitter) cut() error {
	for _, c := range s.starts {
		if c.to-c.from > row.MaxField {
			return row.Refuse(row.TooBig, s.rec.Line,
				"a cell is longer than %d KiB. Shorten it, or close a quotation mark that stands open", row.MaxField>>10)
		}
		f := s.buf[c.from:c.to]
		if c.escaped != plain {
			f = unescape(f, c.escaped)
		}
		s.rec.Fields = append(s.rec.Fields, f)
	}
	return nil
}

// unescape turns "" and \" into " and CRLF into LF, as encoding/csv does.
func unescape(b []byte, how escapes) []byte {
	w := 0
	for i := 0; i < len(b); i++ {
		if i+1 < len(b) && (b[i] == '"' && b[i+1] == '"' || b[i] == '\r' && b[i+1] == '\n' ||
			how&backslash != 0 && b[i] == '\\' && b[i+1] == '"') {
			i++
		}
		b[w] = b[i]
		w++
	}
	return b[:w]
}
