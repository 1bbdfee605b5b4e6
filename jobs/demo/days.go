package demo

import (
	"time"

	"wholesight/jobs/calendar"
)

// dayInfo is what the stream needs to know of a day, worked out once per shop:
// civil dates are too slow to take apart for every order.
type dayInfo struct {
	month   uint8 // 0 is January
	weekday uint8 // 0 is Sunday
	closed  bool  // a public holiday: nobody orders
	level   uint8 // index into Shop.levels: which price list is in force
}

// pricesRise is the month on whose first day the year's new prices come.
const pricesRise = time.March

// daysOf describes the days from first to last.
func daysOf(first, last calendar.Day) []dayInfo {
	days := make([]dayInfo, last-first+1)
	year, month, _ := first.Parts()
	level, rise := uint8(0), calendar.Date(year, pricesRise, 1)
	if month >= pricesRise {
		rise = calendar.Date(year+1, pricesRise, 1)
	}
	for i := range days {
		day := first + calendar.Day(i)
		y, m, d := day.Parts()
		if day == rise {
			level++
			rise = calendar.Date(y+1, pricesRise, 1)
		}
		days[i] = dayInfo{
			month:   uint8(m - 1),
			weekday: uint8(day.Time().Weekday()),
			closed:  m == time.December && (d == 25 || d == 26) || m == time.January && d == 1,
			level:   level,
		}
	}
	return days
}

// volume is how much is bought in each month of the year, in thousandths: a
// spring, a summer break, a busy autumn, and Christmas.
var volume = [12]int64{910, 960, 1080, 1090, 1080, 1030, 920, 790, 1080, 1150, 1150, 700}

// Season profiles of categories.
const (
	evenly = iota
	winter
	spring
	summer
	autumn
)

// seasons is the chance, in 256ths, that a product of a profile is taken when
// it comes up in a month; 256 at the peak.
var seasons = [...][12]uint16{
	evenly: {256, 256, 256, 256, 256, 256, 256, 256, 256, 256, 256, 256},
	winter: {256, 210, 90, 30, 12, 8, 8, 12, 60, 170, 250, 256},
	spring: {16, 60, 230, 256, 240, 110, 40, 24, 24, 16, 12, 8},
	summer: {6, 8, 16, 40, 120, 240, 256, 210, 60, 16, 8, 6},
	autumn: {60, 30, 16, 12, 8, 8, 12, 40, 200, 256, 240, 110},
}

// peaks are the months in which a profile sells, as Truths tells them.
var peaks = [...][]time.Month{
	winter: {time.January, time.February, time.October, time.November, time.December},
	spring: {time.March, time.April, time.May},
	summer: {time.June, time.July, time.August},
	autumn: {time.September, time.October, time.November},
}
