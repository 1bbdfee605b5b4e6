package target

import (
	"math/big"

	"wholesight/jobs/calendar"
)

// Why says why there is no projection.
type Why uint8

// The reasons. Projected: there is one.
const (
	Projected     Why = iota
	NoPlan            // no target holds the day
	TooNew            // less than three whole months since the first purchase
	NothingBought     // nothing in the last twelve months to go by
	NoExperience      // the shop's history is too short to say how wrong it may be
)

// Point is where a customer will most likely stand at the end of a month, from the
// start of its target, with the 80 % band.
type Point struct {
	Month               calendar.Month
	Expected, Low, High int64
}

// Projection is a target's most likely end. Points are the month ends from the
// as-of day's own month to the last; on the plan's last day there is none, and the
// year is what was bought.
type Projection struct {
	Why             Why
	Year, Low, High int64
	Ahead           int // months ahead, begun ones counted: 0 on the last day
	Points          []Point
}

// Project is the projection of a plan that holds the model's as-of day, for a
// customer that has bought actual since its start.
//
// The rest of the current month has its days' part of the month's weight. Between
// whole months ahead the band is interpolated; the rest of one month alone has the
// band of a month × √ of its part, as purchases scatter independently. Nobody buys
// less than nothing: the band does not go below what was bought.
func (m *Model) Project(p Plan, h *History, actual int64) Projection {
	if !p.Holds(m.asOf) {
		return Projection{Why: NoPlan}
	}
	ahead := int(p.Last() - m.whole)
	if ahead == 0 {
		return Projection{Year: actual, Low: actual, High: actual}
	}
	level, why := m.level(h)
	if why != Projected {
		return Projection{Why: why}
	}
	w := &m.season[h.Kind]
	rest := m.restOfMonth()
	out := Projection{Ahead: ahead}
	bands := make([]span, ahead+1)
	for j := 1; j <= ahead; j++ {
		b, ok := m.band(h, j)
		if !ok {
			return Projection{Why: NoExperience}
		}
		bands[j] = b
	}
	weight := int64(0)
	for j := 1; j <= ahead; j++ {
		month := w[(m.whole+calendar.Month(j)).Of()-1]
		if j == 1 {
			weight = mulDiv(month, rest, ppm)
		} else {
			weight += month
		}
		expected := mulDiv(level, weight, ppm)
		low, high := int64(0), int64(0)
		if j == 1 {
			full, part := mulDiv(level, month, ppm), root(rest)
			low, high = mulDiv(mulDiv(full, bands[1].low, ppm), part, ppm), mulDiv(mulDiv(full, bands[1].high, ppm), part, ppm)
		} else {
			ratio := func(of func(span) int64) int64 { // between j − 1 and j months
				return mulDiv(of(bands[j-1]), ppm-rest, ppm) + mulDiv(of(bands[j]), rest, ppm)
			}
			low = mulDiv(expected, ratio(func(s span) int64 { return s.low }), ppm)
			high = mulDiv(expected, ratio(func(s span) int64 { return s.high }), ppm)
		}
		out.Points = append(out.Points, Point{m.whole + calendar.Month(j), actual + expected, actual + max(expected+low, 0),
			actual + max(expected+high, 0)})
	}
	end := out.Points[ahead-1]
	out.Year, out.Low, out.High = end.Expected, end.Low, end.High
	return out
}

// level is the customer's present rate, or why there is none.
func (m *Model) level(h *History) (int64, Why) {
	level, ok := h.level(m.whole, &m.season[h.Kind])
	switch {
	case ok:
		return level, Projected
	case h.Bought(h.First, m.whole-minMonths) <= 0 && h.Bought(m.whole-minMonths+1, m.asOf.Month()) > 0:
		return 0, TooNew
	}
	return 0, NothingBought
}

// restOfMonth is the part of the month behind the last whole one that is still to
// come: all of it on a month's last day.
func (m *Model) restOfMonth() int64 {
	month := m.whole + 1
	if m.asOf.Month() < month {
		return ppm
	}
	return mulDiv(int64(month.Last()-m.asOf), ppm, int64(month.Last()-month.First())+1)
}

// band is the band of a customer so many months ahead.
func (m *Model) band(h *History, ahead int) (span, bool) {
	active := rhythm(h.active(m.whole))
	for _, k := range [...]cell{{h.Kind, active, ahead}, {h.Kind, anyKind, ahead}, {anyKind, anyKind, ahead}} {
		if b, ok := m.bands[k]; ok {
			return b, true
		}
	}
	return span{}, false
}

// root is the square root of a part in millionths.
func root(part int64) int64 {
	return new(big.Int).Sqrt(big.NewInt(part * ppm)).Int64()
}
