package demo

import (
	"fmt"

	"wholesight/jobs/calendar"
)

// span is what a customer's schedule comes to.
type span struct {
	orders      int32 // without credit notes
	first, last int32 // days of the first and the last order
	lines       int64
}

// survey goes through every customer's schedule without drawing any line, and
// returns the number of lines of all.
func (s *Shop) survey() int64 {
	var r source
	total := int64(0)
	for c := range s.customers {
		sp := span{first: -1, last: -1}
		for day, ordinal := s.firstDay(&r, c), int32(0); day >= 0; ordinal++ {
			p := s.plan(&r, c, ordinal, day)
			if sp.orders == 0 {
				sp.first = day
			}
			sp.orders++
			sp.last = day
			sp.lines += int64(p.lines)
			if p.credit >= 0 {
				sp.lines += int64(min(p.credited, p.lines))
			}
			day = p.next
		}
		s.spans[c] = sp
		total += sp.lines
	}
	return total
}

// Bounds of the gaps' factor, in 1024ths: from a hundredth to a thousandfold.
const (
	leastGapScale = 10
	mostGapScale  = 1 << 20
)

// fit finds the factors on gaps and on lines per order by which the shop comes
// to the number of lines that was asked for, and notes down the schedule. More
// lines are made half of more orders and half of longer ones, fewer lines by
// fewer orders; the lines per order then settle the rest.
func (s *Shop) fit() error {
	s.spans = make([]span, len(s.customers))
	total := s.survey()
	if want := int64(s.cfg.Lines); want > 0 {
		for range 12 {
			if total >= want*4/5 && total <= want*5/4 {
				break
			}
			scale := s.gapScale * total / max(want, 1)
			if total < want {
				scale = s.gapScale * 1024 / max(exp2(sizeLog(min(want*1024/max(total, 1), 1<<28))/2), 1)
			}
			before := s.gapScale
			s.gapScale = min(max(scale, leastGapScale), mostGapScale)
			if total < want {
				total = s.survey()
				break
			}
			if s.gapScale == before {
				break
			}
			total = s.survey()
		}
		for tries := 0; abs(total-want) > want/250; tries++ {
			next := s.lineScale * want / max(total, 1)
			if tries == 40 || next == s.lineScale || next < 1 {
				break
			}
			s.lineScale = min(next, 1<<32)
			total = s.survey()
		}
		if abs(total-want) > want/100 {
			return fmt.Errorf("%w: %d customers in %d months do not come to %d order lines (nearest: %d)", ErrConfig,
				s.cfg.Customers, s.cfg.Months, want, total)
		}
	}
	s.dateCustomers()
	return nil
}

func abs(n int64) int64 { return max(n, -n) }

// dateCustomers gives each customer its created day: shortly before its first
// order if it came in the course of the history, years before if it was there.
func (s *Shop) dateCustomers() {
	var r source
	for c := range s.customers {
		if s.customers[c].CreatedOn != 0 {
			continue
		}
		r.reset(s.cfg.Seed, ofCustomer, uint64(c), 1)
		first := s.start
		if s.spans[c].first >= 0 {
			first += calendar.Day(s.spans[c].first)
		}
		if s.habits[c].joined || s.habits[c].kind == scripted {
			first -= calendar.Day(r.below(25))
		} else {
			first -= calendar.Day(r.between(30, 3000))
		}
		s.customers[c].CreatedOn = first
	}
}
