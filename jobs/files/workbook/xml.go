package workbook

import (
	"bytes"
	"io"

	"wholesight/jobs/files/row"
)

// scanner reads XML tag by tag. It is no parser: it checks no nesting, because the parts
// of a workbook are flat and encoding/xml takes ten times as long for them.
type scanner struct {
	r        io.Reader
	buf      []byte
	pos, end int
	eof      bool
	text     []byte // what stood before the tag, with its entities
}

// tag is one tag; it is valid until the next one.
type tag struct {
	name   []byte // without its namespace
	attrs  []byte
	closes bool // </name>
	empty  bool // <name/>
}

// maxMarkup is the most bytes of one tag with the text before it.
const maxMarkup = 1 << 20

func newScanner(r io.Reader) *scanner { return &scanner{r: r, buf: make([]byte, 64<<10)} }

// next is the next tag; io.EOF at the end of the part.
func (x *scanner) next() (tag, error) {
	for {
		open := bytes.IndexByte(x.buf[x.pos:x.end], '<')
		stop := -1
		if open >= 0 {
			stop = tagEnd(x.buf[x.pos+open : x.end])
		}
		if stop < 0 {
			if x.eof {
				return tag{}, io.EOF
			}
			if err := x.fill(); err != nil {
				return tag{}, err
			}
			continue
		}
		at := x.pos + open
		x.text = x.buf[x.pos:at]
		body := x.buf[at+1 : at+stop]
		x.pos = at + stop + 1
		if len(body) == 0 || body[0] == '?' || body[0] == '!' {
			continue
		}
		return cutTag(body), nil
	}
}

// marks are what may hold tags that are none.
var marks = [...]struct{ open, end string }{{"<!--", "-->"}, {"<![CDATA[", "]]>"}}

// tagEnd is the position of the > that ends the tag at the front of b, −1 when it is not
// there yet. A > inside of an attribute's quotes ends nothing.
func tagEnd(b []byte) int {
	for _, m := range marks {
		if len(b) > 1 && b[1] == '!' && bytes.HasPrefix(b, []byte(m.open)) {
			if i := bytes.Index(b, []byte(m.end)); i >= 0 {
				return i + len(m.end) - 1
			}
			return -1
		}
	}
	if i := bytes.IndexByte(b, '>'); i >= 0 && bytes.Count(b[:i], []byte{'"'})&1 == 0 && bytes.IndexByte(b[:i], '\'') < 0 {
		return i
	}
	quote := byte(0)
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i
		case c == '"' || c == '\'':
			quote = c
		}
	}
	return -1
}

func cutTag(body []byte) (t tag) {
	if body[0] == '/' {
		t.closes, body = true, body[1:]
	}
	if n := len(body); n > 0 && body[n-1] == '/' {
		t.empty, body = true, body[:n-1]
	}
	i := 0
	for i < len(body) && body[i] > ' ' {
		i++
	}
	t.name, t.attrs = body[:i], body[i:]
	if c := bytes.IndexByte(t.name, ':'); c >= 0 {
		t.name = t.name[c+1:]
	}
	return t
}

// opening is the tag as that of a cell.
func (t tag) opening() opening {
	return opening{ref: t.attr("r"), style: t.attr("s"), kind: t.attr("t"), empty: t.empty}
}

// attr is the value of an attribute as it stands in the tag.
func (t tag) attr(name string) []byte {
	b := t.attrs
	for {
		eq := bytes.IndexByte(b, '=')
		if eq < 0 || eq+1 >= len(b) {
			return nil
		}
		key, rest := bytes.TrimSpace(b[:eq]), bytes.TrimLeft(b[eq+1:], " \t\r\n")
		if len(rest) == 0 {
			return nil
		}
		stop := bytes.IndexByte(rest[1:], rest[0])
		if stop < 0 {
			return nil
		}
		if string(key) == name {
			return rest[1 : 1+stop]
		}
		b = rest[stop+2:]
	}
}

func (x *scanner) fill() error {
	if x.pos == 0 && x.end == len(x.buf) {
		if len(x.buf) >= maxMarkup {
			return row.Refuse(row.TooBig, 0, "a cell of the workbook is longer than %s. Shorten it", row.Size(row.MaxField))
		}
		x.buf = append(x.buf, make([]byte, len(x.buf))...)
	}
	x.end = copy(x.buf, x.buf[x.pos:x.end])
	x.pos = 0
	n, err := io.ReadFull(x.r, x.buf[x.end:])
	x.end += n
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		x.eof, err = true, nil
	}
	return err
}
