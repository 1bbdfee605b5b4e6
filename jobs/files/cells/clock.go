package cells

import (
	"strings"
	"time"

	"wholesight/jobs/calendar"
)

// clock reads what stands behind a day: " 07:45", "T07:45:00.5Z",
// " 7:45 PM", " 07:45:00 +02:00". ok is false for anything else.
func (m *moment) clock(b []byte) (ok bool) {
	s := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(string(b), "T"), "t"))
	if s == "" {
		return true
	}
	if len(s) == len(b) { // glued to the day without T or space
		return false
	}
	s, zone := cutZone(s)
	upper := strings.ToUpper(s)
	half := ""
	for _, h := range []string{"AM", "PM"} {
		if strings.HasSuffix(upper, h) {
			half, s = h, strings.TrimSpace(s[:len(s)-2])
		}
	}
	h, rest, ok := number2(s)
	if !ok || !strings.HasPrefix(rest, ":") {
		return false
	}
	mi, rest, ok := number2(rest[1:])
	if !ok {
		return false
	}
	sec, nanos := 0, int64(0)
	if strings.HasPrefix(rest, ":") {
		if sec, rest, ok = number2(rest[1:]); !ok {
			return false
		}
		if nanos, ok = fraction(rest); !ok {
			return false
		}
	} else if rest != "" {
		return false
	}
	if half != "" {
		if h < 1 || h > 12 {
			return false
		}
		h %= 12
		if half == "PM" {
			h += 12
		}
	}
	if h > 23 || mi > 59 || sec > 59 {
		return false
	}
	m.HasTime = true
	m.nanos = int64(time.Duration(h)*time.Hour+time.Duration(mi)*time.Minute+time.Duration(sec)*time.Second) + nanos
	m.Zoned = zone != ""
	return zone == "" || m.zone(zone)
}

// cutZone cuts "Z", "+02:00", "-0500" or "UTC" off the end of a time.
func cutZone(s string) (clock, zone string) {
	for _, z := range []string{"Z", "z", "UTC", "GMT"} {
		if c, ok := strings.CutSuffix(s, z); ok {
			return strings.TrimSpace(c), "+00:00"
		}
	}
	if i := strings.LastIndexAny(s, "+-"); i > 0 {
		return strings.TrimSpace(s[:i]), s[i:]
	}
	return s, ""
}

// Zone reads +02:00, +0200 or +02.
func (m *moment) zone(z string) bool {
	digits := strings.Replace(z[1:], ":", "", 1)
	if len(digits) == 2 {
		digits += "00"
	}
	if len(digits) != 4 {
		return false
	}
	h, rest, ok1 := number2(digits)
	mi, rest, ok2 := number2(rest)
	if !ok1 || !ok2 || rest != "" || h > 14 || mi > 59 {
		return false
	}
	m.offset = h*3600 + mi*60
	if z[0] == '-' {
		m.offset = -m.offset
	}
	return true
}

// number2 reads one or two digits.
func number2(s string) (v int, rest string, ok bool) {
	n := 0
	for n < len(s) && n < 2 && s[n] >= '0' && s[n] <= '9' {
		v = v*10 + int(s[n]-'0')
		n++
	}
	return v, s[n:], n > 0
}

// fraction reads ".5" as nanoseconds, "" as none.
func fraction(s string) (nanos int64, ok bool) {
	if s == "" {
		return 0, true
	}
	if s[0] != '.' || len(s) == 1 || len(s) > 10 {
		return 0, false
	}
	unit := int64(time.Second)
	for _, c := range s[1:] {
		if c < '0' || c > '9' {
			return 0, false
		}
		unit /= 10
		nanos += int64(c-'0') * unit
	}
	return nanos, true
}

// serial reads a workbook's count of days with its fraction, to the second:
// 46022.5 is noon of 2025-12-31. Days before March 1900 are left out, because
// workbooks believe in 29 February 1900, and days after 2199 as everywhere.
func serial(b []byte, date1904 bool) (moment, bool) {
	v, err := ParsePlain(b, '.', 9)
	if err != NumberOK || b[0] == '0' {
		return moment{}, false
	}
	const day, unit = 24 * 60 * 60, 1_000_000_000
	secs := (v/unit)*day + (v%unit*day+unit/2)/unit
	days, from := secs/day, int64(61)
	base := calendar.Date(1899, 12, 30)
	if date1904 {
		base, from = calendar.Date(1904, 1, 1), 0
	}
	d := base + calendar.Day(days)
	if days < from || days > 109_500 {
		return moment{}, false
	}
	return moment{Day: d, HasTime: secs%day != 0, nanos: secs % day * int64(time.Second)}, true
}
