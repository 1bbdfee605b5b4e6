package forecast

import (
	"math"

	"wholesight/jobs/calendar"
)

// season is how a shop's trade is spread over the year, by the last 365 days. A
// window of any year is looked up by its days of the year, so that the weeks to come
// are told from the same weeks a year ago: the factor of spec 04.
//
// Two counts are taken: all purchase days, and those of customers who had bought
// before. The first hides that old customers come back more often in the season; in
// the second a young shop's first months seem poor, since everybody is new. The
// truth, for customers already known, lies between, and so does the middle of both.
//
// A shop that loses customers bought more at the year's beginning than at its end, in
// every season, and a growing one less: taken for season, the decline of a whole year
// would be expected to be made good in the next quarter. So days are counted as if trade
// had been steady: how fast it is not is told from the year before, since the same
// season lies in both. That takes half a year more than both, too: a book's first months,
// when everybody is new, would count as growth.
type season struct {
	AsOf  calendar.Day `json:"as_of"`
	All   []int32      `json:"all"`   // purchase days by day, the last one AsOf; empty: the book is younger than a year
	Again []int32      `json:"again"` // those of customers who had bought before; empty: too young to tell
	// log of the purchase days of this year ÷ those of the year before, shrunk to 0; 0: too young to tell
	Trend float64 `json:"trend"`
}

const year = 365

// seasonPrior is how many purchase days a window needs to be believed by half.
const seasonPrior = 100

// newSeason counts. A book that does not reach over a year has no season; to know
// who was new, it needs half a year more.
func newSeason(b *book) season {
	s := season{AsOf: b.asOf}
	if b.asOf-b.begin < year {
		return s
	}
	s.All = make([]int32, year)
	again := make([]int32, year)
	var now, before float64
	for _, c := range b.all {
		for k, x := range until(c.Baskets, b.asOf) {
			at := x.Day - (b.asOf - year + 1)
			switch {
			case at >= 0:
				now++
				s.All[at]++
				if k > 0 {
					again[at]++
				}
			case at >= -year:
				before++
			}
		}
	}
	if b.asOf-b.begin >= year+year/2 {
		s.Again = again
	}
	if b.asOf-b.begin >= 2*year+year/2 {
		few := min(now, before)
		s.Trend = math.Log((now+1)/(before+1)) * few / (few + seasonPrior)
	}
	return s
}

// steady is what a day's count is multiplied by so that the year has no trend: 1 in its
// middle.
func (s *season) steady(place int) float64 {
	return math.Exp(-s.Trend * (float64(place) - float64(year-1)/2) / year)
}

// place is where a day of any year stands in the counts.
func (s *season) place(day calendar.Day) int {
	at := int(day-s.AsOf-1) % year
	if at < 0 {
		at += year
	}
	return at
}

// log is the natural log of how much more is bought in the window (cut, cut + days]
// than in an average one as long; 0 where nothing is known. It is shrunk to 0 by the
// number of purchase days that it rests on.
func (s *season) log(cut calendar.Day, days int) float64 {
	if len(s.All) == 0 || days <= 0 {
		return 0
	}
	l := s.of(s.All, cut, days)
	if len(s.Again) > 0 {
		l = (l + s.of(s.Again, cut, days)) / 2
	}
	return l
}

func (s *season) of(counts []int32, cut calendar.Day, days int) float64 {
	var total, in float64
	for i, n := range counts {
		total += float64(n) * s.steady(i)
	}
	for d := cut + 1; d <= cut+calendar.Day(days); d++ {
		at := s.place(d)
		in += float64(counts[at]) * s.steady(at)
	}
	if total == 0 {
		return 0
	}
	usual := total * float64(days) / year
	// One purchase day is added to both, so that a shop that closes has a log.
	return math.Log((in+1)/(usual+1)) * in / (in + seasonPrior)
}

// halfMoon is how many days to either side a day's weight is smoothed over: three
// weeks take out the days of the week and feasts that move.
const halfMoon = 21

// warpPower takes the season's weight back a little before time is counted by it:
// counts exaggerate it, since growth within the year counts as season. 0 would be plain
// time, 1 the counts as they are.
const warpPower = .75

// weights are how fast the shop's clock goes on each day of the year, 1 on average,
// by place; nil without a season.
func (s *season) weights() []float64 {
	if len(s.All) == 0 {
		return nil
	}
	var total float64
	for _, n := range s.All {
		total += float64(n)
	}
	w := make([]float64, year)
	shrink := total / (total + year*seasonPrior/91)
	for i := range w {
		var sum float64
		for k := -halfMoon; k <= halfMoon; k++ {
			sum += float64(s.All[(i+k+year)%year])
		}
		mean := total * (2*halfMoon + 1) / year
		w[i] = math.Pow((sum+1)/(mean+1), warpPower*shrink)
	}
	return w
}
