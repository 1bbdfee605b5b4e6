package jobs

import (
	"math"

	"wholesight/jobs/classify"
	"wholesight/store"
)

// shownMoves is how many customers a preview names for each band and way.
const shownMoves = 20

// Preview is what a draft would make of the customers of the last run, against the
// labels that the run gave them.
type Preview struct {
	Types    [6]TypePreview
	Moved    int // customers with another label than now, in whatever type
	Up, Down int // of them: to better labels only, to worse ones only
	Sideways int // the others: to as good a one, or better in one type and worse in another
	Problems int // types that could not be applied as they stand; nobody moves in these
}

// TypePreview is a preview of one type.
type TypePreview struct {
	Problem error          // see Draft.Problem; then nothing is counted
	Bands   []BandPreview  // a row each, as Draft.Of gives them
	Labels  []int64        // the label of each customer of the population; nil with a Problem
	None    classify.Tally // who would have no label of the type
	byID    map[int64]int  // place in Bands
}

// BandPreview is a preview of one row.
type BandPreview struct {
	ID         int64
	Now, Draft classify.Tally
	In, Out    Movers
}

// Movers are customers who would come into a band or leave it.
type Movers struct {
	Customers int
	First     []int32 // places in the population of the first of them, by code
}

// NewPreview tries a draft on a population. all are the classifications by id, live
// and deleted: the build may speak of rows that the draft does not have.
func NewPreview(d *Draft, p *Population, all map[int64]store.Classification) (*Preview, error) {
	v := &Preview{}
	way := make([]uint8, len(p.IDs)) // how each customer moves: 1 up, 2 down, 4 neither
	for t, kind := range classify.Types {
		if err := v.Types[t].fill(d, kind, p, all, way); err != nil {
			return nil, err
		}
		if v.Types[t].Problem != nil {
			v.Problems++
		}
	}
	for _, w := range way {
		switch w {
		case 0:
			continue
		case 1:
			v.Up++
		case 2:
			v.Down++
		default:
			v.Sideways++
		}
		v.Moved++
	}
	return v, nil
}

func (v *TypePreview) fill(d *Draft, kind classify.Type, p *Population, all map[int64]store.Classification, way []uint8) (err error) {
	rows := d.Of(kind)
	v.Bands, v.byID = make([]BandPreview, len(rows)), make(map[int64]int, len(rows))
	worth := map[int64]int64{0: math.MinInt64}
	for id, c := range all {
		worth[id] = worthOf(kind, c.Value)
	}
	var live []int // the place in Bands of each row that stays
	for i, r := range rows {
		v.Bands[i] = BandPreview{ID: r.ID, Now: p.holds[r.ID]}
		v.byID[r.ID] = i
		if !r.Gone {
			live, worth[r.ID] = append(live, i), worthOf(kind, r.Value)
		}
	}
	if v.Problem = d.Problem(kind); v.Problem != nil {
		return nil
	}
	now := p.Labels[kind.Index()]
	v.Labels = make([]int64, len(p.IDs))
	for i, at := range p.Band(kind, bandsOf(d.Live(kind))) {
		to := &v.None
		if at >= 0 {
			band := &v.Bands[live[at]]
			to, v.Labels[i] = &band.Draft, band.ID
		}
		if *to, err = to.With(p.Figures[i].Revenue); err != nil {
			return err
		}
		if was, is := now[i], v.Labels[i]; was != is {
			v.move(was, is, int32(i))
			switch a, b := worth[was], worth[is]; {
			case b > a:
				way[i] |= 1
			case b < a:
				way[i] |= 2
			default:
				way[i] |= 4
			}
		}
	}
	return nil
}

// move notes that a customer goes from one label to another.
func (v *TypePreview) move(from, to int64, customer int32) {
	note := func(m *Movers) {
		if m.Customers++; len(m.First) < shownMoves {
			m.First = append(m.First, customer)
		}
	}
	if at, ok := v.byID[from]; ok {
		note(&v.Bands[at].Out)
	}
	if at, ok := v.byID[to]; ok {
		note(&v.Bands[at].In)
	}
}

// worthOf ranks the labels of a type by what a shop wants of a customer: less risk,
// more revenue, more orders. No label is the least.
func worthOf(kind classify.Type, value *int64) int64 {
	switch {
	case kind == classify.RevenueChange || kind == classify.Orders:
		if value == nil {
			return math.MaxInt64
		}
		return *value
	case value == nil:
		return math.MinInt64 + 1
	}
	return -*value
}

// MoversOf are all customers who would come into a row (in) or leave it, as places
// in the population.
func (v *Preview) MoversOf(p *Population, kind classify.Type, id int64, in bool) (all []int32) {
	t := &v.Types[kind.Index()]
	for i, is := range t.Labels {
		was := p.Labels[kind.Index()][i]
		if was != is && (in && is == id || !in && was == id) {
			all = append(all, int32(i))
		}
	}
	return all
}
