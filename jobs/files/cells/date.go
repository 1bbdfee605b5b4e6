package cells

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
	FirstYear = 1900
	LastYear  = 2199
)

// DateParts takes a date apart without judging it. rest is what stands behind.
// Forms: 2024-12-31, 2024/12/31, 2024.12.31, 20241231, 31/12/2024, 31.12.24,
// 31-12-2024. ok is false when the cell does not begin with a date.
func DateParts(b []byte) (p [3]int, form dateForm, rest []byte, ok bool) {
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
	if year < FirstYear || year > LastYear || month < 1 || month > 12 || day < 1 || day > 31 {
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
	DayDMY
	DayMDY
	DayBoth
)

// SniffDay reads the hint of one cell; ok is false when it is no date at all.
func SniffDay(cell []byte) (dayHint, bool) {
	p, form, _, ok := DateParts(TrimSpace(cell))
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
		return DayBoth, true
	case dmy:
		return DayDMY, true
	case mdy:
		return DayMDY, true
	}
	return dayNone, false
}

// DayReader reads the day and instant cells of one file.
type DayReader struct {
	Order    string // "dmy", "mdy" or ""
	Mixed    bool
	Zone     *time.Location
	Serials  bool // a workbook: bare numbers are day counts
	Date1904 bool

	last    []byte // the cell read before: orders repeat their day on every line
	lastDay calendar.Day
}

// Moment is a day with the time that stood behind it.
type moment struct {
	Day     calendar.Day
	HasTime bool
	nanos   int64 // since midnight
	Zoned   bool
	offset  int // seconds east of UTC, when zoned
}

// Day reads a civil day in the shop's zone. why is "" when it could be read.
func (r *DayReader) Day(cell []byte) (d calendar.Day, why string) {
	if len(cell) > 0 && bytes.Equal(cell, r.last) {
		return r.lastDay, ""
	}
	m, why := r.Moment(cell)
	if why != "" {
		return 0, why
	}
	d = m.Day
	if m.Zoned {
		d = calendar.Of(m.Time(nil).In(r.Zone))
	}
	r.last, r.lastDay = append(r.last[:0], cell...), d
	return d, ""
}

// Time is the instant: in the zone the cell names, else in the given one.
func (m moment) Time(zone *time.Location) time.Time {
	y, mo, d := m.Day.Parts()
	if m.Zoned {
		zone = time.FixedZone("", m.offset)
	}
	secs := int(m.nanos / int64(time.Second))
	return time.Date(y, mo, d, secs/3600, secs/60%60, secs%60, int(m.nanos%int64(time.Second)), zone)
}

// Moment reads a day with an optional time behind it.
func (r *DayReader) Moment(cell []byte) (moment, string) {
	b := TrimSpace(cell)
	if r.Serials {
		if m, ok := serial(b, r.Date1904); ok {
			return m, ""
		}
	}
	p, form, rest, ok := DateParts(b)
	if !ok {
		return moment{}, notADay(b)
	}
	day, why := r.FromParts(p, form)
	if why != "" {
		return moment{}, why
	}
	m := moment{Day: day}
	if len(rest) > 0 && !m.clock(rest) {
		return moment{}, "has something behind the day that is not a time of day; write YYYY-MM-DD"
	}
	return m, ""
}

func (r *DayReader) FromParts(p [3]int, form dateForm) (calendar.Day, string) {
	y, mo, d := p[0], p[1], p[2]
	if form == formTwice {
		y, mo, d = p[2], p[1], p[0]
		if r.Order == "mdy" {
			mo, d = d, mo
		}
		_, one := dayOf(y, mo, d)
		_, two := dayOf(y, d, mo)
		switch {
		case one && two && mo != d && (r.Mixed || r.Order == ""):
			return 0, "can be read two ways, because this file has days in both orders; write YYYY-MM-DD"
		case !one && two && r.Order != "":
			return 0, "does not fit the order of day and month in the rest of this file (" + OrderName(r.Order) + "); write YYYY-MM-DD"
		case !one && two:
			mo, d = d, mo
		}
	}
	day, ok := dayOf(y, mo, d)
	switch {
	case ok:
		return day, ""
	case y < FirstYear || y > LastYear:
		return 0, "has a year outside 1900 to 2199; correct the year"
	}
	return 0, "is a day that does not exist; correct it"
}

func OrderName(order string) string {
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

// StartOf is the first moment of a day in a zone; a day whose midnight the clocks
// skip begins an hour later, and time.Date alone might answer the day before.
func StartOf(d calendar.Day, zone *time.Location) time.Time {
	y, m, day := d.Parts()
	t := time.Date(y, m, day, 0, 0, 0, 0, zone)
	if calendar.Of(t) < d {
		t = t.Add(time.Hour)
	}
	return t
}
