package cells

import (
	"bytes"
	"time"

	"wholesight/jobs/calendar"
)

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

// DayReader reads the day and instant cells of one file.
type DayReader struct {
	Order    string // "dmy", "mdy", "ymd" or ""
	Mixed    bool
	Today    calendar.Day // when no day can be later: years of two digits are past ones; 0 = they may lie ahead
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
