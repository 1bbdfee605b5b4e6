package demo

// plan is all of an order but its lines.
type plan struct {
	lines    int
	next     int32 // day of the order after; −1: none
	credit   int32 // day of a credit note for it; −1: none
	credited int   // how many lines that takes back
	status   uint8
	channel  uint8
	what     uint8
	growth   int64 // quantities against usual, 1024ths
}

// key is the number under which a customer's orders are drawn: twins share one.
func (s *Shop) key(c int) uint64 { return uint64(c) - uint64(s.habits[c].twin) }

// script is what an edge case orders.
func (s *Shop) script(c int) []event { return s.scripts[c-(len(s.customers)-len(s.scripts))] }

// firstDay is the day of a customer's first order; −1: it never orders.
func (s *Shop) firstDay(r *source, c int) int32 {
	h := &s.habits[c]
	if h.kind == scripted {
		if events := s.script(c); len(events) > 0 {
			return events[0].offset
		}
		return -1
	}
	r.reset(s.cfg.Seed, ofOrder, s.key(c), 1<<32)
	from := h.from
	if !h.joined { // somewhere in its gap, which may have been scaled
		from = int32(min(int64(from)*s.gapScale>>10, int64(s.last)+1))
	}
	day := s.workday(r, h, from-1, from)
	if day > s.last && from <= s.last { // a weekend at the very end
		day = from
	}
	if day > h.until {
		return -1
	}
	return s.inSeason(h, day)
}

// plan draws an order but for its lines, and leaves r where the lines go on.
// All comes from the seed, the customer and the number of the order; so it can
// be drawn again, and without the lines of those before.
func (s *Shop) plan(r *source, c int, ordinal, day int32) plan {
	h := &s.habits[c]
	r.reset(s.cfg.Seed, ofOrder, s.key(c), uint64(ordinal))
	if h.kind == scripted {
		return s.scriptedPlan(r, c, ordinal)
	}
	p := plan{next: -1, credit: -1, growth: 1024}
	gapTrend, basketTrend := h.trend(day, s.last)
	if h.kind == growing {
		p.growth = basketTrend
	}
	p.lines = s.countLines(r, h.basket*basketTrend>>10*volume[s.days[day].month]/1000)
	p.channel = h.channelOn(r, day, s.days[day].weekday)
	p.status = statusOf(r, s.last-day)
	if h.kind == oneTime {
		if p.status > isOpen {
			p.status = isClosed
		}
		return p
	}
	p.next = s.nextDay(r, h, day, gapTrend)
	// A credit note stands between two orders, so that nothing comes after the
	// last order of a customer who has stopped.
	if u := r.bits64(); p.next > 0 && u&1023 < 26 && p.status == isClosed {
		if at := s.weekday(day + 3 + int32(u>>10%17)); at < p.next {
			p.credit = at
			p.credited = 1 + int(u>>32%2)
		}
	}
	return p
}

// nextDay is the day of the order after one on day, or −1.
func (s *Shop) nextDay(r *source, h *habit, day int32, trend int64) int32 {
	month := s.days[day].month
	gap := h.gap * trend >> 10 * s.gapScale >> 10 * 1000 / volume[month] * r.spread(h.jitter) >> 20
	u := r.bits64()
	if gap < 1 {
		gap = 1
	}
	if u&255 < 4 { // something was forgotten: a second order on the same day
		return day
	}
	if gap > int64(s.last) {
		return -1
	}
	next := s.workday(r, h, day, day+int32(gap))
	if h.back > 0 && next >= h.pause && next < h.back {
		next = s.workday(r, h, h.back-1, h.back)
	}
	if next > h.until {
		return -1
	}
	return s.inSeason(h, next)
}

// inSeason puts off a day outside March to August, for customers who buy only
// then; −1: until after the customer's last.
func (s *Shop) inSeason(h *habit, day int32) int32 {
	if h.kind != seasonal || s.days[day].month >= 2 && s.days[day].month <= 7 {
		return day
	}
	for s.days[day].month < 2 || s.days[day].month > 7 {
		if day += 7; day > h.until {
			return -1
		}
	}
	return day
}

// workday moves a day to one on which the customer orders, later than after.
// The result may lie behind the shop's last day.
func (s *Shop) workday(r *source, h *habit, after, day int32) int32 {
	if day > s.last {
		return day
	}
	u := r.bits64()
	weekday := int32(s.days[day].weekday)
	switch {
	case h.weekday > 0 && u&15 < 13:
		day += (int32(h.weekday)-weekday+10)%7 - 3 // the nearest one
		for day <= after {
			day += 7
		}
	case (weekday == 0 || weekday == 6) && u>>8&15 > 0:
		if weekday == 6 {
			day++
		}
		day += 1 + int32(u>>16%5)
	}
	for day <= s.last && s.days[day].closed {
		day++
	}
	return day
}

// weekday is the day itself, or the Monday after a weekend; the day itself
// where that lies behind the shop's last day.
func (s *Shop) weekday(day int32) int32 {
	for d := day; d <= s.last; d++ {
		if w := s.days[d].weekday; w != 0 && w != 6 && !s.days[d].closed {
			return d
		}
	}
	return day
}

// countLines draws the number of lines around a mean in 1024ths, at least one.
func (s *Shop) countLines(r *source, mean int64) int {
	n := mean * r.spread(700) >> 10 * s.lineScale >> 16
	return max(int(n+int64(r.bits64()&1023))>>10, 1)
}

// statusOf draws an order's status by its age in days: what is old is done.
func statusOf(r *source, age int32) uint8 {
	u := int(r.bits64() & 1023)
	if u < 12 {
		return isCancelled
	}
	u = int(r.bits64() & 1023)
	open := 0
	switch {
	case age <= 2:
		open = 800
	case age <= 7:
		open = 480
	case age <= 21:
		open = 210
	case age <= 60:
		open = 40
	case age <= 120:
		open = 5
	}
	switch {
	case u < open:
		return isOpen
	case age <= 10 && u > 990:
		return isDraft
	}
	return isClosed
}

// scriptedPlan is the plan of an edge case's order.
func (s *Shop) scriptedPlan(r *source, c int, ordinal int32) plan {
	events := s.script(c)
	e := events[ordinal]
	p := plan{lines: 2 + r.below(4), next: -1, credit: -1, what: e.what, growth: 1024, channel: byPhone}
	if int(ordinal)+1 < len(events) {
		p.next = events[ordinal+1].offset
	}
	switch e.what {
	case cancelled:
		p.status = isCancelled
	case draft:
		p.status = isDraft
	case undelivered, halfDelivered:
		p.status = isOpen
	case fractions, correction:
		p.lines = 1
	case creditAll: // as many as the order that it takes back
		r.reset(s.cfg.Seed, ofOrder, s.key(c), uint64(ordinal-1))
		p.lines = 2 + r.below(4)
	}
	return p
}
