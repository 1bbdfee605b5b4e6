package files

import (
	"slices"

	"wholesight/jobs/files/cells"
)

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
