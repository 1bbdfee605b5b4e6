package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
	"wholesight/store"
	"wholesight/store/storetest"
)

// listed makes three customers (A of Ann, who is user 1's, B of nobody, C not
// active and of Bob) with a published build that scores A and B, and returns it.
func listed(t *testing.T, db *store.DB) (customers []store.Customer, build int64, scores []store.Score, user int64) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error {
		kind, err := tx.NewSmartType("Kind", false)
		if err != nil {
			return err
		}
		ann, err := tx.AddAccountManager("Ann")
		if err != nil {
			return err
		}
		bob, err := tx.AddAccountManager("Bob")
		if err != nil {
			return err
		}
		if user, err = tx.CreateUser(store.User{Email: "rep@shop.example", Name: "Rep", Role: store.RoleRep}); err != nil {
			return err
		}
		if err := tx.LinkManagers(user, []int64{ann}); err != nil {
			return err
		}
		customers = []store.Customer{
			{Code: "C/1 %2F", Name: "Sea", SmartTypeID: kind, AccountManagerID: bob},
			{Code: "A", Name: "Ay", City: "Aachen", Contact: "Al", SmartTypeID: kind, AccountManagerID: ann, Active: true,
				Groups: []string{"North", "Süd"}, Tags: []string{"make:Ford"}, Industry: "Tools", Country: "GB"},
			{Code: "B", Name: "Bee", SmartTypeID: kind, Active: true},
		}
		if err := tx.InsertCustomers(customers); err != nil {
			return err
		}
		day := calendar.Must("2026-11-01")
		scores = []store.Score{
			{CustomerID: customers[1].ID, SmartTypeID: kind,
				Customer: figures.Customer{Revenue: 123, PreviousRevenue: -5, Orders: 2, PreviousOrders: 1, PurchaseDays: 3,
					LastPurchase: day,
					Since:        21, GapNum: 61, GapDen: 2, GapEstimated: true, Risk: 69, Products: 4},
				Reasons: [6]string{3: "previous_below_zero"}, Labels: [6]int64{0, 0, 0, 0, 0, 7}},
			{CustomerID: customers[2].ID, SmartTypeID: kind,
				Reasons: [6]string{"no_purchase", "too_few_purchases", "no_revenue", "no_revenue_either", "no_revenue", ""}},
		}
		if build, err = tx.BeginBuild(store.Build{AsOf: day + 21, Timeframe: 12, Steps: "graph labels",
			StartedAt: tx.Now}); err != nil {
			return err
		}
		points := func(revenue int64) []store.SeriesPoint {
			return []store.SeriesPoint{{Month: day.Month() - 1, Revenue: revenue, Orders: 1, Risk: -1},
				{Month: day.Month(), Revenue: -revenue, Risk: 69, Estimated: true}}
		}
		return errors.Join(tx.StageScores(build, scores),
			tx.StageSeries(build, []store.CustomerSeries{{CustomerID: customers[1].ID, Points: points(5)},
				{CustomerID: customers[0].ID, Points: points(9)}}),
			tx.PublishBuild(store.Build{ID: build, History: true}, []string{store.StepGraph, store.StepLabels},
				store.Baseline{}))
	})
	return customers, build, scores, user
}

func TestListRowsAreEveryCustomerWithItsFigures(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		customers, build, scores, _ := listed(t, db)
		list := func(build int64) (rows []store.ListRow) {
			storetest.View(t, db, func(tx *store.Tx) error {
				rows = nil
				return tx.EachListRow(build, func(r *store.ListRow) error {
					rows = append(rows, *r)
					return nil
				})
			})
			return rows
		}
		row := func(c store.Customer) store.ListRow {
			return store.ListRow{ID: c.ID, Code: c.Code, Name: c.Name, City: c.City, Contact: c.Contact,
				SmartTypeID: c.SmartTypeID, ManagerID: c.AccountManagerID, Active: c.Active,
				Groups: c.Groups, Tags: c.Tags, Industry: c.Industry, Country: c.Country,
				Facts: store.ContactFacts{CustomerID: c.ID, Code: c.Code}}
		}
		want := []store.ListRow{row(customers[1]), row(customers[2]), row(customers[0])}
		if diff := cmp.Diff(want, list(0)); diff != "" {
			t.Errorf("without a build:\n%s", diff)
		}
		for i, s := range scores {
			s.SmartTypeID, s.Since = 0, 0 // not among a list's columns
			want[i].Scored, want[i].Score = true, s
		}
		if diff := cmp.Diff(want, list(build)); diff != "" {
			t.Errorf("with a build:\n%s", diff)
		}
		next := calendar.Must("2026-12-01")
		storetest.Update(t, db, func(tx *store.Tx) error {
			return tx.InsertContact(&store.Contact{CustomerID: customers[2].ID, At: 1234, Kind: "call", Author: "Ann",
				NextOn: &next})
		})
		want[1].Facts.LastAt, want[1].Facts.LastKind, want[1].Facts.FollowUp = 1234, "call", next
		if diff := cmp.Diff(want, list(build)); diff != "" {
			t.Errorf("with a contact:\n%s", diff)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			stop := errors.New("stop")
			if err := tx.EachListRow(build, func(*store.ListRow) error { return stop }); !errors.Is(err, stop) {
				t.Errorf("an error of the caller: %v", err)
			}
			n, err := tx.CountCustomers()
			if n != 3 {
				t.Errorf("%d customers", n)
			}
			return err
		})
	})
}

