package files

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// corpusMade makes the files of the corpus that are large or binary.
func corpusMade(t *testing.T) map[string][]byte {
	t.Helper()
	book := orderBook("1001,2026-01-05,C1,SAW-1,2,3.50", "1002,2026-01-06,C2,Äxte,1,10")
	head := "order_number,order_date,customer_code,sku,quantity,unit_price\n"
	rng := rand.New(rand.NewPCG(7, 7))
	shuffled := strings.Split(strings.TrimSpace(book+
		"1001,2026-01-05,C1,SAW-2,1,1\n1003,2026-01-06,C2,X,1,1\n1002,2026-01-06,C2,Y,1,2"), "\n")[1:]
	rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	many := make([]string, 10_000)
	for i := range many {
		many[i] = fmt.Sprintf("c%d", i)
	}
	wide := slices.Repeat([]string{"x"}, 10_000)
	made := map[string][]byte{
		"utf16le-bom":          utf16Bytes(book, true, true),
		"utf16be-bom":          utf16Bytes(book, false, true),
		"utf16le-no-bom":       utf16Bytes(book, true, false),
		"nul-byte":             []byte(strings.Replace(book, "SAW-1", "SAW\x001", 1)),
		"empty":                {},
		"gzip":                 gzipped(book),
		"gzip-twice":           gzipped(string(gzipped(book))),
		"gzip-cut-off":         gzipped(strings.Repeat(book, 50))[:60],
		"gzip-bomb":            gzipped(head + strings.Repeat("1,2026-01-05,C1,SAW-1,2,3.50\n", 1<<20)),
		"over-the-limit":       []byte(head + strings.Repeat("1,2026-01-05,C1,SAW-1,2,3.50\n", 1000)),
		"10000-columns":        []byte(strings.Join(many, ",") + "\n"),
		"10000-cells-in-a-row": []byte(head + "1001,2026-01-05,C1,SAW-1,2,3.50\n1002," + strings.Join(wide, ",") + "\n"),
		"50-mb-cell":           []byte(head + "1001,2026-01-05,C1," + strings.Repeat("x", 50<<20) + ",2,3.50\n"),
		"50-mb-open-quote": []byte(head + "1001,2026-01-05,C1,\"SAW" +
			strings.Repeat(",2,3.50\n1001,2026-01-05,C1,SAW", 1_700_000)),
		"name-of-10000": []byte("code,name\nC1," + strings.Repeat("é", 10_000) + "\n"),
		"code-of-300":   []byte("code,name\n" + strings.Repeat("9", 300) + ",A\nC2,B\n"),
		"zip-renamed":   zipped(t, "orders.csv", book),
		"pdf-renamed":   []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
		"xls-renamed":   []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)),
		"lines-apart":   []byte(head + strings.Join(shuffled, "\n") + "\n"),
		"order-of-50001-lines": []byte(head + "1000,2026-01-05,C1,A,1,1\n" +
			strings.Repeat("1001,2026-01-05,C1,A,1,1\n", MaxLines+1)),
		"xlsx": workbook(t, false, [][]any{{"Order Number", "Order Date", "Customer", "SKU", "Qty", "Price",
			"Cost"}, {"00123", 46022, 10045, "SAW-1", 2, 1234.567, 0.00001},
			{"00124", 46022.75, "C2", "SAW-2", 0.5, "1,234.50", nil}, {"00125", "2025-12-31", "C2", "SAW-2", 1, "1,234", nil}}),
		"xlsx-1904": workbook(t, true, [][]any{{"order_number", "order_date", "customer_code", "sku", "quantity",
			"unit_price"}, {"1", 44560, "C1", "A", 1, 1}}),
		"xlsx-date-of-two-ways": workbook(t, false, [][]any{{"order_number", "order_date", "customer_code", "sku",
			"quantity", "unit_price"}, {"1", "03/04/2025", "C1", "A", 1, 1}}),
		"xlsx-damaged-code": workbook(t, false, [][]any{{"code", "name"}, {1.23e21, "A"}, {4006381333931, "B"},
			{"1.23E+11", "C"}}),
		"xlsx-over-the-limit": workbook(t, false, slices.Repeat([][]any{{"code", "name", "city", "country"}}, 2000)),
		"order-number-padded": []byte(strings.ReplaceAll(strings.ReplaceAll(head+
			"1,2026-01-05,C1,A,1,1\n~1,2026-01-05,C1,Bü,1,1\n2,2026-01-05,C1,A,1,1\n1~,2026-01-05,C1,C,1,1\n", "~", "\xa0"), "ü",
			"\xfc")),
		"xlsx-two-sheets": twoSheets(t),
		"xlsx-months-made-dates": workbook(t, false, [][]any{{"customer_code", "start_month", "annual", "discount_pct"},
			{"C1", 46023, 1200, 2.5}, {"C2", "2026-02", 100.01, nil}}),
	}
	return made
}

func utf16Bytes(s string, little, bom bool) []byte {
	units := utf16.Encode([]rune(s))
	if bom {
		units = append([]uint16{0xfeff}, units...)
	}
	var out []byte
	for _, u := range units {
		if little {
			out = append(out, byte(u), byte(u>>8))
		} else {
			out = append(out, byte(u>>8), byte(u))
		}
	}
	return out
}

func gzipped(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func zipped(t *testing.T, name, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(content))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func workbook(t *testing.T, from1904 bool, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
		t.Fatal(err)
	}
	fillSheet(t, f, "Sheet1", rows)
	return bookBytes(t, f)
}

func twoSheets(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet("Old"); err != nil {
		t.Fatal(err)
	}
	fillSheet(t, f, "Sheet1", [][]any{{"code", "name"}, {"C1", "A"}})
	fillSheet(t, f, "Old", [][]any{{"code", "name"}, {"C2", "B"}})
	return bookBytes(t, f)
}

func fillSheet(t *testing.T, f *excelize.File, sheet string, rows [][]any) {
	t.Helper()
	for i, row := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
}

func bookBytes(t *testing.T, f *excelize.File) []byte {
	t.Helper()
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
