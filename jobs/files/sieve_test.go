package files

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// taken are the keys of the orders and rows that come out of a file, and its rejections
// as "line cause".
func taken(t *testing.T, src Source, k Kind, o Options) (p *Plan, keys []string, rejected []string) {
	t.Helper()
	p = inspect(t, src, k, o)
	reject := func(r Rejection) error {
		rejected = append(rejected, fmt.Sprintf("%d %s", r.Line, r.Cause))
		return nil
	}
	var err error
	switch k {
	case Orders:
		err = p.Orders(t.Context(), src, spillTo(t), func(o OrderRows) error {
			for _, l := range o.Lines {
				keys = append(keys, o.Number+" "+o.Day.String()+" "+o.Customer+" "+l.SKU+" "+o.Status)
			}
			return nil
		}, reject)
	case Customers:
		err = p.Customers(t.Context(), src, func(c CustomerRow) error { keys = append(keys, c.Code); return nil }, reject)
	case Targets:
		err = p.Targets(t.Context(), src, func(r TargetRow) error { keys = append(keys, r.Customer); return nil }, reject)
	case Products:
		err = p.Products(t.Context(), src, func(r ProductRow) error { keys = append(keys, r.SKU); return nil }, reject)
	default:
		t.Fatalf("no test reads %s here", k)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p, keys, rejected
}

func TestRowsOfTotalsAreHeldBack(t *testing.T) {
	for _, c := range []struct {
		what, text string
		kind       Kind
		keys       []string
		rejected   []string
	}{
		{"a total of orders", orderBook("1,2026-01-05,C1,A,2,3", "Total,,,,2,3"), Orders,
			[]string{"1 2026-01-05 C1 A closed"}, []string{"3 totals"}},
		{"sums and nothing else", orderBook("1,2026-01-05,C1,A,2,3", ",,,,2,"), Orders, []string{"1 2026-01-05 C1 A closed"},
			[]string{"3 totals"}},
		{"a total in the place of the customer", orderBook("1,2026-01-05,C1,A,2,3", ",,Grand total:,,2,"), Orders,
			[]string{"1 2026-01-05 C1 A closed"}, []string{"3 totals"}},
		{"the total of an order below its lines", orderBook("1,2026-01-05,C1,A,2,3", "1,2026-01-05,C1,Subtotal,2,",
			"1,2026-01-05,C1,B,1,1"), Orders,
			[]string{"1 2026-01-05 C1 A closed", "1 2026-01-05 C1 B closed"}, []string{"3 totals"}},
		{"the total of an order by its number", orderBook("SO-1,2026-01-05,C1,A,2,3", "SO-1 Total,,,,2,"), Orders,
			[]string{"SO-1 2026-01-05 C1 A closed"}, []string{"3 totals"}},
		{"a product that is called so", orderBook("1,2026-01-05,TOTAL,TOTAL,2,3"), Orders,
			[]string{"1 2026-01-05 TOTAL TOTAL closed"}, nil},
		{"customers", "code,name,city\nC1,A,Bonn\nSumme:,,\nTOTAL,Total Energies,Paris\nTotal Fitness,Total Fitness,Leeds\n",
			Customers, []string{"C1", "TOTAL", "Total Fitness"}, []string{"3 totals"}},
		{"a count behind the word", "code;name;city\nC1;A;Bonn\nGesamt;1;\n", Customers, []string{"C1"},
			[]string{"3 totals"}},
		{"a word of another script", "code;name\nC1;A\nИтого:;\n", Customers, []string{"C1"}, []string{"3 totals"}},
		{"the same in Windows-1251", "code;name\nC1;A\n\xc8\xf2\xee\xe3\xee;\n", Customers, []string{"C1"},
			[]string{"3 totals"}},
		{"products", "sku,name,list_price\nA,Axe,2\nTotal,,2\n", Products, []string{"A"}, []string{"3 totals"}},
		{"targets that double the sum", "customer_code,start_month,annual\nC1,2026-01,\"1.000,50\"\nC2,2026-01,\"2.000,25\"\nTotal,2026-01,\"3.000,75\"\n", Targets, []string{"C1", "C2"}, []string{"4 totals"}},
		{"subtotals of targets", "customer_code,start_month,annual\nC1,2026-01,100\nC2,2026-01,200\nSubtotal,2026-01,300\nC3,2026-01,5\nSubtotal,2026-01,5\nTotal,2026-01,305\n", Targets, []string{"C1", "C2", "C3"}, []string{"4 totals", "6 totals", "7 totals"}},
		{"a customer of targets that is called so", "customer_code,start_month,annual\nC1,2026-01,100\nC2,2026-01,200\nTotal,2026-01,299\n", Targets, []string{"C1", "C2", "Total"}, nil},
	} {
		p, keys, rejected := taken(t, text(c.text), c.kind, Options{})
		if diff := cmp.Diff(c.keys, keys) + cmp.Diff(c.rejected, rejected); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
		if int(p.Totals) != len(c.rejected) {
			t.Errorf("%s: the plan counts %d totals", c.what, p.Totals)
		}
	}
}

func TestTheHeaderOfAFurtherPageIsHeldBack(t *testing.T) {
	head := "Order No;Date;Customer;Article;Qty;Price\n"
	p, keys, rejected := taken(t, text(head+"1;2026-01-05;C1;A;1;1\n"+head+"1;2026-01-05;C1;B;1;1\n\n"+head), Orders,
		Options{})
	if diff := cmp.Diff([]string{"1 2026-01-05 C1 A closed", "1 2026-01-05 C1 B closed"}, keys); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"3 header-again", "6 header-again"}, rejected); diff != "" || p.HeaderAgain != 2 {
		t.Error(diff, p.HeaderAgain)
	}
}

