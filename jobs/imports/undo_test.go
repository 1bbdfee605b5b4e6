package imports_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/store/storetest"
)

func undo(t testing.TB, db *store.DB, id int64) imports.UndoResult {
	t.Helper()
	r, err := imports.Undo(context.Background(), db, id, jobtest.Clerk)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestUndoOfOrders(t *testing.T) {
	db := storetest.SQLite(t)
	first := jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+jobtest.OrderRows)
	before := jobtest.Everything(t, db)
	second := jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+`1001,2026-03-05,C1,A,9,1.50,fax,open,1,0.75
1002,2026-01-06,C5,Z,-1,1.50,,closed,,
2000,2026-01-06,C6,Y,1,1,fax,closed,,
`)
	if _, err := imports.Undo(context.Background(), db, first.ImportID, jobtest.Clerk); !errors.Is(err,
		store.ErrConflict) {
		t.Fatalf("undo of the import before the last: %v", err)
	}
	if r := undo(t, db, second.ImportID); len(r.Kept) != 0 || r.Restored != 5 { // C5, C6, Y, Z, fax
		t.Errorf("undo %+v", r)
	}
	if got := jobtest.Everything(t, db); got != before {
		t.Errorf("undone\n%swas\n%s", got, before)
	}
	jobtest.Sound(t, db)
	if _, err := imports.Undo(context.Background(), db, second.ImportID, jobtest.Clerk); !errors.Is(err,
		store.ErrConflict) {
		t.Errorf("undone twice: %v", err)
	}
	if _, err := imports.Undo(context.Background(), db, first.ImportID, jobtest.Clerk); !errors.Is(err,
		store.ErrConflict) {
		t.Errorf("two in a row: %v", err)
	}
	third := jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+"2000,2026-01-06,C6,Y,1,1,fax,closed,,\n")
	jobtest.Wants(t, third, "created=1 updated=0 unchanged=0 rejected=0")
	undo(t, db, third.ImportID)
	if got := jobtest.Everything(t, db); got != before {
		t.Errorf("undone again\n%swas\n%s", got, before)
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		channels, err := tx.Channels()
		if _, fax := channels["fax"]; fax || len(channels) != 2 {
			t.Errorf("channels %v", channels)
		}
		return err
	})
}

// What somebody has changed or used since an import stays, and is named.
func TestUndoKeepsWhatWasChangedSince(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.ImportText(t, db, files.Customers, "code,name,city\nC1,Acme,Leeds\n")
	r := jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+
		"1,2026-01-06,C1,Y,1,1,,,,\n2,2026-01-06,C6,Y,1,1,,,,\n3,2026-01-06,C7,Z,1,1,,,,\n4,2026-01-06,C8,Z,1,1,,,,\n")
	jobtest.ImportText(t, db, files.Customers, "code,name\nC6,Six Ltd\n")
	jobtest.ImportText(t, db, files.Contacts, "customer_code,at,kind\nC7,2026-04-01,call\n")
	jobtest.ImportText(t, db, files.Products, "sku,name\nZ,Zed\n")
	got := undo(t, db, r.ImportID)
	want := []string{"customer C6 was changed since and stays as it is", "customer C7 is in use and stays",
		"product Z was changed since and stays as it is"}
	if diff := cmp.Diff(want, got.Kept); diff != "" {
		t.Error(diff)
	}
	customers := jobtest.Export(t, db, files.Customers)
	if strings.Contains(customers, "C8") || !strings.Contains(customers, "C6,Six Ltd") ||
		!strings.Contains(customers, "C7,C7") {
		t.Errorf("customers\n%s", customers)
	}
	if orders := jobtest.Export(t, db, files.Orders); strings.Count(orders, "\n") != 1 {
		t.Errorf("orders\n%s", orders)
	}
	jobtest.Sound(t, db)
	storetest.View(t, db, func(tx *store.Tx) error {
		row, err := tx.Import(r.ImportID)
		report, err2 := imports.ReadReport(row)
		if row.State != store.ImportUndone || !cmp.Equal(report.Kept, want) {
			t.Errorf("the import is %s, its report %+v", row.State, report)
		}
		return errors.Join(err, err2)
	})
}

func TestUndoOfEachKind(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		jobtest.ImportText(t, db, files.Customers, "code,name,city,smart_type,groups,created_on\nC1,Acme,Leeds,Retail,a|b,2020-01-01\nC2,Beta,York,,,\n")
		jobtest.ImportText(t, db, files.Products, "sku,name,list_price,tags\nA,Hammer,1.5,x:y\n")
		jobtest.ImportText(t, db, files.Targets, "customer_code,start_month,annual,discount_pct\nC1,2026-04,12,3\n")
		jobtest.ImportText(t, db, files.Contacts, "customer_code,at,kind,outcome,next_on\nC1,2026-04-01,call,reached,2026-05-01\n")
		before := jobtest.Everything(t, db)
		for kind, file := range map[files.Kind]string{
			files.Customers: "code,name,city,smart_type,account_manager,groups,created_on\nC1,Acme 2,,Export,Zoe,,\nC3,New,,Export,Zoe,,\n",
			files.Products:  "sku,name,list_price,tags\nA,Hammer 2,,\nB,Box,2,\n",
			files.Targets:   "customer_code,start_month,annual,discount_pct\nC1,2026-04,24,\nC9,2026-05,1,\n",
			files.Contacts:  "customer_code,at,kind,outcome,next_on\nC1,2026-04-01,call,,\nC9,2026-05-01,visit,,\n",
		} {
			r := jobtest.ImportText(t, db, kind, file)
			jobtest.Wants(t, r, "created=1 updated=1 unchanged=0 rejected=0")
			if u := undo(t, db, r.ImportID); len(u.Kept) != 0 {
				t.Errorf("%s: kept %v", kind, u.Kept)
			}
			if got := jobtest.Everything(t, db); got != before {
				t.Errorf("%s undone\n%swas\n%s", kind, got, before)
			}
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			types, err := tx.SmartTypes()
			managers, err2 := tx.AccountManagers()
			if len(types) != 2 || len(managers) != 0 {
				t.Errorf("smart types %+v, managers %v", types, managers)
			}
			return errors.Join(err, err2)
		})
		jobtest.Sound(t, db)
	})
}

// A product that orders speak of by now stays, although the import made it.
func TestUndoOfProductsKeepsWhatWasSold(t *testing.T) {
	db := storetest.SQLite(t)
	r := jobtest.ImportText(t, db, files.Products, "sku,name\nA,Hammer\nB,Box\n")
	jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+"1,2026-01-06,C1,A,1,1,,,,\n")
	got := undo(t, db, r.ImportID)
	if diff := cmp.Diff([]string{"product A is in use and stays"}, got.Kept); diff != "" {
		t.Error(diff)
	}
	jobtest.Sound(t, db)
}
