// Package boost is gradient-boosted trees: many small decision trees, each
// fitted to what the ones before it got wrong (Friedman 2001, "Greedy function
// approximation: a gradient boosting machine").
//
// The split search is the histogram kind: each column is cut once into at most
// 255 bins of about equal numbers of rows, and a node looks at bins instead of
// values. Of two siblings only the one with fewer rows is counted; the other is
// the parent minus it. Leaves take second-order steps (Friedman, Hastie &
// Tibshirani 2000; Chen & Guestrin 2016). A missing value, NaN, goes to the side
// where it does better, learned at each split.
//
// It knows nothing of customers: columns of numbers in, a number a row out. It
// has no clock and no shared randomness; the same input gives the same trees to
// the bit on one kind of processor (others may fuse a multiplication and an
// addition, and round once less).
//
// Decided: trees grow by depth, not by best leaf: with a few thousand rows and
// depths of 3 to 6 both come out alike, and the depth is easier to explain.
// Rejected: columns of categories (there are few, and a column of 0 and 1 for
// each does); a second thread (the shop's pages are served by the same machine).
package boost
