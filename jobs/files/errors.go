package files

import (
	"errors"
	"fmt"
	"slices"

	"wholesight/jobs/files/row"
	"wholesight/jobs/files/sieve"
)

// Codes of a FileError; package row says what each means.
const (
	NotText        = row.NotText
	TooBig         = row.TooBig
	Damaged        = row.Damaged
	Empty          = row.Empty
	NoHeader       = row.NoHeader
	MissingColumns = row.MissingColumns
	Unanswered     = row.Unanswered
	Changed        = row.Changed
	BadOption      = row.BadOption
)

// FileError says why a file is refused whole, and how to mend it.
type FileError = row.Error

// refuse makes a FileError; the file's name is filled in at the boundary.
func refuse(code string, line int64, format string, args ...any) *FileError {
	return row.Refuse(code, line, format, args...)
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

	CauseFormula     = "formula"         // a formula that was never calculated
	CauseTotals      = sieve.Totals      // a row that sums up those above; it is no data
	CauseHeaderAgain = sieve.HeaderAgain // the header once more, as page breaks of reports repeat it
)

// Causes are all of them.
var Causes = []string{CauseShape, CauseEncoding, CauseMissing, CauseNoCustomer, CauseKey, CauseNumber, CauseDate,
	CauseWord, CauseCurrency, CauseRepeated,
	CauseDisagree, CauseHeldBack, CauseTooLong, CauseFormula, CauseTotals, CauseHeaderAgain, CauseUnknown, CauseOverlap}

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
