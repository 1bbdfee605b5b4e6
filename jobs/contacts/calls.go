package contacts

import (
	"errors"
	"fmt"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// CallTime is how long somebody is taken to be on a customer whose contact dialog
// they have opened, unless they go on working in it.
const CallTime = 15 * time.Minute

// OnCall is who is on which customer now, by customer id.
func OnCall(tx *store.Tx) (map[int64]store.CallLease, error) {
	all, err := tx.Calls()
	if err != nil {
		return nil, err
	}
	on := make(map[int64]store.CallLease, len(all))
	for _, l := range all {
		on[l.CustomerID] = l
	}
	return on, nil
}

// BeginCall puts a user on a customer. other is who is on it instead; nil when the
// user is.
func BeginCall(tx *store.Tx, u store.User, customerID int64) (other *store.CallLease, err error) {
	taken, err := tx.TakeCall(customerID, u.ID, CallTime)
	if err != nil || taken {
		return nil, err
	}
	l, err := tx.Call(customerID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, fmt.Errorf("who is on customer %d changes just now: %w", customerID, store.ErrBusy)
	}
	return &l, err
}

// TakeOverCall puts a user on a customer that somebody else is on, with an entry in
// the audit log when somebody was.
func TakeOverCall(tx *store.Tx, by store.Actor, u store.User, customerID int64) error {
	before, err := tx.Call(customerID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err := tx.TakeOverCall(customerID, u.ID, CallTime); err != nil {
		return err
	}
	if before.UserID == 0 || before.UserID == u.ID {
		return nil
	}
	return tx.Audit(by, "call.take_over", fmt.Sprintf("customer:%d", customerID), map[string]int64{"user": before.UserID},
		map[string]int64{"user": u.ID})
}

// CallList is a list of customers that somebody works through from the top.
type CallList struct {
	List    *customerlist.List
	View    customerlist.View
	Visible customerlist.Visibility
}

// NextCall is what comes after a customer in a list.
type NextCall struct {
	Row  int32 // −1: the list ends
	Busy int   // customers passed by because somebody else is on them
	Done int   // … because somebody called or visited them today
}

// Next finds the customer to call after the one that stood at a place (1 is the
// first; 0 finds the first of the list) and puts the user on it. It passes by those
// that somebody else is on, and those whom anybody called or visited today: however
// many work one list, nobody is rung twice. The customer at the place may have left
// the list; code tells whether it still stands there.
func (l CallList) Next(tx *store.Tx, u store.User, place int, code string) (n NextCall, err error) {
	shop, err := settings.Load(tx)
	if err != nil {
		return n, err
	}
	from, to := dayBounds(shop, shop.Today(tx.Now))
	on, err := OnCall(tx)
	if err != nil {
		return n, err
	}
	offset := place
	if row, ok := l.List.Find(code); ok {
		here, placed, err := l.List.Place(l.View.Filter, l.View.Sort, l.Visible, row)
		if err != nil {
			return n, err
		}
		if placed {
			offset = here.Number
		} else {
			offset = max(0, place-1) // who stood behind it has moved up
		}
	}
	const some = 50
	for {
		page, err := l.List.Query(l.View.Filter, l.View.Sort, l.Visible, offset, some)
		if err != nil {
			return n, err
		}
		if len(page.Rows) == 0 {
			n.Row = -1
			return n, nil
		}
		ids := make([]int64, len(page.Rows))
		for i, row := range page.Rows {
			ids[i] = l.List.ID(row)
		}
		spoken, err := tx.SpokenTo(ids, from, to)
		if err != nil {
			return n, err
		}
		for i, row := range page.Rows {
			if l.List.Code(row) == code {
				continue
			}
			if lease, busy := on[ids[i]]; busy && lease.UserID != u.ID {
				n.Busy++
				continue
			}
			if spoken[ids[i]] {
				n.Done++
				continue
			}
			other, err := BeginCall(tx, u, ids[i])
			if err != nil {
				return n, err
			}
			if other == nil {
				n.Row = row
				return n, nil
			}
			n.Busy++
		}
		offset += len(page.Rows)
	}
}

// Tally is what a user's calls of a day came to.
type Tally struct {
	Calls   int64 // made
	Reached int64 // in which somebody was spoken to
	Orders  int64 // that brought an order
}

// CallTally counts the calls that a user logged on a day of the shop. Which outcome
// means what is as the shop's settings say today; one that is not among them any more
// counts as a call and no more.
func CallTally(tx *store.Tx, u store.User, day calendar.Day) (t Tally, err error) {
	shop, err := settings.Load(tx)
	if err != nil {
		return t, err
	}
	from, to := dayBounds(shop, day)
	counts, err := tx.CallCounts(u.ID, from, to)
	for _, c := range counts {
		t.Calls += c.Calls
		o, _ := shop.Outcome(c.Outcome)
		if o.Reached {
			t.Reached += c.Calls
		}
		if o.Ordered {
			t.Orders += c.Calls
		}
	}
	return t, err
}

// dayBounds are the instants at which a day of the shop begins and ends.
func dayBounds(shop settings.Shop, day calendar.Day) (from, to time.Time) {
	y, m, d := day.Parts()
	return time.Date(y, m, d, 0, 0, 0, 0, shop.Zone), time.Date(y, m, d+1, 0, 0, 0, 0, shop.Zone)
}
