package kit

import (
	"errors"
	"io"
	"math"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"wholesight/jobs/calendar"
	"wholesight/jobs/money"
)

// xlsxFile is a TableFile for spreadsheets: numbers, percentages and days are what
// they are, with a format that shows them so; texts are texts, never formulas; the
// head stays in sight and is repeated on paper. Rows go to a temporary file as they
// grow beyond excelize's buffer.
type xlsxFile struct {
	columns []TableColumn
	w       io.Writer
	file    *excelize.File
	sheet   *excelize.StreamWriter
	styles  []int // of the columns
	row     []any
	rows    int // written, the head included
	err     error
}

const (
	xlsxSheet = "Sheet1"
	xlsxRows  = excelize.TotalRows
	xlsxChars = excelize.TotalCellChars
	// xlsxExact is the largest number of which a spreadsheet shows every digit.
	xlsxExact = 999_999_999_999_999
	// Days are counted from the end of 1899; before March 1900 spreadsheets disagree.
	xlsxEpoch    = 25_569 // 1970-01-01
	xlsxFirstDay = 61 - xlsxEpoch
)

// NewXLSX begins a file for spreadsheets with the names of its columns.
func NewXLSX(w io.Writer, columns []TableColumn) TableFile {
	f := &xlsxFile{columns: columns, w: w, file: excelize.NewFile()}
	f.err = f.begin()
	return f
}

func (f *xlsxFile) begin() (err error) {
	landscape, fit, wide, tall := "landscape", true, 1, 0
	if err := errors.Join(
		f.file.SetPageLayout(xlsxSheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide,
			FitToHeight: &tall}),
		f.file.SetSheetProps(xlsxSheet, &excelize.SheetPropsOptions{FitToPage: &fit}),
		f.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: xlsxSheet + "!$1:$1",
			Scope: xlsxSheet}),
	); err != nil {
		return err
	}
	if f.sheet, err = f.file.NewStreamWriter(xlsxSheet); err != nil {
		return err
	}
	if err := f.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2",
		ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head, err := f.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for i, c := range f.columns {
		style, err := f.file.NewStyle(&excelize.Style{CustomNumFmt: c.format()})
		if err != nil {
			return err
		}
		f.styles = append(f.styles, style)
		f.row = append(f.row, excelize.Cell{StyleID: head, Value: c.Name})
		if err := f.sheet.SetColWidth(i+1, i+1, c.width()); err != nil {
			return err
		}
	}
	return f.write()
}

// write writes what row holds as the next row.
func (f *xlsxFile) write() error {
	if f.rows == xlsxRows {
		return Refuse("format", "A spreadsheet holds %d rows at most, and this list has more. Narrow it, or take it as CSV.",
			xlsxRows-1)
	}
	f.rows++
	at, err := excelize.CoordinatesToCellName(1, f.rows)
	if err != nil {
		return err
	}
	return f.sheet.SetRow(at, f.row)
}

func (f *xlsxFile) Row(cells ...any) error {
	if f.err != nil {
		return f.err
	}
	f.row = f.row[:0]
	if f.err = tableCells(f.columns, cells, func(c *TableColumn, x cell) {
		f.row = append(f.row, excelize.Cell{StyleID: f.styles[len(f.row)], Value: c.xlsx(x)})
	}); f.err == nil {
		f.err = f.write()
	}
	return f.err
}

func (f *xlsxFile) Close() error {
	if f.file == nil {
		return f.err
	}
	if f.err == nil {
		f.err = f.sheet.Flush()
	}
	if f.err == nil {
		f.err = f.file.Write(f.w)
	}
	f.err = errors.Join(f.err, f.file.Close()) // removes the temporary file
	f.file = nil
	return f.err
}

// xlsx is a cell's value as excelize takes it.
func (c *TableColumn) xlsx(x cell) any {
	switch {
	case x.empty:
		return nil
	case c.Kind == TableText:
		return xlsxText(x.text)
	case c.Kind == TableDay:
		if x.number < xlsxFirstDay {
			return calendar.Day(x.number).String()
		}
		return x.number + xlsxEpoch
	case c.Kind == TableMonth:
		if day := int64(calendar.Month(x.number).First()); day >= xlsxFirstDay {
			return day + xlsxEpoch
		}
		return calendar.Month(x.number).String()
	case c.Kind == TableTime:
		_, offset := x.time.Zone()
		return float64(x.time.Unix()+int64(offset))/(24*60*60) + xlsxEpoch
	case c.Kind == TableYesNo:
		return x.number == 1
	case x.number > xlsxExact, x.number < -xlsxExact: // digits would be lost
		return money.Decimal(x.number, c.Decimals)
	case c.shift() == 0:
		return x.number
	}
	return float64(x.number) / math.Pow10(c.shift())
}

// shift is how many digits a spreadsheet has behind the point: of a percentage two
// more than are shown.
func (c *TableColumn) shift() int {
	if c.Kind == TablePercent {
		return c.Decimals + 2
	}
	return c.Decimals
}

// format is how a spreadsheet shows the column.
func (c *TableColumn) format() *string {
	zeros := ""
	if c.Decimals > 0 {
		zeros = "." + strings.Repeat("0", c.Decimals)
	}
	format := ""
	switch c.Kind {
	case TableText:
		format = "@"
	case TableCount, TableMoney:
		format = "#,##0" + zeros
	case TableNumber:
		format = "0" + zeros
	case TablePercent:
		format = "0" + zeros + "%"
	case TableDay:
		format = "yyyy-mm-dd"
	case TableMonth:
		format = "yyyy-mm"
	case TableTime:
		format = "yyyy-mm-dd hh:mm:ss"
	case TableYesNo:
		format = "General"
	}
	return &format
}

// width is a column's width in characters: its name shows, and what is usual.
func (c *TableColumn) width() float64 {
	usual := map[TableKind]int{TableText: 24, TableMoney: 14, TableTime: 20}[c.Kind]
	return float64(max(usual, 11, len(c.Name)+2))
}

// xlsxText is a text as a cell can hold it: cut, with a sign of it.
func xlsxText(s string) string {
	if len(s) <= xlsxChars {
		return s
	}
	units := 0
	for i, r := range s {
		n := utf16.RuneLen(r)
		if n < 0 {
			n = 1
		}
		if units += n; units >= xlsxChars {
			return s[:i] + "…"
		}
	}
	return s
}
