package store

import (
	"cmp"
	"database/sql"
	"errors"
	"maps"
	"slices"

	"wholesight/jobs/calendar"
)

// ErrNoShopSeries says that the published graph data is of a time before there was a
// series of the whole shop: the next run brings it.
var ErrNoShopSeries = errors.New("the graph data has no series of the shop")

// StageShopSeries adds what all customers together bought, month by month, to a build
// that is being staged: each month once. The risk of a point means nothing.
func (tx *Tx) StageShopSeries(build int64, points []SeriesPoint) (err error) {
	defer wrap(&err, "stage the shop's series of build %d", build)
	if err := tx.beatBuild(build); err != nil {
		return err
	}
	return tx.insert("shop_series", []string{"build_id", "month", "revenue", "orders"}, len(points),
		func(i int, args []any) []any {
			p := &points[i]
			return append(args, build, int64(p.Month), p.Revenue, p.Orders)
		}, "")
}

// ShopSeries is what the customers of a scope bought together, month by month, in the
// published graph data: of everybody as the build has added it up, else added up from
// the series of those whom the scope sees now. Months without orders may be missing.
// ErrNoShopSeries: there is none of everybody yet.
func (tx *Tx) ShopSeries(scope Scope) (_ []SeriesPoint, err error) {
	defer wrap(&err, "series of the shop")
	if !scope.All() {
		return tx.sumSeries(scope)
	}
	points, err := list(tx, `SELECT month, revenue, orders FROM shop_series
		WHERE build_id = (SELECT build_id FROM published WHERE step = 'graph') ORDER BY month`, nil,
		func(rows *sql.Rows, p *SeriesPoint) error {
			p.Risk = -1
			return rows.Scan(&p.Month, &p.Revenue, &p.Orders)
		})
	if err == nil && len(points) == 0 {
		err = ErrNoShopSeries
	}
	return points, err
}

// sumSeries adds up the series of those whom a scope sees.
func (tx *Tx) sumSeries(scope Scope) ([]SeriesPoint, error) {
	var args []any
	where := scope.where("c", &args)
	months := map[calendar.Month]SeriesPoint{}
	err := tx.each(`SELECT s.first_month, s.months FROM customers c JOIN customer_series s ON s.customer_id = c.id
		AND s.build_id = (SELECT build_id FROM published WHERE step = 'graph') WHERE `+where, args,
		func(rows *sql.Rows) error {
			var first int64
			var packed []byte
			if err := rows.Scan(&first, &packed); err != nil {
				return err
			}
			points, err := ParseSeries(calendar.Month(first), packed)
			for _, p := range points {
				AddSeriesPoint(months, p)
			}
			return err
		})
	return SortedSeries(months), err
}

// AddSeriesPoint adds a customer's month to those of many.
func AddSeriesPoint(months map[calendar.Month]SeriesPoint, p SeriesPoint) {
	have := months[p.Month]
	months[p.Month] = SeriesPoint{Month: p.Month, Revenue: have.Revenue + p.Revenue, Orders: have.Orders + p.Orders,
		Risk: -1}
}

// SortedSeries are added months, the oldest first.
func SortedSeries(months map[calendar.Month]SeriesPoint) []SeriesPoint {
	return slices.SortedFunc(maps.Values(months), func(a, b SeriesPoint) int { return cmp.Compare(a.Month, b.Month) })
}