func TestManagersOfAScope(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		customers, _, _, user := listed(t, db)
		for scope, want := range map[store.Scope]string{
			store.Everyone():                  "true []",
			store.OfRep(user):                 fmt.Sprintf("false [%d]", customers[1].AccountManagerID),
			store.OfRep(user + 1):             "false []",
			store.OfCustomer(customers[1].ID): "false []",
			{}:                                "false []",
		} {
			storetest.View(t, db, func(tx *store.Tx) error {
				all, ids, err := tx.ManagersOf(scope)
				if got := fmt.Sprint(all, " ", ids); got != want {
					t.Errorf("%+v: %s, want %s", scope, got, want)
				}
				return err
			})
		}
	})
}

func TestACustomerOutsideOfTheScopeIsNotThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		customers, _, _, user := listed(t, db)
		ids := []int64{customers[0].ID, customers[1].ID, customers[2].ID, 12345}
		for _, c := range []struct {
			scope  store.Scope
			sees   []string
			series int
		}{
			{store.Everyone(), []string{"C/1 %2F", "A", "B"}, 2},
			{store.OfRep(user), []string{"A"}, 1},
			{store.OfCustomer(customers[2].ID), []string{"B"}, 0},
			{store.Scope{}, nil, 0},
		} {
			storetest.View(t, db, func(tx *store.Tx) error {
				var sees []string
				for _, want := range customers {
					got, err := tx.Customer(c.scope, want.Code)
					if errors.Is(err, store.ErrNotFound) {
						continue
					}
					if err != nil {
						return err
					}
					if got.Name != want.Name || got.ID != want.ID || got.SmartType != "Kind" {
						t.Errorf("%q is %+v", want.Code, got)
					}
					sees = append(sees, got.Code)
				}
				if diff := cmp.Diff(c.sees, sees); diff != "" {
					t.Errorf("%+v sees\n%s", c.scope, diff)
				}
				series, err := tx.SeriesOf(c.scope, ids)
				if len(series) != c.series {
					t.Errorf("%+v sees %d series, want %d", c.scope, len(series), c.series)
				}
				return err
			})
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			if _, err := tx.Customer(store.Everyone(), "nobody"); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("nobody: %v", err)
			}
			one, err := tx.Series(store.Everyone(), customers[1].ID)
			if err != nil {
				return err
			}
			some, err := tx.SeriesOf(store.Everyone(), ids)
			if diff := cmp.Diff(one, some[customers[1].ID]); diff != "" || len(one) != 2 {
				t.Errorf("series of A:\n%s", diff)
			}
			return err
		})
	})
}

func TestTheOrdersOfATimeline(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		master(t, db)
		importID, bookVersion := begin(t, db)
		storetest.Update(t, db, func(tx *store.Tx) error {
			var orders []store.Order
			for i, day := range []string{"2026-01-02", "2026-03-01", "2026-03-01", "2026-02-01", "2026-05-01"} {
				o := order(0, fmt.Sprint("N", 9-i), int64(10+i), 1)
				o.Day, o.Status = calendar.Must(day), store.OrderStatus(i%4)
				orders = append(orders, o)
			}
			other := order(0, "X", 1)
			other.CustomerID = 99
			return tx.StageOrders(bookVersion, append(orders, other))
		})
		recent := func(scope store.Scope, customer int64, day string, limit int) (out []string) {
			storetest.View(t, db, func(tx *store.Tx) error {
				all, err := tx.OrdersBefore(scope, customer, store.TimelineAt{OrderDay: int64(calendar.Must(day)) + 1}, limit)
				out = nil
				for _, o := range all {
					out = append(out, fmt.Sprint(o.Number, " ", o.Day, " ", o.Status, " ", o.Net, " ", o.Lines, o.Channel))
				}
				return err
			})
			return out
		}
		if got := recent(store.Everyone(), 1, "2026-12-31", 9); got != nil {
			t.Errorf("staged orders show: %q", got)
		}
		storetest.Update(t, db, func(tx *store.Tx) error { return tx.PublishOrders(importID, bookVersion) })
		want := []string{"N7 2026-03-01 closed 13 2", "N8 2026-03-01 open 12 2", "N6 2026-02-01 cancelled 14 2",
			"N9 2026-01-02 draft 11 2"}
		if diff := cmp.Diff(want, recent(store.Everyone(), 1, "2026-04-30", 9)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want[:2], recent(store.Everyone(), 1, "2026-04-30", 2)); diff != "" {
			t.Error(diff)
		}
		if got := recent(store.OfCustomer(2), 1, "2026-12-31", 9); got != nil {
			t.Errorf("outside of the scope: %q", got)
		}
		if err := db.View(context.Background(), func(tx *store.Tx) error {
			_, err := tx.OrdersBefore(store.Scope{}, 1, store.TimelineAt{}, 0)
			return err
		}); err != nil {
			t.Error(err)
		}
	})
}
