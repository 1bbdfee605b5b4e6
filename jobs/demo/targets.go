package demo

import "wholesight/jobs/calendar"

// Target is what a customer is to buy in twelve months.
type Target struct {
	Customer    int
	Start       calendar.Month
	Months      [12]int64 // minor units
	DiscountPct int64     // at stake, hundredths of a percent; 0: none
}

// Targets are the running targets: of nearly all distributors, half of the
// trade customers and a few of the others that still order. Each is last year's
// revenue and a little more, by the shop's season. It reads the orders once.
func (s *Shop) Targets() []Target {
	month := s.cfg.End.Month()
	// Financial years begin in January, April, July or October.
	starts := [4]calendar.Month{}
	for i := range starts {
		starts[i] = month - calendar.Month((int(month)+12-3*i)%12)
	}
	bought := s.yearBefore(starts)
	var targets []Target
	var r source
	for c := range s.customers {
		r.reset(s.cfg.Seed, ofTarget, uint64(c), 0)
		h := &s.habits[c]
		start, lucky := r.below(4), r.chance([...]int{100, 500, 900}[h.smartType])
		if r.chance(500) {
			start = 0
		}
		if !lucky || h.until < s.last || h.kind == oneTime || bought[c][start] < 50_000 {
			continue
		}
		t := Target{Customer: c, Start: starts[start]}
		year := bought[c][start] * int64(r.between(980, 1220)) / 1000 / 10_000 * 10_000
		rest := year
		for i := range t.Months {
			of := (int(t.Start) + i) % 12
			t.Months[i] = min(year*volume[of]/12_000/1000*1000, rest)
			rest -= t.Months[i]
		}
		t.Months[11] += rest
		if h.smartType != retail && r.chance(650) {
			t.DiscountPct = int64(r.between(2, 8)) * 50
		}
		targets = append(targets, t)
	}
	return targets
}

// yearBefore is each customer's revenue in the twelve months before each start;
// where the history is shorter, what there is of it stands for the year.
func (s *Shop) yearBefore(starts [4]calendar.Month) [][4]int64 {
	bought := make([][4]int64, len(s.customers))
	var from, until [4]calendar.Day
	for i, start := range starts {
		from[i], until[i] = (start - 12).First(), start.First()-1
		if from[i] < s.start {
			from[i], until[i] = s.start, max(until[i], min(s.start+364, s.cfg.End))
		}
	}
	// The stream ends only with an error of the function below, which has none.
	_ = s.Orders(func(o Order) error {
		if o.Status == statuses[isCancelled] || o.Status == statuses[isDraft] {
			return nil
		}
		for i := range starts {
			if o.Day >= from[i] && o.Day <= until[i] {
				for _, l := range o.Lines {
					bought[o.Customer][i] += l.Total
				}
			}
		}
		return nil
	})
	for i := range starts {
		if days := int64(until[i]-from[i]) + 1; days < 360 {
			for c := range bought {
				bought[c][i] = bought[c][i] * 365 / days
			}
		}
	}
	return bought
}
