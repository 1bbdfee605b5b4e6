package files

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// inspectText inspects a text as a file of a kind.
func inspectText(t *testing.T, k Kind, s string, o Options) *Plan {
	t.Helper()
	p, err := Inspect(t.Context(), text(s), k, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// asked are the questions of a plan, one line each: kind, column, word, flag.
func asked(p *Plan) string {
	var lines []string
	for _, q := range p.Questions {
		lines = append(lines, fmt.Sprintf("%s %s %q %d whole=%v %s", q.Kind, q.Column, q.Word, q.Rows, q.Whole, q.Flag))
	}
	return strings.Join(lines, "\n")
}

// ordersOf reads a book that must not ask anything: number, status, total.
func ordersOf(t *testing.T, s string, o Options) string {
	t.Helper()
	p := inspectText(t, Orders, s, o)
	var lines []string
	err := p.Orders(t.Context(), text(s), nil, func(r OrderRows) error {
		sum := int64(0)
		for _, l := range r.Lines {
			sum += l.Total
		}
		lines = append(lines, fmt.Sprintf("%s %s %s %d", r.Number, r.Customer, r.Status, sum))
		return nil
	}, func(r Rejection) error { lines = append(lines, "rejected: "+r.Reason); return nil })
	if err != nil {
		t.Fatalf("%v\n%s", err, asked(p))
	}
	return strings.Join(lines, "; ")
}

const wordBook = "order_number,order_date,customer_code,sku,quantity,unit_price,status\n"

func TestWordsOfAStatusColumn(t *testing.T) {
	rows := func(words ...string) string {
		var b strings.Builder
		b.WriteString(wordBook)
		for i, w := range words {
			fmt.Fprintf(&b, "%d,2026-01-05,C1,A,1,1,%s\n", i+1, w)
		}
		return b.String()
	}
	many := []string{"open"}
	for i := range 30 {
		many = append(many, fmt.Sprintf("Schritt %c", 'a'+i))
	}
	for _, c := range []struct {
		name  string
		words []string
		o     Options
		want  string
	}{
		{"all known", []string{"Fakturiert", "offen", "facturée", "GEANNULEERD", "w toku", "Annulé", "NULL", ""}, Options{},
			""},
		{"one unknown", []string{"offen", "Erledigt", "Rückfrage", "rückfrage"}, Options{},
			`words status "Rückfrage" 2 whole=false --words "status:Rückfrage=draft|open|closed|cancelled"`},
		{"answered", []string{"offen", "Rückfrage"}, Options{Words: map[string]map[string]string{"status": {"RUCKFRAGE": "open"}}}, ""},
		{"no statuses at all", []string{"Leeds", "York", "Bath"}, Options{}, `words status "" 0 whole=true --map "status="`},
		{"read nevertheless", []string{"Leeds"}, Options{Mapping: map[string]string{"status": "status"}},
			`words status "Leeds" 1 whole=false --words "status:Leeds=draft|open|closed|cancelled"`},
		{"too many", many, Options{}, `words status "" 0 whole=true --map "status="`},
	} {
		if got := asked(inspectText(t, Orders, rows(c.words...), c.o)); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	o := Options{Words: map[string]map[string]string{"status": {"Rückfrage": "Open", "weg": ""}}}
	if got, want := ordersOf(t, rows("rückfrage", "Storniert", "weg"), o),
		"1 C1 open 100; 2 C1 cancelled 100; 3 C1 closed 100"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWordsThatCannotMeanThatAreRefused(t *testing.T) {
	for _, words := range []map[string]map[string]string{
		{"status": {"a": "lost"}}, {"colour": {"a": "red"}},
	} {
		_, err := Inspect(t.Context(), text(wordBook), Orders, Options{Words: words})
		var file *FileError
		if !errors.As(err, &file) || file.Code != BadOption {
			t.Errorf("%v: %v", words, err)
		}
	}
	if _, err := Inspect(t.Context(), text("code,name,active\nC,C,x\n"), Customers,
		Options{Words: map[string]map[string]string{"active": {"x": "perhaps"}}}); err == nil {
		t.Error("perhaps was taken for yes or no")
	}
}

func TestOneMarkAndBlanksAreAskedAbout(t *testing.T) {
	for _, c := range []struct {
		cells []string
		want  string
	}{
		{[]string{"x", "", "x"}, `words active "" 1 whole=false --words "active:=no|yes"`},
		{[]string{"✓", "NULL"}, `words active "" 1 whole=false --words "active:=no|yes"`},
		{[]string{"●", ""}, `words active "●" 1 whole=false --words "active:●=yes|no"` + "\n" +
			`words active "" 1 whole=false --words "active:=no|yes"`},
		{[]string{"x", "x"}, ""},
		{[]string{"ja", "nein", ""}, ""},
		{[]string{"", ""}, ""},
	} {
		book := "code,name,active\n"
		for i, cell := range c.cells {
			book += fmt.Sprintf("C%d,N,%s\n", i, cell)
		}
		if got := asked(inspectText(t, Customers, book, Options{})); got != c.want {
			t.Errorf("%q: got\n%s\nwant\n%s", c.cells, got, c.want)
		}
	}
	src := text("code,name,active\nC1,A,x\nC2,B,\n")
	p := inspectText(t, Customers, string(src.data), Options{Words: map[string]map[string]string{"active": {"": "no"}}})
	got := ""
	err := p.Customers(context.Background(), src, func(r CustomerRow) error {
		got += fmt.Sprint(r.Code, r.Active, r.HasActive, " ")
		return nil
	}, func(r Rejection) error { return errors.New(r.Reason) })
	if want := "C1true true C2false true "; err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
}

func TestATotalThatIsNotTheLines(t *testing.T) {
	const head = "Order Number,Order Date,Customer,SKU,Quantity,Price,Total\n"
	row := func(number string, q int, price, total string) string {
		return fmt.Sprintf("%s,2026-01-05,C1,A,%d,%s,%s\n", number, q, price, total)
	}
	for _, c := range []struct {
		name, book string
		ask        bool
	}{
		{"repeated in each order", row("1", 2, "10", "100") + row("1", 3, "10", "100") + row("1", 5, "10", "100") +
			row("2", 1, "10", "10"), true},
		{"on the first line only", row("1", 2, "10", "50") + row("1", 3, "10", "") + row("2", 1, "10", "10"), true},
		{"with freight, many orders of one line", row("1", 1, "10", "10") + row("2", 2, "10", "20") +
			row("3", 1, "10", "35") + row("3", 2, "10", "35"), true},
		{"something else", row("1", 2, "10", "7000") + row("2", 3, "10", "7001") + row("3", 5, "10", "7002"), true},
		{"right", row("1", 2, "10", "20") + row("1", 3, "3.333", "10.00") + row("2", 1, "0.005", "0.01"), false},
		{"discounts of the line", row("1", 2, "10", "18") + row("1", 3, "10", "24") + row("2", 1, "10", "9"), false},
		{"one discount of ten percent everywhere", row("1", 2, "10", "18") + row("1", 2, "10", "18") + row("2", 1, "10", "9"),
			false},
		{"taxed", row("1", 2, "10", "23.8") + row("1", 3, "10", "35.7") + row("2", 1, "10", "11.9"), false},
		{"free goods", row("1", 2, "10", "0") + row("1", 3, "10", "30"), false},
		{"credit notes", row("1", -2, "10", "-20") + row("1", -3, "10", "-30"), false},
		{"equal lines", row("1", 2, "10", "20") + row("1", 2, "10", "20"), false},
	} {
		p := inspectText(t, Orders, head+c.book, Options{})
		if got := asked(p) != ""; got != c.ask {
			t.Errorf("%s: asked %v: %s", c.name, got, asked(p))
		}
		p = inspectText(t, Orders, head+c.book, Options{Mapping: map[string]string{"Total": "line_total"}})
		if asked(p) != "" {
			t.Errorf("%s: asked although a person has said it: %s", c.name, asked(p))
		}
	}
	p := inspectText(t, Orders, strings.ReplaceAll(head, ",", ";")+
		"1;2026-01-05;C1;A;2;10,50;1.521,00\n1;2026-01-05;C1;B;3;500,00;1.521,00\n", Options{})
	if got := asked(p); got != `total line_total "" 2 whole=true --map "Total="` {
		t.Errorf("with decimal commas: %s", got)
	}
}
