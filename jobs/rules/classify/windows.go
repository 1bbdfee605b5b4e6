package classify

import (
	"fmt"

	"wholesight/jobs/calendar"
)

// Timeframe is the length of the current window in months: 3, 6, 12 or 24. One
// setting serves all classifications.
type Timeframe int

// Timeframes are the lengths that are allowed, and DefaultTimeframe the one a
// new shop has.
var Timeframes = [4]Timeframe{3, 6, 12, 24}

// DefaultTimeframe is a new shop's timeframe.
const DefaultTimeframe Timeframe = 12

// Valid reports whether the timeframe is one of Timeframes.
func (t Timeframe) Valid() bool { return t == 3 || t == 6 || t == 12 || t == 24 }

// The days an order or an as-of day may lie on: the years that calendar.Parse
// reads. The limits keep every intermediate of a metric inside 64 bits.
const (
	firstDay calendar.Day = -719_162  // 0001-01-01
	lastDay  calendar.Day = 2_932_896 // 9999-12-31
)

const maxSnapshots = 2 * 24

// Windows are the stretches of days that one run looks at. Every window is
// (From, To]: From itself lies outside. All bounds are counted directly from
// AsOf and clamp to the month's end (spec 00, rule 4). Windows are made by
// NewWindows, are comparable, and may be shared between goroutines.
type Windows struct {
	AsOf   calendar.Day
	Months int // W, the timeframe
	Season int // S = max(12, W): how far back the previous window lies

	CurrentFrom, CurrentTo   calendar.Day // (D − W, D]
	PreviousFrom, PreviousTo calendar.Day // (D − (W+S), D − S]
	BaseFrom, BaseTo         calendar.Day // (D − 2S, D − S]: where risk change takes its gap from

	// snapshots are the 2W days that risk change looks at, ascending: W of the
	// year before, then W up to AsOf.
	snapshots [maxSnapshots]calendar.Day
}

// NewWindows are the windows of an as-of day and a timeframe. A timeframe other
// than 3, 6, 12 and 24, and an as-of day outside the years 0001–9999, are
// errors.
func NewWindows(asOf calendar.Day, months Timeframe) (Windows, error) {
	if !months.Valid() {
		return Windows{}, fmt.Errorf("timeframe of %d months: it is 3, 6, 12 or 24", int(months))
	}
	if asOf < firstDay || asOf > lastDay {
		return Windows{}, fmt.Errorf("as-of day %s lies outside the years 0001 to 9999", asOf)
	}
	m, s := int(months), max(12, int(months))
	w := Windows{
		AsOf: asOf, Months: m, Season: s,
		CurrentFrom: asOf.AddMonths(-m), CurrentTo: asOf,
		PreviousFrom: asOf.AddMonths(-m - s), PreviousTo: asOf.AddMonths(-s),
		BaseFrom: asOf.AddMonths(-2 * s), BaseTo: asOf.AddMonths(-s),
	}
	for i := range m {
		w.snapshots[i] = asOf.AddMonths(-s - (m - 1 - i))
		w.snapshots[m+i] = asOf.AddMonths(-(m - 1 - i))
	}
	return w, nil
}
