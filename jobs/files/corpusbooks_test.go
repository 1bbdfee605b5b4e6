package files

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// asWorkbooks are the CSV files of the corpus whose kind exists in workbooks too: each is
// read a second time, as a sheet of text cells, and has a NAME-workbook.want.
var asWorkbooks = strings.Fields(`
	accounting-zero blank-parents-first blank-parents-german blank-parents-in-part blank-parents-scattered
	codes-of-one-look codes-with-signs formulas-as-text groups-and-attributes header-again lakh-groups month-names
	months-after-a-spreadsheet no-cents-mixed no-cents-swiss null-days null-words order-total-french
	order-total-of-single-lines percent-words statuses-of-others titles-above titles-without-header
	totals-a-customer-of-that-name totals-between totals-german years-of-two-digits years-of-two-digits-orders
	yes-as-x yes-in-words`)

// corpusBooks makes the workbooks of the corpus that the files of the field are about.
func corpusBooks(t *testing.T) map[string][]byte {
	t.Helper()
	made := map[string][]byte{
		"xlsx-percent-cells":      styledBook(t, percentCells),
		"xlsx-money-cells":        styledBook(t, moneyCells),
		"xlsx-code-cells":         styledBook(t, codeCells),
		"xlsx-formulas":           styledBook(t, formulaCells),
		"xlsx-merged-parents":     styledBook(t, mergedParents),
		"xlsx-titles-merged":      styledBook(t, mergedTitles),
		"xlsx-rows-filtered-out":  styledBook(t, hiddenRows),
		"xlsx-sheet-hidden":       styledBook(t, hiddenSheet),
		"xlsx-text-numbers-comma": styledBook(t, textNumbers),
	}
	for _, name := range asWorkbooks {
		text, err := os.ReadFile("testdata/corpus/" + name + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(string(text)))
		r.FieldsPerRecord, r.LazyQuotes = -1, true
		if strings.Count(string(text), ";") > strings.Count(string(text), ",") {
			r.Comma = ';'
		}
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		cells := make([][]any, len(rows))
		for i, row := range rows {
			for _, cell := range row {
				cells[i] = append(cells[i], cell)
			}
		}
		made[name+"-workbook"] = workbook(t, false, cells)
	}
	return made
}

// sheetWriter writes to Sheet1 of a workbook in the making; its errors end the test.
type sheetWriter struct {
	t *testing.T
	f *excelize.File
}

func styledBook(t *testing.T, write func(sheetWriter)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	write(sheetWriter{t, f})
	return bookBytes(t, f)
}

func (s sheetWriter) rows(rows ...[]any) { fillSheet(s.t, s.f, "Sheet1", rows) }

// format gives cells a number format of its own.
func (s sheetWriter) format(format string, cells ...string) {
	s.t.Helper()
	style, err := s.f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	for _, cell := range cells {
		if err == nil {
			err = s.f.SetCellStyle("Sheet1", cell, cell, style)
		}
	}
	s.check(err)
}

func (s sheetWriter) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

var orderHeads = []any{"order_number", "order_date", "customer_code", "sku", "quantity", "unit_price"}

func percentCells(s sheetWriter) {
	s.rows([]any{"customer_code", "start_month", "annual", "discount_pct"}, []any{"C1", "2026-01", 1200, 0.125},
		[]any{"C2", "2026-01", 1200, 0.03}, []any{"C3", "2026-01", 1200, 4})
	s.format("0.0%", "D2", "D3")
}

func moneyCells(s sheetWriter) {
	s.rows(orderHeads, []any{"1", "2026-10-05", "C1", "A", 1, 12.5}, []any{"2", "2026-10-05", "C1", "A", 1, 12.5},
		[]any{"3", "2026-10-05", "C1", "A", 1, 12.5}, []any{"4", "2026-10-05", "C1", "A", 1, -12.5})
	s.format(`[$$-409]#,##0.00`, "F2")
	s.format(`[$£-809]#,##0.00`, "F3")
	s.format(`#,##0.00 [$CHF]`, "F4")
	s.format(`#,##0.00;[Red](#,##0.00)`, "F5")
}

func codeCells(s sheetWriter) {
	s.rows([]any{"code", "name", "postcode"}, []any{123, "Ash", 1067}, []any{4006381333931, "Elm", 53113},
		[]any{"007", "Oak", "01067"})
	s.format("00000", "A2", "C2", "C3")
}

func formulaCells(s sheetWriter) {
	s.rows(orderHeads, []any{"1", "2026-10-05", "C1", "A", 1}, []any{"2", "2026-10-05", "C1", "A", 1, 2})
	s.check(s.f.SetCellFormula("Sheet1", "F2", "E2*2"))
}

func mergedParents(s sheetWriter) {
	s.rows(orderHeads, []any{"1", "2026-10-05", "C1", "A", 1, 2}, []any{nil, nil, nil, "B", 3, 2},
		[]any{"2", "2026-10-05", "C2", "A", 1, 2})
	for _, column := range []string{"A", "B", "C"} {
		s.check(s.f.MergeCell("Sheet1", column+"2", column+"3"))
	}
}

func mergedTitles(s sheetWriter) {
	s.rows([]any{"Sales by customer"}, []any{"October 2026"}, nil, orderHeads,
		[]any{"1", "2026-10-05", "C1", "A", 1, 2})
	s.check(s.f.MergeCell("Sheet1", "A1", "F1"))
	s.check(s.f.MergeCell("Sheet1", "A2", "F2"))
}

func hiddenRows(s sheetWriter) {
	s.rows([]any{"code", "name"}, []any{"C1", "Ash"}, []any{"C2", "Elm"}, []any{"C3", "Oak"})
	s.check(s.f.SetRowVisible("Sheet1", 3, false))
}

func hiddenSheet(s sheetWriter) {
	s.rows([]any{"code", "name"}, []any{"C1", "Ash"})
	_, err := s.f.NewSheet("Old")
	s.check(err)
	fillSheet(s.t, s.f, "Old", [][]any{{"code", "name"}, {"C9", "Yew"}})
	s.check(s.f.SetSheetVisible("Old", false))
}

func textNumbers(s sheetWriter) {
	s.rows(orderHeads, []any{"1", "05.10.2026", "C1", "A", "2", "1.234,50"},
		[]any{"2", "16.10.2026", "C1", "A", "12,5", "12,50"}, []any{"3", "17.10.2026", "C1", "A", 1, 7.25})
}
