package imports_test

import (
	"slices"
	"strings"
	"testing"

	"wholesight/jobs/files"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/store/storetest"
)

// damage is something that befalls a file on its way: rows are rejected for it.
type damage struct {
	cause, name string
	kind        files.Kind
	styles      string // the only ones that have it; "" is all
	known       bool   // unknown customers and products are rejected
	harm        func(rows []sheetRow) []sheetRow
	raw         func(file string) string // to the bytes
	before      string                   // customers imported before the mended rows, as the reason advises
}

// set makes a damage of one cell of a row of the book, the first one being 1.
func set(row int, column, v string) func([]sheetRow) []sheetRow {
	return func(rows []sheetRow) []sheetRow {
		j := slices.Index(rows[0].cells, column)
		rows[row].cells[j] = v
		return rows
	}
}

// all makes one damage of several.
func all(harms ...func([]sheetRow) []sheetRow) func([]sheetRow) []sheetRow {
	return func(rows []sheetRow) []sheetRow {
		for _, h := range harms {
			rows = h(rows)
		}
		return rows
	}
}

// add puts a row that is none of the book's behind a row.
func add(behind int, cells ...string) func([]sheetRow) []sheetRow {
	return func(rows []sheetRow) []sheetRow {
		row := make([]string, len(rows[0].cells))
		copy(row, cells)
		return slices.Insert(rows, behind+1, sheetRow{row, -1})
	}
}

// longer gives a row a further cell, as a delimiter in a text does.
func longer(row int) func([]sheetRow) []sheetRow {
	return func(rows []sheetRow) []sheetRow {
		rows[row].cells = append(slices.Clone(rows[row].cells), "x")
		return rows
	}
}

func shorter(row int) func([]sheetRow) []sheetRow {
	return func(rows []sheetRow) []sheetRow {
		rows[row].cells = rows[row].cells[:len(rows[row].cells)-2]
		return rows
	}
}

// emptied leaves a row its quantity alone: it looks like a sum.
func emptied(row int) func([]sheetRow) []sheetRow {
	return func(rows []sheetRow) []sheetRow {
		for j, column := range rows[0].cells {
			if column != "quantity" && column != "unit_price" {
				rows[row].cells[j] = ""
			}
		}
		return rows
	}
}

// twice puts a row of the book a second time, with another name.
func twice(row int) func([]sheetRow) []sheetRow {
	return func(rows []sheetRow) []sheetRow {
		again := slices.Clone(rows[row].cells)
		again[1] = "Somebody else"
		return slices.Insert(rows, row+1, sheetRow{again, -1})
	}
}

func headerAgain(behind int) func([]sheetRow) []sheetRow {
	return func(rows []sheetRow) []sheetRow { return add(behind, rows[0].cells...)(rows) }
}

