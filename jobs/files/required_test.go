package files

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRequiredAndOptionalColumns(t *testing.T) {
	for _, c := range []struct {
		kind      Kind
		must, may []string
	}{
		{Customers, []string{"code", "name"}, []string{"smart_type", "groups", "account_manager", "industry", "email",
			"phone", "contact", "city", "postcode", "country", "tags", "created_on", "active", "marketing_consent"}},
		{Orders, []string{"order_number", "order_date", "customer_code", "sku", "quantity", "unit_price or line_total"},
			[]string{"delivered_quantity", "cost", "channel", "status", "currency", "rate", "customer_name", "product_name"}},
		{Targets, []string{"customer_code", "start_month", "annual or m1 … m12"}, []string{"discount_pct"}},
		{Contacts, []string{"customer_code", "at", "kind"}, []string{"body", "outcome", "next_on", "author"}},
	} {
		if diff := cmp.Diff(c.must, Required(c.kind)); diff != "" {
			t.Errorf("%s must have (-want +got):\n%s", c.kind, diff)
		}
		if diff := cmp.Diff(c.may, Optional(c.kind)); diff != "" {
			t.Errorf("%s may have (-want +got):\n%s", c.kind, diff)
		}
	}
}

func TestPlanMissing(t *testing.T) {
	p := Plan{Kind: Customers, Columns: []Column{{Column: "code"}, {Column: ""}}}
	if diff := cmp.Diff([]string{"name"}, p.Missing()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	p.Columns[1].Column = "name"
	if got := p.Missing(); len(got) != 0 {
		t.Errorf("nothing is missing, and yet %v", got)
	}
}
