package store_test

import (
	"errors"
	"fmt"
	"testing"

	"wholesight/store"
	"wholesight/store/storetest"
)

// What a page asks of the present is the same whether one statement answers all of it
// (a transaction that reads) or each question is asked by itself (one that writes).
func TestOneStatementSaysWhatEachQuestionSays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		id := storetest.AddCustomers(t, db, store.Customer{Code: "A"})["A"]
		storetest.AddOrders(t, db, store.Order{Number: "1", CustomerID: id, Day: 20_000, Status: store.OrderOpen,
			Lines: []store.OrderLine{storetest.Line(1)}})
		var user int64
		storetest.Update(t, db, func(tx *store.Tx) (err error) {
			if user, err = tx.CreateUser(store.User{Email: "rep@shop.example", Name: "Rep", Role: store.RoleRep}); err != nil {
				return err
			}
			manager, err := tx.AddAccountManager("North")
			if err != nil {
				return err
			}
			if err := errors.Join(tx.LinkManagers(user, []int64{manager}), tx.SaveSetting("shop-name", "A"),
				tx.SaveSetting("shop-name", "B"),
				tx.SaveSetting("currency", "GBP")); err != nil {
				return err
			}
			build, err := tx.BeginBuild(store.Build{AsOf: 20_001, Timeframe: 12, Steps: "graph labels", BookVersion: 3,
				StartedAt: tx.Now})
			if err != nil {
				return err
			}
			return tx.PublishBuild(store.Build{ID: build, Orders: 1, Customers: 1, History: true},
				[]string{store.StepGraph, store.StepLabels}, store.Baseline{})
		})
		ask := func(tx *store.Tx) string {
			tx.For(user)
			stamp, err1 := tx.Stamp()
			bookVersion, err2 := tx.BookVersion()
			targets, err3 := tx.TargetsRevision()
			settled, err4 := tx.CountSettled()
			settings, err5 := tx.Settings()
			revision, err6 := tx.SettingsRevision()
			labels, err7 := tx.Published(store.StepLabels)
			_, none := tx.Published(store.StepForecasts)
			all, managers, err8 := tx.ManagersOf(store.OfRep(user))
			_, others, err9 := tx.ManagersOf(store.OfRep(user + 1))
			if err := errors.Join(err1, err2, err3, err4, err5, err6, err7, err8, err9); err != nil ||
				!errors.Is(none, store.ErrNotFound) {
				t.Errorf("%v; no forecasts: %v", err, none)
			}
			if revision != 3 || len(managers) != 1 || len(others) != 0 || labels.AsOf != 20_001 || bookVersion == 0 {
				t.Errorf("settings %d, managers %v and %v, labels %+v, book_version %d", revision, managers, others, labels,
					bookVersion)
			}
			return fmt.Sprint(stamp, bookVersion, targets, settled, settings, revision, labels, all, managers)
		}
		var read, written string
		storetest.View(t, db, func(tx *store.Tx) error { read = ask(tx); return nil })
		storetest.Update(t, db, func(tx *store.Tx) error { written = ask(tx); return nil })
		if read != written {
			t.Errorf("one statement says\n%s\neach by itself\n%s", read, written)
		}
	})
}
