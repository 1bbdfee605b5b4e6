package imports_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/store/storetest"
)

const plainHeader = "order_number,order_date,customer_code,sku,quantity,unit_price\n"

// tryOrders imports without any answer to a doubt.
func tryOrders(db *store.DB, text string, change ...func(*imports.Options)) (imports.ImportResult, error) {
	opt := imports.Options{Kind: files.Orders, CreateMissing: true, Actor: jobtest.Clerk}
	for _, c := range change {
		c(&opt)
	}
	return imports.Import(context.Background(), db, jobtest.TextSource{File: "o.csv", Text: text}, opt)
}

// refused fails the test unless an import was refused by words, and the shop is as it was.
func refused(t *testing.T, db *store.DB, err error, before string, words ...string) {
	t.Helper()
	var bad *files.FileError
	if !errors.As(err, &bad) || bad.Code != files.Unanswered {
		t.Fatalf("err %v, want an open question", err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q is not in %q", w, err)
		}
	}
	if strings.Count(err.Error(), "o.csv") != 1 {
		t.Errorf("the file's name stands not once in %q", err)
	}
	if got := jobtest.Everything(t, db); got != before {
		t.Errorf("a refused file changed\n%s\nto\n%s", before, got)
	}
}

func TestReusedNumbersAreAskedAbout(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"another customer", "1001,2026-01-06,C2,A,1,2\n",
			"order 1001 of 2026-01-05 would become one of 2026-01-06 of another customer, C2"},
		{"a year later", "1001,2027-01-05,C1,A,1,2\n", "order 1001 of 2026-01-05 would become one of 2027-01-05"},
		{"301 days before", "1001,2025-03-10,C1,A,1,2\n", "would become one of 2025-03-10"},
		{"four of them", "1001,2027-01-05,C1,A,1,2\n1002,2027-01-05,C1,A,1,2\n1003,2027-01-05,C1,A,1,2\n1004,2027-01-05,C1,A,1,2\n", "4 orders would go"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := storetest.SQLite(t)
			jobtest.ImportText(t, db, files.Orders, plainHeader+
				"1001,2026-01-05,C1,A,1,2\n1002,2026-01-05,C1,A,1,2\n1003,2026-01-05,C1,A,1,2\n1004,2026-01-05,C1,A,1,2\n9,2026-01-01,C2,A,1,1\n")
			before := jobtest.Everything(t, db)
			for _, dry := range []bool{true, false} {
				r, err := tryOrders(db, plainHeader+c.file, func(o *imports.Options) { o.DryRun = dry })
				refused(t, db, err, before, c.want, "--accept-reused-numbers")
				if len(r.Doubts.MovedOf) > 3 {
					t.Errorf("%d examples", len(r.Doubts.MovedOf))
				}
			}
			r, err := tryOrders(db, plainHeader+c.file, func(o *imports.Options) { o.AcceptReused = true })
			if err != nil || r.Updated == 0 {
				t.Errorf("accepted: %s, %v", r, err)
			}
		})
	}
}

func TestACorrectedOrderIsNotAskedAbout(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.ImportText(t, db, files.Orders, plainHeader+"1001,2026-01-05,C1,A,1,2\n1001,2026-01-05,C1,B,1,2\n")
	for _, file := range []string{"1001,2026-10-05,C1,A,3,2\n1001,2026-10-05,C1,B,1,2\n", "1001,2026-10-05,C1,A,3,2\n"} {
		r, err := tryOrders(db, plainHeader+file)
		if err != nil {
			t.Fatal(err)
		}
		jobtest.Wants(t, r, "created=0 updated=1 unchanged=0 rejected=0")
	}
}

// The mended rows of an order that is stored with others do not replace those.
func TestMendedRowsAloneDoNotReplaceAnOrder(t *testing.T) {
	for _, c := range []struct {
		name, stored, mended string
		asked                bool
	}{
		{"a line is lost", "1,2026-01-05,C1,A,1,2\n", "1,2026-01-05,C1,B,1,2,3,why\n1,2026-01-05,C1,D,1,2,4,why\n", true},
		{"fewer lines", "1,2026-01-05,C1,A,1,2\n1,2026-01-05,C1,A,2,2\n", "1,2026-01-05,C1,A,1,2,3,why\n", true},
		{"another line of its product", "1,2026-01-05,C1,A,1,2\n", "1,2026-01-05,C1,A,5,2,2,why\n", true},
		{"the order whole", "1,2026-01-05,C1,A,1,2\n1,2026-01-05,C1,B,1,2\n",
			"1,2026-01-05,C1,A,5,2,2,why\n1,2026-01-05,C1,B,1,2,4,why\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := storetest.SQLite(t)
			jobtest.ImportText(t, db, files.Orders, plainHeader+c.stored)
			before := jobtest.Everything(t, db)
			file := strings.TrimSuffix(plainHeader, "\n") + ",line,reason\n" + c.mended
			r, err := tryOrders(db, file)
			if c.asked {
				refused(t, db, err, before, "--accept-fewer-lines", "order 1 has")
			} else if err != nil || r.Updated != 1 {
				t.Errorf("%s, %v", r, err)
			}
			for _, s := range r.Said {
				if s.Key == "not-read" {
					t.Errorf("said: %s", s.Text)
				}
			}
			if r, err = tryOrders(db, file, func(o *imports.Options) { o.AcceptFewer = true }); err != nil {
				t.Errorf("accepted: %s, %v", r, err)
			}
		})
	}
}

func TestCodesThatLookLikeKnownOnesAreAskedAbout(t *testing.T) {
	for _, c := range []struct {
		name, customer, sku string
		column, code, known string
	}{
		{"leading noughts", "123", "A", "customer_code", "123", "00123"},
		{"a decimal", "00123.0", "A", "customer_code", "00123.0", "00123"},
		{"accents and case", "MULLER", "A", "customer_code", "MULLER", "Müller"},
		{"a product's case", "00123", "a", "sku", "a", "A"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := storetest.SQLite(t)
			jobtest.ImportText(t, db, files.Orders, plainHeader+"1,2026-01-05,00123,A,1,2\n2,2026-01-05,Müller,A,1,2\n")
			before := jobtest.Everything(t, db)
			file := plainHeader + "3,2026-01-06," + c.customer + "," + c.sku + ",1,2\n"
			_, err := tryOrders(db, file)
			refused(t, db, err, before, c.column+" “"+c.code+"”", "--words '"+c.column+":"+c.code+"="+c.known+"'")
			answer := func(is string) func(*imports.Options) {
				return func(o *imports.Options) { imports.SetWord(&o.Codes, c.column, c.code, is) }
			}
			r, err := tryOrders(db, file, answer(c.known))
			if err != nil || r.Created != 1 || len(r.Made) != 0 {
				t.Errorf("the known one: %+v, %v", r.Made, err)
			}
			r, err = tryOrders(db, strings.ReplaceAll(file, "3,2026", "4,2026"), answer(c.code))
			if err != nil || len(r.Made) != 1 {
				t.Errorf("another: %+v, %v", r.Made, err)
			}
		})
	}
}
