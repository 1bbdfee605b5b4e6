package contacts

import (
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// Next is what a contact says of the follow-up. Nothing (the zero Next) keeps the day
// that is agreed and still to come; where there is none, the outcome decides.
type Next struct {
	NextOn *calendar.Day // this day
	Clear  bool          // none any more, in words
	Shown  *calendar.Day // with Clear: the day that the person saw as agreed; nil: none
}

// Agreed is the day of a customer's next follow-up, past or to come; nil: none.
func Agreed(tx *store.Tx, customerID int64) (*calendar.Day, error) {
	facts, err := tx.FactsOf([]int64{customerID})
	if err != nil || len(facts) == 0 || facts[0].FollowUp == 0 {
		return nil, err
	}
	return &facts[0].FollowUp, nil
}

// day is the day that is agreed once the contact is kept. A day that has come is done
// by a call or a visit; an e-mail or a note leaves it as it is.
func (n Next) day(bad *kit.Refusals, o settings.Outcome, kind string, agreed *calendar.Day,
	today calendar.Day) *calendar.Day {
	toCome := agreed != nil && *agreed > today
	switch {
	case n.NextOn != nil:
		checkNextOn(bad, n.NextOn, today)
		return n.NextOn
	case o.Ask && (n.Clear || !toCome):
		bad.Add("next_on", "Give the day to call back: %q needs one.", o.Title)
		return nil
	case n.Clear && agreed != nil && n.Shown != nil && *agreed != *n.Shown:
		bad.Add("next_on", "Somebody has agreed another day meanwhile: %s. Choose again whether it stays.", *agreed)
		return nil
	case n.Clear:
		return nil
	case toCome:
		return agreed
	case o.Days > 0:
		day := WorkingDay(today + calendar.Day(o.Days))
		return &day
	case kind != "call" && kind != "visit":
		return agreed
	}
	return nil
}

// WorkingDay is the day itself, or the Monday after it when it lies in a weekend.
func WorkingDay(day calendar.Day) calendar.Day {
	switch day.Time().Weekday() {
	case time.Saturday:
		return day + 2
	case time.Sunday:
		return day + 1
	}
	return day
}

// checkNextOn lets a follow-up be due from today to five years ahead.
func checkNextOn(bad *kit.Refusals, next *calendar.Day, today calendar.Day) {
	if next != nil && (*next < today || *next > today.AddMonths(60)) {
		bad.Add("next_on", "Give a day from today on, at most five years ahead.")
	}
}
