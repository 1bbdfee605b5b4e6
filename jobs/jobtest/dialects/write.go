package dialects

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"wholesight/jobs/calendar"
)

// Write writes a book; it returns the file's name and bytes.
func (d *Dialect) Write(b Book) (file string, data []byte, err error) {
	if d.Sheet {
		data, err = d.workbook(b)
		return d.Name + ".xlsx", data, err
	}
	var out strings.Builder
	end := d.Text.End
	if end == "" {
		end = "\n"
	}
	for _, line := range d.Above {
		out.WriteString(line + end)
	}
	rows := append([][]any{d.header()}, d.rows(b)...)
	for i, row := range rows {
		if d.Text.Fence && i < 2 {
			out.WriteString(strings.Repeat("-", 60) + end)
		}
		out.WriteString(d.Text.line(row) + end)
	}
	if d.Text.Fence {
		out.WriteString(strings.Repeat("-", 60) + end)
	}
	data, err = encoded(out.String(), d.Text.Encoding)
	return d.Name + ".csv", data, err
}

func (t *Text) line(row []any) string {
	cells := make([]string, len(row))
	for i, v := range row {
		cells[i] = t.cell(v)
	}
	line := strings.Join(cells, t.Delimiter)
	if t.Fence {
		return t.Delimiter + line + t.Delimiter
	}
	return line
}

func (t *Text) cell(v any) string {
	var s string
	switch v := v.(type) {
	case calendar.Day:
		layout := t.Day
		if layout == "" {
			layout = calendar.Layout
		}
		s = v.Time().Format(layout)
	case amount:
		s = t.Number.write(v)
	default:
		s = fmt.Sprint(v)
	}
	switch {
	case t.Fence:
		return " " + strings.ReplaceAll(s, t.Delimiter, "/") + " "
	case t.QuoteAll || strings.ContainsAny(s, t.Delimiter+"\"\r\n"):
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

func (f *Number) write(a amount) string {
	n, minus := a.n, a.n < 0
	if minus {
		n = -n
	}
	scale := int64(1)
	for range a.decimals {
		scale *= 10
	}
	whole, rest := fmt.Sprint(n/scale), fmt.Sprintf("%0*d", a.decimals, n%scale)
	for i := len(whole) - 3; i > 0 && f.Group != ""; i -= 3 {
		whole = whole[:i] + f.Group + whole[i:]
	}
	if a.decimals == 3 || f.Trim { // quantities are written as short as they are
		rest = strings.TrimRight(rest, "0")
	}
	point := f.Decimal
	if point == "" {
		point = "."
	}
	s := whole
	switch {
	case f.Dash && a.decimals == 2 && n%scale == 0:
		s += point + "-"
	case rest != "":
		s += point + rest
	}
	if a.decimals == 2 {
		s = f.Before + s + f.After
	}
	switch {
	case !minus:
		return s
	case f.Brackets:
		return "(" + s + ")"
	case f.Behind:
		return s + "-"
	}
	return "-" + s
}

func encoded(s, name string) ([]byte, error) {
	switch name {
	case "utf-8-bom":
		return []byte("\ufeff" + s), nil
	case "utf-16":
		out := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(s)) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out, nil
	case "windows-1252":
		var out bytes.Buffer
		for _, r := range s {
			b, ok := charmap.Windows1252.EncodeRune(r)
			if !ok { // such a system has no such letter
				b = 'L'
			}
			out.WriteByte(b)
		}
		return out.Bytes(), nil
	}
	return []byte(s), nil
}

// workbook writes days and numbers as cells of their kind.
func (d *Dialect) workbook(b Book) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	layout := "dd.mm.yyyy"
	dayStyle, err := f.NewStyle(&excelize.Style{CustomNumFmt: &layout})
	if err != nil {
		return nil, err
	}
	at := 0
	put := func(row []any) error {
		at++
		for c, v := range row {
			cell, err := excelize.CoordinatesToCellName(c+1, at)
			if err != nil {
				return err
			}
			switch v := v.(type) {
			case calendar.Day:
				if err := f.SetCellValue("Sheet1", cell, v.Time()); err != nil {
					return err
				}
				err = f.SetCellStyle("Sheet1", cell, cell, dayStyle)
			case amount:
				scale := map[int]float64{2: 100, 3: 1000}[v.decimals]
				err = f.SetCellValue("Sheet1", cell, float64(v.n)/scale)
			default:
				if v != "" {
					err = f.SetCellStr("Sheet1", cell, fmt.Sprint(v))
				}
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	for _, line := range d.Above {
		if err := put([]any{line}); err != nil {
			return nil, err
		}
	}
	for _, row := range append([][]any{d.header()}, d.rows(b)...) {
		if err := put(row); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = f.Write(&out)
	return out.Bytes(), err
}
