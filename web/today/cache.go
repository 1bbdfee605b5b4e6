package today

import (
	"errors"
	"sync"

	"wholesight/jobs/customerlist"
	"wholesight/store"
)

// todayFigures are the parts of Today that cost a look at each of a person's customers.
type todayFigures struct {
	series []store.SeriesPoint
	moves  []store.Move
}

// TodayCache keeps them for each set of account managers until a customer changes or a
// build is published. Whose customers a person may see is asked anew for each request:
// it is the key. Of everybody the build has added them up already. The zero TodayCache
// is ready.
type TodayCache struct {
	mu    sync.Mutex
	stamp store.Stamp
	by    map[string]todayFigures
}

// of are the figures of a scope that sees the customers of these account managers. base
// is the build whose moves are told; 0: none.
func (k *TodayCache) of(tx *store.Tx, scope store.Scope, managers []int64, base int64) (f todayFigures, err error) {
	stamp, err := tx.Stamp()
	if err != nil {
		return f, err
	}
	stamp = store.Stamp{Build: stamp.Build, Graph: stamp.Graph, Customers: stamp.Customers}
	key := customerlist.JoinIDs(managers)
	if !scope.All() {
		k.mu.Lock()
		kept, known := k.by[key]
		known = known && k.stamp == stamp
		k.mu.Unlock()
		if known {
			return kept, nil
		}
	}
	if stamp.Graph != 0 {
		if f.series, err = tx.ShopSeries(scope); err != nil && !errors.Is(err, store.ErrNoShopSeries) {
			return f, err
		}
	}
	if base != 0 {
		if f.moves, err = tx.Moves(scope, base); err != nil {
			return f, err
		}
	}
	if !scope.All() {
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.stamp != stamp || k.by == nil {
			k.stamp, k.by = stamp, map[string]todayFigures{}
		}
		k.by[key] = f
	}
	return f, nil
}
