package files

import (
	"errors"
	"fmt"
	"slices"
)

// Codes of a FileError.
const (
	NotText        = "not-text"        // a PDF, a zip archive, NUL bytes …
	TooBig         = "too-big"         // over MaxBytes, a cell, row or workbook over its limit
	Damaged        = "damaged"         // a broken gzip or workbook, an unclosed quotation mark
	Empty          = "empty"           // nothing in it
	NoHeader       = "no-header"       // the first row is not a header
	MissingColumns = "missing-columns" // columns that must be there are not
	Unanswered     = "unanswered"      // the plan has an open question
	Changed        = "changed"         // the file is not the one that was inspected
	BadOption      = "bad-option"      // an option that makes no sense for this file
)

// FileError says why a file is refused whole. Error is a sentence for the
// person who owns the file: what, where, how to mend it.
type FileError struct {
	Code    string
	File    string
	Line    int64    // 0 when no line is to blame
	Missing []string // our columns, for MissingColumns and NoHeader
	Text    string
}

func (e *FileError) Error() string {
	where := e.File
	if e.Line > 0 {
		where = fmt.Sprintf("%s, line %d", e.File, e.Line)
	}
	if where == "" {
		return e.Text
	}
	return where + ": " + e.Text
}

// refuse makes a FileError; the file's name is filled in at the boundary.
func refuse(code string, line int64, format string, args ...any) *FileError {
	return &FileError{Code: code, Line: line, Text: fmt.Sprintf(format, args...)}
}

// Causes of a rejection, for grouping: stable words, not sentences.
const (
	CauseShape      = "shape"       // too few or too many cells, a stray quotation mark
	CauseEncoding   = "encoding"    // bytes that are no text in the file's encoding
	CauseMissing    = "missing"     // an empty cell that must be filled
	CauseNoCustomer = "no-customer" // a row without a customer
	CauseKey        = "key"         // a damaged or over-long code
	CauseNumber     = "number"
	CauseDate       = "date"
	CauseWord       = "word" // an unknown status, kind, yes/no
	CauseCurrency   = "currency"
	CauseRepeated   = "repeated"  // the key stands twice with different data
	CauseDisagree   = "disagree"  // rows of one order contradict each other
	CauseHeldBack   = "held-back" // a good line of an order that has a bad one
	CauseTooLong    = "too-long"  // an order over MaxLines
)

// Rejection is one row that is not taken, and why.
type Rejection struct {
	Line   int64    `json:"line"`   // of the file, the header being line 1
	Column string   `json:"column"` // the file's header, "" when the whole row is meant
	Value  string   `json:"value"`  // what stood there
	Cause  string   `json:"cause"`  // one of the Cause words
	Reason string   `json:"reason"` // a sentence: what is wrong, how to mend it
	Record []string `json:"record"` // the original cells
}

// blame is a rejection in the making: our column and the text, no record yet.
type blame struct {
	column, value, cause, reason string
}

func (b *blame) set(cause, column string, value []byte, format string, args ...any) bool {
	const most = 60
	v := string(value[:min(len(value), most*4)])
	if r := []rune(v); len(r) > most {
		v = string(r[:most]) + "…"
	}
	args = slices.Clone(args)
	*b = blame{column: column, value: v, cause: cause, reason: fmt.Sprintf(format, args...)}
	return false
}

// Refusal is an error by which the callback of a second pass rejects what it was
// handed, for a reason that only the shop knows: the row, or the whole order, is
// then rejected with its original cells, and the pass goes on.
type Refusal struct {
	Line   int64  // of an order: the line to blame, 0 when every line is; the others are held back by it
	Column string // our column
	Value  string
	Cause  string // one of the Cause words
	Reason string // a sentence: what is wrong, how to mend it
}

func (e *Refusal) Error() string { return e.Reason }

// CauseUnknown: the shop does not know the customer or the product, and is not to
// make it.
const CauseUnknown = "unknown"

// CauseOverlap is the cause of a target that shares a month with another of its customer.
const CauseOverlap = "overlap"

// refused takes a callback's error for a blame; ok is false when it is none.
func refused(err error) (r *Refusal, b blame, ok bool) {
	if !errors.As(err, &r) {
		return nil, blame{}, false
	}
	return r, blame{column: r.Column, value: clip(r.Value, 60), cause: r.Cause, reason: r.Reason}, true
}
