package imports_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/store/storetest"
)

// exportedOrders is what orderHeader + orderRows become: one line of noughts (0.005
// × 3 = 0.015, rounded once to 0.02), returns, a correction, free goods.
const exportedOrders = `order_number,order_date,customer_code,sku,quantity,unit_price,line_total,delivered_quantity,cost,channel,status
1001,2026-01-05,C1,A,2,1.5,3,1,0.75,web,open
1001,2026-01-05,C1,B,1,10,10,1,4,web,open
1002,2026-01-06,C2,A,-1,1.5,-1.5,-1,,,closed
1003,2026-01-07,C1,A,3,0.0050,0.02,3,,phone,closed
1003,2026-01-07,C1,A,3,0.0050,0.02,3,,phone,closed
1004,2026-01-08,C3,D,1,-2.5,-2.5,1,,,cancelled
1004,2026-01-08,C3,F,5,0,0,5,,,cancelled
`

func TestOrdersAreStoredAsTheFileHasThem(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+jobtest.OrderRows),
		"created=4 updated=0 unchanged=0 rejected=0")
	if got := jobtest.Export(t, db, files.Orders); got != exportedOrders {
		t.Errorf("got\n%s", got)
	}
	jobtest.Sound(t, db)
	r := jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+jobtest.OrderRows)
	jobtest.Wants(t, r, "created=0 updated=0 unchanged=4 rejected=0")
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "already imported on 2026-11-22") {
		t.Errorf("notes %q", r.Notes)
	}
	if w := (imports.Warnings{NegativePrice: 1}); r.Warnings != w {
		t.Errorf("warnings %+v, want %+v", r.Warnings, w)
	}
}

// Rows in any order, and files split between orders, end in the same shop.
func TestTheOrderOfRowsMakesNoDifference(t *testing.T) {
	rows := strings.SplitAfter(strings.TrimSuffix(named, "\n"), "\n")
	db := storetest.SQLite(t)
	jobtest.ImportText(t, db, files.Orders, namedHeader+named)
	before := jobtest.Everything(t, db)
	r := rand.New(rand.NewPCG(7, 7))
	for range 5 {
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		text := ""
		for _, row := range rows {
			text += strings.TrimSuffix(row, "\n") + "\n"
		}
		jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, namedHeader+text),
			"created=0 updated=0 unchanged=4 rejected=0")
	}
	if got := jobtest.Everything(t, db); got != before {
		t.Errorf("shuffled rows changed\n%s\nto\n%s", before, got)
	}
	whole, parts := storetest.SQLite(t), storetest.SQLite(t)
	jobtest.ImportText(t, whole, files.Orders, namedHeader+named)
	for _, number := range []string{"1004", "1001", "1003", "1002"} {
		text := ""
		for _, row := range strings.SplitAfter(named, "\n") {
			if strings.HasPrefix(row, number) {
				text += row
			}
		}
		jobtest.Wants(t, jobtest.ImportText(t, parts, files.Orders, namedHeader+text),
			"created=1 updated=0 unchanged=0 rejected=0")
	}
	if a, b := jobtest.Everything(t, whole), jobtest.Everything(t, parts); a != b {
		t.Errorf("in one file\n%s\nin four\n%s", a, b)
	}
}

const (
	namedHeader = "order_number,order_date,customer_code,customer_name,sku,product_name,quantity,unit_price\n"
	named       = `1001,2026-01-05,C1,Acme,A,Hammer,2,1.50
1001,2026-01-05,C1,Acme,B,,1,10
1002,2026-01-06,C2,,A,Hammer 16 oz,-1,1.50
1003,2026-01-07,C1,Acme Limited,A,hammer,3,0.005
1003,2026-01-07,C1,Acme Limited,A,hammer,3,0.005
1004,2026-01-08,C3,Zeta,B,Box,1,-2.5
`
)

