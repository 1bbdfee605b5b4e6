package files

import (
	"os"
	"path/filepath"
	"testing"

	"wholesight/jobs/calendar"
)

// sharedFile finds a file of the shared data folder, or skips.
func sharedFile(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("WHOLESIGHT_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(dir, "data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED, NOT PASSED: the public order book %s is not here (set WHOLESIGHT_SHARED)", name)
	}
	return path
}

// The figures were counted from the file by a script of its own (Python's csv).
func TestUCIOrderBookGivesTheKnownCounts(t *testing.T) {
	src := diskSource(sharedFile(t, "uci_online_retail_2009_2011.csv.gz"))
	p := inspect(t, src, Orders, Options{Preset: PresetUCI, Currency: "GBP", Today: calendar.Must("2026-11-22")})
	if p.Rows != 1_044_847 || p.Encoding != UTF8 || !p.Packed || p.Delimiter != "," || len(p.Questions) != 0 ||
		len(p.Ignored) != 0 {
		t.Fatalf("plan: %+v", p)
	}
	var orders, lines, rejected, services int
	var cents, quantity int64
	customers, numbers := map[string]bool{}, map[string]bool{}
	causes := map[string]int{}
	err := p.Orders(t.Context(), src, spillTo(t), func(o OrderRows) error {
		orders++
		lines += len(o.Lines)
		customers[o.Customer] = true
		if numbers[o.Number] {
			t.Fatalf("order %s came twice", o.Number)
		}
		numbers[o.Number] = true
		if o.Status != StatusClosed || o.CustomerCountry == "" {
			t.Fatalf("order %s: status %q, country %q", o.Number, o.Status, o.CustomerCountry)
		}
		for _, l := range o.Lines {
			cents, quantity = cents+l.Total, quantity+l.Quantity
			if l.Service {
				services++
			}
		}
		return nil
	}, func(r Rejection) error { rejected++; causes[r.Cause]++; return nil })
	if err != nil {
		t.Fatal(err)
	}
	got := [...]int64{int64(orders), int64(lines), int64(rejected), int64(causes[CauseNoCustomer]), int64(len(customers)),
		int64(services), cents, quantity}
	want := [...]int64{44_876, 809_560, 235_287, 235_287, 5_942, 3_672, 16_343_651_02, 10_087_673_000}
	if got != want {
		t.Errorf("orders, lines, rejected, without customer, customers, service lines, pence, thousandths:\n got %d\nwant %d",
			got, want)
	}
}
