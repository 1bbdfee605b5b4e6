package workbook

import (
	"fmt"
	"time"

	"wholesight/jobs/calendar"
)

// secondsADay is what the fraction of a serial number counts.
const secondsADay = 24 * 60 * 60

// serial splits a serial number into whole days and seconds, rounded.
func (d *decimal) serial() (days, seconds int64, ok bool) {
	if d.negative || d.point > 7 {
		return 0, 0, false
	}
	const decimals = 12
	scaled := int64(0) // days × 10^12, at most 19 digits
	for i := range d.point + decimals {
		digit := int64(0)
		if i < len(d.digits) {
			digit = int64(d.digits[i] - '0')
		}
		scaled = scaled*10 + digit
	}
	if d.point < 0 {
		scaled = d.below(decimals)
	}
	const one = 1_000_000_000_000
	days = scaled / one
	seconds = (scaled%one/1_000_000*secondsADay + 500_000) / 1_000_000
	if seconds == secondsADay {
		days, seconds = days+1, 0
	}
	return days, seconds, true
}

// below is a number under a tenth × 10^decimals.
func (d *decimal) below(decimals int) (v int64) {
	for i := range decimals {
		digit := int64(0)
		if at := i + d.point; at >= 0 && at < len(d.digits) {
			digit = int64(d.digits[at] - '0')
		}
		v = v*10 + digit
	}
	return v
}

// appendMoment writes a serial number as its format shows it; ok is false for what is no
// day, such as the 29th of February 1900 that spreadsheets know.
func appendMoment(dst []byte, d *decimal, f format, from1904 bool) ([]byte, bool) {
	days, seconds, ok := d.serial()
	if !ok {
		return dst, false
	}
	switch {
	case f.kind == elapsed:
		return appendClock(dst, days*24+seconds/3600, seconds), true
	case !f.day && days == 0:
		return appendClock(dst, seconds/3600, seconds), true
	case !from1904 && days == 60, !from1904 && days == 0:
		return dst, false
	}
	first := calendar.Date(1899, time.December, 30)
	switch {
	case from1904:
		first = calendar.Date(1904, time.January, 1)
	case days < 60:
		first++
	}
	dst = append(dst, (first + calendar.Day(days)).String()...)
	if f.clock && seconds > 0 {
		dst = appendClock(append(dst, ' '), seconds/3600, seconds)
	}
	return dst, true
}

func appendClock(dst []byte, hours, seconds int64) []byte {
	return fmt.Appendf(dst, "%02d:%02d:%02d", hours, seconds/60%60, seconds%60)
}

// lastMoment is the moment that a column showed last. The days of a file come in runs, and a
// run is worked out once.
type lastMoment struct {
	style         int
	stored, shown []byte
}

func (m *lastMoment) keep(style int, stored, shown []byte) {
	m.style, m.stored, m.shown = style, append(m.stored[:0], stored...), append(m.shown[:0], shown...)
}
