// Package whatif says what would move a customer: for each of the six types of
// classification the least order that gives another label today, until which day
// that order is enough, and the first day at which silence alone does it.
//
//	ways, err := whatif.SolveDays(days, asOf, timeframe, bands, market)
//
// Nothing is estimated. A label is a step function of what one buys and of the day,
// and every step lies where a rule of spec 02 puts it: the amounts are solved from
// the metrics' definitions in integers (steps.go), each candidate is then put
// through classify.Label itself, and the days are tried one after the other.
// The tests apply every sentence to random shops and rebuild: the label is the one
// that was named, and with one minor unit, one order or one day less it is not.
//
// What is assumed, and what a page has to say of it:
//   - an order counts on the day it is placed, and is the only thing that changes:
//     no return, no credit note, no change of master data or of the bands;
//   - "by" a day: on each day from the as-of day to it, that order gives the label
//     on the day it is placed, though the windows move on beneath it;
//   - "silent until" a day: no order from the as-of day on; the label is the one
//     named as of that day and the present one on every day before it;
//   - Held: the other customers of the smart type are as they are today. This
//     concerns rank and share, and the risk of a customer with one purchase day,
//     whose gap is the median of the others'.
//
// It is a leaf: no store, no clock, no random number. A customer of 20,000 orders
// takes a few milliseconds, one of a hundred a few tenths of one.
package whatif
