package classifications

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"wholesight/jobs/cache"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// Population is what a build found about the customers of one smart type: what
// bands can be tried on without reading an order. It is not changed once it is made.
type Population struct {
	Build   int64
	IDs     []int64 // by customer code, as all that follows
	Codes   []string
	Figures []classify.Figures

	revenue []int64    // of Figures, close together
	labels  [6][]int32 // of the build, by type: places in ids
	ids     [6][]int64 // the labels that there are; the first is 0, none

	holds map[int64]classify.Tally // what each label of the build holds

	mu    sync.Mutex
	tried [6]trial // the last bands tried, by type: of six types a person edits one
}

// trial is the outcome of one list of bands.
type trial struct {
	of     string
	labels []int32
}

// Populations keeps the populations of the published build, one for each smart type
// that somebody looks at. The zero Populations is ready.
type Populations struct {
	kept cache.Cache[int64, int64, *Population] // by smart type, of a build
}

// Of is the population of a smart type in the published build of the transaction's
// snapshot. store.ErrNotFound: nothing has been published yet. The first one of a
// build costs a few microseconds a customer.
func (ps *Populations) Of(tx *store.Tx, smartTypeID int64) (*Population, error) {
	build, err := tx.Published(rebuild.StepLabels)
	if err != nil {
		return nil, err
	}
	return ps.kept.Get(tx, smartTypeID, build.ID, func() (*Population, error) {
		return loadPopulation(tx, build.ID, smartTypeID)
	})
}

func loadPopulation(tx *store.Tx, build, smartTypeID int64) (*Population, error) {
	p := &Population{Build: build, holds: map[int64]classify.Tally{}}
	place := map[int64]int32{0: 0} // a label is of one type only
	for t := range p.ids {
		p.ids[t] = []int64{0}
	}
	if err := tx.EachScoreOfType(build, smartTypeID, func(code string, s *store.Score) error {
		f, err := rebuild.Figures(s)
		if err != nil {
			return err
		}
		p.IDs, p.Codes, p.Figures = append(p.IDs, s.CustomerID), append(p.Codes, code), append(p.Figures, f)
		p.revenue = append(p.revenue, f.Revenue)
		for t, id := range s.Labels {
			at, known := place[id]
			if !known {
				at = int32(len(p.ids[t]))
				place[id], p.ids[t] = at, append(p.ids[t], id)
			}
			p.labels[t] = append(p.labels[t], at)
			if id == 0 {
				continue
			}
			held := p.holds[id]
			if p.holds[id], err = held.With(f.Revenue); err != nil {
				return fmt.Errorf("label %d: %w", id, err)
			}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	return p, nil
}

// Label is the label of a type that the build gave a customer; 0: none.
func (p *Population) Label(kind classify.Type, customer int) int64 {
	t := kind.Index()
	return p.ids[t][p.labels[t][customer]]
}

// Band is the place in bands, −1 for none, of each customer of the population: what
// classify.Reband gives. The answer is shared, and must not be changed.
func (p *Population) Band(kind classify.Type, bands []classify.Band) []int32 {
	key := bandsKey(bands)
	at := kind.Index()
	p.mu.Lock()
	known := p.tried[at]
	p.mu.Unlock()
	if known.labels != nil && known.of == key {
		return known.labels
	}
	labels := classify.Reband(kind, bands, p.Figures, nil)
	p.mu.Lock()
	p.tried[at] = trial{key, labels}
	p.mu.Unlock()
	return labels
}

// bandsKey tells lists of bands apart as far as banding goes.
func bandsKey(bands []classify.Band) string {
	var b strings.Builder
	for _, x := range bands {
		for _, v := range []*int64{x.Value, x.MinSpend, x.MinOrders} {
			if v != nil {
				b.WriteString(strconv.FormatInt(*v, 10))
			}
			b.WriteByte(',')
		}
	}
	return b.String()
}
