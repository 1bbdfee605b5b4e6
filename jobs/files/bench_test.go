package files

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"wholesight/jobs/calendar"
)

// manyLines is an order book of n lines; shuffled, no order stands together.
func manyLines(n int, shuffled bool) memSource {
	rng := rand.New(rand.NewPCG(1, 2))
	var rows [][]byte
	for i := 0; len(rows) < n; i++ {
		day := calendar.Must("2022-01-01") + calendar.Day(i/200)
		customer := rng.IntN(20_000)
		for range min(1+rng.IntN(19), n-len(rows)) {
			rows = append(rows, fmt.Appendf(nil, "SO%07d,%s,C%05d,%05dX,%d,%d.%02d,%d,%d.%02d,web,closed,\"Saw blade, %d mm\"\n",
				i, day, customer, rng.IntN(30_000), 1+rng.IntN(50), rng.IntN(90), rng.IntN(100), rng.IntN(50), rng.IntN(50),
				rng.IntN(100), rng.IntN(300)))
		}
	}
	if shuffled {
		rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	head := []byte("order_number,order_date,customer_code,sku,quantity,unit_price,delivered_quantity,cost,channel,status,product_name\n")
	return memSource{"bench.csv", append(head, bytes.Join(rows, nil)...)}
}

const benchLines = 500_000

func BenchmarkInspect(b *testing.B) {
	src := manyLines(benchLines, false)
	b.SetBytes(src.Size())
	b.ReportAllocs()
	for b.Loop() {
		inspect(b, src, Orders, Options{Currency: "GBP"})
	}
	b.ReportMetric(benchLines*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func benchmarkOrders(b *testing.B, shuffled bool) {
	src := manyLines(benchLines, shuffled)
	p := inspect(b, src, Orders, Options{Currency: "GBP"})
	spill := spillTo(b)
	b.SetBytes(src.Size())
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := p.Orders(b.Context(), src, spill, func(o OrderRows) error { n += len(o.Lines); return nil },
			func(r Rejection) error { return fmt.Errorf("line %d: %s", r.Line, r.Reason) })
		if err != nil || n != benchLines {
			b.Fatalf("%d lines, %v", n, err)
		}
	}
	b.ReportMetric(benchLines*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkOrdersTogether(b *testing.B) { benchmarkOrders(b, false) }
func BenchmarkOrdersShuffled(b *testing.B) { benchmarkOrders(b, true) }

// sheetLines are the same lines as a workbook of raw parts, shared texts and days formatted
// as such, as a spreadsheet saves them.
func sheetLines(b *testing.B, n int) (csv, book memSource) {
	csv = manyLines(n, false)
	var rows, texts bytes.Buffer
	known := map[string]int{}
	rows.WriteString("<worksheet><sheetData>")
	for i, line := range bytes.Split(bytes.TrimSpace(csv.data), []byte("\n")) {
		fmt.Fprintf(&rows, `<row r="%d" spans="1:11">`, i+1)
		cells := bytes.SplitN(line, []byte(","), 11)
		for col, cell := range cells {
			cell = bytes.Trim(cell, "\"")
			day, err := calendar.Parse(string(cell))
			switch {
			case err == nil:
				fmt.Fprintf(&rows, `<c r="%c%d" s="1"><v>%d</v></c>`, 'A'+col, i+1, day-calendar.Must("1899-12-30"))
			case col >= 4 && col <= 7 && i > 0:
				fmt.Fprintf(&rows, `<c r="%c%d"><v>%s</v></c>`, 'A'+col, i+1, cell)
			default:
				k, old := known[string(cell)]
				if !old {
					k = len(known)
					known[string(cell)] = k
					fmt.Fprintf(&texts, "<si><t>%s</t></si>", cell)
				}
				fmt.Fprintf(&rows, `<c r="%c%d" t="s"><v>%d</v></c>`, 'A'+col, i+1, k)
			}
		}
		rows.WriteString("</row>")
	}
	rows.WriteString("</sheetData></worksheet>")
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for _, part := range []struct{ name, text string }{
		{"xl/workbook.xml", `<workbook><sheets><sheet name="One" r:id="r1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/s.xml"/></Relationships>`},
		{"xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`},
		{"xl/sharedStrings.xml", "<sst>" + texts.String() + "</sst>"},
		{"xl/worksheets/s.xml", rows.String()},
	} {
		w, err := z.Create(part.name)
		if err == nil {
			_, err = w.Write([]byte(part.text))
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		b.Fatal(err)
	}
	return csv, memSource{"bench.xlsx", packed.Bytes()}
}

// benchmarkBoth inspects and reads 100,000 lines.
func benchmarkBoth(b *testing.B, pick func(csv, book memSource) memSource) {
	const lines = 100_000
	src := pick(sheetLines(b, lines))
	spill := spillTo(b)
	b.ReportAllocs()
	for b.Loop() {
		p := inspect(b, src, Orders, Options{Currency: "GBP"})
		n := 0
		err := p.Orders(b.Context(), src, spill, func(o OrderRows) error { n += len(o.Lines); return nil },
			func(r Rejection) error { return fmt.Errorf("line %d: %s", r.Line, r.Reason) })
		if err != nil || n != lines {
			b.Fatalf("%d lines, %v", n, err)
		}
	}
	b.ReportMetric(lines*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkLinesOfCSV(b *testing.B) {
	benchmarkBoth(b, func(csv, _ memSource) memSource { return csv })
}

func BenchmarkLinesOfWorkbook(b *testing.B) {
	benchmarkBoth(b, func(_, book memSource) memSource { return book })
}
