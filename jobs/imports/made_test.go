package imports_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store/storetest"
)

// A check says what an apply would make beside its own rows, and the apply makes it;
// the second time there is nothing left to make.
func TestImportSaysWhatItMakes(t *testing.T) {
	var many strings.Builder
	many.WriteString("order_number,order_date,customer_code,sku,quantity,unit_price,channel\n")
	for i := range 9 {
		fmt.Fprintf(&many, "M%d,2026-01-0%d,C%d,S1,1,1.00,phone\n", i, i+1, 9-i)
	}
	many.WriteString("M9,2026-01-09,,S9,1,1.00,web\n") // rejected: makes nothing
	for _, c := range []struct {
		kind files.Kind
		text string
		want []imports.Made
	}{
		{files.Customers, "code,name,smart_type,account_manager\nK1,One,Boutique,Ann\nK2,Two,Trade,Ann\nK3,Three,,\n",
			[]imports.Made{{Noun: "account manager", Count: 1, Names: []string{"Ann"}},
				{Noun: "smart type", Count: 2, Names: []string{"Boutique", "Trade"}}}},
		{files.Orders, many.String(),
			[]imports.Made{{Noun: "channel", Count: 1, Names: []string{"phone"}},
				{Noun: "customer", Count: 9, Names: []string{"C1", "C2", "C3", "C4", "C5"}},
				{Noun: "product", Count: 1, Names: []string{"S1"}}}},
		{files.Targets, "customer_code,start_month,annual\nC1,2026-01,120\nT1,2026-01,120\n",
			[]imports.Made{{Noun: "customer", Count: 1, Names: []string{"T1"}}}},
		{files.Contacts, "customer_code,at,kind\nC1,2026-01-01,call\nT2,2026-01-01,call\n",
			[]imports.Made{{Noun: "customer", Count: 1, Names: []string{"T2"}}}},
		{files.Products, "sku,name\nP1,Saw\n", nil},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			db := storetest.SQLite(t)
			if c.kind == files.Targets || c.kind == files.Contacts {
				jobtest.ImportText(t, db, files.Customers, "code,name\nC1,One\n")
			}
			dry := jobtest.ImportText(t, db, c.kind, c.text, func(o *imports.Options) { o.DryRun = true })
			if diff := cmp.Diff(c.want, dry.Made); diff != "" {
				t.Errorf("checked (-want +got)\n%s", diff)
			}
			done := jobtest.ImportText(t, db, c.kind, c.text)
			if diff := cmp.Diff(c.want, done.Made); diff != "" {
				t.Errorf("applied (-want +got)\n%s", diff)
			}
			if again := jobtest.ImportText(t, db, c.kind, c.text); len(again.Made) != 0 {
				t.Errorf("again: %+v", again.Made)
			}
		})
	}
}
