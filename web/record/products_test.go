package record_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/views/ui"
	"wholesight/web/webtest"
)

// boughtLine is a line of the book that the test keeps for itself.
type boughtLine struct {
	day             calendar.Day
	sku             string
	quantity, total int64
	counts          bool
}

// productShop gives a customer orders of many products, on the edges of the windows too,
// and others whose products nobody else may show. It returns the lines as they were made.
func productShop(t *testing.T, sh *webtest.Shop, code string) (lines []boughtLine) {
	t.Helper()
	var products []store.Product
	var skus []string
	for i := range 14 {
		skus = append(skus, fmt.Sprintf("SKU-%02d", i))
		products = append(products, store.Product{SKU: skus[i], Name: fmt.Sprintf("Thing <%d>", i), Kind: "goods",
			Active: true})
	}
	var bySKU map[string]*store.Product
	sh.Update(func(tx *store.Tx) (err error) {
		if err := tx.InsertProducts(products); err != nil {
			return err
		}
		bySKU, err = tx.ProductsBySKU(skus)
		return err
	})
	ids := storetest.AddCustomers(t, sh.DB, store.Customer{Code: code}, store.Customer{Code: code + "-none"})
	days := []string{"2026-11-23", "2026-11-22", "2026-11-21", "2025-11-23", "2025-11-22", "2025-11-21", "2024-11-23",
		"2024-11-22", "2024-11-21"}
	r := rand.New(rand.NewPCG(7, 7))
	var orders []store.Order
	for i := range 160 {
		day := calendar.Must("2024-10-01") + calendar.Day(r.IntN(783))
		if i < len(days) {
			day = calendar.Must(days[i])
		}
		o := store.Order{Number: fmt.Sprintf("B%d", i), CustomerID: ids[code], Day: day,
			Status: store.OrderStatus(1 + r.IntN(2))}
		if i >= len(days) && i%6 == 0 {
			o.Status = store.OrderStatus(3 * r.IntN(2))
		}
		for range 1 + r.IntN(3) {
			quantity, sku := int64(1+r.IntN(9))*500, skus[r.IntN(len(skus))]
			if r.IntN(5) == 0 {
				quantity = -quantity
			}
			total := quantity * int64(100+r.IntN(900)) / 500
			o.Lines = append(o.Lines, store.OrderLine{ProductID: bySKU[sku].ID, Quantity: quantity, Delivered: quantity,
				UnitPrice: 10_000, Total: total})
			lines = append(lines, boughtLine{day: day, sku: sku, quantity: quantity, total: total,
				counts: o.Status == store.OrderOpen || o.Status == store.OrderClosed})
		}
		orders = append(orders, o)
	}
	storetest.AddOrders(t, sh.DB, orders...)
	return lines
}

// boughtMost are the rows of the block from the lines alone: the windows by the calendar,
// the figures by adding up, the change by long division of whole numbers.
func boughtMost(l ui.Locale, lines []boughtLine, from, to, beforeFrom, beforeTo string) (rows [][]string) {
	type sums struct {
		sku                                    string
		revenue, before, quantity, quantBefore int64
	}
	var all []sums
	for _, line := range lines {
		if !line.counts {
			continue
		}
		at := slices.IndexFunc(all, func(s sums) bool { return s.sku == line.sku })
		if at < 0 {
			at, all = len(all), append(all, sums{sku: line.sku})
		}
		switch day := line.day.String(); { // ISO days sort as text
		case day >= from && day <= to:
			all[at].revenue, all[at].quantity = all[at].revenue+line.total, all[at].quantity+line.quantity
		case day >= beforeFrom && day <= beforeTo:
			all[at].before, all[at].quantBefore = all[at].before+line.total, all[at].quantBefore+line.quantity
		}
	}
	all = slices.DeleteFunc(all, func(s sums) bool { return s.revenue <= 0 })
	slices.SortFunc(all, func(a, b sums) int {
		if a.revenue != b.revenue {
			return int(b.revenue - a.revenue)
		}
		return strings.Compare(a.sku, b.sku)
	})
	for _, s := range all[:min(10, len(all))] {
		change, before, quantity := "–", "–", "–"
		if s.before > 0 {
			tenths, _ := strconv.ParseFloat(strconv.FormatFloat(float64((s.revenue-s.before)*1000)/float64(s.before), 'f', 6,
				64), 64)
			n := int64(tenths + 0.5)
			if tenths < 0 {
				n = -int64(-tenths + 0.5)
			}
			change = strings.TrimSpace(map[bool]string{true: "▲", false: "▼"}[n > 0]) + l.Percent(max(n, -n))
			if n == 0 {
				change = l.Percent(0)
			}
		}
		if s.before != 0 {
			before = l.MoneyExact(s.before)
		}
		if s.quantity != 0 {
			quantity = l.Quantity(s.quantity)
		}
		if s.quantBefore != 0 {
			quantity += "against" + l.Quantity(s.quantBefore) + "ayearbefore"
		}
		rows = append(rows, []string{s.sku, l.MoneyExact(s.revenue), before, change, quantity})
	}
	return rows
}

// The products that a customer bought most are those of the raw lines, in the windows of
// the record's other figures.
func TestProductsBoughtMost(t *testing.T) {
	sh := webtest.NewShop(t)
	lines := productShop(t, sh, "BUYER")
	l, err := ui.NewLocale("en-GB", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ months, from, beforeFrom, beforeTo string }{
		{"12", "2025-11-23", "2024-11-23", "2025-11-22"},
		{"3", "2026-08-23", "2025-08-23", "2025-11-22"},
	} {
		sh.Update(func(tx *store.Tx) error {
			if err := tx.SaveSetting("timeframe", c.months); err != nil {
				return err
			}
			return tx.SaveSetting("as-of", "2026-11-22")
		})
		sh.Rebuild(t)
		d := sh.As("manager").Get("/customers/BUYER").Want(t, 200).Says(t,
			"By net revenue in the "+c.months+" months to 22\u00a0November\u00a02026").Doc(t)
		var got [][]string
		for _, tr := range d.Find("#products-bought tbody tr").EachIter() {
			row := []string{tr.Find("th .cell-sub").Text()}
			for _, td := range tr.Find("td").EachIter() {
				cell := td.Clone()
				cell.Find(".visually-hidden, .why-text").Remove()
				row = append(row, strings.Join(strings.Fields(strings.ReplaceAll(cell.Text(), "\u00a0", "_")), ""))
			}
			got = append(got, row)
		}
		want := boughtMost(l, lines, c.from, "2026-11-22", c.beforeFrom, c.beforeTo)
		for _, row := range want {
			for i := range row {
				row[i] = strings.ReplaceAll(row[i], "\u00a0", "_")
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(got) < 5 {
			t.Errorf("%s months: %d products (-want +got)\n%s", c.months, len(got), diff)
		}
	}
	sh.As("manager").Get("/customers/BUYER-none").Want(t, 200).Says(t, "Nothing bought in this time")
	if rep := sh.As("rep2").Get("/customers/BUYER"); rep.Response.StatusCode != 404 {
		t.Errorf("a rep who does not see the customer gets %d", rep.Response.StatusCode)
	}
}
