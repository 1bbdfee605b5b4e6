package files

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wholesight/jobs/files/cells"
)

// RejectedCSV writes rejected rows as a file that can be mended and imported
// again: the original columns in their order, then line and reason. It is UTF-8
// with the delimiter of the file. Texts that a spreadsheet would run as a
// formula are shielded; the importer unshields them.
type RejectedCSV struct {
	w      *csv.Writer
	width  int
	keep   []int // columns written: not the line and reason of an earlier round
	row    []string
	header []string
}

// NewRejectedCSV prepares the writer; nothing is written before the first row.
func NewRejectedCSV(w io.Writer, p *Plan) *RejectedCSV {
	r := &RejectedCSV{w: csv.NewWriter(w), width: len(p.Header)}
	if d, _ := utf8.DecodeRuneInString(p.Delimiter); p.Delimiter != "" {
		r.w.Comma = d
	}
	for i, h := range p.Header {
		if mapped := i < len(p.Columns) && p.Columns[i].Column != ""; mapped ||
			!slices.Contains([]string{"line", "reason"}, Fold(h)) {
			r.keep = append(r.keep, i)
			r.header = append(r.header, h)
		}
	}
	r.header = append(r.header, "line", "reason")
	return r
}

// Write adds one row. Cells that a row has beyond the header are named in its
// reason.
func (r *RejectedCSV) Write(rej Rejection) error {
	if r.header != nil {
		if err := r.w.Write(r.header); err != nil {
			return err
		}
		r.header = nil
	}
	r.row = r.row[:0]
	for _, i := range r.keep {
		cell := ""
		if i < len(rej.Record) {
			cell = shieldCell(rej.Record[i])
		}
		r.row = append(r.row, cell)
	}
	reason := rej.Reason
	if len(rej.Record) > r.width {
		reason += fmt.Sprintf(" (further cells: %s)", clip(strings.Join(rej.Record[r.width:], " | "), 200))
	}
	r.row = append(r.row, strconv.FormatInt(rej.Line, 10), shieldCell(reason))
	return r.w.Write(r.row)
}

// Close writes what is buffered. Without any row nothing is written at all.
func (r *RejectedCSV) Close() error {
	r.w.Flush()
	return r.w.Error()
}

// shieldCell shields what is no number: −12.50 must stay one.
func shieldCell(s string) string {
	if !cells.Shieldable(s) {
		return s // also texts that the file has shielded already
	}
	for _, dec := range []byte{'.', ','} {
		if _, _, err := cells.ParseNumber([]byte(s), dec, 3); err == cells.NumberOK {
			return s
		}
	}
	return "'" + s
}

// setAside rejects the current record where it is no data; ok is false for data.
func (r *reading) setAside(rec *record) (ok bool, err error) {
	switch rec.aside {
	case CauseTotals:
		r.blame.set(CauseTotals, "", nil, "the row looks like the sum of others; leave it out. If it is a row of its "+
			"own, fill in its empty cells%s",
			map[bool]string{true: ", and put the other lines of its order beside it: an order is taken " +
				"whole"}[r.p.Kind == Orders])
	case CauseHeaderAgain:
		r.blame.set(CauseHeaderAgain, "", nil, "the row repeats the header, as page breaks of reports do; leave it out")
	default:
		return false, nil
	}
	return true, r.refuseRow()
}

// refuseRow rejects the current record for what the blame says.
func (r *reading) refuseRow() error {
	return r.reject(r.rejection(r.blame, r.rec.line, r.rec.fields))
}

func (r *reading) rejection(b blame, line int64, fields [][]byte) Rejection {
	out := Rejection{Line: line, Value: b.value, Cause: b.cause, Reason: b.reason, Record: make([]string, len(fields))}
	for i, f := range fields {
		out.Record[i] = string(f)
	}
	if i, ok := r.at[b.column]; ok {
		out.Column = r.p.Header[i]
	}
	return out
}

// tooManyCells says how cells beyond the header come to be, and how to mend them.
func (r *reading) tooManyCells() string {
	if r.t.sheet != nil {
		return "empty those without a header, or give them one"
	}
	sign := map[string]string{",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}[r.p.Delimiter]
	return "a text with a " + sign + " in it was cut in two: put it together in one cell (in the file itself, with " +
		"quotation marks around it)"
}

// key reads a code: as cells.Code has it, not empty, not damaged, not too long.
// NULs and line breaks cannot be part of one.
func (r *reading) key(rec *record, column string) (string, bool) {
	i, ok := r.at[column]
	if !ok || i >= len(rec.fields) {
		return r.checkKey(nil, column)
	}
	return r.checkKey(cells.Code(rec.fields[i]), column)
}

func (r *reading) checkKey(b []byte, column string) (string, bool) {
	if s, ok := r.keys.known[string(b)]; ok {
		return s, true
	}
	if !r.soundKey(b, column) {
		return "", false
	}
	return r.keys.get(b), true
}

// soundKey is checkKey without remembering: an order number comes once.
func (r *reading) soundKey(b []byte, column string) bool {
	switch {
	case len(b) == 0:
		return r.blame.set(CauseMissing, column, nil, "%s is empty; fill it in%s", column, beside(column))
	case len(b) > MaxKey:
		return r.blame.set(CauseKey, column, b, "%s is longer than %d characters; shorten it", column, MaxKey)
	case cells.DamagedID(b):
		return r.blame.set(CauseKey, column, b, "%s was turned into %s by a spreadsheet, its digits are lost; "+
			"write all of them, or format the column as text and export again%s", column, b, beside(column))
	case cells.FormulaError(b):
		return r.blame.set(CauseKey, column, b, "%s is %s, the error of a formula in a spreadsheet; fill in the code "+
			"itself%s", column, b, beside(column))
	case r.t.sheet != nil && cells.RoundedID(b):
		return r.blame.set(CauseKey, column, b, "%s %s was rounded by the spreadsheet, which keeps 15 digits of a "+
			"number; write all of them, as text%s", column, b, beside(column))
	case slices.ContainsFunc(b, func(c byte) bool { return c < ' ' }):
		return r.blame.set(CauseKey, column, b, "%s contains a line break or tab; remove it", column)
	}
	return true
}

// beside is what is to be said of a row that has no number of an order, or a damaged one:
// its order, if there is more of it, was taken without it.
func beside(column string) string {
	if column != "order_number" {
		return ""
	}
	return otherLines
}

const otherLines = ". If that order has other lines, put them beside it: an order is taken whole"
