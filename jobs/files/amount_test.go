package files

import (
	"testing"
)

// Where a row has both, the total wins; a unit price that comes to this very total
// is kept, any other is worked out from the total.
func TestAUnitPriceBesideATotal(t *testing.T) {
	src := text("order_number,order_date,customer_code,sku,quantity,unit_price,line_total\n" +
		"1,2026-01-05,C,A,3,0.005,0.02\n" + // 0.015, rounded
		"1,2026-01-05,C,A,3,0.005,0.03\n" +
		"1,2026-01-05,C,A,0,9.5,1\n" +
		"1,2026-01-05,C,A,4,,1\n")
	p := inspect(t, src, Orders, Options{Currency: "GBP"})
	orders, rejected := readOrders(t, src, p)
	if len(orders) != 1 || len(rejected) != 0 {
		t.Fatalf("%d orders, rejected %+v", len(orders), rejected)
	}
	for i, want := range []struct {
		total, price int64
		has          bool
	}{{2, 50, true}, {3, 100, true}, {100, 0, false}, {100, 2500, true}} {
		l := orders[0].Lines[i]
		if l.Total != want.total || l.HasUnitPrice != want.has || want.has && l.UnitPrice != want.price {
			t.Errorf("line %d: total %d, price %d (%v), want %+v", i, l.Total, l.UnitPrice, l.HasUnitPrice, want)
		}
	}
}
