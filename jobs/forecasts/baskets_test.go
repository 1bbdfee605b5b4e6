package forecasts_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/forecasts"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/rules/forecast"
	"wholesight/store"
	"wholesight/store/storetest"
)

func TestWhatIsABasket(t *testing.T) {
	db := storetest.SQLite(t)
	cost := int64(12_345) // 1.2345
	storetest.Update(t, db, func(tx *store.Tx) error {
		return errors.Join(tx.InsertProducts([]store.Product{{SKU: "A", Name: "A", Kind: "goods", Active: true, Cost: &cost},
			{SKU: "B", Name: "B", Kind: "goods"},
			{SKU: "POST", Name: "Postage", Kind: "service", Active: true, Cost: &cost}}),
			tx.InsertChannels([]string{"phone", "E-Mail", "Newsletter", "web"}, 1))
	})
	var a, b, post int64
	storetest.View(t, db, func(tx *store.Tx) error {
		found, err := tx.ProductsBySKU([]string{"A", "B", "POST"})
		if err == nil {
			a, b, post = found["A"].ID, found["B"].ID, found["POST"].ID
		}
		return err
	})
	ids := storetest.AddCustomers(t, db, store.Customer{Code: "ONE", Consent: true},
		store.Customer{Code: "GONE", Notes: "inactive"}, store.Customer{Code: "TWO"})
	line := func(product, quantity, total int64) store.OrderLine {
		return store.OrderLine{ProductID: product, Quantity: quantity, Delivered: quantity, UnitPrice: 1, Total: total}
	}
	order := func(number, code, day string, channel int64, status store.OrderStatus,
		lines ...store.OrderLine) store.Order {
		return store.Order{Number: number, CustomerID: ids[code], Day: calendar.Must(day), Status: status, ChannelID: channel,
			Lines: lines}
	}
	storetest.AddOrders(t, db,
		order("1", "ONE", "2026-02-01", 1, store.OrderClosed, line(a, 3_500, 1000), line(b, 1000, 500), line(post, 1000, 900),
			line(a, -1000, -200), line(b, 1000, 0)),
		order("2", "ONE", "2026-02-01", 4, store.OrderOpen, line(b, 2000, 70)),
		order("3", "ONE", "2026-02-01", 2, store.OrderClosed, line(post, 1000, 10)), // no goods: its channel says nothing
		order("4", "ONE", "2026-01-05", 0, store.OrderClosed, line(a, 1000, 100)),
		order("5", "ONE", "2026-03-01", 1, store.OrderCancelled, line(a, 1000, 100)),
		order("6", "ONE", "2026-03-02", 1, store.OrderDraft, line(a, 1000, 100)),
		order("7", "GONE", "2026-03-02", 1, store.OrderClosed, line(a, 1000, 100)),
		order("8", "TWO", "2026-03-02", 1, store.OrderClosed, line(post, 1000, 100)),
		order("9", "TWO", "2026-12-02", 3, store.OrderClosed, line(b, 1000, 100)))
	shop, err := forecasts.LoadShop(context.Background(), db, calendar.Must("2026-11-22"))
	if err != nil {
		t.Fatal(err)
	}
	want := forecast.Shop{AsOf: calendar.Must("2026-11-22"), Mail: []int32{2, 3}, Customers: []forecast.Customer{
		{ID: ids["ONE"], Consent: true, Baskets: []forecast.Basket{
			{Day: calendar.Must("2026-01-05"), Revenue: 100, Margin: -23, Costed: 100, Lines: 1},
			{Day: calendar.Must("2026-02-01"), Revenue: 1570, Margin: 1000 - 432, Costed: 1000, Lines: 3, Channel: 4}}},
		{ID: ids["TWO"], Baskets: []forecast.Basket{{Day: calendar.Must("2026-12-02"), Revenue: 100, Lines: 1, Channel: 3}}}}}
	if d := cmp.Diff(want, shop); d != "" {
		t.Errorf("(- want, + got):\n%s", d)
	}
	jobtest.BuildForecasts(t, db, forecasts.Options{})
	storetest.View(t, db, func(tx *store.Tx) error {
		build, totals, err := forecasts.ChannelTotals(tx, store.Everyone())
		wantTotals := []store.NamedChannel{{Orders: 1, Revenue: 100}, {ID: 2, Name: "E-Mail", Orders: 1, Revenue: 10},
			{ID: 1, Name: "phone", Orders: 3, Revenue: 2200 + 100 + 100}, {ID: 4, Name: "web", Orders: 1, Revenue: 70}}
		if d := cmp.Diff(wantTotals, totals); d != "" || build.Timeframe != 12 {
			t.Errorf("channels of %+v (- want, + got):\n%s", build, d)
		}
		return err
	})
}

// Only the page that holds the models against what was planted may read the truths.
func TestTheTruthsAreReadByNothingElse(t *testing.T) {
	if err := filepath.WalkDir("../..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), ".DemoTruths(") && filepath.Base(path) != "foundtruths.go" {
			t.Errorf("%s reads the truths", path)
		}
		if strings.Contains(string(text), "demo_truths") &&
			!strings.HasSuffix(path, filepath.Join("store", "demotruths.go")) {
			t.Errorf("%s reads the table of truths", path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
