package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"wholesight/jobs/files/row"
)

// book packs a workbook of one sheet out of raw parts.
func book(t testing.TB, sheet string, also ...string) []byte {
	t.Helper()
	parts := map[string]string{
		"xl/workbook.xml":            `<workbook><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData>` + sheet + `</sheetData></worksheet>`,
	}
	for i := 0; i < len(also); i += 2 {
		parts[also[i]] = also[i+1]
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// styled is the part of styles with these format codes, numbered from 0.
func styled(codes ...string) string {
	var fmts, xfs strings.Builder
	for i, c := range codes {
		c = strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;").Replace(c)
		fmt.Fprintf(&fmts, `<numFmt numFmtId="%d" formatCode="%s"/>`, 200+i, c)
		fmt.Fprintf(&xfs, `<xf numFmtId="%d" applyNumberFormat="1"/>`, 200+i)
	}
	return `<styleSheet><numFmts>` + fmts.String() + `</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>` +
		xfs.String() + `</cellXfs></styleSheet>`
}

// shown are the rows of the sheet One, cells joined by a bar.
func shown(packed []byte) (rows []string, err error) {
	b, err := Open(packed, 0)
	if err != nil {
		return nil, err
	}
	r, err := b.Rows("One")
	if err != nil {
		return nil, err
	}
	for {
		rec, _, err := r.Next()
		if err == io.EOF {
			return rows, r.Close()
		}
		if err != nil {
			return rows, errors.Join(err, r.Close())
		}
		rows = append(rows, fmt.Sprintf("%d:%s", rec.Line, bytes.Join(rec.Fields, []byte("|"))))
	}
}

func TestACellMeansWhatItShows(t *testing.T) {
	for _, c := range []struct{ format, value, want string }{
		{"General", "12.5", "12.5"},
		{"General", "1.25E-3", "0.00125"},
		{"General", "19.989999999999998", "19.99"},
		{"General", "4.006381333931E+12", "4006381333931"},
		{"General", "-0.30000000000000004", "-0.3"},
		{"0.00%", "0.125", "12.5%"},
		{"0%", "0.1249999999999999999", "12.5%"},
		{"0%", "-1", "-100%"},
		{"0%", "0", "0%"},
		{"00000", "123", "00123"},
		{"00000", "123456", "123456"},
		{"000-000", "12345", "012-345"},
		{"00000", "0", "00000"},
		{"0.00", "5", "5"},
		{`#,##0.00 "kg"`, "5.5", "5.5"},
		{`[$$-409]#,##0.00`, "12.5", "12.5 $"},
		{`#,##0.00\ [$€-407]`, "12.5", "12.5 €"},
		{`[$CHF] #,##0.00`, "12.5", "12.5 CHF"},
		{`"Fr." #,##0.00`, "12.5", "12.5 CHF"},
		{`_-£* #,##0.00_-;-£* #,##0.00_-`, "-3", "-3 £"},
		{`#,##0.00 "USD"`, "1", "1 USD"},
		{"yyyy-mm-dd", "46022", "2025-12-31"},
		{"[$-407]dd. mmmm yyyy", "46022.75", "2025-12-31"},
		{"m/d/yy h:mm", "46022.75", "2025-12-31 18:00:00"},
		{"dd.mm.yyyy", "59", "1900-02-28"},
		{"dd.mm.yyyy", "61", "1900-03-01"},
		{"dd.mm.yyyy", "60", "60"},
		{"dd.mm.yyyy hh:mm", "45000.9999999", "2023-03-16"},
		{"h:mm", "0.5", "12:00:00"},
		{"h:mm AM/PM", "0.0625", "01:30:00"},
		{"[h]:mm", "1.25", "30:00:00"},
		{"mm:ss.0", "0.001", "00:01:26"},
		{"mmm yy", "46023", "2026-01-01"},
		{"yyyy-mm-dd", "-5", "-5"},
		{`"Day" 0`, "7", "7"},
		{"# ?/?", "12.5", "12.5"},
		{"0.00E+00", "1230", "1230"},
		{"@", "12", "12"},
	} {
		rows, err := shown(book(t, `<row r="1"><c r="A1" s="0"><v>`+c.value+`</v></c></row>`, "xl/styles.xml",
			styled(c.format)))
		if err != nil || len(rows) != 1 || rows[0] != "1:"+c.want {
			t.Errorf("%s as %s is %q, want %q (%v)", c.value, c.format, rows, c.want, err)
		}
	}
}

func TestKindsOfCells(t *testing.T) {
	shared := `<sst><si><t>plain &amp; simple</t></si><si><r><t>rich </t></r><r><t xml:space="preserve">text</t></r><rPh sb="0"><t>spoken</t></rPh></si></sst>`
	for _, c := range []struct{ cells, want string }{
		{`<c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c>`, "plain & simple||rich text"},
		{`<c r="A1" t="inlineStr"><is><t>in &lt;line&gt; &#x41;_x000D_</t></is></c>`, "in <line> A\r"},
		{`<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>`, "ab"},
		{`<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>`, "TRUE|FALSE"},
		{`<c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>A9</f><v>#REF!</v></c>`, "#N/A|#REF!"},
		{`<c r="A1"><f>A2*B2</f><v>12</v></c>`, "12"},
		{`<c r="A1"><f>A2*B2</f></c><c r="B1"><f>SUM(C1:C9)</f><v></v></c>`, "=A2*B2|=SUM(C1:C9)"},
		{`<c r="A1"><f>Rate</f></c><c r="B1"><f t="shared" si="0"/></c>`, "=(Rate)|=()"},
		{`<c r="A1" t="str"><f>""</f><v></v></c><c r="B1" t="str"><f>X</f><v>text</v></c>`, "|text"},
		{`<c r="A1" t="d"><v>2026-01-05T00:00:00</v></c>`, "2026-01-05"},
		{`<c><v>1</v></c><c/><c><v>3</v></c>`, "1||3"},
		{`<c r="AB1"><v>7</v></c>`, strings.Repeat("|", 27) + "7"},
		{`<x:c r="A1"><x:v>5</x:v></x:c><!-- <c r="B1"> -->`, "5"},
	} {
		rows, err := shown(book(t, `<row r="1">`+c.cells+`</row>`, "xl/sharedStrings.xml", shared))
		if err != nil || len(rows) != 1 || rows[0] != "1:"+c.want {
			t.Errorf("%s is %q, want %q (%v)", c.cells, rows, c.want, err)
		}
	}
}

func TestRowsAreCountedAsTheSheetNumbersThem(t *testing.T) {
	b, err := Open(book(t, `<row r="2"><c r="A2"><v>1</v></c></row><row r="3" hidden="1"><c r="A3"><v>2</v></c></row><row r="7"/><row r="9"><c r="A9"><v>3</v></c></row>`), 0)
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Rows("One")
	if err != nil {
		t.Fatal(err)
	}
	var lines []int64
	blanks := int64(0)
	for {
		rec, blank, err := r.Next()
		blanks += blank
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, rec.Line)
	}
	if fmt.Sprint(lines) != "[2 3 9]" || blanks != 6 || r.Hidden != 1 {
		t.Errorf("lines %v, %d blank, %d hidden", lines, blanks, r.Hidden)
	}
}

func TestSheetsAndTheirDays(t *testing.T) {
	b, err := Open(book(t, `<row r="1"><c r="A1"><v>1</v></c></row>`,
		"xl/workbook.xml", `<workbook><workbookPr date1904="1"></workbookPr><sheets><sheet name="A &amp; B" r:id="r1" state="hidden"/><sheet name="Two" r:id="r2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/worksheet" Target="worksheets/two.xml"/></Relationships>`,
		"xl/worksheets/two.xml", `<worksheet><sheetData/></worksheet>`), 0)
	if err != nil || !b.Date1904 || len(b.Sheets) != 2 {
		t.Fatalf("%+v %v", b, err)
	}
	if one, two := b.Sheets[0], b.Sheets[1]; one.Name != "A & B" || !one.Hidden || !one.Full || two.Full || two.Hidden {
		t.Errorf("%+v", b.Sheets)
	}
}

func TestWorkbooksThatAreRefused(t *testing.T) {
	one := `<row r="1"><c r="A1"><v>1</v></c></row>`
	for _, c := range []struct {
		what   string
		packed []byte
		limit  int64
		want   string
	}{
		{"no zip", []byte("PK\x03\x04 and nothing"), 0, "damaged"},
		{"rows out of order", book(t, `<row r="5"></row><row r="4"></row>`), 0, "not in order"},
		{"a cell too long", book(t, `<row r="1"><c r="A1" t="str"><v>`+strings.Repeat("x", row.MaxField+1)+`</v></c></row>`),
			0, "longer than"},
		{"a text that is not there", book(t, `<row r="1"><c r="A1" t="s"><v>7</v></c></row>`), 0, "damaged"},
		{"over the limit", book(t, strings.Repeat("<row><c><v>1</v></c></row>", 5000)), 10_000, "when unpacked"},
		{"a row that is cut off", book(t, one, "xl/worksheets/sheet1.xml", `<sheetData><row r="1"><c r="A1"><v>1`), 0,
			"damaged"},
	} {
		rows, err := shown(c.packed)
		if c.limit > 0 {
			_, err = limited(c.packed, c.limit)
		}
		var bad *row.Error
		if !errors.As(err, &bad) || !strings.Contains(bad.Text, c.want) {
			t.Errorf("%s: %q %v", c.what, rows, err)
		}
	}
}

// limited reads a whole workbook with a limit.
func limited(packed []byte, limit int64) (n int, err error) {
	b, err := Open(packed, limit)
	if err != nil {
		return 0, err
	}
	r, err := b.Rows("One")
	if err != nil {
		return 0, err
	}
	for {
		if _, _, err = r.Next(); err != nil {
			return n, errors.Join(err, r.Close())
		}
		n++
	}
}

func FuzzSheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" s="0"><v>46022.5</v></c></row>`)
	f.Add(`<row><c t="inlineStr"><is><t>a&#10;</t></is></c><c><f>A1</f></c></row>`)
	f.Add(`<row r="1" hidden='1'><c r="ZZZ1" t="s"><v>-1</v></c>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		rows, err := shown(book(t, sheet, "xl/styles.xml", styled("yyyy h:mm", "00-0", "0%")))
		var bad *row.Error
		if err != nil && !errors.As(err, &bad) {
			t.Fatalf("%T: %v after %d rows", err, err, len(rows))
		}
	})
}

func FuzzFormat(f *testing.F) {
	for _, s := range []string{`[$€-407] 0.00`, `"a`, `\`, `[h`, `yyyy;@`, "_"} {
		f.Add(s, "46022.5")
	}
	f.Fuzz(func(t *testing.T, code, value string) {
		g := parseFormat(code)
		d, ok := parseDecimal(nil, []byte(value))
		if !ok {
			return
		}
		d.round(shownDigits)
		if out := d.append(nil); len(out) == 0 {
			t.Errorf("%q is shown as nothing", value)
		}
		appendMoment(nil, &d, g, false)
		if g.kind == codeKind && d.whole() && !d.negative {
			appendCode(nil, d.append(nil), g.digits)
		}
	})
}

const codeKind = code // the fuzz argument has its name
