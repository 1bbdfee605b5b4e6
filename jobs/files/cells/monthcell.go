package cells

import "wholesight/jobs/calendar"

// Month reads a month, or the first day of one, which is what spreadsheets make
// of YYYY-MM: 2026-01, 2026-01-01, 01.01.2026, 01/2026, 202601, Jan-26, janv. 26,
// January 2026. A day of two readings is taken where only one of them is the first
// of a month.
func (r *DayReader) Month(cell []byte) (calendar.Month, bool) {
	b := TrimSpace(cell)
	if m, err := calendar.ParseMonth(string(b)); err == nil {
		return m, m.Year() >= FirstYear && m.Year() <= LastYear
	}
	if y, m, ok := twoNumbers(b); ok {
		return monthOf(y, m)
	}
	if p, digits, rest, ok := namedParts(b); ok && digits[2] == 0 && len(TrimSpace(rest)) == 0 {
		if digits[0] == 2 {
			p[0] += 2000
		}
		return monthOf(p[0], p[1])
	}
	if r.Serials {
		if m, ok := serial(b, r.Date1904); ok {
			return firstOf(m)
		}
	}
	p, form, rest, ok := DateParts(b)
	if !ok {
		return 0, false
	}
	var m moment
	if len(rest) > 0 && !m.clock(rest) || m.nanos != 0 {
		return 0, false
	}
	if form == formISO || form == formShort {
		if form == formShort {
			p[0] += 2000
		}
		m.Day, ok = dayOf(p[0], p[1], p[2])
		month, first := firstOf(m)
		return month, ok && first
	}
	found := calendar.Month(0)
	n := 0
	for _, o := range DayOrders {
		v, fits := arrange(p, form, o.Order)
		if !fits || v[2] != 1 {
			continue
		}
		if form != formTwice {
			v[0] += 2000
		}
		if month, ok := monthOf(v[0], v[1]); ok && (n == 0 || month != found) {
			found, n = month, n+1
		}
	}
	return found, n == 1
}

func firstOf(m moment) (calendar.Month, bool) {
	month := m.Day.Month()
	return month, m.Day == month.First() && m.nanos == 0
}

func monthOf(year, month int) (calendar.Month, bool) {
	d, ok := dayOf(year, month, 1)
	return d.Month(), ok
}

// twoNumbers reads 1/2026, 01.2026, 2026/1, 2026.01 and 202601.
func twoNumbers(b []byte) (year, month int, ok bool) {
	var v, w [2]int
	n := 0
	for i, c := range b {
		switch {
		case c >= '0' && c <= '9' && w[n] < 6:
			v[n], w[n] = v[n]*10+int(c-'0'), w[n]+1
		case n == 0 && i > 0 && (c == '/' || c == '.' || c == '-' || c == ' '):
			n = 1
		default:
			return 0, 0, false
		}
	}
	switch {
	case n == 0 && w[0] == 6:
		return v[0] / 100, v[0] % 100, v[0]/100 >= FirstYear && v[0]/100 <= LastYear
	case n == 1 && w[0] == 4 && w[1] >= 1 && w[1] <= 2:
		return v[0], v[1], true
	case n == 1 && w[1] == 4 && w[0] >= 1 && w[0] <= 2:
		return v[1], v[0], true
	}
	return 0, 0, false
}
