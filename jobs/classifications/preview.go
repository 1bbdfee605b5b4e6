package classifications

import (
	"math"

	"wholesight/jobs/rules/classify"
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
	None    classify.Tally // who would have no label of the type
	live    []int          // the place in Bands of each row that stays
	at      []int32        // the band of each customer, as a place in live; nil with a Problem
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

// Label is the label that a customer of the population would have; 0: none. Without a
// count (Problem) there is none to ask for.
func (v *TypePreview) Label(customer int) int64 {
	if at := v.at[customer]; at >= 0 {
		return v.Bands[v.live[at]].ID
	}
	return 0
}

func (v *TypePreview) fill(d *Draft, kind classify.Type, p *Population, all map[int64]store.Classification,
	way []uint8) (err error) {
	rows := d.Of(kind)
	v.Bands = make([]BandPreview, len(rows))
	var worth []int64 // of each row that stays
	for i, r := range rows {
		v.Bands[i] = BandPreview{ID: r.ID, Now: p.holds[r.ID]}
		if !r.Gone {
			v.live, worth = append(v.live, i), append(worth, worthOf(kind, r.Value))
		}
	}
	if v.Problem = d.Problem(kind); v.Problem != nil {
		return nil
	}
	t := kind.Index()
	was := make([]nowLabel, len(p.ids[t]))
	for i, id := range p.ids[t] {
		was[i] = v.now(d, kind, id, all)
	}
	v.at = p.Band(kind, bandsOf(d.Live(kind)))
	for i, at := range v.at {
		now, to, is := &was[p.labels[t][i]], &v.None, int64(math.MinInt64)
		var band *BandPreview
		if at >= 0 {
			band, is = &v.Bands[v.live[at]], worth[at]
			to = &band.Draft
		}
		if *to, err = to.With(p.revenue[i]); err != nil {
			return err
		}
		if now.live == at {
			continue
		}
		if now.band != nil {
			now.band.Out.add(int32(i))
		}
		if band != nil {
			band.In.add(int32(i))
		}
		switch {
		case is > now.worth:
			way[i] |= 1
		case is < now.worth:
			way[i] |= 2
		default:
			way[i] |= 4
		}
	}
	return nil
}

// nowLabel is what a preview knows of a label of the build.
type nowLabel struct {
	live  int32        // its place among the rows that stay; −1: no label; −2: a row that does not stay
	band  *BandPreview // nil: the draft has no such row
	worth int64
}

func (v *TypePreview) now(d *Draft, kind classify.Type, id int64, all map[int64]store.Classification) nowLabel {
	if id == 0 {
		return nowLabel{live: -1, worth: math.MinInt64}
	}
	n := nowLabel{live: -2, worth: worthOf(kind, all[id].Value)}
	for i := range v.Bands {
		if v.Bands[i].ID == id {
			n.band = &v.Bands[i]
		}
	}
	for at, i := range v.live {
		if v.Bands[i].ID == id {
			n.live, n.worth = int32(at), worthOf(kind, d.Row(id).Value)
		}
	}
	return n
}

func (m *Movers) add(customer int32) {
	if m.Customers++; len(m.First) < shownMoves {
		m.First = append(m.First, customer)
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
	for i := range t.at {
		was, is := p.Label(kind, i), t.Label(i)
		if was != is && (in && is == id || !in && was == id) {
			all = append(all, int32(i))
		}
	}
	return all
}
