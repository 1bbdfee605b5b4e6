package cells

import "wholesight/jobs/calendar"

// DayOrder is a set of orders of day, month and year.
type DayOrder uint8

// The orders, as a file may have them.
const (
	DMY DayOrder = 1 << iota
	MDY
	YMD
	Short // beside YMD: a cell that speaks for a year of two digits in front
)

// DayOrders are the single orders by the names that people answer with.
var DayOrders = [...]struct {
	Order DayOrder
	Name  string
}{{DMY, "dmy"}, {MDY, "mdy"}, {YMD, "ymd"}}

// SniffDay tells which orders a cell fits, 0 when it has nothing to tell: the year
// has four digits in front, or every order reads the same day. ok is false when
// it is no day at all.
func SniffDay(cell []byte) (fits DayOrder, ok bool) {
	p, form, _, ok := DateParts(TrimSpace(cell))
	if !ok {
		return 0, false
	}
	if form == formISO || form == formShort {
		return 0, true
	}
	var first [3]int
	same := true
	for _, o := range DayOrders {
		read, fit := arrange(p, form, o.Order)
		if !fit {
			continue
		}
		if fits == 0 {
			first = read
		}
		same = same && read == first
		fits |= o.Order
	}
	if same && (fits == DMY|MDY || fits == DMY|MDY|YMD) {
		return 0, true
	}
	if fits&YMD != 0 && (form == formThrice || fits == YMD) {
		fits |= Short
	}
	return fits, fits != 0
}

// arrange reads three numbers in an order; ok is false when that is no day.
func arrange(p [3]int, form dateForm, order DayOrder) (ymd [3]int, ok bool) {
	switch order {
	case DMY:
		ymd = [3]int{p[2], p[1], p[0]}
	case MDY:
		ymd = [3]int{p[2], p[0], p[1]}
	case YMD:
		if form == formTwice {
			return p, false
		}
		ymd = p
	}
	year := ymd[0]
	if form != formTwice {
		year += 2000
	}
	_, ok = dayOf(year, ymd[1], ymd[2])
	if !ok && form != formTwice { // 29 February of 1900 and 2000 differ
		_, ok = dayOf(year-100, ymd[1], ymd[2])
	}
	return ymd, ok
}

// FromParts is the day that DateParts took apart.
func (r *DayReader) FromParts(p [3]int, form dateForm) (calendar.Day, string) {
	switch form {
	case formTwice, formThrice, formDotted:
		var why string
		if p, why = r.order(p, form); why != "" {
			return 0, why
		}
		if form != formTwice {
			p[0] = r.century(p)
		}
	case formShort:
		p[0] = r.century(p)
	}
	day, ok := dayOf(p[0], p[1], p[2])
	switch {
	case ok:
		return day, ""
	case p[0] < FirstYear || p[0] > LastYear:
		return 0, "has a year outside 1900 to 2199; correct the year"
	}
	return 0, "is a day that does not exist; correct it"
}

// order puts three numbers in the file's order, if they fit it and no other order
// could be meant.
func (r *DayReader) order(p [3]int, form dateForm) ([3]int, string) {
	var read [3]int
	n, meant := 0, DayOrder(0)
	for _, o := range DayOrders {
		if o.Name == r.Order {
			meant = o.Order
		}
		if v, ok := arrange(p, form, o.Order); ok && (n == 0 || v != read) {
			if o.Order == YMD && form == formDotted && n > 0 && r.Order != "ymd" {
				continue // nobody writes 24.12.31 for 31 December 2024 among days that end with the year
			}
			read, n = v, n+1
		}
	}
	v, fits := arrange(p, form, meant)
	switch {
	case n > 1 && (r.Mixed || r.Order == ""):
		return p, "can be read two ways, because this file has days in both orders; write YYYY-MM-DD"
	case meant != 0 && fits:
		return v, ""
	case n == 0:
		return [3]int{p[2], p[1], p[0]}, "" // no day in any order: the year or the month is to blame
	case meant != 0 && !(meant == YMD && form == formTwice):
		return p, "does not fit the order of day and month in the rest of this file (" + OrderName(r.Order) +
			"); write YYYY-MM-DD"
	case n > 1:
		return p, "can be read two ways; write YYYY-MM-DD"
	}
	return read, ""
}

// century completes a year of two digits: the latest that is not in the future
// where no day can be, else the one up to 2069.
func (r *DayReader) century(p [3]int) int {
	year := 2000 + p[0]
	if r.Today == 0 {
		if p[0] >= 70 {
			year -= 100
		}
		return year
	}
	if d, ok := dayOf(year, p[1], p[2]); !ok || d > r.Today+1 { // somewhere it is tomorrow already
		year -= 100
	}
	return year
}

// OrderName is an order in words.
func OrderName(order string) string {
	switch order {
	case "mdy":
		return "month/day/year"
	case "ymd":
		return "year/month/day"
	}
	return "day/month/year"
}
