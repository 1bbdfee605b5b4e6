package webtest

import (
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wholesight/jobs/calendar"
	jobpeople "wholesight/jobs/people"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web"
	"wholesight/web/kit"
)

// ListShop adds to a shop's two customers sixty more, of three smart types, with
// orders and labels, and builds. Every third is the first rep's; some codes are such
// that an address must be careful with them.
func ListShop(t testing.TB, sh *Shop) {
	t.Helper()
	var kinds []int64
	sh.Update(func(tx *store.Tx) error {
		kinds = nil
		for _, title := range []string{"Works", "Retail", "Big <b>"} {
			id, err := tx.NewSmartType(title, false)
			if err != nil {
				return err
			}
			kinds = append(kinds, id)
		}
		one, two := int64(100), int64(300)
		for _, id := range kinds {
			for kind, rows := range map[string][]store.Classification{
				"risk": {{Title: "Fine", Colour: "#009e73", Value: &one}, {Title: "Late", Colour: "#d55e00", Value: &two},
					{Title: "Lost", Colour: "#000000"}},
				"orders": {{Title: "Few", Colour: "#f0e442", Value: &two}, {Title: "Many", Colour: "#56b4e9"}},
			} {
				if _, _, err := tx.SaveClassifications(id, kind, rows, nil); err != nil {
					return err
				}
			}
		}
		return nil
	})
	var customers []store.Customer
	for i := range 60 {
		c := store.Customer{Code: fmt.Sprintf("L%02d", i), Name: fmt.Sprintf("Customer %02d", (i*37)%60),
			City: []string{"Köln", "Leeds"}[i%2], SmartTypeID: kinds[i%3]}
		switch {
		case i%3 == 0:
			c.AccountManagerID = sh.Seed.Alpha.Manager
		case i%3 == 1:
			c.AccountManagerID = sh.Seed.Bravo.Manager
		}
		switch i {
		case 7:
			c.Code, c.Name = "A/B?c#d %2F;ü", `<script>alert(1)</script> & "Söhne"`
		case 8:
			c.Code, c.Name = "=1+2", "=cmd|' /C calc'!A0"
		case 9:
			c.Code = "%2F"
		case 10:
			c.Notes = "inactive"
		}
		customers = append(customers, c)
	}
	ids := storetest.AddCustomers(t, sh.DB, customers...)
	var orders []store.Order
	for i, c := range customers {
		for n := range (i * 7) % 11 {
			day := calendar.Must("2026-11-21") - calendar.Day(n*(9+i)+i)
			net := int64(10_00 + 997*i + n)
			if n == 5 {
				net = -500
			}
			orders = append(orders, store.Order{Number: fmt.Sprintf("%d-%d", i, n), CustomerID: ids[c.Code], Day: day,
				Status: store.OrderStatus(1 + n%2),
				Lines:  []store.OrderLine{storetest.Line(net)}})
		}
	}
	storetest.AddOrders(t, sh.DB, orders...)
	sh.Rebuild(t)
}

// Rebuild makes the labels and lists of the orders as they are.
func (sh *Shop) Rebuild(t testing.TB) {
	t.Helper()
	if _, err := rebuild.Run(context.Background(), &runner.Work{DB: sh.DB, Log: storetest.Log()},
		rebuild.Options{}); err != nil {
		t.Fatal(err)
	}
}

// Listed are the codes of the rows that a page of the list shows.
func Listed(d *goquery.Document) []string {
	codes := []string{}
	d.Find("#customer-list tbody th .cell-sub > span:first-child").Each(func(_ int, s *goquery.Selection) {
		codes = append(codes, s.Text())
	})
	return codes
}

// RowsOf are the rows of a CSV file by their first cell, and their order.
func RowsOf(t testing.TB, text string) (order []string, rows map[string]map[string]string) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows = map[string]map[string]string{}
	for _, row := range all[1:] {
		code := strings.TrimPrefix(row[0], "'")
		order = append(order, code)
		rows[code] = map[string]string{}
		for i, name := range all[0] {
			rows[code][name] = row[i]
		}
	}
	return order, rows
}

// Everything is the codes of all pages of a list.
func (b *Browser) Everything(t testing.TB, query string) []string {
	t.Helper()
	codes := []string{}
	for page := 1; ; page++ {
		d := b.Get(fmt.Sprintf("/customers?per=25&page=%d%s", page, query)).Want(t, 200).Doc(t)
		some := Listed(d)
		codes = append(codes, some...)
		if len(some) < 25 {
			return codes
		}
	}
}

// Unbuilt is a server on a database with an admin and, perhaps, a customer that no
// run has seen.
func Unbuilt(t testing.TB, customers ...store.Customer) *Shop {
	t.Helper()
	sh := &Shop{T: t, DB: storetest.SQLite(t), clock: storetest.Now, Log: &logBuffer{}, People: map[string]store.User{}}
	sh.Server = web.New(kit.Config{DB: sh.DB, Cost: cheap, Log: storetest.Log()})
	sh.Update(func(tx *store.Tx) error {
		return sh.AddPerson(tx, "admin", jobpeople.Person{Email: "admin@shop.example", Name: "Ada Admin",
			Role: store.RoleAdmin}, "")
	})
	if len(customers) > 0 {
		storetest.AddCustomers(t, sh.DB, customers...)
	}
	return sh
}
