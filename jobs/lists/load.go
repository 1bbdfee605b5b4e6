package lists

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"wholesight/jobs/cache"
	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/figures"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/settings"
	"wholesight/store"
)

// Cache keeps the one customer list that all requests share, and makes a new one when
// what it was made of has changed. Whether it has is asked of the database in each
// request's own snapshot, so that two processes on one database never show what is
// out of date, and a page never mixes two states. The zero Cache is ready.
//
// A new one costs a few microseconds a customer; when only contacts or targets have
// changed, or a day has begun, the one that is kept is patched instead, for as good as
// nothing (facts.go). Only the newest is kept; a request whose snapshot is older than it
// makes one for itself.
type Cache struct {
	kept cache.One[listState, *customerlist.List]
}

// listState is what a customer list is made of: what is stored, and the shop's day.
type listState struct {
	store.Stamp
	zone  string
	today calendar.Day
}

// List is the customer list of the transaction's snapshot.
func (rs *Cache) List(tx *store.Tx) (*customerlist.List, error) {
	state, zone, err := presentState(tx)
	if err != nil {
		return nil, err
	}
	return rs.kept.Get(tx, state, func() (*customerlist.List, error) {
		if was, base, ok := rs.kept.Kept(); ok && state.patches(was) {
			return patchList(tx, base, was, state, zone)
		}
		return loadList(tx, state, zone)
	})
}

// Kept is the customer list that is kept now; nil: none was made yet. A page asks List.
func (rs *Cache) Kept() *customerlist.List {
	_, r, _ := rs.kept.Kept()
	return r
}

// presentState is that of the transaction's snapshot, and the shop's zone.
func presentState(tx *store.Tx) (listState, *time.Location, error) {
	stamp, err := tx.Stamp()
	if err != nil {
		return listState{}, nil, err
	}
	shop, err := settings.Load(tx)
	if err != nil {
		return listState{}, nil, err
	}
	return listState{Stamp: stamp, zone: shop.Zone.String(), today: shop.Today(tx.Now)}, shop.Zone, nil
}

// loadList reads all customers, their figures of the published build, what is
// expected of them and their facts into a customer list.
func loadList(tx *store.Tx, state listState, zone *time.Location) (*customerlist.List, error) {
	build := state.Build
	meta, err := listMeta(tx, build)
	if err != nil {
		return nil, fmt.Errorf("customer list: %w", err)
	}
	meta.Today = state.today
	expected, err := expectations(tx, state.Forecasts, &meta)
	if err != nil {
		return nil, fmt.Errorf("customer list: %w", err)
	}
	backorders, err := tx.Backorders(build)
	if err != nil {
		return nil, err
	}
	paces, err := paces(tx, state.Graph, nil)
	if err != nil {
		return nil, err
	}
	n, err := tx.CountCustomers()
	if err != nil {
		return nil, err
	}
	slipped, err := slippedFrom(tx, meta)
	if err != nil {
		return nil, fmt.Errorf("customer list: %w", err)
	}
	b := customerlist.NewBuilder(meta, int(n))
	if err := tx.EachListRow(build, func(r *store.ListRow) error {
		row := customerlist.Row{ID: r.ID, Code: r.Code, Name: r.Name, City: r.City, Contact: r.Contact,
			SmartType: r.SmartTypeID,
			Manager:   r.ManagerID, Active: r.Active, Scored: r.Scored, Labels: r.Score.Labels,
			Groups: r.Groups, Tags: r.Tags, Industry: r.Industry, Country: r.Country, Facts: facts(&r.Facts, paces, zone),
			Forecast: expected[r.ID]}
		if o, ok := backorders[r.ID]; ok {
			if o.Lines > math.MaxInt32 {
				return fmt.Errorf("outstanding lines of customer %q: %w", r.Code, classify.ErrOverflow)
			}
			row.Backorder = customerlist.Backorder{Lines: int32(o.Lines), Units: o.Units, Value: o.Value, Oldest: o.Oldest}
		}
		if r.Scored {
			row.SlippedFrom = slipped[r.ID]
			var err error
			if row.Figures, err = rebuild.Figures(&r.Score); err != nil {
				return err
			}
		}
		return b.Add(row)
	}); err != nil {
		return nil, fmt.Errorf("customer list: %w", err)
	}
	return b.List(), nil
}

// expectations are what a build of forecasts (0: none) expects of customers, by id, and
// say in meta which build it is. A channel that was deleted since is none.
func expectations(tx *store.Tx, build int64, meta *customerlist.Meta) (map[int64]figures.Forecast, error) {
	if build == 0 {
		return nil, nil
	}
	b, err := tx.Build(build)
	if err != nil {
		return nil, err
	}
	meta.Forecasts, meta.ForecastsAsOf = b.ID, b.AsOf
	channels, err := tx.Channels()
	if err != nil {
		return nil, err
	}
	there := map[int32]int32{}
	for _, name := range slices.Sorted(maps.Keys(channels)) {
		meta.Channels = append(meta.Channels, customerlist.Named{ID: channels[name], Title: name})
		there[int32(channels[name])] = int32(channels[name])
	}
	all := map[int64]figures.Forecast{}
	return all, tx.EachForecastRow(build, func(id int64, f *store.Forecast) error {
		if !f.Known {
			return nil
		}
		expected := f.Forecast
		expected.Channel, expected.Usable = there[f.Channel], there[f.Usable]
		all[id] = expected
		return nil
	})
}

// listMeta is what all rows refer to. Classifications that were deleted since the
// build stay: their labels are shown until the next one.
func listMeta(tx *store.Tx, build int64) (customerlist.Meta, error) {
	m := customerlist.Meta{Build: build}
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
		m.SmartTypes = append(m.SmartTypes, customerlist.Named{ID: s.ID, Title: s.Title})
		place[s.ID] = i
	}
	managers, err := tx.ManagerLinks()
	if err != nil {
		return m, err
	}
	for _, a := range managers {
		m.Managers = append(m.Managers, customerlist.Named{ID: a.ID, Title: a.Name})
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
		return cmp.Or(cmp.Compare(place[a.SmartTypeID], place[b.SmartTypeID]),
			cmp.Compare(classify.Type(a.Type).Index(), classify.Type(b.Type).Index()),
			cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	for _, c := range rows {
		m.Labels = append(m.Labels, customerlist.Label{ID: c.ID, Type: classify.Type(c.Type), SmartType: c.SmartTypeID,
			Title: c.Title, Comment: c.Comment,
			Colour: c.Colour, Deleted: !c.DeletedAt.IsZero()})
	}
	return m, nil
}

// Visible is which customers of a customer list a scope sees, asked anew for each request:
// who stands behind an account manager is not part of the customer list.
func Visible(tx *store.Tx, scope store.Scope) (customerlist.Visibility, error) {
	all, ids, err := tx.ManagersOf(scope)
	if err != nil || !all {
		return customerlist.OfManagers(ids...), err
	}
	return customerlist.Everyone(), nil
}