// What a file says again it corrects; columns that it does not have keep.
func TestCorrections(t *testing.T) {
	for _, c := range []struct{ name, file, line, want string }{
		{"a quantity", "order_number,order_date,customer_code,sku,quantity,unit_price\n1002,2026-01-06,C2,A,-2,1.50\n",
			"created=0 updated=1 unchanged=0 rejected=0",
			"1002,2026-01-06,C2,A,-2,1.5,-3,-2,,,closed\n"},
		{"nothing but the status", "order_number,order_date,customer_code,sku,quantity,unit_price,status\n1001,2026-01-05,C1,A,2,1.50,closed\n1001,2026-01-05,C1,B,1,10,closed\n",
			"created=0 updated=1 unchanged=0 rejected=0", "1001,2026-01-05,C1,A,2,1.5,3,1,0.75,web,closed\n1001,2026-01-05,C1,B,1,10,10,1,4,web,closed\n"},
		{"absent columns, other order of lines", "order_number,order_date,customer_code,sku,quantity,unit_price\n1001,2026-01-05,C1,B,1,10\n1001,2026-01-05,C1,A,2,1.50\n",
			"created=0 updated=0 unchanged=1 rejected=0", "1001,2026-01-05,C1,A,2,1.5,3,1,0.75,web,open\n1001,2026-01-05,C1,B,1,10,10,1,4,web,open\n"},
		{"absent columns keep by sku", "order_number,order_date,customer_code,sku,quantity,unit_price\n1001,2026-01-05,C1,A,5,2\n1001,2026-01-05,C1,B,2,10\n",
			"created=0 updated=1 unchanged=0 rejected=0", "1001,2026-01-05,C1,A,5,2,10,1,0.75,web,open\n1001,2026-01-05,C1,B,2,10,20,2,4,web,open\n"},
		{"empty cells clear", "order_number,order_date,customer_code,sku,quantity,unit_price,channel,status,delivered_quantity,cost\n1001,2026-01-05,C1,A,2,1.50,,,,\n1001,2026-01-05,C1,B,1,10,,,,\n",
			"created=0 updated=1 unchanged=0 rejected=0", "1001,2026-01-05,C1,A,2,1.5,3,2,,,closed\n1001,2026-01-05,C1,B,1,10,10,1,,,closed\n"},
		{"a line less", jobtest.OrderHeader + "1001,2026-01-05,C1,B,1,10,web,open,1,4\n",
			"created=0 updated=1 unchanged=0 rejected=0", "1001,2026-01-05,C1,B,1,10,10,1,4,web,open\n"},
		{"an exact duplicate more", jobtest.OrderHeader +
			"1002,2026-01-06,C2,A,-1,1.50,,closed,,\n1002,2026-01-06,C2,A,-1,1.50,,closed,,\n",
			"created=0 updated=1 unchanged=0 rejected=0",
			"1002,2026-01-06,C2,A,-1,1.5,-1.5,-1,,,closed\n1002,2026-01-06,C2,A,-1,1.5,-1.5,-1,,,closed\n"},
		{"another customer and day", "order_number,order_date,customer_code,sku,quantity,unit_price\n1002,2026-02-01,C9,A,-1,1.50\n", "created=0 updated=1 unchanged=0 rejected=0",
			"1002,2026-02-01,C9,A,-1,1.5,-1.5,-1,,,closed\n"},
		{"totals decide", "order_number,order_date,customer_code,sku,quantity,line_total\n1003,2026-01-07,C1,A,3,0.02\n1003,2026-01-07,C1,A,3,0.02\n", "created=0 updated=0 unchanged=1 rejected=0",
			"1003,2026-01-07,C1,A,3,0.0050,0.02,3,,phone,closed\n1003,2026-01-07,C1,A,3,0.0050,0.02,3,,phone,closed\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := storetest.SQLite(t)
			jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+jobtest.OrderRows)
			jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, c.file), c.line)
			number, got := c.want[:4], ""
			for _, row := range strings.SplitAfter(jobtest.Export(t, db, files.Orders), "\n") {
				if strings.HasPrefix(row, number) {
					got += row
				}
			}
			if got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, c.file), "created=0 updated=0 unchanged=1 rejected=0")
			jobtest.Sound(t, db)
		})
	}
}

