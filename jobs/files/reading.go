package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"wholesight/jobs/files/cells"
	"wholesight/jobs/files/row"
)

// reading is the second pass: records in the file's order, decoded, with what
// the plan knows about their columns.
type reading struct {
	p       *Plan
	t       *table
	src     Source
	columns Columns
	at      map[string]int // our column -> position
	names   []string       // position -> our column
	width   int
	days    cells.DayReader
	ahead   cells.DayReader // of days that may lie in the future
	reject  func(Rejection) error
	rec     *record
	blame   blame
	codes   *interner // texts that repeat
	keys    *interner // codes that passed checkKey
}

// begin opens the source as the plan says.
func (p *Plan) begin(ctx context.Context, src Source, k Kind, reject func(Rejection) error) (*reading, error) {
	if p.Kind != k {
		return nil, fmt.Errorf("the plan is for %s, not %s", p.Kind, k)
	}
	if open := p.Open(); len(open) > 0 {
		return nil, named(refuse(Unanswered, 0, "%s", open[0].Text), src)
	}
	zone, err := time.LoadLocation(p.TimeZone)
	if err != nil {
		return nil, named(refuse(BadOption, 0, "there is no time zone %q", p.TimeZone), src)
	}
	o := Options{Encoding: p.Encoding, MaxBytes: p.MaxBytes, Progress: p.Progress, TempDir: p.TempDir}
	o.HeaderRow, o.Sheet = p.HeaderRow, p.Sheet
	if p.Delimiter != "" {
		o.Delimiter = rune(p.Delimiter[0])
	}
	t, err := openTable(ctx, src, k, o)
	if err != nil {
		return nil, err
	}
	r := &reading{p: p, t: t, src: src, columns: Columns{}, at: map[string]int{}, width: len(p.Header), reject: reject,
		codes: newInterner(), keys: newInterner()}
	t.encoding, t.strict = p.Encoding, p.Mixed
	r.days = cells.DayReader{Order: p.DateOrder, Mixed: p.DatesMixed, Zone: zone, Serials: p.Format == "xlsx",
		Date1904: p.Date1904}
	r.ahead, r.days.Today = r.days, p.Today
	if err := r.header(); err != nil {
		return nil, errors.Join(named(err, src), t.close())
	}
	return r, nil
}

// header skips the first row and checks that it is the plan's.
func (r *reading) header() error {
	if r.p.HeaderRow > 0 {
		if err := r.t.toHeader(r.p.Kind, Options{HeaderRow: r.p.HeaderRow}); err != nil {
			return err
		}
	}
	rec, err := r.t.next()
	if err == io.EOF {
		return refuse(Changed, 0, "the file has changed since it was checked. Check it again")
	}
	if err != nil {
		return err
	}
	if len(rec.fields) < r.width {
		return refuse(Changed, rec.line, "the header has changed since the file was checked. Check it again")
	}
	r.names = make([]string, r.width)
	for _, c := range r.p.Columns {
		if c.Index < 0 || c.Index >= r.width {
			return refuse(BadOption, 0, "the plan is damaged: column %d of %d. Check the file again", c.Index, r.width)
		}
		if _, ok := defOf(r.p.Kind, c.Column); c.Column != "" && ok {
			r.columns[c.Column], r.at[c.Column], r.names[c.Index] = true, c.Index, c.Column
		}
	}
	r.t.below(r.p.Kind, rec, r.p.Columns)
	if r.t.sheet != nil {
		for _, c := range r.p.Columns {
			if c.Decimal == "," {
				r.t.sieve.Commas = append(r.t.sieve.Commas, c.Index)
			}
		}
	}
	if miss := missing(r.p.Kind, r.columns.Has); len(miss) > 0 {
		return refuse(MissingColumns, 0, "columns are missing: %s. Check the file again", strings.Join(miss, ", "))
	}
	return nil
}

// ready decodes a record.
func (r *reading) ready(rec *record) *record {
	if r.rec = rec; rec.high {
		r.t.decode(rec)
	}
	return rec
}

