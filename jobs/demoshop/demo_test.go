package demoshop_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/demo"
	"wholesight/jobs/demoshop"
	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/store/storetest"
)

var smallDemo = demo.Config{Customers: 60, Months: 18, End: calendar.Must("2026-11-22")}

func seed(t testing.TB, db *store.DB, cfg demo.Config) {
	t.Helper()
	if err := demoshop.Seed(context.Background(), db, cfg, nil); err != nil {
		t.Fatal(err)
	}
}

func TestTheDemoShopIsStoredAsItWasMade(t *testing.T) {
	db := storetest.SQLite(t)
	seed(t, db, smallDemo)
	jobtest.Sound(t, db)
	shop, err := demo.New(smallDemo)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int64{}
	lines := 0
	if err := shop.Orders(func(o demo.Order) error {
		for _, l := range o.Lines {
			want[o.Number] += l.Total
			lines++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	customers, products, targets, contacts := 0, 0, 0, 0
	storetest.View(t, db, func(tx *store.Tx) error {
		err := tx.EachOrderLine(store.Everyone(), func(e *store.ExportLine) error {
			got[e.Number] += e.Line.Total
			lines--
			return nil
		})
		count := func(n *int) func() error { return func() error { *n++; return nil } }
		c, p, a, b := count(&customers), count(&products), count(&targets), count(&contacts)
		return errors.Join(err,
			tx.EachCustomer(store.Everyone(), func(*store.Customer) error { return c() }),
			tx.EachProduct(func(*store.Product) error { return p() }),
			tx.EachTarget(store.Everyone(), func(*store.Target) error { return a() }),
			tx.EachContact(store.Everyone(), func(*store.Contact) error { return b() }))
	})
	if lines != 0 || len(got) != len(want) {
		t.Errorf("%d orders, want %d; %d lines are missing", len(got), len(want), lines)
	}
	for number, net := range want {
		if got[number] != net {
			t.Errorf("order %s is %d, want %d", number, got[number], net)
		}
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{{"customers", customers, len(shop.Customers())}, {"products", products, len(shop.Products())},
		{"targets", targets, len(shop.Targets())}, {"contacts", contacts, len(shop.Contacts())}} {
		if c.got != c.want || c.want == 0 {
			t.Errorf("%d %s, want %d", c.got, c.what, c.want)
		}
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		stopped, err := tx.DemoTruths("stopped")
		if truths := shop.Truths(); len(stopped) != len(truths.Stopped) || len(stopped) == 0 {
			t.Errorf("%d have stopped, want %d", len(stopped), len(truths.Stopped))
		}
		classes, err2 := tx.Classifications(0)
		if len(classes) != len(shop.Classifications()) {
			t.Errorf("%d classifications, want %d", len(classes), len(shop.Classifications()))
		}
		return errors.Join(err, err2)
	})
	if err := demoshop.Seed(context.Background(), db, smallDemo, nil); !errors.Is(err, store.ErrNotEmpty) {
		t.Errorf("a second demo shop: %v", err)
	}
}

func TestTheDemoShopIsImportedBackWithoutAChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		seed(t, db, smallDemo)
		for _, kind := range files.Kinds {
			r := jobtest.ImportText(t, db, kind, jobtest.Export(t, db, kind))
			if r.Created != 0 || r.Updated != 0 || r.Rejected != 0 || r.Unchanged == 0 {
				t.Errorf("%s: %s %+v", kind, r, r.FirstRejections)
			}
		}
	})
}

// The exports are enough to move a shop: a new one that imports them exports the
// same bytes, prices included.
func TestAShopIsMovedByItsExports(t *testing.T) {
	from := storetest.SQLite(t)
	seed(t, from, smallDemo)
	to := storetest.SQLite(t)
	jobtest.Setting(t, to, "currency", demo.Currency)
	for _, title := range []string{"Retail", "Trade", "Distributor"} {
		storetest.Update(t, to, func(tx *store.Tx) error {
			_, err := tx.NewSmartType(title, false)
			return err
		})
	}
	for _, kind := range files.Kinds {
		jobtest.ImportText(t, to, kind, jobtest.Export(t, from, kind))
	}
	if a, b := jobtest.Everything(t, from), jobtest.Everything(t, to); a != b {
		x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
		for i := range min(len(x), len(y)) {
			if x[i] != y[i] {
				t.Fatalf("line %d\n%s\n%s", i, x[i], y[i])
			}
		}
		t.Fatalf("%d and %d lines", len(x), len(y))
	}
	jobtest.Sound(t, to)
}

func TestAStoppedSeedingLeavesNothing(t *testing.T) {
	db := storetest.SQLite(t)
	stop := errors.New("stop")
	err := demoshop.Seed(context.Background(), db, demo.Config{Customers: 200, Months: 24, End: smallDemo.End},
		func(done, total int64, note string) error {
			if done > 0 {
				return stop
			}
			return nil
		})
	if !errors.Is(err, stop) {
		t.Fatalf("got %v", err)
	}
	if err := imports.SweepOrderBook(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	seed(t, db, smallDemo)
	jobtest.Sound(t, db)
}
