package files

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"wholesight/jobs/files/codepage"
)

// Inspect reads the whole file once and says how it will be read: format,
// encoding, delimiter, columns, order of day and month, decimal sign, what
// cannot be told, and (as hashes) which orders or keys stand apart.
//
// A bad file is a *FileError. When columns are missing the plan so far (header,
// columns, samples, delimiter) comes with the error, so that a person can map
// them by hand. Other errors are the source's own and the context's.
//
// Memory is flat; time is linear in the file.
func Inspect(ctx context.Context, src Source, k Kind, o Options) (p *Plan, err error) {
	if err := checkOptions(k, o); err != nil {
		return nil, named(err, src)
	}
	if o.Preset == PresetUCI && o.Decimal == "" {
		o.Decimal = "." // the books have no other
	}
	p, err = inspectOnce(ctx, src, k, o)
	if err != nil || o.Encoding != "" || p.Encoding == UTF8 || p.Encoding == Windows1252 ||
		codepage.Of(p.Encoding) == nil {
		return p, err
	}
	// Keys were compared as Windows-1252; now that the encoding is known they are
	// compared again as they will be read.
	o.Encoding = p.Encoding
	again, err := inspectOnce(ctx, src, k, o)
	if err != nil {
		return again, err
	}
	again.Mixed = p.Mixed
	for _, q := range p.Questions {
		if q.Kind == AskEncoding {
			again.Questions = append(again.Questions, q)
		}
	}
	return again, nil
}

func inspectOnce(ctx context.Context, src Source, k Kind, o Options) (p *Plan, err error) {
	t, err := openTable(ctx, src, k, o)
	if err != nil {
		return nil, err
	}
	defer func() {
		if cerr := t.close(); err == nil {
			err = cerr
		}
	}()
	p, headLine, err := readHeader(t, src, k, o)
	if err != nil {
		return nil, named(err, src)
	}
	if err := checkColumns(p, headLine); err != nil {
		if serr := sampleRows(t, p); serr != nil {
			return nil, named(serr, src)
		}
		return p, named(err, src)
	}
	if err := survey(t, p, o); err != nil {
		return nil, named(err, src)
	}
	if err := t.in.drain(); err != nil {
		return nil, err
	}
	p.Bytes, p.Blank, p.Checksum, p.Filled = t.in.text.n, t.blank, t.in.meter.sum, t.sieve.Filled
	if t.sheet != nil {
		p.HiddenRows = t.sheet.rows.Hidden
	}
	return p, nil
}

func checkOptions(k Kind, o Options) error {
	if _, ok := columnDefs[k]; !ok {
		return refuse(BadOption, 0, "%q cannot be imported; there are customers, products, orders, targets and contacts",
			string(k))
	}
	for _, c := range []struct {
		name, value string
		allowed     []string
	}{
		{"preset", o.Preset, Presets},
		{"date order", o.DateOrder, []string{"dmy", "mdy", "ymd"}},
		{"decimal sign", o.Decimal, []string{".", ","}},
		{"encoding", o.Encoding, Encodings},
	} {
		if c.value != "" && !slices.Contains(c.allowed, c.value) {
			return refuse(BadOption, 0, "there is no %s %q; there is %s", c.name, c.value, strings.Join(c.allowed, ", "))
		}
	}
	if o.Preset != "" && k != Orders {
		return refuse(BadOption, 0, "the preset %s reads orders, not %s", o.Preset, k)
	}
	if o.Delimiter != 0 && DelimiterName(string(o.Delimiter)) == "" {
		return refuse(BadOption, 0, "the delimiter %q is not comma, semicolon, tab or pipe", o.Delimiter)
	}
	if _, err := time.LoadLocation(o.TimeZone); err != nil {
		return refuse(BadOption, 0, "there is no time zone %q", o.TimeZone)
	}
	return nil
}

// readHeader reads the first row and maps it.
func readHeader(t *table, src Source, k Kind, o Options) (*Plan, int64, error) {
	if err := t.toHeader(k, o); err != nil {
		return nil, 0, err
	}
	rec, err := t.next()
	if err == io.EOF {
		return nil, 0, refuse(Empty, 0, "the file is empty. Export it again")
	}
	if err != nil {
		return nil, 0, err
	}
	if rec.fault == faultColumns {
		return nil, 0, refuse(TooBig, rec.line, "the header has more than %d columns. Remove those that are not needed",
			MaxColumns)
	}
	p := &Plan{Kind: k, Name: src.Name(), Format: "csv", Packed: t.in.packed, Preset: o.Preset, Ignored: []string{},
		Questions: []Question{},
		Currency:  strings.ToUpper(strings.TrimSpace(o.Currency)), TimeZone: o.TimeZone, Today: o.Today, MaxBytes: o.MaxBytes,
		Progress: o.Progress, TempDir: o.TempDir}
	if t.sheet != nil {
		p.Format, p.Date1904 = "xlsx", t.sheet.book.Date1904
		p.Sheet, p.OtherSheets, p.HiddenSheets = t.sheet.name, t.sheet.passed(), t.sheet.hidden
	} else {
		p.Delimiter = string(t.split.Delim())
	}
	p.Header, p.HeaderRow, p.Titled = headerTexts(rec.fields, o), int(rec.line), t.above > 0
	if p.Words, err = foldWords(k, o.Words); err != nil {
		return nil, 0, err
	}
	p.Columns, p.Questions, err = mapHeader(k, p.Header, o)
	if err != nil {
		return nil, 0, err
	}
	for _, c := range p.Columns {
		if c.Column == "" && c.Header != "" {
			p.Ignored = append(p.Ignored, c.Key)
		}
	}
	if p.Questions == nil {
		p.Questions = []Question{}
	}
	if q, ask := askSheet(t.sheet, o); ask {
		p.Questions = append(p.Questions, q)
	}
	t.below(k, rec, p.Columns)
	return p, rec.line, nil
}

// sampleRows reads the first rows as they stand in the file.
func sampleRows(t *table, p *Plan) error {
	for len(p.Samples) < mostSamples {
		rec, err := t.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		p.sample(rec)
	}
	return nil
}

const mostSamples = 10

func (p *Plan) sample(rec *record) {
	if len(p.Samples) == mostSamples {
		return
	}
	row := make([]string, len(rec.fields))
	for i, f := range rec.fields {
		row[i] = clip(readable(f), 200)
	}
	p.Samples = append(p.Samples, row)
}

// String is the plan in one line, for logs.
func (p *Plan) String() string {
	return fmt.Sprintf("%s: %d rows of %s, %s, %s", p.Name, p.Rows, p.Kind, p.Format, p.Encoding)
}
