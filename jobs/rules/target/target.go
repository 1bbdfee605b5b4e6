package target

import (
	"math"
	"math/big"

	"wholesight/jobs/calendar"
)

// Plan is what a customer is to buy in the twelve months from Start on, in minor
// units by month. Amounts are not negative and their sum fits an int64.
type Plan struct {
	Start   calendar.Month
	Amounts [12]int64
}

// Status says how a target is doing.
type Status uint8

// The statuses. NotDue has no attainment: nothing of the target is due yet.
const (
	None Status = iota
	NotDue
	Ahead
	OnTrack
	Behind
)

// statusNames are as addresses and files write them.
var statusNames = [...]string{None: "none", NotDue: "not_due", Ahead: "ahead", OnTrack: "on_track", Behind: "behind"}

// String is the status as an address and a file write it.
func (s Status) String() string { return statusNames[s] }

// ParseStatus is the status of a name.
func ParseStatus(name string) (Status, bool) {
	for s, n := range statusNames {
		if n == name {
			return Status(s), true
		}
	}
	return None, false
}

// Pace is actual against target on a day. The zero Pace is of a customer without
// a target.
type Pace struct {
	Set        bool  // there is a target that holds the day
	Known      bool  // there is an attainment: something is due
	Year       int64 // the twelve months' sum
	ToDate     int64 // of it up to the day, rounded once
	Actual     int64 // bought from the start to the day
	Attainment int64 // actual ÷ to date, in tenths of a percent
	Status     Status
}

// Last is the last of the twelve months.
func (p Plan) Last() calendar.Month { return p.Start + 11 }

// Holds tells whether the day lies in the twelve months.
func (p Plan) Holds(day calendar.Day) bool {
	m := day.Month()
	return m >= p.Start && m <= p.Last()
}

// Overlaps tells whether two plans share a month.
func (p Plan) Overlaps(q Plan) bool { return p.Start <= q.Last() && q.Start <= p.Last() }

// Year is the sum of the twelve months.
func (p Plan) Year() int64 {
	var sum int64
	for _, a := range p.Amounts {
		sum += a
	}
	return sum
}

// due is what is due up to the day as a fraction: the full months before the day's
// own, and of that one its days up to and with the day.
//
//	due = Σ amounts of full months + amount × days elapsed ÷ days of the month
func (p Plan) due(asOf calendar.Day) (numerator *big.Int, days int64) {
	full, elapsed, length := p.elapsed(asOf)
	var sum, part int64
	for _, a := range p.Amounts[:full] {
		sum += a
	}
	if full < 12 {
		part = p.Amounts[full]
	}
	n := new(big.Int).Mul(big.NewInt(sum), big.NewInt(length))
	return n.Add(n, new(big.Int).Mul(big.NewInt(part), big.NewInt(elapsed))), length
}

// elapsed is how many of the twelve months are over on the day, and how much of the
// next one: days elapsed (the day counts) of the month's length. Before the start
// nothing has elapsed, after the end all twelve have; on the last day of a month it
// is the month's length of itself.
func (p Plan) elapsed(asOf calendar.Day) (full int, elapsed, length int64) {
	m := asOf.Month()
	switch {
	case m < p.Start:
		return 0, 0, 1
	case m > p.Last():
		return 12, 0, 1
	}
	return int(m - p.Start), int64(asOf-m.First()) + 1, int64(m.Last()-m.First()) + 1
}

// Pace is actual (bought from the start of the plan to the day) against what is due
// on the day. Attainment is compared exactly, before it is rounded: 100 % and more
// is ahead, 90 % and more on track, less is behind.
func (p Plan) Pace(asOf calendar.Day, actual int64) Pace {
	due, length := p.due(asOf)
	pace := Pace{Set: true, Year: p.Year(), ToDate: round(due, big.NewInt(length)), Actual: actual, Status: NotDue}
	if due.Sign() <= 0 {
		return pace
	}
	pace.Known = true
	bought := new(big.Int).Mul(big.NewInt(actual), big.NewInt(length))
	pace.Attainment = round(new(big.Int).Mul(bought, big.NewInt(1000)), due)
	switch {
	case bought.Cmp(due) >= 0:
		pace.Status = Ahead
	case new(big.Int).Mul(bought, big.NewInt(10)).Cmp(new(big.Int).Mul(due, big.NewInt(9))) >= 0:
		pace.Status = OnTrack
	default:
		pace.Status = Behind
	}
	return pace
}

// Required is what must be bought in each month from the day after asOf on for the
// year's sum to be met: what is missing ÷ the months that are left, the rest of the
// current month counting by its days. 0 when the sum is met; false when no day is
// left.
func (p Plan) Required(asOf calendar.Day, actual int64) (perMonth int64, ok bool) {
	full, elapsed, length := p.elapsed(asOf)
	left := int64(12-full)*length - elapsed
	if left <= 0 {
		return 0, false
	}
	missing := new(big.Int).Sub(big.NewInt(p.Year()), big.NewInt(actual))
	if missing.Sign() <= 0 {
		return 0, true
	}
	return round(missing.Mul(missing, big.NewInt(length)), big.NewInt(left)), true
}

// AtStake is the discount (hundredths of a percent) of what has been bought.
func AtStake(actual, discount int64) int64 {
	if actual <= 0 {
		return 0
	}
	return round(new(big.Int).Mul(big.NewInt(actual), big.NewInt(discount)), big.NewInt(100_00))
}

// round is a ÷ b, b positive, half away from zero. What no int64 holds (an
// attainment of some 10¹⁶ %) stops at its ends and does not wrap.
func round(a, b *big.Int) int64 {
	n := new(big.Int).Abs(a)
	n.Lsh(n, 1).Add(n, b).Quo(n, new(big.Int).Lsh(b, 1))
	if a.Sign() < 0 {
		n.Neg(n)
	}
	switch {
	case n.IsInt64():
		return n.Int64()
	case n.Sign() < 0:
		return math.MinInt64
	}
	return math.MaxInt64
}