func TestMinimalCustomersAreMadeNamedAndCounted(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+jobtest.OrderRows)
	if got := jobtest.Export(t, db, files.Customers); !strings.Contains(got, "\nC1,C1,Trade,") {
		t.Errorf("customers\n%s", got)
	}
	// A later import fills the names of minimal records; a customers file has the last word.
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, namedHeader+"2001,2026-01-05,C1,Acme,A,Hammer,2,1.50\n"),
		"created=1 updated=0 unchanged=0 rejected=0")
	jobtest.ImportText(t, db, files.Customers, "code,name,smart_type\nC2,Beta GmbH,Retail\n")
	jobtest.ImportText(t, db, files.Orders, namedHeader+"2002,2026-01-05,C2,Another name altogether,A,,2,1.50\n")
	customers := jobtest.Export(t, db, files.Customers)
	for _, want := range []string{"\nC1,Acme,Trade,", "\nC2,Beta GmbH,Retail,", "\nC3,C3,Trade,"} {
		if !strings.Contains(customers, want) {
			t.Errorf("%q is missing in\n%s", want, customers)
		}
	}
	if got := jobtest.Export(t, db, files.Products); !strings.Contains(got, "\nA,Hammer,") {
		t.Errorf("products\n%s", got)
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		found, err := tx.CustomersByCode(store.Everyone(), []string{"C1", "C2"})
		if !found["C1"].Minimal || found["C2"].Minimal {
			t.Errorf("C1 minimal %v, C2 minimal %v", found["C1"].Minimal, found["C2"].Minimal)
		}
		return err
	})
}

// Without minimal records the orders of unknown customers and products are rejected whole; the
// file of rejected rows, mended, is imported.
func TestUnknownCodesAreRejectedAndMended(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.ImportText(t, db, files.Customers, "code,name\nC1,Acme\n")
	jobtest.ImportText(t, db, files.Products, "sku,name\nA,Hammer\nB,Box\n")
	var rejected bytes.Buffer
	strict := func(o *imports.Options) { o.CreateMissing, o.Rejected = false, &rejected }
	r := jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+jobtest.OrderRows+
		"1005,2026-01-09,C1,A,1,1,,,,\n1005,2026-01-09,C1,X,1,1,,,,\n1006,2026-01-09,,A,1,1,,,,\n", strict)
	jobtest.Wants(t, r, "created=2 updated=0 unchanged=0 rejected=6")
	causes := fmt.Sprint(r.Causes)
	if causes != "[{unknown 4} {held-back 1} {no-customer 1}]" {
		t.Errorf("causes %s", causes)
	}
	mended := strings.NewReplacer(",C2,", ",C1,", ",C3,D,", ",C1,A,", ",C3,F,", ",C1,A,", ",X,", ",B,", "-09,,",
		"-09,C1,").Replace(rejected.String())
	if !strings.HasPrefix(mended, strings.TrimSpace(jobtest.OrderHeader)+",line,reason\n") {
		t.Errorf("rejected rows\n%s", rejected.String())
	}
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, mended, func(o *imports.Options) { o.CreateMissing = false }),
		"created=4 updated=0 unchanged=0 rejected=0")
	jobtest.Sound(t, db)
}

func TestOrdersInAnotherCurrency(t *testing.T) {
	db := storetest.SQLite(t)
	const file = "order_number,order_date,customer_code,sku,quantity,unit_price,currency,rate\n" +
		"1,2026-01-05,C1,A,3,0.35,USD,0.9\n2,2026-01-05,C1,A,3,0.35,EUR,\n3,2026-01-05,C1,A,3,0.35,USD,\n"
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, file), "created=2 updated=0 unchanged=0 rejected=1")
	got := jobtest.Export(t, db, files.Orders)
	// 3 × 0.35 × 0.9 = 0.945, rounded once.
	if !strings.Contains(got, "1,2026-01-05,C1,A,3,0.3150,0.95,3,,,closed\n2,2026-01-05,C1,A,3,0.35,1.05,3,,,closed\n") {
		t.Errorf("got\n%s", got)
	}
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, file), "created=0 updated=0 unchanged=2 rejected=1")
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, got), "created=0 updated=0 unchanged=2 rejected=0")
	storetest.View(t, db, func(tx *store.Tx) error {
		all, err := tx.OrdersByNumber([]string{"1", "2"})
		if all["1"].Currency != "USD" || all["2"].Currency != "" {
			t.Errorf("currencies %q and %q", all["1"].Currency, all["2"].Currency)
		}
		return err
	})
}

