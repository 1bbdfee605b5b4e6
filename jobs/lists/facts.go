package lists

import (
	"errors"
	"fmt"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/money"
	"wholesight/jobs/rules/target"
	"wholesight/store"
)

// patches tells whether the customer list of this state can be made of the one of another:
// nothing but contacts, targets and the day has changed, forwards.
func (s listState) patches(was listState) bool {
	if s.Facts < was.Facts || s.Targets < was.Targets {
		return false
	}
	was.Facts, was.Targets, was.today = s.Facts, s.Targets, s.today
	return s == was
}

// mostPatchedFacts is how many changed customers are read one by one in any case; of
// more than that, when they are a good part of all, everything is read at once.
const mostPatchedFacts = 5000

// patchList is a customer list with the facts of the customers whose contacts or targets
// have changed since.
func patchList(tx *store.Tx, base *customerlist.List, was, is listState,
	zone *time.Location) (*customerlist.List, error) {
	changed := map[string]customerlist.Facts{}
	if was.Stamp != is.Stamp {
		ids, err := tx.FactsChangedSince(was.Facts, was.Targets)
		if err != nil {
			return nil, err
		}
		if len(ids) == 0 {
			return base.Patch(is.today, nil)
		}
		if len(ids) > mostPatchedFacts && len(ids) > base.Len()/4 {
			return loadList(tx, is, zone)
		}
		news, err := tx.FactsOf(ids)
		if err != nil {
			return nil, err
		}
		paces, err := paces(tx, is.Graph, ids)
		if err != nil {
			return nil, err
		}
		for i := range news {
			changed[news[i].Code] = facts(&news[i], paces, zone)
		}
	}
	return base.Patch(is.today, changed)
}

// facts are a customer's as lists show them. The day of a contact is the shop's
// civil day at its instant.
func facts(f *store.ContactFacts, paces map[int64]target.Pace, zone *time.Location) customerlist.Facts {
	out := customerlist.Facts{LastKind: f.LastKind, FollowUp: f.FollowUp, Target: paces[f.CustomerID]}
	if f.LastAt != 0 {
		out.LastContact = calendar.Of(time.UnixMilli(f.LastAt).In(zone))
	}
	return out
}

// paces are the targets' paces by customer, of the target that holds the day that
// the graph data of a build (0: none) were made as of. Months before the series are
// nothing bought, and its last one goes as far as that day. Where targets overlap,
// the one that began last counts. some narrows it to some customers; nil: all.
func paces(tx *store.Tx, graph int64, some []int64) (map[int64]target.Pace, error) {
	all := map[int64]target.Pace{}
	if graph == 0 {
		return all, nil
	}
	b, err := tx.Build(graph)
	if err != nil {
		return nil, err
	}
	each := func(t *store.TargetSeries) error {
		var points []store.SeriesPoint
		if len(t.Months) > 0 {
			var err error
			if points, err = store.ParseSeries(t.First, t.Months); err != nil {
				return fmt.Errorf("customer %d: %w", t.CustomerID, err)
			}
		}
		actual, err := bought(points, t.StartMonth)
		if err != nil {
			return fmt.Errorf("customer %d: %w", t.CustomerID, err)
		}
		all[t.CustomerID] = target.Plan{Start: t.StartMonth, Amounts: t.Amounts}.Pace(b.AsOf, actual)
		return nil
	}
	if some != nil {
		return all, tx.TargetSeriesOf(graph, b.AsOf.Month(), some, each)
	}
	return all, tx.EachTargetSeries(graph, b.AsOf.Month(), each)
}

var errBought = errors.New("what was bought against the target does not fit")

// bought is the revenue of a series from a month on.
func bought(points []store.SeriesPoint, from calendar.Month) (sum int64, err error) {
	for _, p := range points {
		if p.Month < from {
			continue
		}
		if !money.Add(&sum, p.Revenue) {
			return 0, errBought
		}
	}
	return sum, nil
}
