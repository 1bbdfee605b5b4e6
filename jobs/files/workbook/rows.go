package workbook

import (
	"bytes"
	"io"

	"wholesight/jobs/files/row"
)

// maxRows is the most rows a sheet can have in any spreadsheet.
const maxRows = 1 << 20

// Rows streams the rows of one sheet.
type Rows struct {
	Hidden int64 // rows read so far that are hidden or filtered out; they count

	book  *Book
	part  string
	file  io.Closer
	x     *scanner
	line  int64
	done  bool
	rec   row.Row
	buf   []byte // of the fields
	spans []span
	cell  cell

	digits  [64]byte       // of the number being read
	code    []byte         // of the number being read, where zeros are put in front of it
	moments [16]lastMoment // by column; further columns take turns
}

// span is a field while the buffer may still move.
type span struct{ from, to int }

// Rows opens a sheet by its name.
func (b *Book) Rows(name string) (*Rows, error) {
	for _, s := range b.Sheets {
		if s.Name != name {
			continue
		}
		r, err := b.open(s.part)
		if err != nil {
			return nil, err
		}
		if r == nil {
			return nil, damaged(s.part)
		}
		return &Rows{book: b, part: s.part, file: r, x: newScanner(r)}, nil
	}
	return nil, row.Refuse(row.BadOption, 0, "the workbook has no sheet “%s”", name)
}

// Close lets go of the sheet.
func (r *Rows) Close() error { return r.file.Close() }

// Next is the next row that the sheet has cells of, and how many rows without any stand
// before it; io.EOF at the end.
func (r *Rows) Next() (rec *row.Row, blank int64, err error) {
	for !r.done {
		t, err := r.x.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, blank, readable(err, r.part)
		}
		switch string(t.name) {
		case "sheetData":
			r.done = t.closes || t.empty
		case "row":
			if t.closes {
				continue
			}
			before := r.line
			if err := r.begin(t); err != nil {
				return nil, blank, err
			}
			blank += r.line - before - 1
			if t.empty {
				blank++
				continue
			}
			if err := r.cells(); err != nil {
				return nil, blank, readable(err, r.part)
			}
			return &r.rec, blank, nil
		}
	}
	return nil, blank, io.EOF
}

// begin starts a row: its number, and whether it is hidden.
func (r *Rows) begin(t tag) error {
	line := r.line + 1
	if n := number(t.attr("r")); n > 0 {
		line = int64(n)
	}
	if line <= r.line || line > maxRows {
		return row.Refuse(row.Damaged, r.line,
			"the rows of the sheet are not in order. Open it in a spreadsheet and save it again")
	}
	r.line = line
	if h := t.attr("hidden"); len(h) > 0 && h[0] != '0' && h[0] != 'f' {
		r.Hidden++
	}
	r.rec = row.Row{Line: line, Last: line, Fields: r.rec.Fields[:0]}
	r.buf, r.spans = r.buf[:0], r.spans[:0]
	return nil
}

// cells reads the cells of the current row.
func (r *Rows) cells() error {
	for {
		if o, ok := r.x.plainCell(); ok {
			if err := r.readCell(o); err != nil {
				return err
			}
			continue
		}
		t, err := r.x.next()
		if err != nil {
			return err // the end of the part inside of a row, too: it is cut off
		}
		switch {
		case len(t.name) == 1 && t.name[0] == 'c' && !t.closes:
			if err := r.readCell(t.opening()); err != nil {
				return err
			}
		case t.closes && string(t.name) == "row":
			for _, s := range r.spans {
				f := r.buf[s.from:s.to:s.to]
				r.rec.Fields = append(r.rec.Fields, f)
				r.rec.High = r.rec.High || high(f)
			}
			return nil
		}
	}
}

// high tells whether a text has bytes outside ASCII.
func high(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

// place is the column that a cell such as AB12 stands in, −1 without one.
func place(ref []byte) int {
	n := 0
	for _, c := range ref {
		if c < 'A' || c > 'Z' {
			break
		}
		if n = n*26 + int(c-'A') + 1; n > 1<<20 {
			break
		}
	}
	return n - 1
}

// number reads digits; 0 when there are others.
func number(b []byte) int {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' || n > 1<<30 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// put stores a cell in its column.
func (r *Rows) put(col, from int) error {
	if len(r.buf)-from > row.MaxField {
		return row.Refuse(row.TooBig, r.line, "a cell is longer than %s. Shorten it", row.Size(row.MaxField))
	}
	if len(r.buf) > 2*row.MaxBytes {
		return row.Refuse(row.TooBig, r.line, "a row is longer than %s. Shorten its cells", row.Size(2*row.MaxBytes))
	}
	if col >= row.MaxColumns {
		if len(bytes.TrimSpace(r.buf[from:])) > 0 {
			r.rec.Mark(row.Columns, row.MaxColumns)
		}
		r.buf = r.buf[:from]
		return nil
	}
	for len(r.spans) <= col {
		r.spans = append(r.spans, span{})
	}
	r.spans[col] = span{from, len(r.buf)}
	return nil
}
