package today

import (
	"errors"

	"wholesight/jobs/cache"
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
	kept cache.Cache[string, store.Stamp, todayFigures]
}

// of are the figures of a scope that sees the customers of these account managers. base
// is the build whose moves are told; 0: none.
func (k *TodayCache) of(tx *store.Tx, scope store.Scope, managers []int64, base int64) (f todayFigures, err error) {
	stamp, err := tx.Stamp()
	if err != nil {
		return f, err
	}
	stamp = store.Stamp{Build: stamp.Build, Graph: stamp.Graph, Customers: stamp.Customers}
	read := func() (todayFigures, error) { return readFigures(tx, scope, base, stamp.Graph != 0) }
	if scope.All() {
		return read()
	}
	return k.kept.Get(tx, customerlist.JoinIDs(managers), stamp, read)
}

func readFigures(tx *store.Tx, scope store.Scope, base int64, graph bool) (f todayFigures, err error) {
	if graph {
		if f.series, err = tx.ShopSeries(scope); err != nil && !errors.Is(err, store.ErrNoShopSeries) {
			return f, err
		}
	}
	if base != 0 {
		f.moves, err = tx.Moves(scope, base)
		return f, err
	}
	return f, nil
}
