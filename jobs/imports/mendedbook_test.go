package imports_test

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files"
)

// style is how a shop writes its files.
type style struct {
	name    string
	delim   rune
	comma   bool   // the decimal sign
	days    string // a layout of time.Time; "" is YYYY-MM-DD
	latin   bool   // Windows-1252
	book    bool   // a workbook
	ordered string // the answer where a few days can be read two ways
}

var styles = []style{
	{name: "plain", delim: ',', ordered: "dmy"},
	{name: "german", delim: ';', comma: true, days: "02.01.2006", latin: true, ordered: "dmy"},
	{name: "american", delim: '\t', days: "1/2/2006", ordered: "mdy"},
	{name: "workbook", delim: ',', book: true, ordered: "dmy"},
}

// numeric and daily are the columns that a style writes in its own way.
var (
	numeric = " quantity unit_price rate list_price annual discount_pct "
	daily   = " order_date created_on at "
)

func among(list, column string) bool { return strings.Contains(list, " "+column+" ") }

// cell is one of the book's cells as the style writes it.
func (s style) cell(t testing.TB, column, v string) string {
	switch {
	case v == "":
	case s.comma && among(numeric, column):
		return strings.Replace(v, ".", ",", 1)
	case s.days != "" && among(daily, column):
		d, err := time.Parse(calendar.Layout, v)
		if err != nil {
			t.Fatal(err)
		}
		return d.Format(s.days)
	}
	return v
}

// sheetRow is a row of a file in the making: its cells as they stand there, and the row
// of the whole book that it was (-1: none).
type sheetRow struct {
	cells []string
	of    int
}

// asWritten is the whole book in a style, its header first.
func (s style) asWritten(t testing.TB, book [][]string) []sheetRow {
	rows := []sheetRow{{book[0], 0}}
	for i, r := range book[1:] {
		cells := make([]string, len(r))
		for j, v := range r {
			cells[j] = s.cell(t, book[0][j], v)
		}
		rows = append(rows, sheetRow{cells, i + 1})
	}
	return rows
}

// file is the file's bytes.
func (s style) file(t testing.TB, rows []sheetRow) string {
	t.Helper()
	if s.book {
		return workbook(t, rows)
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = s.delim
	for _, r := range rows {
		if err := w.Write(r.cells); err != nil {
			t.Fatal(err)
		}
	}
	if w.Flush(); w.Error() != nil {
		t.Fatal(w.Error())
	}
	if !s.latin {
		return b.String()
	}
	out, err := charmap.Windows1252.NewEncoder().String(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// workbook keeps numbers as numbers, days as days and codes as texts; what begins with =
// among the numbers is a formula that was never calculated.
func workbook(t testing.TB, rows []sheetRow) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		for j, v := range r.cells {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			column := ""
			if j < len(rows[0].cells) && i > 0 {
				column = rows[0].cells[j]
			}
			if err := setCell(f, at, column, v, style); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b strings.Builder
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func setCell(f *excelize.File, at, column, v string, day int) error {
	const sheet = "Sheet1"
	switch d, err := time.Parse(calendar.Layout, v); {
	case v == "":
		return nil
	case strings.HasPrefix(v, "=") && among(numeric, column):
		return f.SetCellFormula(sheet, at, v[1:])
	case among(daily, column) && err == nil:
		if err := f.SetCellValue(sheet, at, d); err != nil {
			return err
		}
		return f.SetCellStyle(sheet, at, at, day)
	case among(numeric, column) && strings.Trim(v, "-0123456789.") == "":
		return f.SetCellDefault(sheet, at, v)
	}
	return f.SetCellStr(sheet, at, v)
}

func table(text string) (rows [][]string) {
	for line := range strings.Lines(text) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "|"))
	}
	return rows
}

// wholeBooks are the undamaged ones. 03/04 and 1.234 can be read two ways where they
// stand alone; codes have noughts in front and texts have accents and signs of formulas.
var wholeBooks = map[files.Kind][][]string{
	files.Customers: table(`code|name|city|postcode|created_on|active
00123|Müller & Söhne|Köln|01067|2024-03-04|yes
C2|=Smith|Bath||2024-05-31|no
C3|O'Neil, Ann|Cork|04103|2025-11-30|yes
`),
	files.Products: table(`sku|name|brand|list_price|kind
00077|Säge|Löwe|12.5|goods
B-2|Freight||1.234|service
C-3|"Bolt" 3/4||2|goods
`),
	files.Orders: table(`order_number|order_date|customer_code|sku|quantity|unit_price|status|channel|currency|rate|customer_name|product_name
1001|2026-01-05|00123|00077|2|1.5|open|web|||Müller & Söhne|Säge
1001|2026-01-05|00123|B-2|1|10|open|web|||Müller & Söhne|Freight
1001|2026-01-05|00123|00077|1.234|1.5|open|web|||Müller & Söhne|Säge
1002|2026-01-16|C2|C-3|-1|1.5|closed||||-Smith|=Bolt
1003|2026-02-27|C3|C-3|3|12.25|closed|phone|||O'Neil|Bolt
1003|2026-02-27|C3|C-3|3|12.25|closed|phone|||O'Neil|Bolt
01004|2026-03-04|C4|00077|1.234|2.5|cancelled||||Éclair|Säge
01004|2026-03-04|C4|D-4|1|1.001|cancelled||||Éclair|Dowel
1005|2026-03-31|C5|D-4|7|3|open|web|USD|0.9|Fünf|Dowel
1005|2026-03-31|C5|B-2|1|4.5|open|web|USD|0.9|Fünf|Freight
`),
	files.Targets: table(`customer_code|start_month|annual|discount_pct
00123|2026-01|1200|2.5
C2|2026-04|1234.56|
C2|2027-04|24000.5|1
C3|2026-12|12|
`),
	files.Contacts: table(`customer_code|at|kind|body|author
00123|2026-03-04|call|Wants a café table|Zoë
C2|2026-05-31|visit|=SUM of it all|Ann
C2|2026-06-01|note|- no|Ann
`),
}
