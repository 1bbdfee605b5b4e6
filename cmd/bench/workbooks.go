package main

import (
	"archive/zip"
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/demo"
)

// workbooks measures the second half of P1: the same order lines as a workbook and as a
// CSV, each into an empty shop.
func (b *run) workbooks() error {
	lines := 100_000
	if b.shop.lines < 5_000_000 {
		lines = 20_000
	}
	shop, err := demo.New(demo.Config{Customers: lines / 100, Lines: lines, End: calendar.Must("2026-11-22")})
	if err != nil {
		return err
	}
	plain, book := filepath.Join(b.dir, "lines.csv"), filepath.Join(b.dir, "lines.xlsx")
	if err := errors.Join(writeOrders(shop, plain), writeWorkbook(plain, book)); err != nil {
		return err
	}
	var walls [2][]time.Duration
	var peaks [2]int64
	for range 3 { // in turn, so that a busy minute of the machine meets both
		for i, file := range []string{plain, book} {
			took, err := b.intoEmpty(file)
			if err != nil {
				return err
			}
			walls[i], peaks[i] = append(walls[i], took.wall), max(peaks[i], took.peak)
		}
	}
	csv, xlsx := percentile(walls[0], 50), percentile(walls[1], 50)
	b.table.add(fmt.Sprintf("P1 import of a workbook of %d order lines, median of 3", lines),
		seconds(xlsx), seconds(csv), ratio(xlsx.Seconds(), csv.Seconds()), "≤ 2 × its CSV")
	b.table.add("P1 memory of the workbook at its peak", mib(peaks[1]), mib(peaks[0]), "–", "≤ 128 MiB")
	return errors.Join(os.Remove(plain), os.Remove(book))
}

// intoEmpty imports a file of orders into a shop that has nothing.
func (b *run) intoEmpty(file string) (measured, error) {
	into := file + ".db"
	if _, err := b.product(into, "setting", "currency", demo.Currency); err != nil {
		return measured{}, err
	}
	took, err := b.product(into, "import", "orders", file)
	if err != nil {
		return measured{}, err
	}
	if !strings.Contains(took.stdout, "rejected=0") {
		return measured{}, fmt.Errorf("%s has rows that are rejected: %s", file, took.stdout)
	}
	return took, os.Remove(into)
}

// writeWorkbook writes a CSV of orders as a spreadsheet saves it: days are formatted
// numbers, numbers are numbers, and cells share their texts.
func writeWorkbook(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	z := zip.NewWriter(out)
	for _, part := range [][2]string{
		{"xl/workbook.xml", `<workbook><sheets><sheet name="Orders" r:id="r1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels",
			`<Relationships><Relationship Id="r1" Type="x/worksheet" Target="sheet.xml"/></Relationships>`},
		{"xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = io.WriteString(w, part[1])
		}
		if err != nil {
			return err
		}
	}
	w, err := z.Create("xl/sheet.xml")
	if err != nil {
		return err
	}
	texts, err := writeSheet(csv.NewReader(bufio.NewReader(in)), w)
	if err != nil {
		return err
	}
	if w, err = z.Create("xl/sharedStrings.xml"); err != nil {
		return err
	}
	shared := bufio.NewWriter(w)
	fmt.Fprint(shared, "<sst>")
	for _, t := range texts {
		fmt.Fprintf(shared, "<si><t>%s</t></si>", t)
	}
	fmt.Fprint(shared, "</sst>")
	return errors.Join(shared.Flush(), z.Close())
}

// writeSheet writes the rows and returns the texts that they share, by number. The texts of
// the demo shop's orders have no sign that XML would escape.
func writeSheet(rows *csv.Reader, to io.Writer) (texts []string, err error) {
	w := bufio.NewWriterSize(to, 1<<20)
	fmt.Fprint(w, "<worksheet><sheetData>")
	known := map[string]int{}
	numeric := []string{"quantity", "unit_price", "delivered_quantity", "cost"}
	var head []string
	for n := 1; ; n++ {
		cells, err := rows.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if n == 1 {
			head = cells
		}
		fmt.Fprintf(w, `<row r="%d">`, n)
		for i, cell := range cells {
			day, notDay := calendar.Parse(cell)
			switch {
			case notDay == nil:
				fmt.Fprintf(w, `<c r="%c%d" s="1"><v>%d</v></c>`, 'A'+i, n, day-calendar.Must("1899-12-30"))
			case n > 1 && slices.Contains(numeric, head[i]):
				fmt.Fprintf(w, `<c r="%c%d"><v>%s</v></c>`, 'A'+i, n, cell)
			default:
				k, old := known[cell]
				if !old {
					k = len(texts)
					known[cell], texts = k, append(texts, cell)
				}
				fmt.Fprintf(w, `<c r="%c%d" t="s"><v>%d</v></c>`, 'A'+i, n, k)
			}
		}
		fmt.Fprint(w, "</row>")
	}
	fmt.Fprint(w, "</sheetData></worksheet>")
	return texts, w.Flush()
}
