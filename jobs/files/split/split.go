package split

import (
	"bytes"
	"io"
	"unicode/utf8"

	"wholesight/jobs/files/cells"
	"wholesight/jobs/files/row"
)

// Splitter cuts text into records after RFC 4180, with the repairs that real
// files need: lines end with LF, CRLF or CR alone; blank lines vanish; a stray
// quotation mark spoils its own row only; Ctrl-Z may end the file. It scans its
// buffer in place and allocates nothing per row. A cell, row or quote beyond
// its limit ends the reading before it is stored.
type Splitter struct {
	r        io.Reader
	delim    byte
	buf      []byte
	pos, end int
	eof, nul bool
	line     int64 // of buf[pos]
	rec      row.Row
	starts   []cellMark
}

// escapes says what the text of a quoted cell must be freed from.
type escapes uint8

const (
	plain     escapes = 0
	doubled   escapes = 1 << iota // quotation marks twice, or CRLF
	backslash                     // quotation marks behind a backslash
)

// cellMark is a cell while its row is still being scanned.
type cellMark struct {
	from, to int
	escaped  escapes
}

const bufferSize = 256 << 10

// New makes a splitter of a text.
func New(r io.Reader, delim byte) *Splitter {
	return &Splitter{r: r, delim: delim, line: 1, buf: make([]byte, bufferSize)}
}

// Next is the next record that is not a blank line; io.EOF at the end. blank
// counts the lines skipped on the way.
func (s *Splitter) Next() (rec *row.Row, blank int64, err error) {
	for {
		if s.pos == s.end && !s.eof {
			if err := s.Fill(); err != nil {
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
			if err := s.Fill(); err != nil {
				return nil, blank, err
			}
			continue
		}
		raw := s.buf[s.pos:stop]
		if s.nul && bytes.IndexByte(raw, 0) >= 0 {
			return nil, blank, row.Refuse(row.NotText, s.rec.Line,
				"there is a sign that no text has (a NUL byte): the file is damaged, or no CSV file. Export it again")
		}
		empty := len(s.starts) == 1 && len(cells.TrimSpace(s.buf[s.starts[0].from:s.starts[0].to])) == 0
		if !empty {
			if stop-s.pos > row.MaxBytes {
				return nil, blank, row.Refuse(row.TooBig, s.rec.Line,
					"a row is longer than %d KiB: most likely a quotation mark is never closed. Close it, or write it twice if it "+
						"belongs to the text", row.MaxBytes>>10)
			}
			if err := s.cut(); err != nil {
				return nil, blank, err
			}
		}
		s.pos, s.line = stop, s.rec.Last+1
		if !empty {
			return &s.rec, blank, nil
		}
		blank++
	}
}

// scan finds the cells of the record at pos. done is false when the buffer ends
// before the record does; nothing is changed then.
func (s *Splitter) scan() (stop int, done bool, err error) {
	buf, end, delim := s.buf, s.end, s.delim
	s.starts = s.starts[:0]
	s.rec = row.Row{Line: s.line, Last: s.line, Fields: s.rec.Fields[:0]}
	i := s.pos
	var or byte
	for {
		from, to, escaped := i, 0, plain
		if q := s.opening(i); q >= 0 {
			var closed bool
			to, closed, escaped = s.quoted(q + 1)
			if !closed {
				if s.eof {
					return 0, false, row.Refuse(row.Damaged, s.rec.Last, "a quotation mark is opened in this row and never closed. "+
						"Close it, or write it twice if it belongs to the text")
				}
				return 0, false, nil
			}
			from, i = q+1, s.blanks(to+1)
			if i < end && !s.ends(buf[i]) {
				s.rec.Mark(row.Tail, len(s.starts))
				from, escaped = q, plain
				for i < end && !s.ends(buf[i]) {
					i++
				}
				to = i
			}
			for _, c := range buf[from:to] {
				or |= c
			}
		} else {
			for i < end { // a quotation mark inside is text: 12" pipe
				c := buf[i]
				if c == delim || c == '\n' || c == '\r' {
					break
				}
				or |= c
				i++
			}
			to = i
		}
		if i == end && !s.eof {
			return 0, false, nil
		}
		if len(s.starts) < row.MaxColumns {
			s.starts = append(s.starts, cellMark{from, to, escaped})
		} else {
			s.rec.Mark(row.Columns, len(s.starts))
		}
		if i < end && buf[i] == delim {
			i++
			continue
		}
		s.rec.High = or >= utf8.RuneSelf
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
