package web

import (
	"net/url"
	"strings"
	"testing"

	"wholesight/web/paths"
	"wholesight/web/reports"
)

// The page, its totals and its files are of the same customers; each role's are its own.
func TestPurchases(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		listShop(t, sh)
		query := "?from=2026-01-01&to=2026-11-22"
		counts := map[string]int{}
		for _, who := range []string{"admin", "rep", "rep2"} {
			b := sh.as(who)
			doc := b.get(paths.PurchasesPath()+query).want(t, 200).doc(t)
			order, rows := rowsOf(t, b.get(paths.PurchasesPath()+".csv"+query).want(t, 200).body)
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
			b.get(paths.PurchasesPath()+".xlsx"+query).want(t, 200)
		}
		if counts["rep"] == 0 || counts["rep2"] == 0 || counts["admin"] < counts["rep"]+counts["rep2"] {
			t.Errorf("customers: %v", counts)
		}
	})
}

// Sorted both ways by each column, the rows are the same, and no figure that does not
// exist comes first.
func TestPurchasesAreSorted(t *testing.T) {
	sh := newShop(t)
	listShop(t, sh)
	b := sh.as("admin")
	for key := range reports.PurchaseSorts {
		up, rows := rowsOf(t, b.get(paths.PurchasesPath()+".csv?sort="+key).want(t, 200).body)
		down, _ := rowsOf(t, b.get(paths.PurchasesPath()+".csv?sort=-"+key).want(t, 200).body)
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
	sh := newShop(t)
	listShop(t, sh)
	b := sh.as("rep")
	for _, test := range []struct{ from, to, says string }{
		{"2026-13-01", "2026-11-22", "This is no day"}, {"yesterday", "", "This is no day"}, {"2026-11-22", "2026-01-01", "The period ends before it begins"},
	} {
		query := "?" + url.Values{"from": {test.from}, "to": {test.to}}.Encode()
		b.get(paths.PurchasesPath()+query).want(t, 422).says(t, test.says, `value="`+test.from+`"`)
		b.get(paths.PurchasesPath()+".csv"+query).want(t, 400)
	}
	b.get(paths.PurchasesPath()+"?from=2030-01-01&to=2031-01-01").want(t, 200).says(t, "Nobody bought in this period")
	// Figures after the as-of day are not known.
	for _, row := range strings.Split(b.get(paths.PurchasesPath()+".csv?from=2026-01-01&to=2099-01-01").want(t, 200).body, "\n") {
		if strings.Contains(row, "2099") {
			t.Error(row)
		}
	}
	b.get("/reports").want(t, 200).says(t, "Users making purchases", "/reports/classifications.xlsx", "/reports/sales-targets.csv")
}
