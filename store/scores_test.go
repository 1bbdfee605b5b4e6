package store_test

import (
	"errors"
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
	"wholesight/store"
	"wholesight/store/storetest"
)

// published stages scores and publishes them.
func published(t *testing.T, db *store.DB, scores ...store.Score) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error {
		was, err := tx.Baseline()
		if err != nil {
			return err
		}
		id, err := tx.BeginBuild(store.Build{AsOf: calendar.Must("2026-11-22"), Timeframe: 12, Steps: "labels",
			StartedAt: tx.Now})
		if err != nil {
			return err
		}
		counts := map[int64]store.LabelCount{}
		for _, s := range scores {
			for _, label := range s.Labels {
				if c := counts[label]; label != 0 {
					counts[label] = store.LabelCount{ClassificationID: label, Customers: c.Customers + 1,
						Revenue: c.Revenue + s.Revenue}
				}
			}
		}
		return errors.Join(tx.StageScores(id, scores), tx.StageCounts(id, slices.Collect(maps.Values(counts)), nil),
			tx.PublishBuild(store.Build{ID: id, Customers: int64(len(scores)), History: true}, []string{store.StepLabels}, was))
	})
}

func TestScoresComeBackAsTheyWent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "B"}, store.Customer{Code: "a"}, store.Customer{Code: "A"},
			store.Customer{Code: "Ä"}, store.Customer{Code: "off", Notes: "inactive"})
		full := store.Score{CustomerID: ids["A"], SmartTypeID: 1,
			Customer: figures.Customer{Revenue: math.MaxInt64, PreviousRevenue: math.MinInt64, Orders: 1, PreviousOrders: 2,
				PurchaseDays: 3, LastPurchase: calendar.Must("1969-12-31"), Since: 5, GapNum: 6, GapDen: 7, GapEstimated: true,
				Risk: 8, RiskChange: -9, Products: 22,
				RevenueChange: -10, Rank: 11, RankOf: 12, Larger: 13, Total: 14, ShareOfLarger: 15},
			Labels: [6]int64{16, 17, 18, 19, 20, 21}}
		none := store.Score{CustomerID: ids["B"], SmartTypeID: 1,
			Reasons: [6]string{"no_purchase", "too_few_purchases", "no_revenue", "no_revenue_either", "no_revenue", ""}}
		published(t, db, full, none, store.Score{CustomerID: ids["a"], SmartTypeID: 1},
			store.Score{CustomerID: ids["Ä"], SmartTypeID: 1}, store.Score{CustomerID: ids["off"], SmartTypeID: 1})
		storetest.View(t, db, func(tx *store.Tx) error {
			for _, want := range []store.Score{full, none} {
				got, err := tx.Score(store.Everyone(), want.CustomerID)
				if diff := cmp.Diff(want, got); err != nil || diff != "" {
					t.Errorf("%v\n%s", err, diff)
				}
			}
			for name, scope := range map[string]store.Scope{"nobody": {}, "a rep": store.OfRep(1),
				"another customer": store.OfCustomer(ids["B"])} {
				if _, err := tx.Score(scope, ids["A"]); !errors.Is(err, store.ErrNotFound) {
					t.Errorf("%s sees the score: %v", name, err)
				}
				if _, err := tx.Series(scope, ids["A"]); !errors.Is(err, store.ErrNotFound) {
					t.Errorf("%s sees the series: %v", name, err)
				}
			}
			if points, err := tx.Series(store.Everyone(), ids["A"]); err != nil || len(points) != 0 {
				t.Errorf("a customer without series: %v, %v", points, err)
			}
			var order string
			build, err := tx.Published(store.StepLabels)
			if err != nil {
				return err
			}
			err = tx.EachScore(store.Everyone(), build.ID, func(p store.Party, s *store.Score) error {
				order += p.Code + " "
				return nil
			})
			if order != "A B a Ä " { // by bytes, without who is not active
				t.Errorf("order is %s", order)
			}
			return err
		})
		if err := store.Exec(db, `UPDATE customer_scores SET reasons = 'a,b' WHERE customer_id = $1`, ids["A"]); err != nil {
			t.Fatal(err)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			if _, err := tx.Score(store.Everyone(), ids["A"]); err == nil {
				t.Error("reasons that are not six were read")
			}
			return nil
		})
	})
}

func TestLabelCounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var rep, manager int64
		storetest.Update(t, db, func(tx *store.Tx) (err error) {
			if rep, err = tx.CreateUser(store.User{Email: "r@shop.example", Role: store.RoleRep}); err != nil {
				return err
			}
			manager, err = tx.AddAccountManager("Ann")
			return err
		})
		if err := store.Exec(db, `UPDATE account_managers SET user_id = $1 WHERE id = $2`, rep, manager); err != nil {
			t.Fatal(err)
		}
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "A", AccountManagerID: manager}, store.Customer{Code: "B"},
			store.Customer{Code: "C"})
		published(t, db,
			store.Score{CustomerID: ids["A"], SmartTypeID: 1, Customer: figures.Customer{Revenue: 100},
				Labels: [6]int64{7, 0, 0, 0, 0, 8}},
			store.Score{CustomerID: ids["B"], SmartTypeID: 1, Customer: figures.Customer{Revenue: -30},
				Labels: [6]int64{7, 0, 0, 0, 0, 0}},
			store.Score{CustomerID: ids["C"], SmartTypeID: 1, Customer: figures.Customer{Revenue: 5}})
		for name, c := range map[string]struct {
			scope store.Scope
			want  []store.LabelCount
		}{
			"everyone": {store.Everyone(), []store.LabelCount{{7, 2, 70}, {8, 1, 100}}},
			"a rep":    {store.OfRep(rep), []store.LabelCount{{7, 1, 100}, {8, 1, 100}}},
			"customer": {store.OfCustomer(ids["B"]), []store.LabelCount{{7, 1, -30}}},
			"nobody":   {store.Scope{}, nil},
		} {
			storetest.View(t, db, func(tx *store.Tx) error {
				got, err := tx.LabelCounts(c.scope)
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("%s:\n%s", name, diff)
				}
				return err
			})
		}
	})
}
