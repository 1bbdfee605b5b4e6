package jobtest

import (
	"testing"

	"wholesight/jobs/customerlist"
	"wholesight/jobs/lists"
	"wholesight/store"
	"wholesight/store/storetest"
)

func Load(t *testing.T, db *store.DB, rs *lists.Cache) (r *customerlist.List) {
	t.Helper()
	storetest.View(t, db, func(tx *store.Tx) (err error) {
		r, err = rs.List(tx)
		return err
	})
	return r
}
