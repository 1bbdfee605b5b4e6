package imports_test

import (
	"strings"
	"testing"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store/storetest"
)

func saidOf(r imports.ImportResult) map[string]string {
	all := map[string]string{}
	for _, s := range r.Said {
		all[s.Key] = s.Text
	}
	return all
}

func TestWhatIsSaidOfAFile(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   files.Kind
		text   string
		want   map[string]string
		absent []string
	}{
		{"orders with comma, day first and an unread column", files.Orders,
			"order_number;order_date;customer_code;sku;quantity;unit_price;Vertreter\n1;31.12.2025;C1;A;2;1,50;Anna\n2;05.01.2026;C2;A;1000;999,99;Tom\n",
			map[string]string{"encoding": "utf-8", "delimiter": "semicolon", "decimal": "comma", "date-order": "day first",
				"not-read":      "Vertreter",
				"made-customer": "2 minimal customers (C1, C2)", "made-product": "1 minimal product (A)",
				"days": "First day 2025-12-31, last day 2026-01-05",
				"sum":  "Sum of 2 lines: 999993.00", "largest": "99 % of all: 999990.00"}, []string{"moved", "outliers", "totals"}},
		{"even orders in points", files.Orders, jobtest.OrderHeader +
			strings.Repeat("1,2026-01-05,C1,A,2,1.5,web,open,1,0.75\n", 6),
			map[string]string{"decimal": "point", "delimiter": "comma", "header": "order_number",
				"sum": "Sum of 6 lines: 18.00"},
			[]string{"largest", "not-read", "date-order"}},
		{"one line that is a thousand times the others", files.Orders,
			plainHeader + strings.Repeat("1,2026-01-05,C1,A,1,2.00\n", 25) + "2,2026-01-06,C1,A,1000000,999999.99\n",
			map[string]string{"outliers": "1 line is more than 1000 times", "largest": "order 2, line 27"}, nil},
		{"targets", files.Targets, "customer_code,start_month,annual\nC1,2026-01,1200\nC2,2026-01,120\n",
			map[string]string{"sum": "Sum of 2 targets: 1320.00", "largest": "customer C1"}, []string{"days"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := saidOf(jobtest.ImportText(t, storetest.SQLite(t), c.kind, c.text))
			for key, want := range c.want {
				if !strings.Contains(got[key], want) {
					t.Errorf("%s: %q, want %q", key, got[key], want)
				}
			}
			for _, key := range c.absent {
				if text, ok := got[key]; ok {
					t.Errorf("said %s: %q", key, text)
				}
			}
		})
	}
}

// All that is open is asked at once.
func TestSeveralQuestionsAreAskedAtOnce(t *testing.T) {
	_, err := tryOrders(storetest.SQLite(t), "order_number;order_date;customer_code;sku;quantity;unit_price\n1;01/02/2026;C1;A;1;1,234\n")
	if err == nil || !strings.Contains(err.Error(), "--date-order") ||
		!strings.Contains(err.Error(), "--decimal point|comma") {
		t.Errorf("%v", err)
	}
}
