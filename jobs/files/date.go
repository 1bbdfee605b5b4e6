package files

import (
	"bytes"
	"time"

	"wholesight/jobs/calendar"
)

// dateForm is how the three numbers of a date are ordered.
type dateForm uint8

const (
	formISO   dateForm = iota // year first: no question
	formTwice                 // a/b/year: day or month first
)

// Years outside are typing mistakes (0202) and not history.
const (
	firstYear = 1900
	lastYear  = 2199
)

// dateParts takes a date apart without judging it. rest is what stands behind.
// Forms: 2024-12-31, 2024/12/31, 2024.12.31, 20241231, 31/12/2024, 31.12.24,
// 31-12-2024. ok is false when the cell does not begin with a date.
func dateParts(b []byte) (p [3]int, form dateForm, rest []byte, ok bool) {
	var digits [3]int
	rest = b
	sep := byte(0)
	for i := range 3 {
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' && n < 9 {
			p[i] = p[i]*10 + int(rest[n]-'0')
			n++
		}
		digits[i], rest = n, rest[n:]
		if i == 0 && n == 8 {
			return [3]int{p[0] / 10000, p[0] / 100 % 100, p[0] % 100}, formISO, rest, true
		}
		if n == 0 {
			return p, form, b, false
		}
		if i == 2 {
			break
		}
		if len(rest) == 0 || rest[0] != '-' && rest[0] != '/' && rest[0] != '.' || sep != 0 && rest[0] != sep {
			return p, form, b, false
		}
		sep, rest = rest[0], rest[1:]
	}
	switch {
	case digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2:
		return p, formISO, rest, true
	case digits[0] <= 2 && digits[1] <= 2 && (digits[2] == 4 || digits[2] == 2):
		if digits[2] == 2 {
			p[2] += 2000
			if p[2] >= 2070 {
				p[2] -= 100
			}
		}
		return p, formTwice, rest, true
	}
	return p, form, b, false
}

// dayOf is the civil day, ok only if it exists and its year is plausible.
func dayOf(year, month, day int) (calendar.Day, bool) {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > 31 {
		return 0, false
	}
	d := calendar.Date(year, time.Month(month), day)
	if day > 28 {
		if _, m, _ := d.Parts(); int(m) != month {
			return 0, false
		}
	}
	return d, true
}

// dayHint is what a cell tells about the order of day and month.
type dayHint uint8

const (
	dayNone dayHint = iota // year first, or both readings are the same day
	dayDMY
	dayMDY
	dayBoth
)

// sniffDay reads the hint of one cell; ok is false when it is no date at all.
func sniffDay(cell []byte) (dayHint, bool) {
	p, form, _, ok := dateParts(trimSpace(cell))
	if !ok {
		return dayNone, false
	}
	if form == formISO {
		return dayNone, true
	}
	_, dmy := dayOf(p[2], p[1], p[0])
	_, mdy := dayOf(p[2], p[0], p[1])
	switch {
	case dmy && mdy && p[0] == p[1]:
		return dayNone, true
	case dmy && mdy:
		return dayBoth, true
	case dmy:
		return dayDMY, true
	case mdy:
		return dayMDY, true
	}
	return dayNone, false
}

// dayReader reads the day and instant cells of one file.
type dayReader struct {
	order    string // "dmy", "mdy" or ""
	mixed    bool
	zone     *time.Location
	serials  bool // a workbook: bare numbers are day counts
	date1904 bool

	last    []byte // the cell read before: orders repeat their day on every line
	lastDay calendar.Day
}

// moment is a day with the time that stood behind it.
type moment struct {
	day     calendar.Day
	hasTime bool
	nanos   int64 // since midnight
	zoned   bool
	offset  int // seconds east of UTC, when zoned
}

// day reads a civil day in the shop's zone. why is "" when it could be read.
func (r *dayReader) day(cell []byte) (d calendar.Day, why string) {
	if len(cell) > 0 && bytes.Equal(cell, r.last) {
		return r.lastDay, ""
	}
	m, why := r.moment(cell)
	if why != "" {
		return 0, why
	}
	d = m.day
	if m.zoned {
		d = calendar.Of(m.time(nil).In(r.zone))
	}
	r.last, r.lastDay = append(r.last[:0], cell...), d
	return d, ""
}

// time is the instant: in the zone the cell names, else in the given one.
func (m moment) time(zone *time.Location) time.Time {
	y, mo, d := m.day.Parts()
	if m.zoned {
		zone = time.FixedZone("", m.offset)
	}
	secs := int(m.nanos / int64(time.Second))
	return time.Date(y, mo, d, secs/3600, secs/60%60, secs%60, int(m.nanos%int64(time.Second)), zone)
}

// moment reads a day with an optional time behind it.
func (r *dayReader) moment(cell []byte) (moment, string) {
	b := trimSpace(cell)
	if r.serials {
		if m, ok := serial(b, r.date1904); ok {
			return m, ""
		}
	}
	p, form, rest, ok := dateParts(b)
	if !ok {
		return moment{}, notADay(b)
	}
	day, why := r.fromParts(p, form)
	if why != "" {
		return moment{}, why
	}
	m := moment{day: day}
	if len(rest) > 0 && !m.clock(rest) {
		return moment{}, "has something behind the day that is not a time of day; write YYYY-MM-DD"
	}
	return m, ""
}

func (r *dayReader) fromParts(p [3]int, form dateForm) (calendar.Day, string) {
	y, mo, d := p[0], p[1], p[2]
	if form == formTwice {
		y, mo, d = p[2], p[1], p[0]
		if r.order == "mdy" {
			mo, d = d, mo
		}
		_, one := dayOf(y, mo, d)
		_, two := dayOf(y, d, mo)
		switch {
		case one && two && mo != d && (r.mixed || r.order == ""):
			return 0, "can be read two ways, because this file has days in both orders; write YYYY-MM-DD"
		case !one && two && r.order != "":
			return 0, "does not fit the order of day and month in the rest of this file (" + orderName(r.order) + "); write YYYY-MM-DD"
		case !one && two:
			mo, d = d, mo
		}
	}
	day, ok := dayOf(y, mo, d)
	switch {
	case ok:
		return day, ""
	case y < firstYear || y > lastYear:
		return 0, "has a year outside 1900 to 2199; correct the year"
	}
	return 0, "is a day that does not exist; correct it"
}

func orderName(order string) string {
	if order == "mdy" {
		return "month/day/year"
	}
	return "day/month/year"
}

func notADay(b []byte) string {
	if len(b) == 5 && b[0] >= '1' && b[0] <= '9' && bytes.Trim(b, "0123456789") == nil {
		return "looks like the number a spreadsheet keeps for a day; format the column as a date and save the file again"
	}
	return "is not a day; write YYYY-MM-DD"
}
