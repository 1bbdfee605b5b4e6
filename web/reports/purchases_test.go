package reports_test

import (
	"net/url"
	"strings"
	"testing"

	"wholesight/web/paths"
	"wholesight/web/reports"
	"wholesight/web/webtest"
)

// The page, its totals and its files are of the same customers; each role's are its own.
func TestPurchases(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		webtest.ListShop(t, sh)
		query := "?from=2026-01-01&to=2026-11-22"
		counts := map[string]int{}
		for _, who := range []string{"admin", "rep", "rep2"} {
			b := sh.As(who)
			doc := b.Get(paths.PurchasesPath()+query).Want(t, 200).Doc(t)
			order, rows := webtest.RowsOf(t, b.Get(paths.PurchasesPath()+".csv"+query).Want(t, 200).Text)
			counts[who] = len(order)
			if shown := doc.Find("#purchases tbody tr").Length(); shown < min(len(order), reports.PurchasesPerPage) {
				t.Errorf("%s: %d rows are shown of %d", who, shown, len(order))
			}
			for _, code := range order {
				row := rows[code]
				if row["orders"] == "0" || row["first_order"] > row["last_order"] || row["last_order"] > "2026-11-22" {
					t.Errorf("%s, %s: %v", who, code, row)
				}
			}
			if who == "rep" && rows["L01"] != nil || who == "rep2" && rows["L00"] != nil {
				t.Errorf("%s has another's customer", who)
			}
			b.Get(paths.PurchasesPath()+".xlsx"+query).Want(t, 200)
		}
		if counts["rep"] == 0 || counts["rep2"] == 0 || counts["admin"] < counts["rep"]+counts["rep2"] {
			t.Errorf("customers: %v", counts)
		}
	})
}

// Sorted both ways by each column, the rows are the same, and no figure that does not
// exist comes first.
func TestPurchasesAreSorted(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("admin")
	for key := range reports.PurchaseSorts {
		up, rows := webtest.RowsOf(t, b.Get(paths.PurchasesPath()+".csv?sort="+key).Want(t, 200).Text)
		down, _ := webtest.RowsOf(t, b.Get(paths.PurchasesPath()+".csv?sort=-"+key).Want(t, 200).Text)
		if len(up) != len(down) || len(up) < 20 {
			t.Fatalf("%s: %d and %d rows", key, len(up), len(down))
		}
		column := map[string]string{"gap": "average_gap_days", "risk": "risk"}[key]
		if column != "" {
			for name, order := range map[string][]string{"up": up, "down": down} {
				empty := false
				for _, code := range order {
					if rows[code][column] == "" {
						empty = true
					} else if empty {
						t.Fatalf("%s %s: %s comes after a row without", key, name, code)
					}
				}
			}
		}
	}
}

// A period that cannot be is said at its field, and what was typed stays.
func TestPurchasesPeriod(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("rep")
	for _, test := range []struct{ from, to, says string }{
		{"2026-13-01", "2026-11-22", "This is no day"}, {"yesterday", "", "This is no day"},
		{"2026-11-22", "2026-01-01", "The period ends before it begins"},
	} {
		query := "?" + url.Values{"from": {test.from}, "to": {test.to}}.Encode()
		b.Get(paths.PurchasesPath()+query).Want(t, 422).Says(t, test.says, `value="`+test.from+`"`)
		b.Get(paths.PurchasesPath()+".csv"+query).Want(t, 400)
	}
	b.Get(paths.PurchasesPath()+"?from=2030-01-01&to=2031-01-01").Want(t, 200).Says(t, "Nobody bought in this period")
	// Figures after the as-of day are not known.
	for _, row := range strings.Split(b.Get(paths.PurchasesPath()+".csv?from=2026-01-01&to=2099-01-01").Want(t, 200).Text,
		"\n") {
		if strings.Contains(row, "2099") {
			t.Error(row)
		}
	}
	b.Get("/reports").Want(t, 200).Says(t, "Users making purchases", "/reports/classifications.xlsx",
		"/reports/sales-targets.csv")
}
