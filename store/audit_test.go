package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"wholesight/store"
	"wholesight/store/storetest"
)

func TestAuditLogIsChainedAndAppendOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				for j := range 5 {
					err := db.Update(context.Background(), func(tx *store.Tx) error {
						return tx.Audit(store.Actor{Name: "a@shop.example"}, "user.disable", fmt.Sprintf("user:%d-%d", i, j), nil,
							map[string]string{"k": "line\nbreak"})
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		storetest.View(t, db, func(tx *store.Tx) error {
			broken, err := tx.CheckAuditLog()
			if broken != 0 {
				t.Errorf("the chain breaks at entry %d", broken)
			}
			all, err2 := tx.AuditLog(store.AuditFilter{Limit: 200})
			if len(all) != 40 {
				t.Errorf("%d entries, want 40", len(all))
			}
			some, err3 := tx.AuditLog(store.AuditFilter{Text: "USER:3-", Limit: 200})
			if len(some) != 5 {
				t.Errorf("%d entries match, want 5", len(some))
			}
			for _, err := range []error{err, err2, err3} {
				if err != nil {
					return err
				}
			}
			return nil
		})
		for _, statement := range []string{"UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log"} {
			if err := store.Exec(db, statement); err == nil {
				t.Errorf("%s was carried out", statement)
			}
		}
	})
}
