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
		whole := ""
		if r.p.Kind == Orders {
			whole = ", and put the other lines of its order beside it: an order is taken whole"
		}
		r.blame.set(CauseTotals, "", nil, "the row looks like the sum of others; leave it out. If it is a row of its "+
			"own, fill in its empty cells%s", whole)
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
	return "a text with a " + DelimiterName(r.p.Delimiter) + " in it was cut in two: put it together in one cell (in the file itself, with " +
		"quotation marks around it)"
}
