package imports_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files"
	"wholesight/jobs/files/cells"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/store/storetest"
)

// nasty are the beginnings, middles and ends that random texts are made of.
var nasty = []string{"=", "+", "-", "@", "＝", "'", "''=", "\"", ",", ";", "a", "Ä", "\n", "x\ty", "é", "0", "-12.50",
	"1.000", "<script>", "__f__", "😀", "\u202e", " ", "ﬁ", "yes", "NULL"}

func nastyText(r *rand.Rand, most int) string {
	var b strings.Builder
	for range r.IntN(most + 1) {
		b.WriteString(nasty[r.IntN(len(nasty))])
	}
	return strings.TrimSpace(b.String())
}

// Whatever a shop holds, its exports come back without a change, and no text cell
// begins as a formula would (bars S15).
func TestExportsOfNastyTextsComeBack(t *testing.T) {
	db := storetest.SQLite(t)
	r := rand.New(rand.NewPCG(11, 4))
	const n = 600
	code := func(i int) string {
		return string(cells.Code([]byte(strings.Map(func(c rune) rune {
			if c < ' ' {
				return -1
			}
			return c
		}, nastyText(r, 2)) + fmt.Sprintf("#%d", i))))
	}
	number := func() *int64 {
		v := r.Int64N(3_000_000)
		return &v
	}
	customers, products := make([]store.Customer, n), make([]store.Product, n)
	storetest.Update(t, db, func(tx *store.Tx) error {
		smart, _, err := tx.FirstSmartType()
		if err != nil {
			return err
		}
		for i := range n {
			day := calendar.Day(r.IntN(30000) - 5000)
			customers[i] = store.Customer{Code: code(i), Name: "n" + nastyText(r, 4), SmartTypeID: smart,
				Groups: []string{"-g" + fmt.Sprint(i%7), "a"}, Industry: nastyText(r, 4), Email: nastyText(r, 2),
				Phone: nastyText(r, 3), Contact: nastyText(r, 3), City: nastyText(r, 3), Country: nastyText(r, 1),
				Tags: []string{"=t:1"}, CreatedOn: &day, Active: i%2 == 0, Consent: i%3 == 0}
			products[i] = store.Product{SKU: code(i), Name: "n" + nastyText(r, 4),
				Category: strings.ReplaceAll(nastyText(r, 1), ">", ""), Group: nastyText(r, 2), Brand: nastyText(r, 2),
				ListPrice: number(), Cost: number(), PackSize: number(), Kind: "goods"}
			*products[i].PackSize++
		}
		if err := errors.Join(tx.InsertCustomers(customers), tx.InsertProducts(products)); err != nil {
			return err
		}
		for i := range n {
			target := store.Target{CustomerID: customers[i].ID, StartMonth: calendar.Month(24000 + i), Discount: number()}
			*target.Discount %= 10_000
			for m := range target.Amounts {
				target.Amounts[m] = r.Int64N(2_000_000)
			}
			contact := store.Contact{CustomerID: customers[i].ID, At: r.Int64N(1_800_000_000_000), Kind: "call",
				Author: nastyText(r, 2), Body: nastyText(r, 6) + "\r\n" + nastyText(r, 1) + ".", Outcome: nastyText(r, 2)}
			if err := errors.Join(tx.InsertTarget(&target), tx.InsertContact(&contact)); err != nil {
				return err
			}
		}
		orders := make([]store.Order, n)
		for i := range orders {
			orders[i] = store.Order{Number: code(i), CustomerID: customers[i].ID, Day: calendar.Day(15000 + i),
				Status: store.OrderStatus(i % 4)}
			for range 1 + r.IntN(4) {
				q, p := r.Int64N(2_000_000)-100_000, r.Int64N(500_000)
				orders[i].Lines = append(orders[i].Lines, store.OrderLine{ProductID: products[r.IntN(n)].ID, Quantity: q,
					Delivered: q / 2, UnitPrice: p, Total: r.Int64N(100_000) - 500, Cost: p / 2, HasCost: i%2 == 0})
			}
		}
		bookVersion, err := tx.BeginStage(0)
		if err != nil {
			return err
		}
		return errors.Join(tx.StageOrders(bookVersion, orders), tx.PublishOrders(0, bookVersion))
	})
	for _, kind := range files.Kinds {
		text := jobtest.Export(t, db, kind)
		res := jobtest.ImportText(t, db, kind, text)
		if res.Created+res.Updated+res.Rejected != 0 || res.Unchanged != n {
			for _, rej := range res.FirstRejections[:min(3, len(res.FirstRejections))] {
				t.Logf("%s: line %d, %s %q: %s", kind, rej.Line, rej.Column, rej.Value, rej.Reason)
			}
			t.Errorf("%s: %s", kind, res)
		}
		if again := jobtest.Export(t, db, kind); again != text {
			a, b := strings.Split(text, "\n"), strings.Split(again, "\n")
			for i := range min(len(a), len(b)) {
				if a[i] != b[i] {
					t.Errorf("%s: a second export differs\n%q\n%q", kind, a[i], b[i])
					break
				}
			}
		}
		noFormulas(t, kind, text)
	}
}

// noFormulas fails the test when a cell that is no number begins as a formula.
func noFormulas(t testing.TB, kind files.Kind, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		for i, cell := range row {
			name := rows[0][i]
			figure := strings.HasSuffix(name, "quantity") || strings.HasSuffix(name, "price") || name == "line_total" ||
				name == "cost" || name[0] == 'm' && len(name) < 4
			if !figure && cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
				t.Errorf("%s: %s %q", kind, name, cell)
			}
		}
	}
}

// A rep's export holds the rep's customers and what hangs on them, and nothing else.
func TestAnExportKeepsToItsScope(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.ImportText(t, db, files.Customers, "code,name,account_manager\nC1,Mine,Ada\nC2,Other,Bob\n")
	jobtest.ImportText(t, db, files.Orders, jobtest.OrderHeader+"1,2026-01-06,C1,A,1,1,,,,\n2,2026-01-06,C2,A,1,1,,,,\n")
	jobtest.ImportText(t, db, files.Targets, "customer_code,start_month,annual\nC1,2026-04,1\nC2,2026-04,1\n")
	jobtest.ImportText(t, db, files.Contacts, "customer_code,at,kind\nC1,2026-04-01,call\nC2,2026-04-01,call\n")
	var scopes [2]store.Scope
	storetest.View(t, db, func(tx *store.Tx) error {
		found, err := tx.CustomersByCode(store.Everyone(), []string{"C1"})
		scopes = [2]store.Scope{store.OfCustomer(found["C1"].ID), {}}
		return err
	})
	for _, kind := range []files.Kind{files.Customers, files.Orders, files.Targets, files.Contacts} {
		for i, lines := range []int{2, 1} { // one row, none
			var b bytes.Buffer
			if err := imports.Export(context.Background(), db, scopes[i], kind, &b); err != nil {
				t.Fatal(err)
			}
			if strings.Count(b.String(), "\n") != lines || strings.Contains(b.String(), "C2") {
				t.Errorf("%s in scope %d\n%s", kind, i, b.String())
			}
		}
	}
}
