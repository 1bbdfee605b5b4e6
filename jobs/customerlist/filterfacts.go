package customerlist

import (
	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/target"
)

// FollowUp is what a list asks of the follow-ups; the zero one asks nothing.
type FollowUp uint8

// The follow-ups that can be asked for. Overdue and due have no customer in common;
// the week begins with today.
const (
	AnyFollowUp FollowUp = iota
	FollowUpOverdue
	FollowUpDue
	FollowUpWeek // today and the six days after it
	FollowUpNone // none is agreed
)

var followUps = [...]string{"", "overdue", "due", "week", "none"}

// String is the word in an address; empty for AnyFollowUp.
func (f FollowUp) String() string { return followUps[f] }

// TargetState is what a list asks of the targets; the zero one asks nothing.
type TargetState uint8

// The states that can be asked for.
const (
	AnyTarget TargetState = iota
	TargetBehind
	TargetOnTrack
	TargetAhead
	TargetNone // no target holds the as-of day
)

var targetStates = [...]string{"", "behind", "on_track", "ahead", "none"}

// String is the word in an address; empty for AnyTarget.
func (t TargetState) String() string { return targetStates[t] }

// keepSegments keeps the rows that have one of the texts of each part that is set.
func (r *List) keepSegments(found bits, f *Filter) {
	set := func(s *sets, texts []string) {
		if len(texts) > 0 {
			wanted := s.wanted(texts)
			found.keep(func(row int32) bool { return s.has(row, wanted) })
		}
	}
	single := func(c *column, texts []string) {
		if len(texts) > 0 {
			wanted := c.wanted(texts)
			found.keep(func(row int32) bool { return c.has(row, wanted) })
		}
	}
	single(&r.industry, f.Industries)
	single(&r.country, f.Countries)
	set(&r.groups, f.Groups)
	set(&r.tags, f.Tags)
}

// keepFacts keeps the rows by what is of now.
func (r *List) keepFacts(found bits, f *Filter) {
	if f.Backorder {
		found.keep(func(row int32) bool { return r.backorder[row] > 0 })
	}
	if f.NoContact != nil {
		found.keep(func(row int32) bool {
			return r.contact[row] == 0 || int64(r.Today)-int64(r.contact[row]) >= *f.NoContact
		})
	}
	if f.FollowUp != AnyFollowUp {
		found.keep(func(row int32) bool { return r.followUpIs(row, f.FollowUp) })
	}
	if f.Slipped {
		found.keep(func(row int32) bool { return r.slippedFrom[row] > 0 })
	}
	if f.Expected {
		found.keep(r.missed)
	}
	if f.Target != AnyTarget {
		found.keep(func(row int32) bool { return r.targetState(row) == f.Target })
	}
}

func (r *List) followUpIs(row int32, asked FollowUp) bool {
	day := r.followUp[row]
	switch asked {
	case FollowUpOverdue:
		return day != 0 && day < r.Today
	case FollowUpDue:
		return day == r.Today
	case FollowUpWeek:
		return day >= r.Today && day < r.Today+7
	}
	return day == 0
}

// missed tells whether an order was expected in the seven days up to the as-of day: see
// Entry.Due. It has not come: the day is told from the last one.
func (r *List) missed(row int32) bool {
	if p := &r.forecasts[row]; p.flags&forecastDue != 0 {
		day := p.next - calendar.Day(p.due)
		return day <= r.AsOf && day > r.AsOf-7
	}
	if !r.scored(row) || r.purchaseDays[row] == 0 || r.gapDen[row] == 0 {
		return false
	}
	day := expectedNext(r.last[row], int64(r.gapNum[row]), int64(r.gapDen[row]))
	return day <= r.AsOf && day > r.AsOf-7
}

// targetState is the row's; AnyTarget for one that is not due yet.
func (r *List) targetState(row int32) TargetState {
	p := r.pace(row)
	if p == nil {
		return TargetNone
	}
	switch p.Status {
	case target.Behind:
		return TargetBehind
	case target.OnTrack:
		return TargetOnTrack
	case target.Ahead:
		return TargetAhead
	}
	return AnyTarget
}
