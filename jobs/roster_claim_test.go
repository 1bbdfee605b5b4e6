package jobs

import (
	"context"
	"testing"

	"wholesight/jobs/roster"
	"wholesight/store"
	"wholesight/store/storetest"
)

// A request that is called off while it makes a roster must not take those along
// who wait for it: one of them goes on in its place.
func TestARequestThatGivesUpDoesNotTakeTheOthersAlong(t *testing.T) {
	db := storetest.SQLite(t)
	storetest.AddCustomers(t, db, store.Customer{Code: "A"})
	var rs Rosters
	var stamp store.Stamp
	storetest.View(t, db, func(tx *store.Tx) (err error) {
		stamp, err = tx.Stamp()
		return err
	})
	first, mine := rs.claim(stamp)
	if !mine {
		t.Fatal("an empty Rosters has a roster")
	}
	if m, mine := rs.claim(stamp); mine || m != first {
		t.Fatal("a second request does not wait for the first")
	}
	got := make(chan *roster.Roster)
	go func() {
		var r *roster.Roster
		err := db.View(context.Background(), func(tx *store.Tx) (err error) {
			r, err = rs.Roster(tx)
			return err
		})
		if err != nil {
			t.Error(err)
		}
		got <- r
	}()
	gone, cancel := context.WithCancel(context.Background())
	err := db.View(gone, func(tx *store.Tx) error {
		cancel()
		_, err := rs.make(tx, stamp, first)
		return err
	})
	if err == nil {
		t.Fatal("a request that was called off made a roster")
	}
	if r := <-got; r == nil || r.Len() != 1 {
		t.Fatalf("who waited got %v", r)
	}
	if m, mine := rs.claim(stamp); mine || m.roster == nil {
		t.Error("what the other one made was not kept")
	}
	if _, mine := rs.claim(store.Stamp{Customers: 99}); !mine {
		t.Error("another state is answered from the old roster")
	}
}
