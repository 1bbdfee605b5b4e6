package web_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"wholesight/jobs/calendar"
	jobreports "wholesight/jobs/reports"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// ready is how often the log says that the lists were made ready.
func ready(sh *webtest.Shop) int { return strings.Count(sh.Log.String(), "lists are ready") }

// Once a build is published the customer list is there before anybody asks, and the page that
// comes next makes none; it ends with its context.
func TestRefresh(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		webtest.ListShop(t, sh)
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() {
			sh.Server.KeepFresh(ctx, &web.Versions{})
			close(done)
		}()
		defer func() {
			cancel()
			<-done
		}()
		for range 2 {
			sh.Rebuild(t)
			var build store.Build
			sh.View(func(tx *store.Tx) (err error) {
				build, err = tx.Published(store.StepLabels)
				return err
			})
			for began := time.Now(); ; time.Sleep(5 * time.Millisecond) {
				if r := sh.Server.Lists.Kept(); r != nil && r.Build == build.ID {
					break
				}
				if time.Since(began) > 20*time.Second {
					t.Fatalf("build %d is published, and no customer list of it is made: %s", build.ID, sh.Log.String())
				}
			}
			kept := sh.Server.Lists.Kept()
			sh.As("manager").Get("/today").Want(t, 200)
			if sh.Server.Lists.Kept() != kept {
				t.Errorf("the first page after build %d made a customer list", build.ID)
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

// Only what is published has the lists made, one time each; a server that has just
// begun makes none, and one that was called off begins again.
func TestRefreshOnlyWhatIsNew(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	sh.Rebuild(t)
	ctx := context.Background()
	var made *web.Versions
	step := func(why string, want int) {
		t.Helper()
		before := ready(sh)
		for range 3 {
			now, err := sh.Server.RefreshOnce(ctx, made)
			if err != nil {
				t.Fatal(err)
			}
			made = &now
		}
		if n := ready(sh) - before; n != want {
			t.Errorf("%s: made ready %d times, want %d", why, n, want)
		}
	}
	step("at the start", 0)
	if sh.Server.Lists.Kept() != nil {
		t.Error("a server that has just begun makes a customer list")
	}
	customer := sh.Customer("L00")
	sh.Update(func(tx *store.Tx) error {
		return tx.InsertContact(&store.Contact{CustomerID: customer.ID, At: sh.Now().UnixMilli(), Kind: "call",
			Body: "Nothing of a build."})
	})
	step("after a contact", 0)
	sh.Rebuild(t)
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := sh.Server.RefreshOnce(gone, made); err == nil {
		t.Error("called off it returns no error")
	}
	step("after a build", 1)
	imports := func(number string) {
		storetest.AddOrders(t, sh.DB, store.Order{Number: number, CustomerID: customer.ID, Day: calendar.Must("2026-11-20"),
			Status: store.OrderOpen, Lines: []store.OrderLine{storetest.Line(100)}})
	}
	imports("late")
	step("after an import", 1)
	if sh.Server.Sales().Asked() {
		t.Error("the book of sales is made although nobody has asked for it")
	}
	var before, after *jobreports.SaleBook
	sh.As("manager").Get(paths.PurchasesPath()).Want(t, 200)
	book := func(into **jobreports.SaleBook) {
		sh.View(func(tx *store.Tx) (err error) {
			*into, err = sh.Server.Sales().Book(tx)
			return err
		})
	}
	book(&before)
	imports("later")
	step("after another import", 1)
	book(&after)
	if before == after {
		t.Error("after an import the book of sales is the old one")
	}
}