// shape tells whether a record has the header's cells; if not, the blame says
// what is wrong.
func (r *reading) shape(rec *record) bool {
	name := ""
	if rec.faultAt < len(r.names) {
		name = r.names[rec.faultAt]
	}
	var cell []byte
	if rec.faultAt < len(rec.fields) {
		cell = rec.fields[rec.faultAt]
	}
	lines := ""
	if rec.last > rec.line {
		lines = fmt.Sprintf(" (the row takes lines %d to %d)", rec.line, rec.last)
	}
	switch rec.fault {
	case faultParent:
		return r.blame.set(CauseMissing, name, nil, "order_number is empty; order %s above seems to be meant, and the "+
			"rejected rows have its number filled in: "+
			"keep that, or correct it", clip(string(cell), 40))
	case faultTail:
		return r.blame.set(CauseShape, name, cell, "text stands behind the quotation mark that ends a cell%s; where a "+
			"quotation mark belongs to the text, write it twice in the file", lines)
	case faultColumns:
		return r.blame.set(CauseShape, "", nil, "the row has more than %d cells; leave out those without a header",
			MaxColumns)
	case faultEncoding:
		return r.blame.set(CauseEncoding, name, cell, "the letters with accents are stored in another way than those "+
			"of the rest of the file (%s); "+
			"look whether they are right among the rejected rows, correct them there and import those", r.p.Encoding)
	}
	n := len(rec.fields)
	if n < r.width {
		return r.blame.set(CauseShape, "", nil, "the row has %d cells, the header has %d; fill in the missing ones%s. "+
			"Where a line break has cut the row in two, its rest is the row below: put them together", n, r.width, lines)
	}
	if n > r.width && !allEmpty(rec.fields[r.width:]) {
		return r.blame.set(CauseShape, "", nil, "the row has %d cells, the header has %d%s; %s", n, r.width, lines,
			r.tooManyCells())
	}
	for i, f := range rec.fields[:r.width] {
		if len(f) > 2 && f[0] == '=' && r.names[i] != "" && row.Formula(f) {
			return r.blame.set(CauseFormula, r.names[i], f, "%s holds the formula %s and no result; write the figure "+
				"itself, or open the file in a spreadsheet, save it and import it again",
				r.names[i], clip(string(f), 40))
		}
	}
	return true
}

// cell is the cleaned text of our column, nil when absent or empty.
func (r *reading) cell(rec *record, column string) []byte {
	if i, ok := r.at[column]; ok && i < len(rec.fields) {
		return r.p.meaning(column, cells.CleanText(rec.fields[i]))
	}
	return nil
}

// end closes the reading and joins its errors; after a whole pass it checks
// that the file is the one inspected.
func (r *reading) end(err error) error {
	if err == io.EOF {
		if err = r.t.in.drain(); err == nil && r.t.in.meter.sum != r.p.Checksum {
			err = refuse(Changed, 0, "the file has changed since it was checked. Check it again")
		}
	}
	if cerr := r.t.close(); err == nil {
		err = cerr
	}
	return named(err, r.src)
}

// number reads a number cell scaled by 10^decimals; has is false when empty.
func (r *reading) number(rec *record, column string, decimals int, money string) (v int64, has, ok bool) {
	i, found := r.at[column]
	if !found || i >= len(rec.fields) {
		return 0, false, true
	}
	b := cells.TrimSpace(rec.fields[i])
	if cells.Nothing(b) {
		zero := cells.Dash(rec.fields[i])
		return 0, zero, true
	}
	c := &r.p.Columns[i]
	v, currency, err := r.parse(b, c, decimals)
	if err != cells.NumberOK {
		return 0, false, r.blame.set(CauseNumber, column, b, "%s “%s” %s", column, clip(string(b), 40), err.Text())
	}
	if currency != "" && !cells.CurrencyFits(currency, money) {
		return 0, false, r.foreign(column, b, currency, money)
	}
	return v, true, true
}

// parse reads a number with the decimal sign of its column.
func (r *reading) parse(b []byte, c *Column, decimals int) (int64, string, cells.NumberErr) {
	if c.Mixed && cells.SniffNumber(b) == cells.HintBoth {
		return 0, "", cells.NumberAmbiguous
	}
	dec := byte('.')
	if c.Decimal != "" {
		dec = c.Decimal[0]
	}
	return cells.ParseNumber(b, dec, decimals)
}
