package split

import "bytes"

// Head is what is buffered and not yet read, and whether it is all of the file. It is
// for looking at only.
func (s *Splitter) Head() (head []byte, whole bool) { return s.buf[s.pos:s.end], s.eof }

// Skip passes over bytes of the head, which are whole lines.
func (s *Splitter) Skip(bytes int, lines int64) { s.pos, s.line = s.pos+bytes, s.line+lines }

// Delimit sets the delimiter.
func (s *Splitter) Delimit(delim byte) { s.delim = delim }

// Of splits a head as if it were the whole file, without touching it.
func Of(head []byte, delim byte) *Splitter {
	return &Splitter{r: bytes.NewReader(nil), delim: delim, buf: append(bytes.Clone(head), 0)[:len(head)],
		end: len(head), eof: true, line: 1}
}

// Finished tells whether everything is read.
func (s *Splitter) Finished() bool { return s.pos == s.end }

// Delim is the delimiter.
func (s *Splitter) Delim() byte { return s.delim }
