package files

import (
	"bufio"
	"compress/flate"
	"context"
	"errors"
	"io"
	"unicode/utf8"

	"wholesight/jobs/files/row"
	"wholesight/jobs/files/sieve"
	"wholesight/jobs/files/split"
)

func isCorrupt(err error) bool {
	var c flate.CorruptInputError
	return errors.As(err, &c)
}

// fault is what is wrong with the shape of one row.
type fault = row.Fault

const (
	faultNone     = row.Sound
	faultTail     = row.Tail
	faultColumns  = row.Columns
	faultEncoding = row.Encoding
	faultParent   = row.Parent
)

// record is one row as it stands in the file. Its fields are valid until the
// next record is read.
type record struct {
	line    int64 // where it begins
	last    int64 // where it ends: later only with line breaks inside quotes
	fields  [][]byte
	fault   fault
	faultAt int     // the cell of the fault
	high    bool    // has bytes outside ASCII
	numbers row.Set // cells that a workbook keeps as numbers
	aside   string  // why the row is no data: CauseTotals, CauseHeaderAgain
}

// set takes a row of a splitter or a workbook over; the cells are still theirs.
func (r *record) set(from *row.Row) {
	*r = record{line: from.Line, last: from.Last, fields: from.Fields, fault: from.Fault, faultAt: from.FaultAt,
		high: from.High, numbers: from.Numbers, aside: from.Aside}
}

func (r *record) mark(f fault, at int) {
	if r.fault == faultNone {
		r.fault, r.faultAt = f, at
	}
}

// table is an opened file as a sequence of records, whatever its format.
type table struct {
	in       *opened
	split    *split.Splitter // of a text file
	sheet    *sheet          // of a workbook
	encoding string          // what the text is in; "" = to be found out
	strict   bool            // reject rows in another encoding (it was guessed)
	scratch  []byte          // for decoding
	blank    int64
	rec      record
	ahead    []*row.Row   // read to find the header, and not yet handed out
	above    int          // rows above the header
	sieve    *sieve.Sieve // once the header is known
}

// openTable opens a source as a table and leaves it in front of its first row.
func openTable(ctx context.Context, src Source, k Kind, o Options) (*table, error) {
	in, err := open(ctx, src, o)
	if err != nil {
		return nil, named(err, src)
	}
	t := &table{in: in}
	if err := t.begin(k, o); err != nil {
		return nil, errors.Join(named(err, src), t.close())
	}
	return t, nil
}

func (t *table) begin(k Kind, o Options) (err error) {
	in := t.in
	if in.book {
		t.encoding = UTF8
		t.sheet, err = openSheet(in, k, o)
		return err
	}
	name, bom := sniffEncoding(in.head)
	if _, err := in.r.Discard(bom); err != nil {
		return err
	}
	if name == "" || o.Encoding != "" && bom == 0 {
		name = o.Encoding
	}
	t.encoding = name
	t.split = split.New(bufioFree(decoded(in.r, name)), ',')
	if err := t.split.Fill(); err != nil {
		return err
	}
	t.split.Delimit(sniffDelimiter(t.split, k, o))
	return nil
}

// bufioFree hands the splitter the reader without a buffer of its own in
// between where there is one already.
func bufioFree(r io.Reader) io.Reader {
	if b, ok := r.(*bufio.Reader); ok {
		return b
	}
	return bufio.NewReaderSize(r, 64<<10)
}

// next is the next record that is not blank, as it stands in the file; io.EOF at
// the end. Behind the header it is sieved.
func (t *table) next() (*record, error) {
	var r *row.Row
	if len(t.ahead) > 0 {
		r, t.ahead = t.ahead[0], t.ahead[1:]
	} else {
		var err error
		if r, err = t.read(); err != nil {
			return nil, err
		}
	}
	if t.sieve != nil {
		t.sieve.Sift(r)
	}
	t.rec.set(r)
	return &t.rec, nil
}

func (t *table) read() (*row.Row, error) {
	for {
		var r *row.Row
		var blank int64
		var err error
		if t.sheet != nil {
			r, blank, err = t.sheet.rows.Next()
		} else {
			r, blank, err = t.split.Next()
		}
		t.blank += blank
		if err != nil {
			return nil, err
		}
		if !row.AllEmpty(r.Fields) && !row.Ruled(r.Fields) {
			return r, nil
		}
		t.blank++
	}
}

// look reads the first rows without handing them out.
func (t *table) look(most int) ([]*row.Row, error) {
	for len(t.ahead) < most {
		r, err := t.read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		t.ahead = append(t.ahead, r.Clone())
	}
	return t.ahead, nil
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func allEmpty(fields [][]byte) bool { return row.AllEmpty(fields) }

// close lets go of the source and of the sheet.
func (t *table) close() error {
	err := t.in.file.Close()
	if t.sheet != nil && t.sheet.rows != nil {
		err = errors.Join(t.sheet.rows.Close(), err)
	}
	return err
}

func named(err error, src Source) error { return row.Named(err, src.Name()) }
