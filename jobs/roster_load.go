package jobs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"wholesight/jobs/classify"
	"wholesight/jobs/roster"
	"wholesight/store"
)

// Rosters keeps the one roster that all requests share, and makes a new one when
// what it was made of has changed. Whether it has is asked of the database in each
// request's own snapshot, so that two processes on one database never show what is
// out of date, and a page never mixes two states. The zero Rosters is ready.
//
// A new one costs a few microseconds a customer. Of the requests that find it out
// of date one makes it, in its own snapshot, and the others wait. Only the newest
// is kept; a request whose snapshot is older than it makes one for itself.
type Rosters struct {
	mu      sync.Mutex
	stamp   store.Stamp
	current *roster.Roster
	making  map[store.Stamp]*rosterMaking
}

// rosterMaking is a roster that somebody is just making.
type rosterMaking struct {
	done   chan struct{}
	roster *roster.Roster
	err    error
}

// Roster is the roster of the transaction's snapshot.
func (rs *Rosters) Roster(tx *store.Tx) (*roster.Roster, error) {
	stamp, err := tx.Stamp()
	if err != nil {
		return nil, err
	}
	for {
		m, mine := rs.claim(stamp)
		if mine {
			return rs.make(tx, stamp, m)
		}
		select {
		case <-m.done:
		case <-tx.Context().Done():
			return nil, tx.Context().Err()
		}
		// Whoever made it may have been called off, which says nothing of us.
		if m.err == nil || !errors.Is(m.err, context.Canceled) && !errors.Is(m.err, context.DeadlineExceeded) {
			return m.roster, m.err
		}
	}
}

// claim is the roster of a stamp, done or being made; mine: the caller makes it.
func (rs *Rosters) claim(stamp store.Stamp) (m *rosterMaking, mine bool) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if rs.current != nil && rs.stamp == stamp {
		m = &rosterMaking{done: make(chan struct{}), roster: rs.current}
		close(m.done)
		return m, false
	}
	if m = rs.making[stamp]; m != nil {
		return m, false
	}
	if rs.making == nil {
		rs.making = map[store.Stamp]*rosterMaking{}
	}
	m = &rosterMaking{done: make(chan struct{}), err: context.Canceled} // what waiters see after a panic
	rs.making[stamp] = m
	return m, true
}

// make loads the roster that the caller has claimed, and lets the others go on.
func (rs *Rosters) make(tx *store.Tx, stamp store.Stamp, m *rosterMaking) (*roster.Roster, error) {
	defer func() {
		rs.mu.Lock()
		defer rs.mu.Unlock()
		delete(rs.making, stamp)
		if m.err == nil {
			rs.stamp, rs.current = stamp, m.roster
		}
		close(m.done)
	}()
	m.roster, m.err = LoadRoster(tx, stamp.Build)
	return m.roster, m.err
}

// LoadRoster reads all customers and their figures of a build (0: none) into a
// roster.
func LoadRoster(tx *store.Tx, build int64) (*roster.Roster, error) {
	meta, err := rosterMeta(tx, build)
	if err != nil {
		return nil, fmt.Errorf("roster: %w", err)
	}
	n, err := tx.CountCustomers()
	if err != nil {
		return nil, err
	}
	b := roster.NewBuilder(meta, int(n))
	if err := tx.EachListRow(build, func(r *store.ListRow) error {
		row := roster.Row{ID: r.ID, Code: r.Code, Name: r.Name, City: r.City, Contact: r.Contact, SmartType: r.SmartTypeID,
			Manager: r.ManagerID, Active: r.Active, Scored: r.Scored, Labels: r.Score.Labels}
		if r.Scored {
			var err error
			if row.Figures, err = Figures(&r.Score); err != nil {
				return err
			}
		}
		return b.Add(row)
	}); err != nil {
		return nil, fmt.Errorf("roster: %w", err)
	}
	return b.Roster(), nil
}

// rosterMeta is what all rows refer to. Classifications that were deleted since the
// build stay: their labels are shown until the next one.
func rosterMeta(tx *store.Tx, build int64) (roster.Meta, error) {
	m := roster.Meta{Build: build}
	if build != 0 {
		b, err := tx.Build(build)
		if err != nil {
			return m, err
		}
		m.AsOf, m.Timeframe = b.AsOf, classify.Timeframe(b.Timeframe)
	}
	types, err := tx.SmartTypes()
	if err != nil {
		return m, err
	}
	place := map[int64]int{}
	for i, s := range types {
		m.SmartTypes = append(m.SmartTypes, roster.Named{ID: s.ID, Title: s.Title})
		place[s.ID] = i
	}
	managers, err := tx.ManagerLinks()
	if err != nil {
		return m, err
	}
	for _, a := range managers {
		m.Managers = append(m.Managers, roster.Named{ID: a.ID, Title: a.Name})
	}
	all, err := tx.AllClassifications()
	if err != nil {
		return m, err
	}
	rows := make([]store.Classification, 0, len(all))
	for _, c := range all {
		rows = append(rows, c)
	}
	slices.SortFunc(rows, func(a, b store.Classification) int {
		return cmp.Or(cmp.Compare(place[a.SmartTypeID], place[b.SmartTypeID]), cmp.Compare(classify.Type(a.Type).Index(), classify.Type(b.Type).Index()),
			cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	for _, c := range rows {
		m.Labels = append(m.Labels, roster.Label{ID: c.ID, Type: classify.Type(c.Type), SmartType: c.SmartTypeID, Title: c.Title, Comment: c.Comment,
			Colour: c.Colour, Deleted: !c.DeletedAt.IsZero()})
	}
	return m, nil
}

// Visible is which customers of a roster a scope sees, asked anew for each request:
// who stands behind an account manager is not part of the roster.
func Visible(tx *store.Tx, scope store.Scope) (roster.Visibility, error) {
	all, ids, err := tx.ManagersOf(scope)
	if err != nil || !all {
		return roster.OfManagers(ids...), err
	}
	return roster.Everyone(), nil
}
