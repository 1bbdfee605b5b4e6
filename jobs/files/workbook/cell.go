package workbook

import (
	"bytes"

	"wholesight/jobs/files/row"
)

// cell is the cell being read.
type cell struct {
	col     int
	style   int
	kind    byte // n number, s shared text, t text, b yes or no, e error, d day
	formula []byte
	isFx    bool
	value   []byte
	stored  bool // there is a value
}

// readCell reads a cell up to its end and stores what it shows.
func (r *Rows) readCell(o opening) error {
	c := &r.cell
	*c = cell{col: place(o.ref), style: number(o.style), kind: 'n', formula: c.formula[:0], value: c.value[:0]}
	if c.col < 0 {
		c.col = len(r.spans)
	}
	written := false // the value is the text of a formula, which may be empty
	switch string(o.kind) {
	case "s":
		c.kind = 's'
	case "str":
		c.kind, written = 't', true
	case "inlineStr":
		c.kind = 't'
	case "b":
		c.kind = 'b'
	case "e":
		c.kind = 'e'
	case "d":
		c.kind = 'd'
	}
	if o.empty {
		return r.put(c.col, len(r.buf))
	}
	if text, ok := r.x.plainValue(); ok {
		c.value = appendText(c.value, text)
		c.stored = written || len(c.value) > 0
		return r.show(c)
	}
	spoken := false
	for {
		t, err := r.x.next()
		if err != nil {
			return err
		}
		switch string(t.name) {
		case "v":
			if t.closes || t.empty {
				if t.closes {
					c.value = appendText(c.value, r.x.text)
				}
				c.stored = c.stored || written || len(c.value) > 0
			}
		case "rPh":
			spoken = !t.closes && !t.empty
		case "t":
			if t.closes && !spoken {
				c.value, c.stored = appendText(c.value, r.x.text), true
			}
		case "f":
			c.isFx = true
			if t.closes {
				c.formula = appendText(c.formula, r.x.text)
			}
		case "c":
			if t.closes {
				return r.show(c)
			}
		}
	}
}

// show stores what the cell shows.
func (r *Rows) show(c *cell) error {
	from := len(r.buf)
	switch {
	case !c.stored && c.isFx:
		r.formula(c.formula)
	case !c.stored:
		return nil
	case c.kind == 's':
		text, ok := r.book.strings.get(number(c.value))
		if !ok {
			return damaged("sharedStrings.xml")
		}
		r.buf = append(r.buf, text...)
	case c.kind == 'b':
		if string(c.value) == "0" {
			r.buf = append(r.buf, "FALSE"...)
		} else {
			r.buf = append(r.buf, "TRUE"...)
		}
	case c.kind == 'n':
		r.number(c)
	case c.kind == 'd':
		r.buf = append(r.buf, bytes.TrimSuffix(c.value, []byte("T00:00:00"))...)
	default:
		r.buf = append(r.buf, c.value...)
	}
	return r.put(c.col, from)
}

// formula stores a formula that nobody has calculated, in a form that cannot be taken for
// a text.
func (r *Rows) formula(f []byte) {
	from := len(r.buf)
	r.buf = append(append(r.buf, '='), f...)
	if !row.Formula(r.buf[from:]) {
		r.buf = append(append(append(r.buf[:from], "=("...), f...), ')')
	}
}

// number stores a number as its format shows it.
func (r *Rows) number(c *cell) {
	f := format{}
	if c.style < len(r.book.formats) {
		f = r.book.formats[c.style]
	}
	b := bytes.TrimSpace(c.value)
	if f == (format{}) && len(b) <= shownDigits && !scientific(b) {
		r.asNumber(c.col)
		r.buf = append(r.buf, b...)
		return
	}
	isMoment := f.kind == moment || f.kind == elapsed
	last := &r.moments[c.col%len(r.moments)]
	if isMoment && last.style == c.style && len(b) > 0 && string(last.stored) == string(b) {
		r.buf = append(r.buf, last.shown...)
		return
	}
	d, ok := parseDecimal(r.digits[:0], b)
	if !ok {
		r.buf = append(r.buf, b...)
		return
	}
	d.round(shownDigits)
	if isMoment {
		from := len(r.buf)
		var fits bool
		if r.buf, fits = appendMoment(r.buf, &d, f, r.book.Date1904); fits {
			last.keep(c.style, b, r.buf[from:])
			return
		}
		f = format{}
	}
	if f.kind == code && d.whole() && !d.negative {
		r.code = d.append(r.code[:0])
		r.buf = appendCode(r.buf, r.code, f.digits)
		return
	}
	if f.kind == percent && len(d.digits) > 0 {
		d.point += 2
	}
	r.asNumber(c.col)
	r.buf = d.append(r.buf)
	switch {
	case f.kind == percent:
		r.buf = append(r.buf, '%')
	case f.currency != "":
		r.buf = append(append(r.buf, ' '), f.currency...)
	}
}

// scientific tells whether a number is written with an exponent.
func scientific(b []byte) bool {
	for _, c := range b {
		if c == 'e' || c == 'E' {
			return true
		}
	}
	return false
}

func (r *Rows) asNumber(col int) {
	if col < len(r.rec.Numbers)*64 {
		r.rec.Numbers.Add(col)
	}
}

// appendCode fills the zeros of a format from its end; further digits stand in front.
func appendCode(dst, digits []byte, pattern string) []byte {
	zeros := bytes.Count([]byte(pattern), []byte{'0'})
	if len(digits) == 1 && digits[0] == '0' {
		digits = nil
	}
	for len(digits) > zeros {
		dst, digits = append(dst, digits[0]), digits[1:]
	}
	for i := range len(pattern) {
		switch {
		case pattern[i] != '0':
			dst = append(dst, pattern[i])
		case len(digits) < zeros:
			dst = append(dst, '0')
			zeros--
		default:
			dst, digits = append(dst, digits[0]), digits[1:]
			zeros--
		}
	}
	return dst
}
