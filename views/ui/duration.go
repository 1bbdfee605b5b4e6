package ui

import (
	"time"
)

// Duration is how long something took, in two units at most: "350 ms", "3.1 s",
// "2 min 5 s", "1 h 12 min". Below zero (a clock was set) it is a dash.
func (l Locale) Duration(d time.Duration) string {
	unit := func(n int64, name string) string { return l.NumberExact(n) + nbsp + name }
	switch {
	case d < 0:
		return dash
	case d < time.Second:
		return unit(d.Milliseconds(), "ms")
	case d < time.Minute:
		return l.std().decimalOf(d.Milliseconds()/100, 1) + nbsp + "s"
	case d < time.Hour:
		return unit(int64(d/time.Minute), "min") + " " + unit(int64(d%time.Minute/time.Second), "s")
	}
	return unit(int64(d/time.Hour), "h") + " " + unit(int64(d%time.Hour/time.Minute), "min")
}

// Remaining is a guess of how long something will still take: whole seconds below
// a minute, whole minutes above.
func (l Locale) Remaining(d time.Duration) string {
	seconds := max(int64((d+time.Second-1)/time.Second), 1)
	if seconds < 60 {
		return l.T("about %s left", l.NumberExact(seconds)+nbsp+"s")
	}
	minutes := (seconds + 59) / 60
	return l.T("about %s left", l.NumberExact(minutes)+nbsp+"min")
}
