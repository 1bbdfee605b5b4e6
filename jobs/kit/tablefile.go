package kit

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/files/cells"
	"wholesight/jobs/money"
)

// TableFile is a list as a file that is written row by row. A row has one cell for
// each column, of the Go type that the column's kind says; nil is an empty cell: a
// figure that does not exist. After an error nothing more is written, and Close
// returns it again. Close must be called; a file that was not closed is none.
type TableFile interface {
	Row(cells ...any) error
	Close() error
}

// TableColumn is a column of such a file.
type TableColumn struct {
	Name     string // as machines read it: revenue_current
	Kind     TableKind
	Decimals int // of numbers: how many of the last digits stand behind the point
}

// TableKind is what the cells of a column are.
type TableKind int

// The kinds, with the Go type of their cells. Numbers are int64 whose last Decimals
// digits stand behind the point: money in minor units, a percentage in tenths.
const (
	TableText    TableKind = iota // string
	TableCount                    // int64: so many of something
	TableNumber                   // int64
	TableMoney                    // int64
	TablePercent                  // int64: 125 with one decimal is 12.5 %
	TableDay                      // calendar.Day
	TableMonth                    // calendar.Month
	TableTime                     // time.Time, in the zone in which it is to be read
	TableYesNo                    // bool
)

// TableFormats are the formats of TableFile, as the end of a file's name.
var TableFormats = []string{"csv", "xlsx"}

// NewTableFile is NewCSV or NewXLSX by the end of a file's name.
func NewTableFile(format string, w io.Writer, columns []TableColumn) (TableFile, error) {
	switch format {
	case "csv":
		return NewCSV(w, columns), nil
	case "xlsx":
		return NewXLSX(w, columns), nil
	}
	return nil, fmt.Errorf("a list is written as %v, not as %q", TableFormats, format)
}

// cell is a cell of the column, checked.
type cell struct {
	empty  bool
	text   string // of TableText
	number int64  // of numbers, days, months; 1 for yes
	time   time.Time
}

func (c *TableColumn) cell(v any) (x cell, err error) {
	ok := true
	switch {
	case v == nil:
		x.empty = true
	case c.Kind == TableText:
		x.text, ok = v.(string)
	case c.Kind == TableDay:
		var d calendar.Day
		d, ok = v.(calendar.Day)
		x.number = int64(d)
	case c.Kind == TableMonth:
		var m calendar.Month
		m, ok = v.(calendar.Month)
		x.number = int64(m)
	case c.Kind == TableTime:
		x.time, ok = v.(time.Time)
		x.empty = x.time.IsZero()
	case c.Kind == TableYesNo:
		var yes bool
		yes, ok = v.(bool)
		if yes {
			x.number = 1
		}
	default:
		x.number, ok = v.(int64)
	}
	if !ok {
		return x, fmt.Errorf("column %s: a cell is %T", c.Name, v)
	}
	return x, nil
}

// tableCells checks a row and calls f for each of its cells.
func tableCells(columns []TableColumn, cells []any, f func(c *TableColumn, x cell)) error {
	if len(cells) != len(columns) {
		return fmt.Errorf("%d cells in a row of %d columns", len(cells), len(columns))
	}
	for i, v := range cells {
		x, err := columns[i].cell(v)
		if err != nil {
			return err
		}
		f(&columns[i], x)
	}
	return nil
}

// csvFile is a TableFile by the house's rules for CSV: UTF-8 without a mark, commas,
// LF, names in the first row, a point before decimals, days as YYYY-MM-DD, texts
// that a spreadsheet would run as a formula shielded, numbers as they are.
type csvFile struct {
	columns []TableColumn
	csv     *csv.Writer
	row     []string
	err     error
}

// NewCSV begins a file as CSV with the names of its columns.
func NewCSV(w io.Writer, columns []TableColumn) TableFile {
	f := &csvFile{columns: columns, csv: csv.NewWriter(w), row: make([]string, 0, len(columns))}
	for _, c := range columns {
		f.row = append(f.row, c.Name)
	}
	f.err = f.csv.Write(f.row)
	return f
}

func (f *csvFile) Row(cells ...any) error {
	if f.err != nil {
		return f.err
	}
	f.row = f.row[:0]
	if f.err = tableCells(f.columns, cells, func(c *TableColumn, x cell) {
		f.row = append(f.row, c.csv(x))
	}); f.err == nil {
		f.err = f.csv.Write(f.row)
	}
	return f.err
}

func (f *csvFile) Close() error {
	f.csv.Flush()
	if f.err == nil {
		f.err = f.csv.Error()
	}
	return f.err
}

// csv is a cell as CSV has it.
func (c *TableColumn) csv(x cell) string {
	switch {
	case x.empty:
		return ""
	case c.Kind == TableText:
		return cells.Shield(x.text)
	case c.Kind == TableDay:
		return calendar.Day(x.number).String()
	case c.Kind == TableMonth:
		return calendar.Month(x.number).String()
	case c.Kind == TableTime:
		return x.time.Format(time.RFC3339)
	case c.Kind == TableYesNo:
		return strconv.FormatBool(x.number == 1)
	}
	return money.Decimal(x.number, c.Decimals)
}

// NewTable begins a file, anew when one was begun before: a read that met a change
// is done again.
type NewTable func(columns []TableColumn) (TableFile, error)