var damages = []damage{
	{cause: files.CauseMissing, name: "no quantity", kind: files.Orders, harm: set(2, "quantity", "")},
	{cause: files.CauseMissing, name: "no day", kind: files.Orders, harm: set(7, "order_date", "")},
	{cause: files.CauseMissing, name: "no number in the first line", kind: files.Orders, harm: set(1, "order_number", "")},
	{cause: files.CauseMissing, name: "no number in the last line", kind: files.Orders, harm: set(3, "order_number", "")},
	{cause: files.CauseMissing, name: "no number of a line like its brother", kind: files.Orders, harm: set(6,
		"order_number", "")},
	{cause: files.CauseMissing, name: "neither number nor customer", kind: files.Orders, harm: all(set(4,
		"order_number", ""), set(4, "customer_code", ""))},
	{cause: files.CauseMissing, name: "no price", kind: files.Orders, harm: set(4, "unit_price", "")},
	{cause: files.CauseMissing, name: "no code", kind: files.Customers, harm: set(1, "code", "")},
	{cause: files.CauseMissing, name: "no month", kind: files.Targets, harm: set(3, "start_month", "")},
	{cause: files.CauseNoCustomer, name: "one line", kind: files.Orders, harm: set(5, "customer_code", "NULL")},
	{cause: files.CauseKey, name: "an order number as a float", kind: files.Orders, harm: set(4, "order_number",
		"1.23E+11")},
	{cause: files.CauseKey, name: "an order number of one line as a float", kind: files.Orders, harm: set(6,
		"order_number", "1.23E+11")},
	{cause: files.CauseKey, name: "a formula's error", kind: files.Orders, harm: set(2, "sku", "#REF!")},
	{cause: files.CauseKey, name: "a long code", kind: files.Products, harm: set(1, "sku", strings.Repeat("9", 201))},
	{cause: files.CauseKey, name: "a postcode as a float", kind: files.Customers, harm: set(3, "postcode", "4.1E+13")},
	{cause: files.CauseNumber, name: "a word", kind: files.Orders, harm: set(9, "quantity", "two")},
	{cause: files.CauseNumber, name: "below nought", kind: files.Products, harm: set(2, "list_price", "-1")},
	{cause: files.CauseNumber, name: "a share over a hundred", kind: files.Targets, harm: set(1, "discount_pct", "120")},
	{cause: files.CauseDate, name: "no such day", kind: files.Orders, harm: set(8, "order_date", "31.02.2026")},
	{cause: files.CauseDate, name: "a word", kind: files.Contacts, harm: set(1, "at", "soon")},
	{cause: files.CauseDate, name: "no month", kind: files.Targets, harm: set(2, "start_month", "spring")},
	{cause: files.CauseWord, name: "neither yes nor no", kind: files.Customers, harm: set(2, "active", "perhaps")},
	{cause: files.CauseCurrency, name: "no rate", kind: files.Orders, harm: set(10, "rate", "")},
	{cause: files.CauseCurrency, name: "no currency", kind: files.Orders, harm: set(9, "currency", "Dollars?")},
	{cause: files.CauseRepeated, name: "another name", kind: files.Customers, harm: twice(2)},
	{cause: files.CauseDisagree, name: "two days", kind: files.Orders, harm: set(6, "order_date", "2026-01-27")},
	{cause: files.CauseHeldBack, name: "by two lines", kind: files.Orders, harm: all(set(1, "quantity", "x"), set(3,
		"sku", ""))},
	{cause: files.CauseHeldBack, name: "and scattered", kind: files.Orders, harm: func(rows []sheetRow) []sheetRow {
		rows = set(2, "quantity", "x")(rows)
		return append(append(slices.Clone(rows[:3]), rows[4:]...), rows[3])
	}},
	{cause: files.CauseShape, name: "too many cells", kind: files.Orders, harm: longer(7)},
	{cause: files.CauseShape, name: "too few cells", kind: files.Orders, styles: "plain german american",
		harm: shorter(1)},
	{cause: files.CauseShape, name: "too many cells", kind: files.Contacts, harm: longer(2)},
	{cause: files.CauseShape, name: "a quotation mark in a text", kind: files.Products, styles: "plain", harm: set(3,
		"name", "Bolt\" 3/4"),
		raw: func(file string) string { return strings.Replace(file, "\"Bolt\"\" 3/4\"", "\"Bolt\" 3/4", 1) }},
	{cause: files.CauseEncoding, name: "one row of two", kind: files.Orders, styles: "plain american",
		raw: func(file string) string { return strings.Replace(file, "Éclair", "\xc9clair", 1) }},
	{cause: files.CauseFormula, name: "never calculated", kind: files.Orders, harm: set(9, "unit_price", "=F2*2")},
	{cause: files.CauseTotals, name: "a grand total", kind: files.Orders, harm: add(10, "Total", "", "", "", "17")},
	{cause: files.CauseTotals, name: "of an order", kind: files.Orders, harm: add(3, "1001 Total", "", "", "", "4.234")},
	{cause: files.CauseTotals, name: "a line that looks like one", kind: files.Orders, harm: emptied(3)},
	{cause: files.CauseTotals, name: "of targets", kind: files.Targets, harm: add(4, "Total", "", "26447.06")},
	{cause: files.CauseHeaderAgain, name: "in an order", kind: files.Orders, harm: headerAgain(2)},
	{cause: files.CauseHeaderAgain, name: "between customers", kind: files.Customers, harm: headerAgain(1)},
	{cause: files.CauseUnknown, name: "a customer", kind: files.Orders, known: true, harm: all(),
		before: "code,name\nC5,Fünf\n"},
	{cause: files.CauseOverlap, name: "eleven months on", kind: files.Targets, harm: set(3, "start_month", "2027-03")},
}

