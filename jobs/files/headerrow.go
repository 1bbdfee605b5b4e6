package files

import (
	"context"
	"io"

	"wholesight/jobs/files/cells"
	"wholesight/jobs/files/codepage"
	"wholesight/jobs/files/row"
	"wholesight/jobs/files/sieve"
)

// headerWithin is how many rows from the top may stand above the last line of the header.
const headerWithin = 30

// headerTexts are the cells of a header as a person reads them.
func headerTexts(fields [][]byte, o Options) []string {
	texts := make([]string, 0, len(fields))
	page := codepage.Of(o.Encoding)
	for _, f := range fields {
		f = cells.TrimSpace(f)
		if page != nil {
			texts = append(texts, page.Text(f))
		} else {
			texts = append(texts, readable(f))
		}
	}
	for n := len(texts); n > 1 && texts[n-1] == ""; n-- {
		texts = texts[:n-1] // delimiters behind the last column
	}
	return texts
}

// knownColumns tells how many of our columns a row names, and whether all that must be
// there are among them.
func knownColumns(rec *row.Row, k Kind, o Options) (n int, whole bool) {
	cols, _, err := mapHeader(k, headerTexts(rec.Fields, o), o)
	if err != nil {
		return 0, false // the options are wrong; it is said when the header is read
	}
	has := map[string]bool{}
	for _, c := range cols {
		if c.Column != "" {
			has[c.Column] = true
		}
	}
	return len(has), len(missing(k, func(name string) bool { return has[name] })) == 0
}

// HeaderFits tells how many columns of a kind a file has, and whether it has those that
// must be there. What cannot be read fits nothing: its error is said when it is imported.
func HeaderFits(ctx context.Context, src Source, k Kind) (n int, whole bool) {
	t, err := openTable(ctx, src, k, Options{MaxBytes: DefaultMaxBytes})
	if err != nil {
		return 0, false
	}
	rows, err := t.look(headerWithin)
	if err == nil {
		if at, _ := headerAmong(rows, k, Options{}); at >= 0 {
			n, whole = knownColumns(rows[at], k, Options{})
		}
	}
	if t.close() != nil {
		return 0, false
	}
	return n, whole
}

// headerAmong finds the header in the first rows of a file: the first one that names all
// columns that must be there; else the one that names most, two at least; else, below a
// title of one cell, the first that has the most cells. −1 when there are no rows.
func headerAmong(rows []*row.Row, k Kind, o Options) (at int, whole bool) {
	best, most, widest := 0, 1, 0
	for i, rec := range rows {
		n, whole := knownColumns(rec, k, o)
		if whole {
			return i, true
		}
		if n > most {
			best, most = i, n
		}
		if filled(rec) > filled(rows[widest]) {
			widest = i
		}
	}
	switch {
	case len(rows) == 0:
		return -1, false
	case most == 1 && filled(rows[0]) == 1:
		return widest, false
	}
	return best, false
}

func filled(rec *row.Row) (n int) {
	for i := range rec.Fields {
		if !rec.Blank(i) {
			n++
		}
	}
	return n
}

// toHeader leaves the table in front of the header: the row that is asked for, or that is
// found.
func (t *table) toHeader(k Kind, o Options) error {
	if o.HeaderRow <= 0 {
		rows, err := t.look(headerWithin)
		if err != nil {
			return err
		}
		if at, _ := headerAmong(rows, k, o); at > 0 {
			t.ahead, t.above = t.ahead[at:], at
		}
		return nil
	}
	for {
		r, err := t.read()
		if err == io.EOF || err == nil && r.Line > int64(o.HeaderRow) {
			return refuse(BadOption, 0,
				"no row begins in line %d, which is to be the header. Count the lines of the file, blank ones too, from 1",
				o.HeaderRow)
		}
		if err != nil {
			return err
		}
		if r.Line == int64(o.HeaderRow) {
			t.ahead = append(t.ahead, r.Clone())
			return nil
		}
		t.above++
	}
}

// below begins to sieve what stands below a header.
func (t *table) below(k Kind, header *record, cols []Column) {
	kinds := map[Kind]sieve.Kind{Orders: sieve.Orders, Targets: sieve.Targets}
	var read []sieve.Column
	for _, c := range cols {
		if def, ok := defOf(k, c.Column); ok && c.Column != "" {
			read = append(read, sieve.Column{Index: c.Index, Name: c.Column, Number: def.cell == numberCell, Must: def.must})
		}
	}
	t.sieve = sieve.New(kinds[k], &row.Row{Fields: header.fields}, read)
	if t.sheet != nil {
		t.sieve.Width = len(cols)
	}
}
