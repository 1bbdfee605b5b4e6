package files

import (
	"bufio"
	"compress/flate"
	"context"
	"errors"
	"io"
	"unicode/utf8"

	"wholesight/jobs/files/cells"
)

func isCorrupt(err error) bool {
	var c flate.CorruptInputError
	return errors.As(err, &c)
}

// table is an opened file as a sequence of records, whatever its format.
type table struct {
	in       *opened
	split    *splitter  // of a text file
	sheet    *sheetRows // of a workbook
	encoding string     // what the text is in; "" = to be found out
	strict   bool       // reject rows in another encoding (it was guessed)
	scratch  []byte     // for decoding
	blank    int64
}

// openTable opens a source as a table and leaves it in front of its header.
func openTable(ctx context.Context, src Source, k Kind, o Options) (*table, error) {
	in, err := open(ctx, src, o)
	if err != nil {
		return nil, named(err, src)
	}
	t := &table{in: in}
	if in.book {
		if t.sheet, err = openSheet(in, o.MaxBytes, o.TempDir); err != nil {
			in.file.Close()
			return nil, named(err, src)
		}
		t.encoding = UTF8
		return t, nil
	}
	name, bom := sniffEncoding(in.head)
	if _, err := in.r.Discard(bom); err != nil {
		in.file.Close()
		return nil, err
	}
	if name == "" || o.Encoding != "" && bom == 0 {
		name = o.Encoding
	}
	t.encoding = name
	t.split = newSplitter(bufioFree(decoded(in.r, name)), ',')
	if err := t.split.fill(); err != nil {
		in.file.Close()
		return nil, named(err, src)
	}
	t.split.delim = sniffDelimiter(t.split, k, o)
	return t, nil
}

// bufioFree hands the splitter the reader without a buffer of its own in
// between where there is one already.
func bufioFree(r io.Reader) io.Reader {
	if b, ok := r.(*bufio.Reader); ok {
		return b
	}
	return bufio.NewReaderSize(r, 64<<10)
}

// next is the next record as it stands in the file; io.EOF at the end.
func (t *table) next() (*record, error) {
	for {
		var rec *record
		var err error
		if t.sheet != nil {
			rec, err = t.sheet.next()
		} else {
			var blank int64
			rec, blank, err = t.split.next()
			t.blank += blank
		}
		if err != nil {
			return nil, err
		}
		if !allEmpty(rec.fields) {
			return rec, nil
		}
		t.blank++
	}
}

// decode brings the cells of a record to UTF-8, and marks the record when they
// cannot be in the file's encoding.
func (t *table) decode(rec *record) {
	if t.encoding != Windows1252 {
		for i, f := range rec.fields {
			if !utf8.Valid(f) {
				rec.mark(faultEncoding, i)
				t.scratch, _ = decode1252(t.scratch[:0], f)
				rec.fields[i] = append([]byte(nil), t.scratch...)
			}
		}
		return
	}
	all, where := true, -1
	for i, f := range rec.fields {
		if !ascii(f) {
			all, where = all && utf8.Valid(f), i
		}
	}
	if all && t.strict {
		rec.mark(faultEncoding, where)
		return
	}
	// The cells may move while the scratch grows: offsets first, slices after.
	t.scratch = t.scratch[:0]
	for i, f := range rec.fields {
		if ascii(f) {
			continue
		}
		from, ok := len(t.scratch), false
		if need := from + 3*len(f); need > cap(t.scratch) {
			t.scratch = append(make([]byte, 0, 2*need), t.scratch...)
			// earlier cells keep pointing into the old array, which stays valid
		}
		if t.scratch, ok = decode1252(t.scratch, f); !ok {
			rec.mark(faultEncoding, i)
		}
		rec.fields[i] = t.scratch[from:len(t.scratch):len(t.scratch)]
	}
}

func (r *record) mark(f fault, at int) {
	if r.fault == faultNone {
		r.fault, r.faultAt = f, at
	}
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func allEmpty(fields [][]byte) bool {
	for _, f := range fields {
		if len(f) > 0 && len(cells.TrimSpace(f)) > 0 {
			return false
		}
	}
	return true
}

// close lets go of the source and of what a workbook has unpacked.
func (t *table) close() error {
	err := t.in.file.Close()
	if t.sheet != nil {
		err = errors.Join(t.sheet.close(), err)
	}
	return err
}

// named fills the file's name into a FileError.
func named(err error, src Source) error {
	var fe *FileError
	if errors.As(err, &fe) && fe.File == "" {
		fe.File = src.Name()
	}
	return err
}