// Rejected rows, mended as their reasons say, give the shop that the whole book gives.
func TestMendedRowsGiveTheWholeBook(t *testing.T) {
	want := wholeShops(t)
	for _, d := range damages {
		for _, s := range styles {
			if d.styles != "" && !strings.Contains(d.styles, s.name) {
				continue
			}
			t.Run(strings.Join([]string{d.cause, d.name, string(d.kind), s.name}, "/"), func(t *testing.T) {
				mendOne(t, storetest.SQLite(t), d, s, want)
			})
		}
	}
}

// mendOne imports a damaged book and what is mended of it; want is what the whole one gives.
func mendOne(t *testing.T, db *store.DB, d damage, s style, want map[files.Kind]string) {
	t.Helper()
	o := &office{t: t, db: db, kind: d.kind, style: s, whole: s.asWritten(t, wholeBooks[d.kind])}
	if d.known {
		o.known = true
		jobtest.ImportText(t, db, files.Customers, "code,name\n00123,Müller & Söhne\nC2,-Smith\nC3,O'Neil\nC4,Éclair\n")
		jobtest.ImportText(t, db, files.Products, "sku,name\n00077,Säge\nB-2,Freight\nC-3,=Bolt\nD-4,Dowel\n")
	}
	damaged := s.asWritten(t, wholeBooks[d.kind])
	if d.harm != nil {
		damaged = d.harm(damaged)
	}
	file := s.file(t, damaged)
	if d.raw != nil {
		file = d.raw(file)
	}
	r, rejected, err := o.take("damaged", file)
	if err != nil || r.Rejected == 0 {
		t.Fatalf("%s, %v", r, err)
	}
	if !slices.ContainsFunc(r.FirstRejections, func(j files.Rejection) bool { return j.Cause == d.cause }) {
		t.Fatalf("rejected for %+v, want %s", r.Causes, d.cause)
	}
	if d.before != "" {
		jobtest.ImportText(t, db, files.Customers, d.before)
	}
	o.finish(damaged, o.mend(damaged, rejected))
	o.has(want[d.kind])
}

// wholeShops are the shops that the whole books make. In whichever style they are
// written, they make the same.
func wholeShops(t *testing.T) map[files.Kind]string {
	want := map[files.Kind]string{}
	for kind, book := range wholeBooks {
		for _, s := range styles {
			o := &office{t: t, db: storetest.SQLite(t), kind: kind, style: s}
			if r, _, err := o.take("whole", s.file(t, s.asWritten(t, book))); err != nil || r.Rejected > 0 {
				t.Fatalf("the whole book: %s, %v %+v", r, err, r.FirstRejections)
			}
			if want[kind] == "" {
				want[kind] = jobtest.Everything(t, o.db)
			}
			o.has(want[kind])
		}
	}
	return want
}

// No cause is without a damage here.
func TestEveryCauseIsMended(t *testing.T) {
	for _, cause := range files.Causes {
		if cause == files.CauseTooLong {
			continue // see TestATooLongOrderIsSplit
		}
		if !slices.ContainsFunc(damages, func(d damage) bool { return d.cause == cause }) {
			t.Errorf("nothing is rejected for %s", cause)
		}
	}
}
