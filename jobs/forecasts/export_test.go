package forecasts

import (
	"context"
	"fmt"
	"math"

	"wholesight/jobs/builds"
	"wholesight/jobs/calendar"
	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/runner"
	"wholesight/store"
)

// Quietly is what tests of the package from outside look at.
var Quietly = runner.Quietly

// LoadShop is the shop's order book as forecasts want it: of each active
// customer the baskets, those after the as-of day too, which a forecast does not look
// at and a test of forecasts does. Margins are by the products' present costs: the cost
// that a line was imported with is in no index, and reading it would take as long as
// all the rest. Five million lines take a few seconds and some 100 MiB.
func LoadShop(ctx context.Context, db *store.DB, asOf calendar.Day) (shop forecast.Shop, err error) {
	err = builds.BegunAnew(func() error {
		var p *forecastPlan
		if err := db.View(ctx, func(tx *store.Tx) (err error) {
			p, err = loadForecastPlan(tx, asOf.String())
			return err
		}); err != nil {
			return err
		}
		b, err := p.read(ctx, db, math.MaxInt32, func(int64) error { return nil })
		if err == nil {
			shop = p.shop(b)
		}
		return err
	})
	if err != nil {
		return forecast.Shop{}, fmt.Errorf("baskets as of %s: %w", asOf, err)
	}
	return shop, nil
}
