package lists_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/lists"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/target"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/store/storetest"
)

// entries are all rows as they are shown.
func entries(r *customerlist.List) (out []customerlist.Entry) {
	for row := range int32(r.Len()) {
		out = append(out, r.At(row))
	}
	return out
}

// Whatever is written of contacts and targets, and whenever a day begins, the customer list
// that is kept up to date by patches says what one says that is loaded anew.
func TestThePatchedCustomerListIsTheLoadedOne(t *testing.T) {
	db, clock := storetest.SQLiteWithClock(t)
	listShop(t, db)
	ids := map[string]int64{}
	storetest.View(t, db, func(tx *store.Tx) error {
		return tx.EachCustomer(store.Everyone(), func(c *store.Customer) error { ids[c.Code] = c.ID; return nil })
	})
	rng := rand.New(rand.NewPCG(5, 6))
	var rs lists.Cache
	var contacts []store.Contact
	targets := map[string]*store.Target{}
	followUps, known := 0, 0
	for step := range 40 {
		code := fmt.Sprint("K", rng.IntN(9))
		switch rng.IntN(5) {
		case 0:
			clock.Add(time.Duration(rng.IntN(30)) * time.Hour)
		case 1:
			storetest.Update(t, db, func(tx *store.Tx) error {
				old := targets[code]
				if old != nil {
					delete(targets, code)
					return tx.DeleteTarget(old.ID, old.Version)
				}
				n := &store.Target{CustomerID: ids[code], StartMonth: calendar.Must("2026-11-22").Month() - calendar.Month(rng.IntN(12)), Amounts: [12]int64{1000, 1000, 0, 50, 700}}
				targets[code] = n
				return tx.InsertTarget(n)
			})
		case 2:
			if len(contacts) == 0 {
				continue
			}
			i := rng.IntN(len(contacts))
			c := contacts[i]
			contacts = append(contacts[:i:i], contacts[i+1:]...)
			storetest.Update(t, db, func(tx *store.Tx) error { return tx.DeleteContact(c.ID, c.Version) })
		default:
			c := store.Contact{CustomerID: ids[code], At: clock.Now().Add(-time.Duration(rng.IntN(100)) * time.Hour).UnixMilli(),
				Kind: "call", Author: fmt.Sprint(step)}
			if rng.IntN(2) == 0 {
				next := calendar.Of(clock.Now()) + calendar.Day(rng.IntN(9)-3)
				c.NextOn = &next
			}
			storetest.Update(t, db, func(tx *store.Tx) error { return tx.InsertContact(&c) })
			contacts = append(contacts, c)
		}
		kept := jobtest.Load(t, db, &rs)
		fresh := jobtest.Load(t, db, new(lists.Cache))
		if diff := cmp.Diff(entries(fresh), entries(kept)); diff != "" || kept.Today != fresh.Today {
			t.Fatalf("step %d, %v and %v:\n%s", step, fresh.Today, kept.Today, diff)
		}
		for _, e := range entries(kept) {
			if e.Facts.FollowUp != 0 {
				followUps++
			}
			if e.Facts.Target.Known {
				known++
			}
		}
	}
	if followUps < 20 || known < 20 {
		t.Errorf("%d follow-ups and %d targets prove too little", followUps, known)
	}
	// The day of an instant hangs on the shop's zone.
	storetest.Update(t, db, func(tx *store.Tx) error {
		at := time.Date(2026, 11, 25, 23, 30, 0, 0, time.UTC)
		return errors.Join(tx.InsertContact(&store.Contact{CustomerID: ids["K0"], At: at.AddDate(1, 0, 0).UnixMilli(),
			Kind: "visit", Author: "z"}))
	})
	for zone, want := range map[string]string{"Europe/London": "2027-11-25", "Europe/Berlin": "2027-11-26",
		"America/New_York": "2027-11-25"} {
		storetest.Update(t, db, func(tx *store.Tx) error {
			return settings.SaveSetting(tx, jobtest.Tester, "time-zone", zone)
		})
		if f := jobtest.Load(t, db, &rs).Facts(0); f.LastContact != calendar.Must(want) || f.LastKind != "visit" {
			t.Errorf("in %s: %+v", zone, f)
		}
	}
}

