package workbook

import "bytes"

// opening is the tag <c> of a cell.
type opening struct {
	ref, style, kind []byte
	empty            bool
}

// plainCell reads the tag of a cell where it stands next, as every spreadsheet writes it:
// <c r="B7" s="3" t="s">. It reads nothing of any other form, which next takes. A sheet is
// cells, so nothing else of the reader is run as often as this and plainValue.
func (x *scanner) plainCell() (o opening, ok bool) {
	b := x.buf[x.pos:x.end]
	if len(b) < 3 || b[0] != '<' || b[1] != 'c' {
		return o, false
	}
	i := 2
	for i+4 < len(b) && b[i] == ' ' && b[i+2] == '=' && b[i+3] == '"' {
		from := i + 4
		to := from
		for to < len(b) && b[to] != '"' {
			to++
		}
		switch value := b[from:min(to, len(b))]; b[i+1] {
		case 'r':
			o.ref = value
		case 's':
			o.style = value
		case 't':
			o.kind = value
		}
		i = to + 1
	}
	switch {
	case i < len(b) && b[i] == '>':
		x.pos += i + 1
		return o, true
	case i+1 < len(b) && b[i] == '/' && b[i+1] == '>':
		x.pos += i + 2
		o.empty = true
		return o, true
	}
	return o, false
}

var valueBegins, valueEnds = []byte("<v>"), []byte("</v></c>")

// plainValue reads a cell from behind its tag to its end where nothing but a value stands in
// it: <v>7</v></c>. It reads nothing of any other form.
func (x *scanner) plainValue() (text []byte, ok bool) {
	b := x.buf[x.pos:x.end]
	if !bytes.HasPrefix(b, valueBegins) {
		return nil, false
	}
	b = b[len(valueBegins):]
	for i, c := range b {
		if c != '<' {
			continue
		}
		if !bytes.HasPrefix(b[i:], valueEnds) {
			return nil, false
		}
		x.pos += len(valueBegins) + i + len(valueEnds)
		return b[:i], true
	}
	return nil, false
}
