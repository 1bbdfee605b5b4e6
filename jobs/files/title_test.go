package files

import (
	"errors"
	"strings"
	"testing"
)

func TestTheHeaderStandsBelowATitle(t *testing.T) {
	rows := "Order No;Date;Customer;Article;Qty;Price\n1;2026-01-05;C1;A;1;1,5\n"
	many := strings.Repeat("Remark, with a comma, and more, and more\n", 28)
	for _, c := range []struct {
		what, text string
		o          Options
		row        int
		titled     bool
	}{
		{"no title", rows, Options{}, 1, false},
		{"a title", "Sales of 2026\n\n" + rows, Options{}, 3, true},
		{"a title with commas", "Report, made by, somebody, on, a, day\nFrom, to\n" + rows, Options{}, 3, true},
		{"a title in cells", "Customer;Adler GmbH\nDate;2026-01-05\n" + rows, Options{}, 3, true},
		{"28 lines", many + rows, Options{}, 29, true},
		{"a header that is named", "Order No;Date;Customer;Article;Qty;Amount\nx\n" + rows, Options{HeaderRow: 3}, 3, true},
		{"a line for the spreadsheet", "sep=;\n" + rows, Options{}, 2, false},
	} {
		p, keys, rejected := taken(t, text(c.text), Orders, c.o)
		if p.HeaderRow != c.row || p.Titled != c.titled || p.Delimiter != ";" || len(keys) != 1 || len(rejected) != 0 {
			t.Errorf("%s: header in line %d, titled %v, delimiter %q, %v %v", c.what, p.HeaderRow, p.Titled, p.Delimiter, keys,
				rejected)
		}
	}
}

func TestAHeaderThatIsNotFoundIsSaid(t *testing.T) {
	for _, c := range []struct {
		what, text string
		o          Options
		want       string
	}{
		{"below a title, without the columns", "Sales\n\nNummer;Tag;Wer;Was\n1;2;3;4\n", Options{}, "below a title"},
		{"a column is missing", "Sales\nOrder No;Date;Customer;Article;Qty\n1;2;3;4;5\n", Options{},
			"unit_price or line_total"},
		{"a line that is not there", "order_number,order_date\n", Options{HeaderRow: 9}, "no row begins in line 9"},
		{"one column", "a\nb\nc\n", Options{}, "only one column is found"},
	} {
		_, err := Inspect(t.Context(), text(c.text), Orders, c.o)
		var bad *FileError
		if !errors.As(err, &bad) || !strings.Contains(bad.Text, c.want) {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if c.o.HeaderRow == 0 && c.want != "only one column is found" && strings.Contains(bad.Text, "only one column") {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}
