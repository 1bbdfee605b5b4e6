package web

import (
	"context"
	"strings"
	"testing"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
)

// ready is how often the log says that the lists were made ready.
func (sh *shop) ready() int { return strings.Count(sh.log.String(), "lists are ready") }

// Once a build is published the roster is there before anybody asks, and the page that
// comes next makes none; it ends with its context.
func TestWarm(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		listShop(t, sh)
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() {
			sh.s.Warm(ctx)
			close(done)
		}()
		defer func() {
			cancel()
			<-done
		}()
		for range 2 {
			sh.rebuild(t)
			var build store.Build
			sh.view(func(tx *store.Tx) (err error) {
				build, err = tx.Published(store.StepLabels)
				return err
			})
			for began := time.Now(); ; time.Sleep(5 * time.Millisecond) {
				if r := sh.s.rosters.Kept(); r != nil && r.Build == build.ID {
					break
				}
				if time.Since(began) > 20*time.Second {
					t.Fatalf("build %d is published, and no roster of it is made: %s", build.ID, sh.log.String())
				}
			}
			kept := sh.s.rosters.Kept()
			sh.as("manager").get("/today").want(t, 200)
			if sh.s.rosters.Kept() != kept {
				t.Errorf("the first page after build %d made a roster", build.ID)
			}
		}
		cancel()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			t.Fatal("it goes on after its context has ended")
		}
	})
}

// Only what is published has the lists made: one time each, and again after a failure.
func TestWarmOnlyWhatIsNew(t *testing.T) {
	sh := newShop(t)
	listShop(t, sh)
	sh.rebuild(t)
	ctx := context.Background()
	var warm editions
	step := func(why string, want int) {
		t.Helper()
		before := sh.ready()
		for range 3 {
			if err := sh.s.warm(ctx, &warm); err != nil {
				t.Fatal(err)
			}
		}
		if n := sh.ready() - before; n != want {
			t.Errorf("%s: made ready %d times, want %d", why, n, want)
		}
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := sh.s.warm(gone, &warm); err == nil || warm != (editions{}) {
		t.Errorf("called off it returns %v and holds %v for ready", err, warm)
	}
	step("the first time", 1)
	customer := sh.customer("L00")
	sh.update(func(tx *store.Tx) error {
		return tx.InsertContact(&store.Contact{CustomerID: customer.ID, At: sh.now().UnixMilli(), Kind: "call", Body: "Nothing of a build."})
	})
	step("after a contact", 0)
	sh.rebuild(t)
	step("after a build", 1)
	storetest.AddOrders(t, sh.db, store.Order{Number: "late", CustomerID: customer.ID, Day: calendar.Must("2026-11-20"), Status: store.OrderOpen, Lines: []store.OrderLine{storetest.Line(100)}})
	step("after an import", 1)
}
