package lists

import (
	"context"
	"testing"

	"wholesight/jobs/customerlist"
	"wholesight/store"
	"wholesight/store/storetest"
)

// A request that is called off while it makes a customer list must not take those along
// who wait for it: one of them goes on in its place.
func TestARequestThatGivesUpDoesNotTakeTheOthersAlong(t *testing.T) {
	db := storetest.SQLite(t)
	storetest.AddCustomers(t, db, store.Customer{Code: "A"})
	var rs Cache
	gone, cancel := context.WithCancel(context.Background())
	got := make(chan *customerlist.List)
	err := db.View(gone, func(tx *store.Tx) error {
		state, _, err := presentState(tx)
		if err != nil {
			return err
		}
		_, err = rs.kept.Get(tx, state, func() (*customerlist.List, error) {
			go func() {
				var r *customerlist.List
				if err := db.View(context.Background(), func(tx *store.Tx) (err error) {
					r, err = rs.List(tx)
					return err
				}); err != nil {
					t.Error(err)
				}
				got <- r
			}()
			cancel()
			return nil, gone.Err()
		})
		return err
	})
	if err == nil {
		t.Fatal("a request that was called off made a customer list")
	}
	r := <-got
	if r == nil || r.Len() != 1 {
		t.Fatalf("who waited got %v", r)
	}
	if rs.Kept() != r {
		t.Error("what the other one made was not kept")
	}
}
