package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wholesight/store/storetest"
)

// As of a day, the full history and the one that ends on that day give the same bytes:
// no forecast looks ahead, and no model that it is made with.
func TestForecastsDoNotLookAhead(t *testing.T) {
	whole := shell{t, storetest.UnmigratedSQLiteURL(t)}
	whole.must(exitDone, "demo", "--customers", "150", "--months", "30", "--end", "2026-11-22")
	dir := t.TempDir()
	export := func(what string) string {
		path := filepath.Join(dir, what+".csv")
		whole.must(exitDone, "export", what, "--out", path)
		return path
	}
	customers, products, orders := export("customers"), export("products"), export("orders")
	// shop is a shop of these master data with an order book.
	shop := func(orders string) shell {
		s := shell{t, storetest.UnmigratedSQLiteURL(t)}
		s.must(exitDone, "setting", "currency", "EUR")
		s.must(exitDone, "import", "customers", customers)
		s.must(exitDone, "import", "products", products)
		s.must(exitDone, "import", "orders", orders)
		return s
	}
	full := shop(orders)
	for _, day := range []string{"2026-11-21", "2026-08-14", "2026-02-28", "2025-07-01", "2024-08-31"} {
		cut := shop(cutOrders(t, orders, day))
		want, got := cut.must(exitDone, "export", "forecasts", "--as-of", day),
			full.must(exitDone, "export", "forecasts", "--as-of", day)
		if want != got {
			t.Errorf("as of %s:\n%s", day, firstDifference(want, got))
		}
		if n := strings.Count(got, ","+day+","); n < 100 {
			t.Errorf("as of %s there are %d forecasts:\n%.400s", day, n, got)
		}
	}
}

// cutOrders is a file of the orders up to and with a day.
func cutOrders(t *testing.T, name, day string) string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], "order_date")
	kept := slices.DeleteFunc(rows[1:], func(row []string) bool { return row[at] > day })
	path := filepath.Join(t.TempDir(), "orders.csv")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(out)
	if err := w.WriteAll(append([][]string{rows[0]}, kept...)); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// firstDifference is the first line in which two texts differ.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return "cut:  " + a[i] + "\nfull: " + strings.Join(b[min(i, len(b)):min(i+1, len(b))], "")
		}
	}
	return "the full one has more lines"
}

func TestForecastsOnTheCommandLine(t *testing.T) {
	for engine, address := range map[string]func(testing.TB) string{"SQLite": storetest.UnmigratedSQLiteURL,
		"PostgreSQL": storetest.UnmigratedPostgresURL} {
		t.Run(engine, func(t *testing.T) {
			s := shell{t, address(t)}
			// Nothing was bought: no error, and a word.
			if out := s.must(exitDone, "rebuild"); !strings.Contains(out, "forecasts begin with the first orders") {
				t.Errorf("an empty shop: %s", out)
			}
			if status, _, errs := s.run("", "evaluate"); status != exitFailed ||
				!strings.Contains(errs, "nothing was ever bought") {
				t.Errorf("evaluate of an empty shop: %d, %s", status, errs)
			}
			s.must(exitDone, "demo", "--customers", "60", "--months", "30", "--end", "2026-11-22")
			s.must(exitDone, "setting", "as-of", "2026-11-22")
			out := s.must(exitDone, "rebuild")
			if lines := strings.Split(strings.TrimSpace(out), "\n"); len(lines) < 2 ||
				!strings.HasPrefix(lines[len(lines)-2], "forecasts: build=") || !strings.HasPrefix(lines[len(lines)-1], "build=") {
				t.Errorf("rebuild says:\n%s", out)
			}
			if out := s.must(exitDone, "rebuild", "--only", "forecasts"); strings.Count(out, "\n") != 1 ||
				!strings.HasPrefix(out, "forecasts: build=") {
				t.Errorf("rebuild of the forecasts says:\n%s", out)
			}
			for _, args := range [][]string{{"--only", "labels"}, {"--no-forecasts"}} {
				if out := s.must(exitDone, append([]string{"rebuild"}, args...)...); strings.Contains(out, "forecasts:") {
					t.Errorf("rebuild %v says:\n%s", args, out)
				}
			}
			var report struct {
				Build     int64
				Forecasts struct {
					Build     int64
					AsOf      string `json:"as_of"`
					Customers int64
				}
			}
			if err := json.Unmarshal([]byte(s.must(exitDone, "rebuild", "--json")), &report); err != nil || report.Build == 0 ||
				report.Forecasts.Build <= report.Build || report.Forecasts.AsOf != "2026-11-22" {
				t.Errorf("rebuild --json: %+v, %v", report, err)
			}
			published := s.must(exitDone, "export", "forecasts")
			if n := int64(strings.Count(published, "\n")); n != report.Forecasts.Customers+1 {
				t.Errorf("%d lines for %d customers", n, report.Forecasts.Customers)
			}
			if early := s.must(exitDone, "export", "forecasts", "--as-of", "2026-06-01"); early == published ||
				!strings.Contains(early, ",2026-06-01,") {
				t.Errorf("as of another day:\n%.300s", early)
			}
			if s.must(exitDone, "export", "forecasts") != published {
				t.Error("an export as of another day changed what is published")
			}
			s.must(exitDone, "doctor")
		})
	}
}

func TestEvaluate(t *testing.T) {
	s := shell{t, storetest.UnmigratedSQLiteURL(t)}
	s.must(exitDone, "demo", "--customers", "80", "--months", "30", "--end", "2026-11-22")
	var e struct {
		AsOf    string `json:"as_of"`
		Horizon int    `json:"horizon_days"`
		Rows    []struct {
			Job, Method, Metric string
			Value, Low, High    *float64
			N                   *int
		}
	}
	status, out, errs := s.run("", "evaluate", "--json", "--as-of", "2026-11-22")
	if status != exitDone || !strings.Contains(errs, "after 2026-11-22 is not known yet: tested as of 2026-08-") {
		t.Fatalf("status %d: %s", status, errs)
	}
	if err := json.Unmarshal([]byte(out), &e); err != nil || e.Horizon != 91 || e.AsOf < "2026-08-01" ||
		e.AsOf > "2026-08-23" {
		t.Fatalf("%v: %.300s", err, out)
	}
	ours := map[string]bool{}
	for _, r := range e.Rows {
		if r.Value == nil || r.Low == nil || r.High == nil || r.N == nil || r.Metric == "" {
			t.Errorf("row %+v", r)
		}
		if r.Method == "wholesight" {
			ours[r.Job] = true
		}
	}
	for _, job := range []string{"churn", "orders", "revenue", "next_order", "target_pace"} {
		if !ours[job] {
			t.Errorf("%s is not evaluated", job)
		}
	}
	status, out, errs = s.run("", "evaluate", "--as-of", "2026-06-01", "--horizon", "30")
	if status != exitDone || errs != "" || !strings.HasPrefix(out, "as of 2026-06-01, 30 days ahead\njob ") {
		t.Errorf("status %d: %.200s\n%s", status, out, errs)
	}
	if status, _, errs := s.run("", "evaluate", "--horizon", "0"); status != exitUsage ||
		!strings.Contains(errs, "1 to 365") {
		t.Errorf("a horizon of no days: %d, %s", status, errs)
	}
	if status, _, errs := s.run("", "evaluate", "--as-of", "2001-01-01"); status != exitFailed ||
		!strings.Contains(errs, "nothing to learn from") {
		t.Errorf("a day before all orders: %d, %s", status, errs)
	}
}
