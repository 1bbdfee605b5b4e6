package files

import (
	"errors"
)

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
