package files

import (
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheetRows streams the one sheet of a workbook as records. Cells come raw:
// numbers with a decimal point and all their digits, days as serial numbers.
type sheetRows struct {
	file     *excelize.File
	rows     *excelize.Rows
	line     int64
	width    int // of the first row: a sheet does not store the empty cells behind a row's last
	date1904 bool
	buf      []byte
	rec      record
}

// openSheet reads a workbook. Its reader needs the packed bytes in memory, hence
// MaxWorkbook; what it unpacks is limited like any text.
func openSheet(in *opened, limit int64, tempDir string) (*sheetRows, error) {
	packed, err := io.ReadAll(io.LimitReader(in.r, MaxWorkbook+1))
	if err != nil {
		return nil, err
	}
	if len(packed) > MaxWorkbook {
		return nil, refuse(TooBig, 0, "the workbook is larger than %s. Save the sheet as CSV, which has no such limit", size(MaxWorkbook))
	}
	if limit <= 0 {
		limit = 16 << 30
	}
	f, err := excelize.OpenReader(strings.NewReader(string(packed)), excelize.Options{
		RawCellValue: true, TmpDir: tempDir, UnzipSizeLimit: limit, UnzipXMLSizeLimit: min(limit, 16<<20)})
	switch {
	case err != nil && strings.Contains(err.Error(), "unzip size exceeds"):
		return nil, refuse(TooBig, 0, "the workbook is larger than %s when unpacked. Split it into smaller ones", size(limit))
	case errors.Is(err, excelize.ErrWorkbookFileFormat) || errors.Is(err, excelize.ErrWorkbookPassword):
		return nil, refuse(NotText, 0, "this workbook is protected by a password. Save it without one")
	case err != nil:
		return nil, refuse(NotText, 0, "this is a zip archive, or a damaged workbook. Unpack it, or save the sheet again as .xlsx or CSV")
	}
	s := &sheetRows{file: f}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		s.date1904 = *props.Date1904
	}
	name, err := onlySheet(f)
	if err == nil {
		s.rows, err = f.Rows(name)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return s, nil
}

// onlySheet is the one sheet that is not empty.
func onlySheet(f *excelize.File) (string, error) {
	var full []string
	for _, name := range f.GetSheetList() {
		rows, err := f.Rows(name)
		if err != nil {
			continue // a chart sheet has no rows
		}
		if rows.Next() {
			full = append(full, name)
		}
		rows.Close()
	}
	switch len(full) {
	case 0:
		return "", refuse(Empty, 0, "the workbook has no rows. Save it with its data")
	case 1:
		return full[0], nil
	}
	return "", refuse(NotText, 0, "the workbook has %d sheets with data (%s). Keep the one to import and save it again", len(full), clip(strings.Join(full, ", "), 100))
}

func (s *sheetRows) next() (*record, error) {
	if !s.rows.Next() {
		if err := s.rows.Error(); err != nil {
			return nil, refuse(Damaged, s.line, "the sheet cannot be read (%v). Save it again", err)
		}
		return nil, io.EOF
	}
	s.line++
	cells, err := s.rows.Columns()
	if err != nil {
		return nil, refuse(Damaged, s.line, "the row cannot be read (%v). Save the workbook again", err)
	}
	need := 0
	for _, c := range cells {
		if len(c) > MaxField {
			return nil, refuse(TooBig, s.line, "a cell is longer than %s. Shorten it", size(MaxField))
		}
		need += len(c)
	}
	if need > cap(s.buf) {
		s.buf = make([]byte, 0, 2*need)
	}
	s.buf = s.buf[:0]
	s.rec = record{line: s.line, last: s.line, fields: s.rec.fields[:0]}
	for i, c := range cells {
		if i == MaxColumns {
			s.rec.mark(faultColumns, i)
			break
		}
		from := len(s.buf)
		s.buf = append(s.buf, c...)
		f := s.buf[from:len(s.buf):len(s.buf)]
		s.rec.fields = append(s.rec.fields, f)
		s.rec.high = s.rec.high || !ascii(f)
	}
	if s.width == 0 {
		s.width = len(s.rec.fields)
	}
	for len(s.rec.fields) < s.width {
		s.rec.fields = append(s.rec.fields, nil)
	}
	return &s.rec, nil
}

func (s *sheetRows) close() error { return errors.Join(s.rows.Close(), s.file.Close()) }
