package calendar

import (
	"fmt"
	"time"
)

// Day is a civil date: days since 1970-01-01, negative before it. The zero Day
// is 1970-01-01; where "no day" must be told apart, use a pointer or a flag.
type Day int32

// Layout is how a day is written everywhere but on a page.
const Layout = "2006-01-02"

const secondsPerDay = 24 * 60 * 60

// Date is the day of a year, month and day of the month. Values outside their
// usual ranges are carried over, as time.Date does.
func Date(year int, month time.Month, day int) Day {
	return Day(floorDiv(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix(), secondsPerDay))
}

// Of is the civil day that the clock at t shows in t's own location.
func Of(t time.Time) Day {
	y, m, d := t.Date()
	return Date(y, m, d)
}

// Parse reads YYYY-MM-DD. A day that does not exist (29 February 2023) is an
// error, as is a year outside 0001–9999.
func Parse(s string) (Day, error) {
	t, err := time.Parse(Layout, s)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("%q is not a day: write YYYY-MM-DD", s)
	}
	return Of(t), nil
}

// Must is Parse for constants and tests; it panics on a bad day.
func Must(s string) Day {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Time is midnight UTC of the day, for formatting only.
func (d Day) Time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// String writes YYYY-MM-DD.
func (d Day) String() string { return d.Time().Format(Layout) }

// Parts are the year, the month and the day of the month.
func (d Day) Parts() (year int, month time.Month, day int) { return d.Time().Date() }

// AddMonths is the same day of the month, n months on (n may be negative),
// clamped to that month's last day.
func (d Day) AddMonths(n int) Day {
	y, m, day := d.Parts()
	first := Date(y, m+time.Month(n), 1)
	if last := first.Month().Last(); first+Day(day-1) > last {
		return last
	}
	return first + Day(day-1)
}

// Month is the month that the day lies in.
func (d Day) Month() Month {
	y, m, _ := d.Parts()
	return Month(y*12 + int(m) - 1)
}

// Month is a calendar month: twelve times the year, plus 0 for January.
type Month int32

// First is the month's first day.
func (m Month) First() Day { return Date(m.Year(), m.Of(), 1) }

// Last is the month's last day.
func (m Month) Last() Day { return (m + 1).First() - 1 }

// Year is the month's calendar year.
func (m Month) Year() int { return int(floorDiv(int64(m), 12)) }

// Of is the month of the year.
func (m Month) Of() time.Month { return time.Month(int(m)-m.Year()*12) + 1 }

// String writes YYYY-MM.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), int(m.Of())) }

// ParseMonth reads YYYY-MM.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("%q is not a month: write YYYY-MM", s)
	}
	return Of(t).Month(), nil
}

// floorDiv divides towards minus infinity, so that days before 1970 count on.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
