package split

import (
	"bytes"
	"io"

	"wholesight/jobs/files/row"
)

// Fill moves what is left to the front and reads until the buffer is full; the
// buffer grows up to the limit of a row.
func (s *Splitter) Fill() error {
	if s.pos == 0 && s.end == len(s.buf) {
		if err := s.tooLong(s.end); err != nil {
			return err
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	s.end = copy(s.buf, s.buf[s.pos:s.end])
	s.pos = 0
	n, err := io.ReadFull(s.r, s.buf[s.end:])
	if bytes.IndexByte(s.buf[s.end:s.end+n], 0) >= 0 {
		s.nul = true
	}
	s.end += n
	switch err {
	case nil:
		return nil
	case io.EOF, io.ErrUnexpectedEOF:
		s.eof = true
		for s.end > 0 && s.buf[s.end-1] == 0x1a { // the end of a file, to CP/M and its heirs
			s.end--
		}
		return nil
	}
	return err
}

// tooLong refuses a record that is not finished after n bytes, once its last
// cell or itself is over the limit.
func (s *Splitter) tooLong(n int) error {
	from := s.pos
	if k := len(s.starts); k > 0 {
		from = s.starts[k-1].to
	}
	if s.pos+n-from <= row.MaxField+2 && n <= row.MaxBytes {
		return nil
	}
	return row.Refuse(row.TooBig, s.line, "a cell or row that begins here is longer than %d KiB: most likely a "+
		"quotation mark is never closed. Close it, or write it twice if it belongs to the text", row.MaxField>>10)
}
