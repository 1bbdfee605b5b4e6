package customers_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"wholesight/web/webtest"
)

// forecastColumns are the columns of what is expected, for addresses.
const forecastColumns = "cols=churn.purchase.next.value.expected_revenue.channel"

// What a form of ticks sends becomes the address of the bands, whose chips take them
// away one by one; page and file agree.
func TestBandsOfForecastsFilterTheLists(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	sh.Forecast(t)
	b := sh.As("manager")
	moved := b.Get("/customers?churn=small&churn=medium&q=").Want(t, 303).Header.Get("Location")
	if moved != "/customers?churn=small.medium" {
		t.Fatalf("the form leads to %s", moved)
	}
	d := b.Get(moved).Want(t, 200).Doc(t)
	var chips []string
	d.Find(".filter-chip").Each(func(_ int, s *goquery.Selection) {
		chips = append(chips, strings.Join(strings.Fields(s.Text()), " "))
	})
	if got := strings.Join(chips, "|"); !strings.Contains(got, "Likely to stop") ||
		!strings.Contains(got, "Small 0–25 %") || !strings.Contains(got, "Medium 26–50 %") || len(chips) != 2 {
		t.Errorf("chips %q", chips)
	}
	if n := d.Find("input[name=churn][checked]").Length(); n != 2 {
		t.Errorf("%d bands are ticked", n)
	}
	for _, list := range []string{"/customers", "/analysis"} {
		whole, rows := webtest.RowsOf(t, b.Get(list+".csv?sort=code&"+forecastColumns).Want(t, 200).Text)
		for _, asked := range []struct {
			query string
			holds func(row map[string]string) bool
		}{
			{"churn=small.medium", func(row map[string]string) bool {
				return row["churn_class"] == "Low" ||
					row["churn_class"] == "Normal"
			}},
			{"churn=high.very-high", func(row map[string]string) bool { return row["churn_class"] == "High" }},
			{"churn=small.medium.high.very-high", func(row map[string]string) bool { return row["churn_pct"] != "" }},
		} {
			want := []string{}
			for _, code := range whole {
				if asked.holds(rows[code]) {
					want = append(want, code)
				}
			}
			got, _ := webtest.RowsOf(t, b.Get(list+".csv?sort=code&"+asked.query).Want(t, 200).Text)
			if diff := cmp.Diff(want, append([]string{}, got...)); diff != "" {
				t.Errorf("%s?%s\n%s", list, asked.query, diff)
			}
			if len(want) == 0 {
				t.Errorf("%s?%s matches nobody, which proves nothing", list, asked.query)
			}
		}
	}
	b.Get("/customers?churn=High").Want(t, 400).Says(t, "churn is", "it can be small, medium, high, very-high")
}

// Every cell of a forecast has a figure, or a word that says why there is none.
func TestForecastCellsSayWhy(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	why := func(query, code string) []string {
		var words []string
		b.Get("/customers?"+query+"&q="+code).Want(t, 200).Doc(t).Find("#customer-list tbody td:not(.col-pick):not(.col-actions) .why").Each(func(_ int, s *goquery.Selection) {
			words = append(words, strings.Join(strings.Fields(s.Text()+" "+s.AttrOr("title", "")), " "))
		})
		return words
	}
	if got := why(forecastColumns, "L01"); len(got) != 6 || !strings.Contains(got[0], "new since the last run") {
		t.Errorf("before it was forecast: %q", got)
	}
	sh.Forecast(t)
	for code, want := range map[string]string{"L11": "never bought",
		"L10": "only active customers are forecast"} { // L11 has no order; L10 is not active
		got := why(forecastColumns+"&active=all", code)
		if len(got) != 6 || !strings.Contains(got[0], want) {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
	if got := why(forecastColumns, "L01"); len(got) > 1 { // its orders name no channel
		t.Errorf("L01: %q", got)
	}
	if total := b.Get("/customers?"+forecastColumns).Want(t,
		200).Doc(t).Find("#customer-list .ledger-total").Text(); strings.Count(total, "€") != 2 {
		t.Errorf("the totals are %q", total)
	}
}
