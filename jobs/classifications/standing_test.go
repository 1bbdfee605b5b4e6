package classifications_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/classifications"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/lists"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/rules/whatif"
	"wholesight/store"
	"wholesight/store/storetest"
)

// standAt builds a shop's labels as of a day and asks where a customer stands.
func standAt(t *testing.T, db *store.DB, code string, asOf calendar.Day) (st classifications.Standing) {
	t.Helper()
	jobtest.Rebuild(t, db, rebuild.Options{AsOf: asOf.String()})
	return stand(t, db, code)
}

// stand asks where a customer stands in the shop as it is built.
func stand(t *testing.T, db *store.DB, code string) (st classifications.Standing) {
	t.Helper()
	storetest.View(t, db, func(tx *store.Tx) error {
		list, err := new(lists.Cache).List(tx)
		if err != nil {
			return err
		}
		build, err := tx.Published(store.StepLabels)
		if err != nil {
			return err
		}
		c, err := tx.Customer(store.Everyone(), code)
		if err != nil {
			return err
		}
		st, err = classifications.Stand(tx, store.Everyone(), &build, list, rulesOf(t, tx, c.SmartTypeID), &c)
		return err
	})
	return st
}

// labelAfter is the id of the classification that a move leads to; 0: none.
func labelAfter(st classifications.Standing, n whatif.Way) int64 {
	if n.To < 0 {
		return 0
	}
	return classifications.Group(st.Rules, n.Type)[n.To].ID
}

// Waiting as long as a silence says changes the label, on that day and not before.
func TestStandSilences(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.WorkedExamples(t, db)
	day := calendar.Must("2026-11-22")
	proved := 0
	for _, code := range []string{"GAP31", "BACK", "YEARS"} {
		now := standAt(t, db, code, day)
		seen := map[classify.Type]bool{}
		for _, n := range now.Ways {
			if n.Kind != whatif.Silence || n.Held || n.On > day+100 {
				continue
			}
			k := n.Type.Index()
			if got := standAt(t, db, code, n.On-1).Labels[k]; !seen[n.Type] && got != now.Labels[k] {
				t.Errorf("%s, %s: label %d the day before %v, want still %d", code, n.Type, got, n.On, now.Labels[k])
			}
			if got := standAt(t, db, code, n.On).Labels[k]; got != labelAfter(now, n) {
				t.Errorf("%s, %s: label %d on %v, want %d", code, n.Type, got, n.On, labelAfter(now, n))
			}
			seen[n.Type] = true
			proved++
		}
	}
	if proved < 2 {
		t.Errorf("%d silences were proved", proved)
	}
}

// Placing the orders that a move asks for gives the label that it promises.
func TestStandOrders(t *testing.T) {
	day := calendar.Must("2026-11-22")
	db := storetest.SQLite(t)
	jobtest.WorkedExamples(t, db)
	jobtest.Rebuild(t, db, rebuild.Options{AsOf: day.String()})
	proved := 0
	for _, code := range []string{"GAP31", "LATE", "BACK", "ONCE", "YEARS"} {
		for _, n := range stand(t, db, code).Ways {
			if n.Kind != whatif.Buying {
				continue
			}
			db := storetest.SQLite(t)
			ids := jobtest.WorkedExamples(t, db)
			var orders []store.Order
			for i := range n.Orders {
				net := int64(1)
				if i == n.Orders-1 {
					net = max(1, n.Amount-i)
				}
				orders = append(orders, jobtest.Sale(fmt.Sprintf("N%d", i), ids[code], day.String(), net))
			}
			storetest.AddOrders(t, db, orders...)
			then := standAt(t, db, code, day)
			if got, want := then.Labels[n.Type.Index()], labelAfter(then, n); got != want {
				t.Errorf("%s, %s: label %d after %+v, want %d", code, n.Type, got, n, want)
			}
			proved++
		}
	}
	if proved < 2 {
		t.Errorf("%d orders were proved", proved)
	}
}

// Who cannot be moved says so: not active, never scored, not in scope; and a shop that
// has built nothing.
func TestStandOfNobody(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.WorkedExamples(t, db)
	day := calendar.Must("2026-11-22")
	if st := standAt(t, db, "GONE", day); st.Solved || st.Scored || len(st.Ways) > 0 || len(st.Rules) == 0 {
		t.Errorf("not active: %+v", st)
	}
	storetest.AddCustomers(t, db, store.Customer{Code: "NEW"})
	if st := stand(t, db, "NEW"); st.Solved || st.Scored || len(st.Ways) > 0 {
		t.Errorf("not seen by a run: %+v", st)
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		list, err := new(lists.Cache).List(tx)
		if err != nil {
			return err
		}
		c, err := tx.Customer(store.Everyone(), "GAP31")
		if err != nil {
			return err
		}
		st, err := classifications.Stand(tx, store.Everyone(), nil, list, rulesOf(t, tx, c.SmartTypeID), &c)
		if err == nil && (st.Solved || st.Build != nil) {
			t.Errorf("nothing built: %+v", st)
		}
		if err != nil {
			return err
		}
		build, err := tx.Published(store.StepLabels)
		if err != nil {
			return err
		}
		st, err = classifications.Stand(tx, store.OfCustomer(c.ID+1), &build, list, rulesOf(t, tx, c.SmartTypeID), &c)
		if st.Scored || st.Solved {
			t.Errorf("outside of the scope: %+v", st)
		}
		return err
	})
}

// rulesOf are the classifications of a smart type, as OfSmartType picks them out of all.
func rulesOf(t *testing.T, tx *store.Tx, smartType int64) []store.Classification {
	t.Helper()
	all, err := tx.AllClassifications()
	if err != nil {
		t.Fatal(err)
	}
	want, err := tx.Classifications(smartType)
	if err != nil {
		t.Fatal(err)
	}
	got := classifications.OfSmartType(all, smartType)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("of smart type %d (-store +picked)\n%s", smartType, d)
	}
	return got
}