func TestFurtherLinesAreFilledFromTheRowAbove(t *testing.T) {
	head := "order_number,order_date,customer_code,sku,quantity,unit_price,status\n"
	for _, c := range []struct {
		what, rows string
		keys       []string
		rejected   []string
		filled     int64
	}{
		{"all three blank", "1,2026-01-05,C1,A,1,1,open\n,,,B,1,1,\n , ,,C,1,1,\n2,2026-01-06,C2,A,1,1,\n,,,B,1,1,\n",
			[]string{"1 2026-01-05 C1 A open", "1 2026-01-05 C1 B open", "1 2026-01-05 C1 C open", "2 2026-01-06 C2 A closed",
				"2 2026-01-06 C2 B closed"}, nil, 3},
		{"the number alone is there", "1,2026-01-05,C1,A,1,1,\n1,,,B,1,1,\n2,2026-01-06,C2,A,1,1,\n",
			[]string{"2 2026-01-06 C2 A closed"}, []string{"2 held-back", "3 no-customer"}, 0},
		{"the customer alone is there", "1,2026-01-05,C1,A,1,1,\n,,C1,B,1,1,\n2,2026-01-06,C2,A,1,1,\n",
			[]string{"2 2026-01-06 C2 A closed"}, []string{"2 held-back", "3 missing"}, 0},
		{"a row of another order without a number", "1,2026-01-05,C1,A,1,1,\n,2026-01-07,C9,B,1,1,\n",
			[]string{"1 2026-01-05 C1 A closed"}, []string{"3 missing"}, 0},
		{"nothing above", ",,,B,1,1,\n1,2026-01-05,C1,A,1,1,\n", []string{"1 2026-01-05 C1 A closed"}, []string{"2 missing"},
			0},
		{"lines apart", "1,2026-01-05,C1,A,1,1,\n,,,B,1,1,\n2,2026-01-05,C1,A,1,1,\n1,2026-01-05,C1,C,1,1,\n",
			[]string{"2 2026-01-05 C1 A closed", "1 2026-01-05 C1 A closed", "1 2026-01-05 C1 B closed",
				"1 2026-01-05 C1 C closed"}, nil, 1},
	} {
		p, keys, rejected := taken(t, text(head+c.rows), Orders, Options{})
		if diff := cmp.Diff(c.keys, keys) + cmp.Diff(c.rejected, rejected); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
		if p.Filled != c.filled {
			t.Errorf("%s: the plan counts %d filled rows", c.what, p.Filled)
		}
	}
}
