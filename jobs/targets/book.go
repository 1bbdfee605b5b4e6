package targets

import (
	"errors"
	"fmt"
	"slices"

	"wholesight/jobs/cache"
	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/target"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// TargetFigures are a customer's target that holds the as-of day, and what has come
// and will come of it.
type TargetFigures struct {
	Customer   int64
	Target     int64 // its id
	Plan       target.Plan
	Discount   *int64 // at stake, hundredths of a percent; nil: none
	Version    int64
	Pace       target.Pace
	Required   int64 // a month, from here
	HasMonth   bool  // a day is left, so Required is a figure
	Projection target.Projection
}

// AtStake is the money of the discount on what has been bought; false: none is set.
func (f *TargetFigures) AtStake() (int64, bool) {
	if f.Discount == nil {
		return 0, false
	}
	return target.AtStake(f.Pace.Actual, *f.Discount), true
}

// TargetBook is the targets of all customers as of the day of one build of the graph
// data. It never changes once made, so all requests share it.
type TargetBook struct {
	Built  bool
	AsOf   calendar.Day // of the graph data; without any, the shop's as-of day
	Model  *target.Model
	rows   map[int64]*TargetFigures
	past   map[int64]target.History
	update int64
}

// Of is the figures of a customer; nil when no target holds the day.
func (b *TargetBook) Of(customerID int64) *TargetFigures { return b.rows[customerID] }

// History is what a customer has bought, month by month.
func (b *TargetBook) History(customerID int64) target.History { return b.past[customerID] }

// Books keeps the one book that all requests share, as lists.Cache keeps the
// customer list: it is made anew for another build of the graph data, and for targets that
// were changed since only their customers are taken in again. Whether something has
// changed is asked in each request's own snapshot. The zero Books is ready.
type Books struct {
	kept cache.One[bookState, *TargetBook]
}

// bookState is what a book is made of.
type bookState struct {
	build    int64 // of the graph data; 0: none yet
	asOf     calendar.Day
	revision int64 // of the targets
}

// mostPatched is how many changed customers are taken in one by one; more than that
// and all are read at once.
const mostPatched = 2000

// Book is the book of the transaction's snapshot.
func (bs *Books) Book(tx *store.Tx) (*TargetBook, error) {
	build, asOf, err := targetDay(tx)
	if err != nil {
		return nil, err
	}
	revision, err := tx.TargetsRevision()
	if err != nil {
		return nil, err
	}
	state := bookState{build, asOf, revision}
	return bs.kept.Get(tx, state, func() (*TargetBook, error) {
		was, kept, ok := bs.kept.Kept()
		switch {
		case !ok || was.build != build || was.asOf != asOf:
			fresh, err := loadTargetHistory(tx, build, asOf)
			if err != nil {
				return nil, err
			}
			return fresh.reload(tx, revision)
		case was.revision > revision: // our snapshot is older than what is kept
			return kept.reload(tx, revision)
		}
		return kept.follow(tx, revision)
	})
}

// targetDay is the published graph data (0: none yet) and the day of the figures.
func targetDay(tx *store.Tx) (int64, calendar.Day, error) {
	b, err := tx.Published(store.StepGraph)
	if err == nil {
		return b.ID, b.AsOf, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return 0, 0, err
	}
	shop, err := settings.Load(tx)
	if err != nil {
		return 0, 0, err
	}
	return 0, shop.Today(tx.Now), nil
}

// loadTargetHistory is a book without targets: what customers have bought, and the
// model that was learned from it.
func loadTargetHistory(tx *store.Tx, build int64, asOf calendar.Day) (*TargetBook, error) {
	b := &TargetBook{Built: build != 0, AsOf: asOf, past: map[int64]target.History{}, rows: map[int64]*TargetFigures{}}
	kinds := map[int64]int{}
	var all []target.History
	if b.Built {
		types, err := tx.SmartTypes()
		if err != nil {
			return nil, err
		}
		for i, s := range types {
			kinds[s.ID] = i
		}
		if err := tx.EachSeries(build, func(id, smartType int64, points []store.SeriesPoint) error {
			h := target.History{First: points[0].Month, Revenue: make([]int64, 0, len(points)), Kind: kinds[smartType]}
			for _, p := range points {
				if p.Month <= asOf.Month() {
					h.Revenue = append(h.Revenue, p.Revenue)
				}
			}
			b.past[id] = h
			all = append(all, h)
			return nil
		}); err != nil {
			return nil, fmt.Errorf("histories for targets: %w", err)
		}
	}
	b.Model = target.Learn(asOf, len(kinds), all)
	return b, nil
}

// reload is the book with all targets of the snapshot.
func (b *TargetBook) reload(tx *store.Tx, revision int64) (*TargetBook, error) {
	next := *b
	next.rows, next.update = map[int64]*TargetFigures{}, revision
	err := tx.EachTargetIn(b.AsOf.Month(), func(t *store.Target) error {
		next.rows[t.CustomerID] = next.figures(t) // of two that overlap the later one counts
		return nil
	})
	return &next, err
}

// follow is the book with what has changed up to a revision.
func (b *TargetBook) follow(tx *store.Tx, revision int64) (*TargetBook, error) {
	changed, err := tx.TargetsChangedSince(b.update)
	if err != nil {
		return nil, err
	}
	if len(changed) > mostPatched {
		return b.reload(tx, revision)
	}
	next := *b
	next.rows, next.update = make(map[int64]*TargetFigures, len(b.rows)), revision
	for id, f := range b.rows {
		next.rows[id] = f
	}
	found, err := tx.TargetsOf(changed)
	if err != nil {
		return nil, err
	}
	for _, id := range changed {
		delete(next.rows, id)
	}
	for _, t := range sortedTargets(found) {
		if plan := planOf(t); plan.Holds(b.AsOf) {
			next.rows[t.CustomerID] = next.figures(t)
		}
	}
	return &next, nil
}

// sortedTargets are targets by customer and start.
func sortedTargets(found map[store.TargetKey]*store.Target) []*store.Target {
	out := make([]*store.Target, 0, len(found))
	for _, t := range found {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *store.Target) int {
		if a.CustomerID != b.CustomerID {
			return int(min(max(a.CustomerID-b.CustomerID, -1), 1))
		}
		return int(a.StartMonth - b.StartMonth)
	})
	return out
}

func planOf(t *store.Target) target.Plan { return target.Plan{Start: t.StartMonth, Amounts: t.Amounts} }

// figures are what has come and will come of a target. Before the first run nothing
// is known to have been bought, so there is no pace.
func (b *TargetBook) figures(t *store.Target) *TargetFigures {
	f := &TargetFigures{Customer: t.CustomerID, Target: t.ID, Plan: planOf(t), Discount: t.Discount, Version: t.Version}
	if !b.Built {
		f.Pace = f.Plan.Pace(b.AsOf, 0)
		f.Pace.Known, f.Pace.Attainment, f.Pace.Status = false, 0, target.NotDue
		return f
	}
	h := b.past[t.CustomerID]
	actual := h.Bought(t.StartMonth, b.AsOf.Month())
	f.Pace = f.Plan.Pace(b.AsOf, actual)
	f.Required, f.HasMonth = f.Plan.Required(b.AsOf, actual)
	f.Projection = b.Model.Project(f.Plan, &h, actual)
	return f
}
