package ui

import (
	"context"
	"io"

	"wholesight/jobs/calendar"
)

// Day is a day as it stands in a list: short, with the whole date in the title
// and the ISO date for machines. It renders as a time element.
type Day struct {
	Text  string // "12 Nov", or "12 Nov 2025" in another year
	Title string // "Thursday 12 November 2026"
	ISO   string // "2026-11-12"
}

// Render writes the day.
func (d Day) Render(ctx context.Context, w io.Writer) error { return day(d).Render(ctx, w) }

var (
	months = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	longs  = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September",
		"October", "November", "December"}
	weekdays = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
)

// Day formats d as seen on the as-of day: the year is left out in the same year.
func (l Locale) Day(d, asOf calendar.Day) Day {
	year, month, dom := d.Parts()
	number := l.Plain(dom)
	text := number + nbsp + l.T(months[month-1])
	if seen, _, _ := asOf.Parts(); seen != year {
		text += nbsp + l.Plain(year)
	}
	title := l.T(weekdays[d.Time().Weekday()]) + " " + number + " " + l.T(longs[month-1]) + " " + l.Plain(year)
	return Day{Text: text, Title: title, ISO: d.String()}
}

// DayLong is the day in full words without the weekday: "12 November 2026".
func (l Locale) DayLong(d calendar.Day) string {
	year, month, dom := d.Parts()
	return l.Plain(dom) + nbsp + l.T(longs[month-1]) + nbsp + l.Plain(year)
}

// Month is a month in short words: "Nov 2026".
func (l Locale) Month(m calendar.Month) string {
	return l.T(months[m.Of()-1]) + nbsp + l.Plain(m.Year())
}

// Plain is a number without grouping: years and days of the month.
func (l Locale) Plain(n int) string {
	l = l.std()
	l.group = ""
	return l.decimalOf(int64(n), 0)
}
