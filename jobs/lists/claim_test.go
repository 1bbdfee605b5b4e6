package lists

import (
	"context"
	"testing"
	"time"

	"wholesight/jobs/customerlist"
	"wholesight/store"
	"wholesight/store/storetest"
)

// A request that is called off while it makes a roster must not take those along
// who wait for it: one of them goes on in its place.
func TestARequestThatGivesUpDoesNotTakeTheOthersAlong(t *testing.T) {
	db := storetest.SQLite(t)
	storetest.AddCustomers(t, db, store.Customer{Code: "A"})
	var rs Cache
	var state rosterState
	storetest.View(t, db, func(tx *store.Tx) (err error) {
		state, _, err = presentState(tx)
		return err
	})
	first, mine := rs.claim(state)
	if !mine {
		t.Fatal("an empty Rosters has a roster")
	}
	if m, mine := rs.claim(state); mine || m != first {
		t.Fatal("a second request does not wait for the first")
	}
	got := make(chan *customerlist.Roster)
	go func() {
		var r *customerlist.Roster
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
		_, err := rs.make(tx, state, time.UTC, first)
		return err
	})
	if err == nil {
		t.Fatal("a request that was called off made a roster")
	}
	if r := <-got; r == nil || r.Len() != 1 {
		t.Fatalf("who waited got %v", r)
	}
	if m, mine := rs.claim(state); mine || m.roster == nil {
		t.Error("what the other one made was not kept")
	}
	if _, mine := rs.claim(rosterState{Stamp: store.Stamp{Customers: 99}}); !mine {
		t.Error("another state is answered from the old roster")
	}
}
