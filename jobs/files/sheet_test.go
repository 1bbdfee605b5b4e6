package files

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// tabs makes a workbook with a sheet for each of the names; those with a dot in front are
// hidden, those without rows are empty.
func tabs(t *testing.T, names []string, rows map[string][][]any) memSource {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for _, name := range names {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		fillSheet(t, f, name, rows[name])
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := f.SetSheetVisible(name, !strings.HasPrefix(name, ".")); err != nil {
			t.Fatal(err)
		}
	}
	return memSource{"book.xlsx", bookBytes(t, f)}
}

func TestWhichSheetIsRead(t *testing.T) {
	customers := [][]any{{"code", "name"}, {"C1", "A"}}
	notes := [][]any{{"Notes"}, {"nothing"}}
	rows := map[string][][]any{"A": customers, "B": customers, "N": notes, ".old": customers, "E": nil}
	for _, c := range []struct {
		names         []string
		o             Options
		sheet         string
		asks          bool
		other, hidden []string
	}{
		{[]string{"A"}, Options{}, "A", false, nil, nil},
		{[]string{"E", "A", ".old"}, Options{}, "A", false, nil, []string{".old"}},
		{[]string{"N", "A"}, Options{}, "A", true, []string{"N"}, nil},
		{[]string{"A", "B"}, Options{Sheet: " b "}, "B", false, []string{"A"}, nil},
		{[]string{"A", ".old"}, Options{Sheet: ".old"}, ".old", false, []string{"A"}, []string{".old"}},
	} {
		src := tabs(t, c.names, rows)
		p := inspect(t, src, Customers, c.o)
		asks := len(p.Questions) == 1 && p.Questions[0].Kind == AskSheet && len(p.Questions[0].Answers) == len(c.names)
		if p.Sheet != c.sheet || asks != c.asks {
			t.Errorf("%v: sheet %q, asks %+v", c.names, p.Sheet, p.Questions)
		}
		if diff := cmp.Diff(append([]string{}, c.other...), append([]string{}, p.OtherSheets...)) +
			cmp.Diff(append([]string{}, c.hidden...), append([]string{}, p.HiddenSheets...)); diff != "" {
			t.Errorf("%v: %s", c.names, diff)
		}
		if len(p.Open()) == 0 {
			if _, keys, rejected := taken(t, src, Customers, c.o); len(keys) != 1 || len(rejected) != 0 {
				t.Errorf("%v: %v %v", c.names, keys, rejected)
			}
		}
	}
	for _, c := range []struct {
		names []string
		o     Options
		want  string
	}{
		{[]string{"A"}, Options{Sheet: "Z"}, "no sheet “Z”; it has A"},
		{[]string{"E"}, Options{}, "no rows"},
		{[]string{"E", ".old"}, Options{}, "only hidden sheets"},
	} {
		_, err := Inspect(t.Context(), tabs(t, c.names, rows), Customers, c.o)
		var bad *FileError
		if !errors.As(err, &bad) || !strings.Contains(bad.Text, c.want) {
			t.Errorf("%v: %v", c.names, err)
		}
	}
}

// Numbers of a workbook have a point inside, whatever sign its texts have; both are read.
func TestNumbersAndTextsOfAWorkbookInOneColumn(t *testing.T) {
	head := []any{"order_number", "order_date", "customer_code", "sku", "quantity", "unit_price"}
	src := memSource{"book.xlsx", workbook(t, false, [][]any{head,
		{"1", "2026-01-05", "C1", "A", 1.5, "1.234,50"}, {"2", "2026-01-05", "C1", "A", "2,5", 1234.125},
		{nil, nil, nil, "B", 1, 2}, {"3", "2026-01-05", "C1", "A", 1, 2000}})}
	p := inspect(t, src, Orders, Options{})
	orders, rejected := readOrders(t, src, p)
	if len(orders) != 3 || len(rejected) != 0 || p.Filled != 1 || p.Decimal != "," {
		t.Fatalf("%d orders, %v, filled %d, decimal %q", len(orders), rejected, p.Filled, p.Decimal)
	}
	got := []int64{orders[0].Lines[0].UnitPrice, orders[0].Lines[0].Quantity, orders[1].Lines[0].UnitPrice,
		orders[1].Lines[0].Quantity, orders[2].Lines[0].UnitPrice}
	if diff := cmp.Diff([]int64{12345000, 1500, 12341250, 2500, 20000000}, got); diff != "" {
		t.Error(diff)
	}
}

func TestFormulasWithoutAResultRefuseTheirRows(t *testing.T) {
	_, keys, rejected := taken(t, text("code,name\nC1,=A1*B1\nC2,=Smith\nC3,\"=SUM(A1,B2)\"\nC4,\"=\"\"007\"\"\"\n"),
		Customers, Options{})
	if diff := cmp.Diff([]string{"C2", "C4"}, keys) + cmp.Diff([]string{"2 formula", "4 formula"}, rejected); diff != "" {
		t.Error(diff)
	}
}
