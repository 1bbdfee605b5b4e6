// Package classify holds the rules by which a wholesaler's customers are
// banded: what a customer's orders make of them (the metrics), how they stand
// beside the others of their smart type (ranks, shares, estimated gaps), which
// classification they fall into (bands and gates), and how the risk went month
// by month. It is spec 02 without storage and pages.
//
// The way through it, for one smart type and one as-of day:
//
//	w, err := NewWindows(asOf, 12)
//	f, err := Measure(orders, w)      // each customer by itself
//	err = Settle(population)          // the active ones against each other
//	labels := Assign(&f, bands)       // six band ids, 0 where there is none
//
// and, beside it, Tracer and Gaps for the trend graphs. Check refuses an order
// of bands that makes no sense, Words says a band in words, Reband answers the
// live page.
//
// It knows no database, no clock and no page, and draws no lots: the same
// orders give the same figures, in whatever order the customers come.
//
// Decisions. Everything is an integer: a gap is an exact fraction, a product
// that may outgrow 64 bits is taken in 128, and what does not fit is
// ErrOverflow, never a wrap. big.Rat was weighed and put aside for the metrics
// (an allocation a step, for a million customers a night); it lives in the
// tests, as the second opinion. A metric is rounded once, to the precision that
// is shown, and banded on that; only the share of total revenue is compared
// unrounded, so that the customer who crosses the line is always in.
package classify
