package kit_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"wholesight/jobs/calendar"
	filecells "wholesight/jobs/files/cells"
	"wholesight/jobs/kit"
)

var tableColumns = []kit.TableColumn{
	{Name: "code"}, {Name: "name"}, {Name: "orders", Kind: kit.TableCount},
	{Name: "gap", Kind: kit.TableNumber, Decimals: 3},
	{Name: "revenue", Kind: kit.TableMoney, Decimals: 2}, {Name: "change_pct", Kind: kit.TablePercent, Decimals: 1},
	{Name: "last_order", Kind: kit.TableDay}, {Name: "start_month", Kind: kit.TableMonth},
	{Name: "at", Kind: kit.TableTime}, {Name: "active", Kind: kit.TableYesNo},
}

// nastyTexts are the texts that files break on.
var nastyTexts = []string{"", "=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠1", "\tx", "\rx", "\nx", " =1", "'=1",
	"''@", "|x", "007", "1e5", "1,5", "2026-11-22",
	"true", "a,b", `a"b`, "a\nb", "a\r\nb", "Zoë & <Söhne>", "_x0041_", "شركة", "👩‍🚀", " x ", "#N/A"}

func randomText(r *rand.Rand) string {
	if r.IntN(3) == 0 {
		return nastyTexts[r.IntN(len(nastyTexts))]
	}
	runes := []rune("abc XYZ 019 =+-@'\"|,;\täß€＝＠𝄞")
	var b strings.Builder
	for range r.IntN(12) {
		b.WriteRune(runes[r.IntN(len(runes))])
	}
	return b.String()
}

func randomRow(r *rand.Rand) []any {
	number := func() int64 { return r.Int64N(1<<uint(1+r.IntN(49))) - r.Int64N(1<<uint(1+r.IntN(49))) }
	row := []any{randomText(r), randomText(r), r.Int64N(1e6), number(), number(), r.Int64N(100_000) - 50_000,
		calendar.Day(r.IntN(40_000)), calendar.Month(1900*12 + 3 + r.IntN(2_000)),
		time.Unix(r.Int64N(4e9), 0).In(time.FixedZone("", 3600)), r.IntN(2) == 0}
	for i := range row {
		if r.IntN(10) == 0 {
			row[i] = nil
		}
	}
	return row
}

