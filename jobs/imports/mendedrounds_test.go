package imports_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/store/storetest"
)

// Also in three rounds: a row that is mended wrongly comes back, with its reason of now.
func TestMendedInThreeRounds(t *testing.T) {
	want := wholeShops(t)
	for _, s := range styles {
		t.Run(s.name, func(t *testing.T) { threeRounds(t, storetest.SQLite(t), s, want[files.Orders]) })
	}
	t.Run("PostgreSQL", func(t *testing.T) { threeRounds(t, storetest.Postgres(t), styles[1], want[files.Orders]) })
}

func threeRounds(t *testing.T, db *store.DB, s style, want string) {
	t.Helper()
	o := &office{t: t, db: db, kind: files.Orders, style: s, whole: s.asWritten(t, wholeBooks[files.Orders])}
	damaged := all(set(2, "quantity", "two"), set(7, "order_date", "soon"), set(8, "sku", ""), set(9, "rate",
		"-1"))(s.asWritten(t, wholeBooks[files.Orders]))
	_, rejected, err := o.take("damaged", s.file(t, damaged))
	if err != nil || len(rejected) != 1+3+2+2 {
		t.Fatalf("%s: %d rejected, %v", s.name, len(rejected)-1, err)
	}
	header := rejected[0]
	put := func(line, column, v string) {
		for _, r := range rejected[1:] {
			if r[slices.Index(header, "line")] == line {
				r[slices.Index(header, column)] = v
			}
		}
	}
	put("3", "quantity", "zwei") // still wrong
	put("9", "sku", "D-4")       // one of the two faults of its order
	_, rejected, err = o.take("first.csv", o.write(rejected))
	if err != nil || len(rejected) != 1+3+2+2 || strings.Count(o.write(rejected), "reason") != 1 {
		t.Fatalf("%s, first round: %d rejected, %v\n%s", s.name, len(rejected)-1, err, o.write(rejected))
	}
	put("3", "quantity", "1") // lines count from the first round's file now
	put("5", "order_date", "2026-03-04")
	put("7", "rate", "nought")
	_, rejected, err = o.take("second.csv", o.write(rejected))
	if err != nil || len(rejected) != 1+2 {
		t.Fatalf("%s, second round: %d rejected, %v", s.name, len(rejected)-1, err)
	}
	put("7", "rate", s.cell(t, "rate", "0.9"))
	if r, rejected, err := o.take("third.csv", o.write(rejected)); err != nil || len(rejected) != 0 {
		t.Fatalf("%s, third round: %s %v", s.name, r, err)
	}
	o.has(want)
}

// The rejected rows of two files may be mended in one.
func TestRejectedRowsOfTwoFilesMendedInOne(t *testing.T) {
	want := wholeShops(t)
	for _, s := range styles {
		o := &office{t: t, db: storetest.SQLite(t), kind: files.Orders, style: s, whole: s.asWritten(t,
			wholeBooks[files.Orders])}
		damaged := all(set(3, "sku", ""), set(8, "quantity", "?"))(s.asWritten(t, wholeBooks[files.Orders]))
		var mended [][]string
		for _, part := range [][]sheetRow{damaged[:5], append(damaged[:1:1], damaged[5:]...)} {
			_, rejected, err := o.take("part", s.file(t, part))
			if err != nil || len(rejected) < 3 {
				t.Fatalf("%s: %d rejected, %v", s.name, len(rejected), err)
			}
			rows := o.mend(part, rejected)
			if mended != nil {
				rows = rows[1:]
			}
			mended = append(mended, rows...)
		}
		o.finish(nil, mended)
		o.has(want[files.Orders])
	}
}

