package files

import (
	"bytes"
	"io"
	"unicode/utf8"

	"wholesight/jobs/files/cells"
)

// fault is what is wrong with the shape of one row.
type fault uint8

const (
	faultNone     fault = iota
	faultQuote          // a quotation mark inside a cell that does not begin with one
	faultTail           // something between the closing quotation mark and the delimiter
	faultColumns        // over MaxColumns cells
	faultEncoding       // bytes that are not the file's encoding
)

// record is one row as it stands in the file. Its fields are valid until the
// next record is read.
type record struct {
	line    int64 // where it begins
	last    int64 // where it ends: later only with line breaks inside quotes
	fields  [][]byte
	fault   fault
	faultAt int  // the cell of the fault
	high    bool // has bytes outside ASCII
}

// splitter cuts text into records after RFC 4180, with the repairs that real
// files need: lines end with LF, CRLF or CR alone; blank lines vanish; a stray
// quotation mark spoils its own row only; Ctrl-Z may end the file. It scans its
// buffer in place and allocates nothing per row. A cell, row or quote beyond
// its limit ends the reading before it is stored.
type splitter struct {
	r        io.Reader
	delim    byte
	buf      []byte
	pos, end int
	eof, nul bool
	line     int64 // of buf[pos]
	rec      record
	starts   []cellMark
}

// cellMark is a cell while its row is still being scanned.
type cellMark struct {
	from, to int
	escaped  bool // has doubled quotes or CRLF inside quotes
}

const splitBuffer = 256 << 10

func newSplitter(r io.Reader, delim byte) *splitter {
	return &splitter{r: r, delim: delim, line: 1, buf: make([]byte, splitBuffer)}
}

// next is the next record that is not a blank line; io.EOF at the end. blank
// counts the lines skipped on the way.
func (s *splitter) next() (rec *record, blank int64, err error) {
	for {
		if s.pos == s.end && !s.eof {
			if err := s.fill(); err != nil {
				return nil, blank, err
			}
		}
		if s.pos == s.end {
			return nil, blank, io.EOF
		}
		stop, done, err := s.scan()
		if err != nil {
			return nil, blank, err
		}
		if !done {
			if err := s.fill(); err != nil {
				return nil, blank, err
			}
			continue
		}
		raw := s.buf[s.pos:stop]
		if s.nul && bytes.IndexByte(raw, 0) >= 0 {
			return nil, blank, refuse(NotText, s.rec.line, "there is a NUL byte, which no text has: the file is damaged or not a CSV file. Export it again")
		}
		empty := len(s.starts) == 1 && len(cells.TrimSpace(s.buf[s.starts[0].from:s.starts[0].to])) == 0
		if !empty {
			if stop-s.pos > MaxRow {
				return nil, blank, refuse(TooBig, s.rec.line, "a row is longer than %d KiB. Is a quotation mark never closed?", MaxRow>>10)
			}
			if err := s.cut(); err != nil {
				return nil, blank, err
			}
		}
		s.pos, s.line = stop, s.rec.last+1
		if !empty {
			return &s.rec, blank, nil
		}
		blank++
	}
}

// scan finds the cells of the record at pos. done is false when the buffer ends
// before the record does; nothing is changed then.
func (s *splitter) scan() (stop int, done bool, err error) {
	buf, end, delim := s.buf, s.end, s.delim
	s.starts = s.starts[:0]
	s.rec = record{line: s.line, last: s.line, fields: s.rec.fields[:0]}
	i := s.pos
	var or byte
	for {
		from, to, escaped := i, 0, false
		if i < end && buf[i] == '"' {
			var closed bool
			to, closed, escaped = s.quoted(i + 1)
			if !closed {
				if s.eof {
					return 0, false, refuse(Damaged, s.rec.last, "a quotation mark is opened in this row and never closed. Close it, or double it if it belongs to the text")
				}
				return 0, false, nil
			}
			from, i = i+1, to+1
			if i < end && buf[i] != delim && buf[i] != '\n' && buf[i] != '\r' {
				s.blame(faultTail)
				from--
				escaped = false
				for i < end && buf[i] != delim && buf[i] != '\n' && buf[i] != '\r' {
					i++
				}
				to = i
			}
			for _, c := range buf[from:to] {
				or |= c
			}
		} else {
			for i < end {
				c := buf[i]
				if c == delim || c == '\n' || c == '\r' {
					break
				}
				if c == '"' {
					s.blame(faultQuote)
				}
				or |= c
				i++
			}
			to = i
		}
		if i == end && !s.eof {
			return 0, false, nil
		}
		if len(s.starts) < MaxColumns {
			s.starts = append(s.starts, cellMark{from, to, escaped})
		} else {
			s.blame(faultColumns)
		}
		if i < end && buf[i] == delim {
			i++
			continue
		}
		s.rec.high = or >= utf8.RuneSelf
		if i == end {
			return end, true, nil
		}
		if buf[i] == '\r' {
			if i+1 == end && !s.eof {
				return 0, false, nil
			}
			if i+1 < end && buf[i+1] == '\n' {
				i++
			}
		}
		return i + 1, true, nil
	}
}

func (s *splitter) blame(f fault) {
	if s.rec.fault == faultNone {
		s.rec.fault, s.rec.faultAt = f, len(s.starts)
	}
}

// quoted finds the closing quotation mark of a cell whose text begins at i, and
// counts the line breaks inside.
func (s *splitter) quoted(i int) (to int, closed, escaped bool) {
	from := i
	for {
		n := bytes.IndexByte(s.buf[i:s.end], '"')
		if n < 0 {
			return 0, false, false
		}
		i += n
		if i+1 == s.end && !s.eof {
			return 0, false, false
		}
		if i+1 < s.end && s.buf[i+1] == '"' {
			escaped = true
			i += 2
			continue
		}
		break
	}
	if body := s.buf[from:i]; bytes.IndexByte(body, '\n') >= 0 || bytes.IndexByte(body, '\r') >= 0 {
		crlf := bytes.Count(body, []byte("\r\n"))
		s.rec.last += int64(bytes.Count(body, []byte{'\n'}) + bytes.Count(body, []byte{'\r'}) - crlf)
		escaped = escaped || crlf > 0
	}
	return i, true, escaped
}

// cut makes fields of the cells found, undoing doubled quotes in place.
func (s *splitter) cut() error {
	for _, c := range s.starts {
		if c.to-c.from > MaxField {
			return refuse(TooBig, s.rec.line, "a cell is longer than %d KiB. Shorten it, or close a quotation mark that stands open", MaxField>>10)
		}
		f := s.buf[c.from:c.to]
		if c.escaped {
			f = unescape(f)
		}
		s.rec.fields = append(s.rec.fields, f)
	}
	return nil
}

// unescape turns "" into " and CRLF into LF, as encoding/csv does.
func unescape(b []byte) []byte {
	w := 0
	for i := 0; i < len(b); i++ {
		if i+1 < len(b) && (b[i] == '"' && b[i+1] == '"' || b[i] == '\r' && b[i+1] == '\n') {
			i++
		}
		b[w] = b[i]
		w++
	}
	return b[:w]
}