// Ten thousand rows come back from either file as they went in: texts to the letter
// and never as a formula, figures as numbers with all their digits.
func TestTableFilesRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 11))
	const rows = 10_000
	var asCSV, asXLSX bytes.Buffer
	files := []kit.TableFile{kit.NewCSV(&asCSV, tableColumns), kit.NewXLSX(&asXLSX, tableColumns)}
	var all [][]any
	for range rows {
		row := randomRow(r)
		all = append(all, row)
		for _, f := range files {
			if err := f.Row(row...); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, f := range files {
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if b := asCSV.Bytes(); bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) ||
		!bytes.HasPrefix(b, []byte("code,name,orders,")) || !bytes.HasSuffix(b, []byte("\n")) {
		t.Errorf("the file begins %q", b[:40])
	}

	lines, err := csv.NewReader(&asCSV).ReadAll()
	if err != nil || len(lines) != rows+1 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	book, err := excelize.OpenReader(&asXLSX)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet, err := book.Rows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	defer sheet.Close()
	sheet.Next()
	if _, err := sheet.Columns(); err != nil {
		t.Fatal(err)
	}
	for i, row := range all {
		if !sheet.Next() {
			t.Fatalf("the spreadsheet ends after %d rows", i)
		}
		cells, err := sheet.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for len(cells) < len(row) {
			cells = append(cells, "")
		}
		for j, v := range row {
			if got, want := lines[i+1][j], wantCSV(tableColumns[j], v); got != want {
				t.Fatalf("row %d, %s: CSV has %q of %v, want %q", i, tableColumns[j].Name, got, v, want)
			}
			if err := sameCell(tableColumns[j], cells[j], v); err != nil {
				t.Fatalf("row %d, %s: %v", i, tableColumns[j].Name, err)
			}
			if s, ok := v.(string); ok {
				got := lines[i+1][j]
				if back := string(filecells.Unshield([]byte(got))); back != strings.ReplaceAll(s, "\r\n", "\n") {
					t.Fatalf("%q comes back from CSV as %q", s, back)
				}
				if got != "" && strings.ContainsRune("=+-@＝＋－＠\t\r\n", []rune(got)[0]) {
					t.Fatalf("%q would be run: %q", s, got)
				}
			}
		}
	}
	// No cell of the sheet is a formula; the head is frozen, and figures are numbers.
	for _, at := range []string{"A2", "B2", "A40", "B41"} {
		if formula, err := book.GetCellFormula("Sheet1", at); err != nil || formula != "" {
			t.Errorf("%s has the formula %q, %v", at, formula, err)
		}
	}
	if panes, err := book.GetPanes("Sheet1"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
}

var nothingWords = []string{"null", "(null)", "<null>", "n/a", "#n/a", `\n`, "–", "—", "\u2212"}

// wantCSV is written apart from the code it checks.
func wantCSV(c kit.TableColumn, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		if first := []rune(strings.TrimLeft(strings.TrimLeft(v, "'"), " ")); len(first) > 0 &&
			strings.ContainsRune("=+-@|＝＋－＠\t\r\n", first[0]) {
			v = "'" + v
		} else if word := strings.ToLower(strings.TrimSpace(strings.TrimLeft(v, "'"))); slices.Contains(nothingWords, word) {
			v = "'" + v // it would come back as an empty cell
		}
		return strings.ReplaceAll(v, "\r\n", "\n") // csv.Reader reads line ends within quotes so
	case int64:
		sign, digits := "", strconv.FormatInt(v, 10)
		if v < 0 {
			sign, digits = "-", digits[1:]
		}
		if c.Decimals == 0 {
			return sign + digits
		}
		for len(digits) <= c.Decimals {
			digits = "0" + digits
		}
		return sign + digits[:len(digits)-c.Decimals] + "." + digits[len(digits)-c.Decimals:]
	case time.Time:
		return v.Format("2006-01-02T15:04:05-07:00")
	}
	return fmt.Sprint(v)
}

// sameCell tells whether a raw cell of a spreadsheet says v.
func sameCell(c kit.TableColumn, got string, v any) error {
	bad := fmt.Errorf("the spreadsheet has %q of %v", got, v)
	n, errN := strconv.ParseFloat(got, 64)
	scaled := func(by float64, want int64) error {
		if errN != nil || math.Round(n*by) != float64(want) || math.Abs(n*by-float64(want)) > 1e-3 {
			return bad
		}
		return nil
	}
	switch v := v.(type) {
	case nil:
		if got != "" {
			return bad
		}
	case string:
		if strings.ReplaceAll(got, "\r", "") != strings.ReplaceAll(v, "\r", "") {
			return bad
		}
	case bool:
		if (got == "1") != v || got != "1" && got != "0" {
			return bad
		}
	case calendar.Day:
		if int64(v) < -25508 {
			return nil
		}
		return scaled(1, int64(v)+25569)
	case calendar.Month:
		return scaled(1, int64(v.First())+25569)
	case time.Time:
		return scaled(24*60*60, v.Unix()+3600+25569*24*60*60)
	case int64:
		if c.Kind == kit.TablePercent {
			c.Decimals += 2
		}
		if errN != nil || strconv.FormatFloat(n, 'f', c.Decimals, 64) != wantCSV(c, v) {
			return bad
		}
	}
	return nil
}

// A cell that is not what its column says, a row too short, a format there is not:
// an error, and nothing more is written after it.
func TestTableFileRefuses(t *testing.T) {
	for _, format := range kit.TableFormats {
		f, err := kit.NewTableFile(format, io.Discard, tableColumns[:3])
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Row("a", "b", int64(1)); err != nil {
			t.Error(err)
		}
		if err := f.Row("a", "b", "1"); err == nil || !strings.Contains(err.Error(), "column orders: a cell is string") {
			t.Errorf("%s: a text among counts: %v", format, err)
		}
		if err := f.Row("a", "b", int64(1)); err == nil {
			t.Errorf("%s goes on after an error", format)
		}
		if f.Close() == nil {
			t.Errorf("%s closes as if all was well", format)
		}
		g, _ := kit.NewTableFile(format, io.Discard, tableColumns[:3])
		if err := g.Row("a", "b"); err == nil || !strings.Contains(err.Error(), "2 cells in a row of 3 columns") {
			t.Errorf("%s: a short row: %v", format, err)
		}
		if err := g.Close(); err == nil {
			t.Errorf("%s closes after a short row", format)
		}
		full, _ := kit.NewTableFile(format, failing{}, tableColumns)
		if err := full.Close(); !errors.Is(err, errFull) {
			t.Errorf("%s on a full disk: %v", format, err)
		}
	}
	if _, err := kit.NewTableFile("pdf", io.Discard, nil); err == nil {
		t.Error("a PDF is written")
	}
}

var errFull = errors.New("full")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }

// Money beyond the digits that a spreadsheet shows stays exact, as a text; a text
// beyond its length is cut with a sign of it.
func TestTableFileEdges(t *testing.T) {
	var b bytes.Buffer
	f := kit.NewXLSX(&b, []kit.TableColumn{{Name: "m", Kind: kit.TableMoney, Decimals: 2}, {Name: "t"},
		{Name: "d", Kind: kit.TableDay}})
	if err := errors.Join(f.Row(int64(math.MaxInt64), strings.Repeat("x", 40_000), calendar.Must("1899-05-05")),
		f.Close()); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Sheet1", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := rows[1]; got[0] != "92233720368547758.07" || !strings.HasSuffix(got[1], "x…") || len(got[1]) > 32_767+2 ||
		got[2] != "1899-05-05" {
		t.Errorf("%.60q %d %q", got[0], len(got[1]), got[2])
	}
}

// BenchmarkTableFile writes fifty thousand rows; the memory that stays live while
// they are written is told as peak-MB.
func BenchmarkTableFile(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	var some [][]any
	for range 1000 {
		some = append(some, randomRow(r))
	}
	for _, format := range kit.TableFormats {
		b.Run(format, func(b *testing.B) {
			var peak uint64
			for range b.N {
				f, err := kit.NewTableFile(format, io.Discard, tableColumns)
				if err != nil {
					b.Fatal(err)
				}
				for i := range 50_000 {
					if err := f.Row(some[i%len(some)]...); err != nil {
						b.Fatal(err)
					}
					if i%10_000 == 9_999 {
						var m runtime.MemStats
						runtime.ReadMemStats(&m)
						peak = max(peak, m.HeapAlloc)
					}
				}
				if err := f.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
		})
	}
}
