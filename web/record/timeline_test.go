package record_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// The pages of a timeline hold every event once, newest first, whatever kind.
func TestATimelineHoldsEverythingOnce(t *testing.T) {
	sh := webtest.NewShop(t)
	ids := storetest.AddCustomers(t, sh.DB, store.Customer{Code: "T/1", Name: "Timed"}, store.Customer{Code: "T2"})
	var orders []store.Order
	for i := range 130 { // several a day
		orders = append(orders, store.Order{Number: fmt.Sprintf("O/%03d", i), CustomerID: ids["T/1"],
			Day: calendar.Must("2026-11-20") - calendar.Day(i/3), Status: store.OrderStatus(i % 4),
			Lines: []store.OrderLine{storetest.Line(int64(100 * (i - 3)))}})
	}
	orders = append(orders, store.Order{Number: "other", CustomerID: ids["T2"], Day: calendar.Must("2026-11-20"),
		Status: store.OrderClosed, Lines: []store.OrderLine{storetest.Line(1)}})
	storetest.AddOrders(t, sh.DB, orders...)
	sh.Update(func(tx *store.Tx) error {
		for i := range 70 {
			next := calendar.Must("2026-12-01")
			at := storetest.Now.UnixMilli() - int64(i/2)*86_400_000
			if err := tx.InsertContact(&store.Contact{CustomerID: ids["T/1"], At: at, Kind: "call", Author: "Ann",
				Body: fmt.Sprintf("said <%d>", i), Outcome: "reached", NextOn: &next}); err != nil {
				return err
			}
		}
		return nil
	})
	sh.Rebuild(t)
	b := sh.As("manager")
	for _, kind := range []struct {
		name   string
		orders int
		calls  int
	}{{"", 130, 70}, {"orders", 130, 0}, {"contacts", 0, 70}, {"labels", 0, 0}} {
		path, seen, last, pages := paths.CustomerPath("T/1")+"?timeline="+kind.name, map[string]int{}, "9999", 0
		for path != "" {
			if pages++; pages > 10 {
				t.Fatal("there is no end")
			}
			d := b.Get(strings.Split(path, "#")[0]).Want(t, 200).Doc(t)
			for _, day := range d.Find("#events tbody time").Nodes {
				for _, a := range day.Attr {
					if a.Key == "datetime" && strings.Count(a.Val, "-") == 2 && !strings.Contains(a.Val, "T") && a.Val < "2026-12" {
						if a.Val > last {
							t.Errorf("%s stands behind %s", a.Val, last)
						}
						last = a.Val
					}
				}
			}
			for _, text := range append(texts(d.Find("#events tbody a[href*='/orders/']")),
				texts(d.Find("#events .cell-wide"))...) {
				seen[strings.SplitN(text, "reached", 2)[0]]++
			}
			path = d.Find("#timeline nav:last-child a[href*='older=']").AttrOr("href", "")
		}
		said := 0
		for text, n := range seen {
			if n != 1 {
				t.Errorf("%s: %q stands %d times", kind.name, text, n)
			}
			if strings.HasPrefix(text, "said") {
				said++
			}
		}
		if said != kind.calls || len(seen)-said != kind.orders {
			t.Errorf("%q: %d orders and %d contacts of %d and %d", kind.name, len(seen)-said, said, kind.orders, kind.calls)
		}
	}
	for _, bad := range []string{"timeline=offers", "older=1", "older=1.2.3.4.5.x", "older=99999999.1.1.1.1.1"} {
		b.Get(paths.CustomerPath("T/1")+"?"+bad).Want(t, 400)
	}
	b.Get(paths.CustomerOrderPath("T/1", "O/007")).Want(t, 200).Says(t, "Order O/007", "€4.00", "Timed")
	b.Get(paths.CustomerOrderPath("T/1", "other")).Want(t, 404)
	b.Get(paths.CustomerOrderPath("T2", "O/007")).Want(t, 404)
	b.Get(paths.CustomerPath("T/1")+"/orders/").Want(t, 404)
}

// The table under each graph has the numbers that the graph draws.
func TestTheTablesOfARecordAreItsGraphs(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	d := sh.As("manager").Get("/customers/L14").Want(t, 200).Doc(t)
	for _, id := range []string{"risk-over-time", "revenue-by-month"} {
		var options struct {
			Series []struct{ Data []struct{ Value any } }
		}
		if err := json.Unmarshal([]byte(d.Find("#"+id+" [data-chart]").AttrOr("data-chart", "")), &options); err != nil {
			t.Fatal(err)
		}
		for i, series := range options.Series {
			var drawn, said []string
			for _, p := range series.Data {
				text := "–"
				if v, ok := p.Value.(float64); ok {
					text = fmt.Sprintf("%.2f", v/100)
				}
				drawn = append(drawn, text)
			}
			for _, text := range texts(d.Find(fmt.Sprintf("#%s tbody td:nth-child(%d)", id, i+2))) {
				said = append(said, strings.NewReplacer("€", "", ",", "", "\u2212", "-").Replace(text))
			}
			if diff := cmp.Diff(drawn, said); diff != "" || len(drawn) == 0 {
				t.Errorf("%s, series %d: graph and table differ:\n%s", id, i, diff)
			}
		}
	}
}

// The record says what would move a customer, and an order that does moves it.
func TestWhatWouldMoveACustomerComesTrue(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	way := func(row string) []string {
		d := b.Get("/customers/L01").Want(t, 200).Doc(t)
		var out []string
		for i, name := range texts(d.Find("#moves tbody th .cell-main")) {
			if name == row {
				out = append(texts(d.Find("#moves tbody tr").Eq(i).Find("td:nth-child(3) li > span:first-child")),
					texts(d.Find("#moves tbody tr").Eq(i).Find("td:nth-child(2) .label"))...)
			}
		}
		return out
	}
	// L01 has seven orders in the year: Many already; its risk is what an order heals.
	if got := way("Risk score"); len(got) < 2 || !strings.Contains(strings.Join(got, ";"), "one order") &&
		!strings.Contains(strings.Join(got, ";"), "silent until") {
		t.Fatalf("the risk of L01 is moved by %q", got)
	}
	c := sh.Customer("L01")
	before := way("Risk score")
	storetest.AddOrders(t, sh.DB, store.Order{Number: "heals", CustomerID: c.ID, Day: calendar.Must("2026-11-22"),
		Status: store.OrderOpen, Lines: []store.OrderLine{storetest.Line(1)}})
	sh.Rebuild(t)
	if got := way("Risk score"); got[len(got)-1] != "Fine" {
		t.Errorf("after an order the risk is moved by %q, before by %q", got, before)
	}
	for _, code := range []string{"L10", "L00"} {
		b.Get("/customers/"+code).Want(t, 200).Says(t, "What would move this customer")
	}
}
