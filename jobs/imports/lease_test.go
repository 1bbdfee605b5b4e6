package imports

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"testing"
	"time"

	"wholesight/jobs/files"
	"wholesight/store"
	"wholesight/store/storetest"
)

// gone is the number of a process that has ended.
func gone(t *testing.T) int {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-test.run=^$")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return cmd.Process.Pid
}

func TestALeaseOfAProcessThatIsGoneIsTakenAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		take := func(holder string) {
			storetest.Update(t, db, func(tx *store.Tx) error {
				old, err := tx.LeaseHolder(leaseName)
				if err == nil {
					err = tx.EndLease(leaseName, old)
				}
				if err != nil && !errors.Is(err, store.ErrNotFound) {
					return err
				}
				_, err = tx.TakeLease(leaseName, holder, time.Hour)
				return err
			})
		}
		for _, c := range []struct {
			what   string
			holder string
			taken  bool
		}{
			{"this process", holderName(os.Getpid()), false},
			{"the parent, which lives", holderName(os.Getppid()), false},
			{"one of another machine", "another-machine/999999/x", false},
			{"one that is no process", "x", false},
			{"one that has ended", holderName(gone(t)), true},
		} {
			take(c.holder)
			l, taken, err := tryLease(context.Background(), db)
			if err != nil || taken != c.taken {
				t.Errorf("%s: taken %v, %v", c.what, taken, err)
			}
			if taken {
				storetest.Update(t, db, l.Guard)
			}
		}
	})
}

// An import that was succeeded cannot publish: it ends, and the shop is as the
// other one left it.
func TestAnImportThatWasSucceededPublishesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		src := memory("order_number,order_date,customer_code,sku,quantity,unit_price\n1,2026-01-05,C,A,1,1\n")
		stolen := false
		_, err := Import(context.Background(), db, src, Options{Kind: files.Orders, CreateMissing: true,
			Actor: store.Actor{Name: "test"},
			Progress: func(_, _ int64, note string) error {
				if note != "importing" || stolen {
					return nil
				}
				stolen = true
				return db.Update(context.Background(), func(tx *store.Tx) error {
					old, err := tx.LeaseHolder(leaseName)
					if err != nil {
						return err
					}
					_, err = tx.SucceedLease(leaseName, old, "another", time.Hour)
					return err
				})
			}})
		if err == nil || !stolen {
			t.Fatalf("it was published (stolen %v)", stolen)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			some, err := tx.HasOrders()
			holder, err2 := tx.LeaseHolder(leaseName)
			if some || holder != "another" {
				t.Errorf("orders %v, holder %q", some, holder)
			}
			if err == nil {
				err = err2
			}
			return err
		})
	})
}

// An import that was killed says so once somebody looks; one that a job can begin
// again does not.
func TestAnOrphanedImportIsMarked(t *testing.T) {
	db := storetest.SQLite(t)
	var killed, waits int64
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		m := store.Import{Kind: "orders", FileName: "o.csv", State: store.ImportApplying, Options: "{}",
			Actor: store.Actor{Name: "test"}}
		if killed, err = tx.AddImport(m); err != nil {
			return err
		}
		if waits, err = tx.AddImport(m); err != nil {
			return err
		}
		return tx.AddPart(waits, store.PartSource, 0, []byte("x"))
	})
	if err := SweepOrderBook(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		a, err := tx.Import(killed)
		if err != nil {
			return err
		}
		b, err := tx.Import(waits)
		if a.State != store.ImportFailed || a.Error == "" || b.State != store.ImportApplying {
			t.Errorf("the killed one is %s (%s), the other %s", a.State, a.Error, b.State)
		}
		return err
	})
}
