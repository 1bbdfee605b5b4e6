package files

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"io"

	"wholesight/jobs/files/cells"
)

// readSpilled appends the next row of a part to dst as it was written; io.EOF
// at the end, errSpill when the part ends inside a row.
func readSpilled(r *bufio.Reader, dst []byte) ([]byte, error) {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err == io.EOF {
		return dst, io.EOF
	} else if err != nil {
		return dst, errSpill
	}
	dst = append(dst, head[:]...)
	total := uint64(0)
	for i, n := uint64(0), uint64(5); i < n; i++ {
		v, err := binary.ReadUvarint(r)
		if err != nil {
			return dst, errSpill
		}
		if i == 4 {
			if v > MaxColumns {
				return dst, errSpill
			}
			n += v
		} else if i > 4 {
			total += v
		}
		dst = binary.AppendUvarint(dst, v)
	}
	if total > 3*MaxRow { // Windows-1252 grows to at most three bytes a character
		return dst, errSpill
	}
	from := len(dst)
	dst = append(dst, make([]byte, total)...)
	if _, err := io.ReadFull(r, dst[from:]); err != nil {
		return dst, errSpill
	}
	return dst, nil
}

// unspill takes a row apart; the record's fields are slices of it.
func unspill(row []byte, rec *record) (hash uint64, err error) {
	if len(row) < 8 {
		return 0, errSpill
	}
	hash, row = binary.LittleEndian.Uint64(row), row[8:]
	var v [5]uint64
	for i := range v {
		n := 0
		if v[i], n = binary.Uvarint(row); n <= 0 {
			return 0, errSpill
		}
		row = row[n:]
	}
	*rec = record{line: int64(v[0]), last: int64(v[1]), fault: fault(v[2]), faultAt: int(v[3]), fields: rec.fields[:0]}
	var lens [MaxColumns]int
	for i := range int(v[4]) {
		l, n := binary.Uvarint(row)
		if n <= 0 {
			return 0, errSpill
		}
		lens[i], row = int(l), row[n:]
	}
	for _, n := range lens[:v[4]] {
		if n > len(row) {
			return 0, errSpill
		}
		rec.fields = append(rec.fields, row[:n:n])
		row = row[n:]
	}
	return hash, nil
}

// load reads a part into one buffer.
func (p *spillPart) load(text *[]byte, rows *[]spilled, skip func(uint64) bool) error {
	if _, err := p.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if skip == nil {
		return p.loadAll(text, rows)
	}
	r := bufio.NewReaderSize(p.file, 64<<10)
	for {
		from := len(*text)
		var err error
		if *text, err = readSpilled(r, *text); err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		hash := binary.LittleEndian.Uint64((*text)[from:])
		if skip(hash) {
			*text = (*text)[:from]
			continue
		}
		line, _ := binary.Uvarint((*text)[from+8:])
		*rows = append(*rows, spilled{hash, int64(line), from, len(*text)})
	}
}

// loadAll reads a part in one go and finds its rows.
func (p *spillPart) loadAll(text *[]byte, rows *[]spilled) error {
	*text = append((*text)[:0], make([]byte, p.bytes)...)
	if _, err := io.ReadFull(p.file, *text); err != nil {
		return errSpill
	}
	for from := 0; from < len(*text); {
		n, line, ok := rowSize((*text)[from:])
		if !ok {
			return errSpill
		}
		*rows = append(*rows, spilled{binary.LittleEndian.Uint64((*text)[from:]), line, from, from + n})
		from += n
	}
	return nil
}

// rowSize is the length of the spilled row at the front of b, and its line.
func rowSize(b []byte) (n int, line int64, ok bool) {
	if len(b) < 8 {
		return 0, 0, false
	}
	n = 8
	cells, body := uint64(0), uint64(0)
	for i := uint64(0); i < 5+cells; i++ {
		v, k := binary.Uvarint(b[n:])
		if k <= 0 || i == 4 && v > MaxColumns || i > 4 && v > uint64(len(b)) {
			return 0, 0, false
		}
		n += k
		switch {
		case i == 0:
			line = int64(v)
		case i == 4:
			cells = v
		case i > 4:
			body += v
		}
	}
	n += int(body)
	return n, line, n <= len(b)
}

// orderCell is the order number of a spilled row, cleaned.
func orderCell(text []byte, col int, s spilled) []byte {
	row := text[s.from+8 : s.to]
	var v [5]uint64
	for i := range v {
		x, n := binary.Uvarint(row)
		v[i], row = x, row[n:]
	}
	before, size := 0, 0
	for i := range int(v[4]) {
		l, n := binary.Uvarint(row)
		row = row[n:]
		switch {
		case i < col:
			before += int(l)
		case i == col:
			size = int(l)
		}
	}
	return cells.Code(row[before : before+size])
}

func compareRows(text []byte, col int, a, b spilled) int {
	if a.hash != b.hash {
		return cmp.Compare(a.hash, b.hash)
	}
	if c := bytes.Compare(orderCell(text, col, a), orderCell(text, col, b)); c != 0 {
		return c
	}
	return cmp.Compare(a.line, b.line)
}

func sameOrder(text []byte, col int, a, b spilled) bool {
	return a.hash == b.hash && bytes.Equal(orderCell(text, col, a), orderCell(text, col, b))
}

// interner gives the same string for the same bytes, so that a million lines
// hold each code once. It is bounded: when full it starts again, which costs
// only speed.
type interner struct {
	known map[string]string
	bytes int
}

func newInterner() *interner { return &interner{known: make(map[string]string)} }

func (n *interner) get(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if s, ok := n.known[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(s) > 256 {
		return s
	}
	if len(n.known) >= internMost || n.bytes > internBytes {
		clear(n.known)
		n.bytes = 0
	}
	n.known[s] = s
	n.bytes += len(s)
	return s
}

const (
	internMost  = 64 << 10
	internBytes = 4 << 20
)