func TestADryRunCountsAndWritesNothing(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+jobtest.OrderRows)
	before := jobtest.Everything(t, db)
	var rejected bytes.Buffer
	r := jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+strings.Replace(jobtest.OrderRows, "C2", "C7", 1)+
		"1009,2026-01-09,C8,Z,1,1,,,,\n1010,,C8,Z,1,1,,,,\n",
		func(o *imports.Options) { o.DryRun, o.Rejected = true, &rejected })
	jobtest.Wants(t, r, "created=1 updated=1 unchanged=3 rejected=1")
	if r.ImportID != 0 || !strings.Contains(rejected.String(), "1010,,C8,Z,1,1,,,,,") {
		t.Errorf("import %d, rejected\n%s", r.ImportID, rejected.String())
	}
	if got := jobtest.Everything(t, db); got != before {
		t.Errorf("changed to\n%s", got)
	}
}

func TestABadFileIsRefusedWhole(t *testing.T) {
	db := storetest.SQLite(t)
	for text, code := range map[string]string{
		"order_number,sku\n1,A\n": files.MissingColumns,
		"":                        files.Empty,
		"order_number,order_date,customer_code,sku,quantity,unit_price\n1,03/04/2026,C,A,1,1\n": files.Unanswered,
	} {
		_, err := imports.Import(context.Background(), db, jobtest.TextSource{File: "o.csv", Text: text},
			imports.Options{Kind: files.Orders, CreateMissing: true, Actor: jobtest.Clerk})
		var bad *files.FileError
		if !errors.As(err, &bad) || bad.Code != code {
			t.Errorf("%q: %v, want %s", text, err, code)
		}
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		all, err := tx.Imports(0, 10)
		if len(all) != 0 {
			t.Errorf("%d imports were begun", len(all))
		}
		return err
	})
}

func TestTooLargeASumIsRejected(t *testing.T) {
	db := storetest.SQLite(t)
	const file = "order_number,order_date,customer_code,sku,quantity,line_total\n1,2026-01-05,C,A,1,92233720368547758.07\n1,2026-01-05,C,A,1,0.01\n2,2026-01-05,C,A,1,1\n"
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, file), "created=1 updated=0 unchanged=0 rejected=2")
}

// An import tells of what it does: an entry in the audit log, the nightly work once.
func TestAnImportIsLoggedAndFollowedByTheNightlyWork(t *testing.T) {
	db := storetest.SQLite(t)
	first := jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+jobtest.OrderRows)
	jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+"7,2026-01-06,C2,A,-1,1.50,,closed,,\n")
	jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+"7,2026-01-06,C2,A,-1,1.50,,closed,,\n") // changes nothing
	storetest.View(t, db, func(tx *store.Tx) error {
		entries, err := tx.AuditLog(store.AuditFilter{Text: "import.apply", Limit: 10})
		if len(entries) != 3 || entries[2].Object != fmt.Sprintf("import:%d", first.ImportID) ||
			!strings.Contains(entries[2].After, `"created":4`) {
			t.Errorf("audit log %+v", entries)
		}
		rebuilds, err2 := tx.Jobs(store.JobFilter{Name: "rebuild", Limit: 10})
		if len(rebuilds) != 1 {
			t.Errorf("%d rebuilds are queued, want one", len(rebuilds))
		}
		return errors.Join(err, err2)
	})
}