// An order of too many lines is split by giving some of them another number.
func TestATooLongOrderIsSplit(t *testing.T) {
	var whole, damaged strings.Builder
	whole.WriteString(plainHeader)
	damaged.WriteString(plainHeader)
	for i := range files.MaxLines + 2 {
		number := fmt.Sprintf("L%d", i%2)
		fmt.Fprintf(&whole, "%s,2026-01-05,C1,A%d,1,2\n", number, i%7)
		fmt.Fprintf(&damaged, "L,2026-01-05,C1,A%d,1,2\n", i%7)
	}
	fresh, db := storetest.SQLite(t), storetest.SQLite(t)
	jobtest.ImportText(t, fresh, files.Orders, whole.String())
	var rejected strings.Builder
	r, err := tryOrders(db, damaged.String(), func(o *imports.Options) { o.Rejected = &rejected })
	if err != nil || r.Rejected != files.MaxLines+2 || r.FirstRejections[0].Cause != files.CauseTooLong {
		t.Fatalf("%s, %v", r, err)
	}
	var mended strings.Builder
	n := 0
	for line := range strings.Lines(rejected.String()) {
		if rest, ok := strings.CutPrefix(line, "L,"); ok {
			line = fmt.Sprintf("L%d,%s", n%2, rest)
			n++
		}
		mended.WriteString(line)
	}
	if r, err = tryOrders(db, mended.String()); err != nil || r.Created != 2 || r.Rejected > 0 {
		t.Fatalf("%s, %v", r, err)
	}
	if jobtest.Everything(t, db) != jobtest.Everything(t, fresh) {
		t.Error("the orders are not those of the whole book")
	}
}

// What was answered for a file holds for its rejected rows: they have its header.
func TestMendedRowsAreReadAsTheirFileWas(t *testing.T) {
	db := storetest.SQLite(t)
	const file = "ref,order_date,customer_code,sku,quantity,unit_price,status\n1,2026-01-05,C1,A,1,2,Phase " +
		"3\n2,2026-01-05,C1,A,x,2,Phase 3\n3,2026-01-05,C1,A,1,2,open\n"
	id := upload(t, db, files.Orders, file, func(o *imports.Options) {
		o.Read.Mapping = map[string]string{"ref": "order_number", "order_date": "order_date",
			"customer_code": "customer_code", "sku": "sku",
			"quantity": "quantity", "unit_price": "unit_price", "status": "status"}
		imports.SetWord(&o.Read.Words, "status", "Phase 3", "open")
	})
	apply(t, db, id)
	mended := strings.Replace(parts(t, db, id, store.PartRejected), ",x,", ",1,", 1)
	m := row(t, db, upload(t, db, files.Orders, mended), store.ImportChecked)
	if figures(m) != "created=1 updated=0 unchanged=0 rejected=0" {
		t.Errorf("%s\n%s\n%s", figures(m), m.Error, mended)
	}
}

// So does how its days and numbers were read, where the rows alone do not tell.
func TestMendedRowsAreNotAskedAboutAgain(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"found", "1;31/01/2026;C1;A;2;1,5\n2;03/04/2026;;A;1.500;1.000\n", "2,2026-04-03,C1,A,1500,1000,1500000"},
		{"asked", "1;05/04/2026;C1;A;2.000;1.000\n2;03/04/2026;;A;1.500;1.000\n", "2,2026-03-04,C1,A,1.5,1,1.5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := storetest.SQLite(t)
			id := upload(t, db, files.Orders, strings.ReplaceAll(plainHeader, ",", ";")+c.rows, func(o *imports.Options) {
				if c.name == "asked" {
					o.Read.DateOrder, o.Read.Decimal = "mdy", "."
				}
			})
			apply(t, db, id)
			mended := strings.Replace(parts(t, db, id, store.PartRejected), ";;A", ";C1;A", 1)
			again := upload(t, db, files.Orders, mended)
			row(t, db, again, store.ImportChecked)
			apply(t, db, again)
			if got := jobtest.Export(t, db, files.Orders); !strings.Contains(got, c.want) {
				t.Errorf("orders\n%s", got)
			}
			// A file of its own with that header is asked about as ever.
			other := upload(t, db, files.Orders, strings.ReplaceAll(plainHeader, ",", ";")+"3;05/06/2026;C1;A;1;1\n")
			row(t, db, other, store.ImportUploaded)
		})
	}
}
