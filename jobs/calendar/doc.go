// Package calendar is the house's one notion of a day: a civil date without a
// clock, an hour or a zone. It is the shared vocabulary of the leaves, of store
// and of views, and therefore the one package under jobs that everybody may
// import; it imports nothing of ours itself.
//
// A Day is a number of days since 1970-01-01 and not a time.Time, because an
// order book has millions of them: four bytes, comparable, subtractable, and
// stored as the same integer in both databases. Month arithmetic clamps to the
// month's end and is always counted from the day it is asked of, never chained,
// so 31 May − 3 months is 28 or 29 February (spec 00, rule 4).
package calendar