// A patch does not load: what it did not have to read is shared.
func TestAContactIsPatchedIn(t *testing.T) {
	db := storetest.SQLite(t)
	listShop(t, db)
	var rs lists.Cache
	before := jobtest.Load(t, db, &rs)
	first, _ := before.Find("K1")
	storetest.Update(t, db, func(tx *store.Tx) error {
		return tx.InsertContact(&store.Contact{CustomerID: before.ID(first), At: tx.Now.UnixMilli(), Kind: "call",
			Author: "Ann"})
	})
	after := jobtest.Load(t, db, &rs)
	if after == before {
		t.Fatal("the old customer list is served after a contact")
	}
	if &before.Managers[0] != &after.Managers[0] {
		t.Error("a contact makes everything be read anew")
	}
	if before.Facts(first).LastContact != 0 || after.Facts(first).LastKind != "call" {
		t.Errorf("before %+v, after %+v", before.Facts(first), after.Facts(first))
	}
	storetest.Update(t, db, func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), "K1")
		c.Notes, c.Phone = "called", "+44"
		return errors.Join(err, tx.UpdateCustomer(&c))
	})
	if jobtest.Load(t, db, &rs) != after {
		t.Error("a note on a customer, which no list shows, makes a new customer list")
	}
}

// Actual is what was bought in the full months since the start and in the current
// one up to the day: counted here from the orders themselves.
func TestTheTargetsPaceIsOfTheOrders(t *testing.T) {
	db := storetest.SQLite(t)
	asOf := calendar.Must("2026-11-15")
	ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "B"}, store.Customer{Code: "C"},
		store.Customer{Code: "D"})
	rng := rand.New(rand.NewPCG(7, 8))
	type sold struct {
		day calendar.Day
		net int64
	}
	bought := map[string][]sold{}
	var orders []store.Order
	for i := range 200 {
		code := string("ABC"[rng.IntN(3)])
		o := store.Order{Number: fmt.Sprint(i), CustomerID: ids[code], Day: asOf + 20 - calendar.Day(rng.IntN(500)),
			Status: store.OrderStatus(rng.IntN(4)),
			Lines:  []store.OrderLine{storetest.Line(int64(rng.IntN(5000)) - 500)}}
		orders = append(orders, o)
		if o.Day <= asOf && (o.Status == store.OrderOpen || o.Status == store.OrderClosed) {
			bought[code] = append(bought[code], sold{o.Day, o.Lines[0].Total})
		}
	}
	storetest.AddOrders(t, db, orders...)
	plans := map[string]target.Plan{}
	storetest.Update(t, db, func(tx *store.Tx) error {
		for code, back := range map[string]int{"A": 4, "B": 11, "C": 12, "D": 3} {
			p := target.Plan{Start: asOf.Month() - calendar.Month(back),
				Amounts: [12]int64{9000, 100, 0, 8000, 8000, 7000, 100, 100, 100, 100, 100, 31_000}}
			plans[code] = p
			if err := tx.InsertTarget(&store.Target{CustomerID: ids[code], StartMonth: p.Start,
				Amounts: p.Amounts}); err != nil {
				return err
			}
		}
		return nil
	})
	if _, err := rebuild.Run(context.Background(), &runner.Work{DB: db, Log: storetest.Log()},
		rebuild.Options{AsOf: asOf.String()}); err != nil {
		t.Fatal(err)
	}
	r := jobtest.Load(t, db, new(lists.Cache))
	for code, p := range plans {
		var actual int64
		for _, s := range bought[code] {
			if s.day >= p.Start.First() {
				actual += s.net
			}
		}
		want := p.Pace(asOf, actual)
		if code == "C" { // its twelve months are over
			want = target.Pace{}
		}
		row, _ := r.Find(code)
		if diff := cmp.Diff(want, r.Facts(row).Target); diff != "" {
			t.Errorf("%s:\n%s", code, diff)
		}
	}
}
