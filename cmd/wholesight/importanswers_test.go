package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"wholesight/store/storetest"
)

const orderHead = "order_number,order_date,customer_code,sku,quantity,unit_price"

func TestQuestionsOfAFileAreAnsweredByFlags(t *testing.T) {
	for _, c := range []struct {
		name     string
		lines    []string
		asked    string
		answer   []string
		wantLine string
	}{
		{"decimal", []string{"order_number;order_date;customer_code;sku;quantity;unit_price", "1;2026-01-05;C1;A;1;1,234"},
			"--decimal point|comma", []string{"--decimal", ","}, "created=1 updated=0 unchanged=0 rejected=0"},
		{"days", []string{orderHead, "1,01/02/2026,C1,A,1,1"}, "--date-order dmy|mdy", []string{"--date-order", "dmy"},
			"created=1 updated=0 unchanged=0 rejected=0"},
		{"two columns for one", []string{"order_number,order_date,Kundennummer,Kundennr,sku,quantity,unit_price",
			"1,2026-01-05,C1,C2,A,1,1"}, "--map 'Kundennr='", []string{"--map", "Kundennr="},
			"created=1 updated=0 unchanged=0 rejected=0"},
		{"a code with a comma and =", []string{orderHead, `1,2026-01-05,"0a=1,5",A,1,1`}, "",
			[]string{"--words", "customer_code:0a=1,5=A7"}, "created=1 updated=0 unchanged=0 rejected=0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := shell{t, storetest.SQLiteURL(t)}
			name := file(t, "question.csv", c.lines...)
			if c.asked != "" {
				status, _, errs := s.run("", "import", "orders", name)
				if status != exitFailed || !strings.Contains(errs, c.asked) || strings.Count(errs, "question.csv") != 1 {
					t.Errorf("status %d: %s", status, errs)
				}
			}
			if got := lastLine(s.must(exitDone, append([]string{"import", "orders", name}, c.answer...)...)); got != c.wantLine {
				t.Errorf("answered: %s", got)
			}
		})
	}
}

func TestFlagsThatSayNothingAreWrongUsage(t *testing.T) {
	s := shell{t, storetest.SQLiteURL(t)}
	name := file(t, "o.csv", orderHead, "1,2026-01-05,C1,A,1,1")
	for _, flags := range [][]string{{"--map", "client"}, {"--words", "status=open"}, {"--decimal", "dot"},
		{"--delimiter", "x"}, {"--create", "--no-create"}, {"--header-row", "-1"}} {
		s.must(exitUsage, append([]string{"import", "orders", name}, flags...)...)
	}
}

// An attribute is a column of products as any other: also where one command reads several files.
func TestAnAnswerReachesEachFileOfACommand(t *testing.T) {
	s := shell{t, storetest.SQLiteURL(t)}
	one := file(t, "one.csv", "sku,name,Farbe", "A,Axe,red")
	two := file(t, "two.csv", "sku,name,Farbe", "B,Bow,blue")
	s.must(exitDone, "import", "products", one, two, "--map", "Farbe=attr:Colour")
	if got := s.must(exitDone, "export", "products"); !strings.Contains(got, "attr:Colour") ||
		!strings.Contains(got, "red") || !strings.Contains(got, "blue") {
		t.Errorf("the attribute is lost:\n%s", got)
	}
	s.must(exitUsage, "import", "products", one, two, "--map", "Farbe=colour")
}

func TestTheCommandSaysWhatItGuessed(t *testing.T) {
	s := shell{t, storetest.SQLiteURL(t)}
	name := file(t, "o.csv", orderHead+",Vertreter", "1,2026-01-05,C1,A,1,1,Anna")
	status, out, errs := s.run("", "import", "orders", name)
	if status != exitDone || out != "created=1 updated=0 unchanged=0 rejected=0\n" ||
		!strings.Contains(errs, "! Columns not read: Vertreter.\n") || !strings.Contains(errs, "Encoding: utf-8.\n") {
		t.Errorf("status %d, out %q, errs %q", status, out, errs)
	}
	var r struct{ Said []struct{ Key, Text string } }
	if err := json.Unmarshal([]byte(s.must(exitDone, "import", "orders", name, "--json")), &r); err != nil ||
		len(r.Said) < 4 {
		t.Errorf("as JSON %+v, %v", r, err)
	}
	again := file(t, "next-year.csv", orderHead, "1,2027-01-05,C1,A,1,1")
	status, _, errs = s.run("", "import", "orders", again)
	if status != exitFailed || !strings.Contains(errs, "--accept-reused-numbers") ||
		strings.Count(errs, "next-year.csv") != 1 {
		t.Errorf("status %d: %s", status, errs)
	}
	s.must(exitDone, "import", "orders", again, "--accept-reused-numbers")
}

// A slip in a targets file makes no customer; orders make theirs.
func TestWhoMakesMinimalCustomers(t *testing.T) {
	s := shell{t, storetest.SQLiteURL(t)}
	targets := file(t, "t.csv", "customer_code,start_month,annual", "Typo,2026-01,1200")
	s.must(exitRejected, "import", "targets", targets)
	s.must(exitRejected, "import", "contacts", file(t, "c.csv", "customer_code,at,kind", "Typo,2026-01-05,call"))
	orders := file(t, "o.csv", orderHead, "1,2026-01-05,C1,A,1,1")
	for _, no := range []string{"--no-create", "--no-create-missing"} {
		s.must(exitRejected, "import", "orders", orders, no)
	}
	s.must(exitDone, "import", "orders", orders)
	s.must(exitDone, "import", "targets", targets, "--create")
}

// What the shop makes doubtful is asked, and answered by a flag.
func TestDoubtsOfAFileAreAnsweredByFlags(t *testing.T) {
	many := func(number int, code string) (lines []string) {
		lines = []string{orderHead}
		for i := range 53 {
			lines = append(lines, fmt.Sprintf("%d,2026-01-05,%s%d,A,1,1", number+i, code, 500+i))
		}
		return lines
	}
	for _, c := range []struct {
		name          string
		stored, lines []string
		asked         []string
		answer        []string
		wantLine      string
	}{
		{"fewer lines", []string{orderHead, "1,2026-01-05,C1,A,1,1", "1,2026-01-05,C1,B,1,1"},
			[]string{orderHead + ",line,reason", "1,2026-01-05,C1,D,1,1,3,order_number is empty"},
			[]string{"order 1 has 2 lines in the shop, and 1 line in the file", "--accept-fewer-lines"},
			[]string{"--accept-fewer-lines"}, "created=0 updated=1 unchanged=0 rejected=0"},
		{"many near codes", many(1000, "00"), many(2000, ""),
			[]string{"“500” is not known, and looks like “00500”", "3 more codes look like known ones",
				"--accept-near-codes"}, []string{"--accept-near-codes"},
			"created=53 updated=0 unchanged=0 rejected=0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := shell{t, storetest.SQLiteURL(t)}
			s.must(exitDone, "import", "orders", file(t, "stored.csv", c.stored...))
			before := s.must(exitDone, "export", "orders")
			name := file(t, "doubt.csv", c.lines...)
			status, _, errs := s.run("", "import", "orders", name)
			for _, w := range c.asked {
				if status != exitFailed || !strings.Contains(errs, w) {
					t.Errorf("status %d: %q is not in %s", status, w, errs)
				}
			}
			if after := s.must(exitDone, "export", "orders"); after != before {
				t.Errorf("unanswered it changed\n%s", after)
			}
			if got := lastLine(s.must(exitDone, append([]string{"import", "orders", name}, c.answer...)...)); got != c.wantLine {
				t.Errorf("answered: %s", got)
			}
		})
	}
}

// Which of several sheets is read is asked, and answered by its name.
func TestTheSheetIsAskedAndNamed(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet("March"); err != nil {
		t.Fatal(err)
	}
	for i, sheet := range []string{"Sheet1", "March"} {
		head := strings.Split(orderHead, ",")
		if err := f.SetSheetRow(sheet, "A1", &head); err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow(sheet, "A2", &[]any{fmt.Sprint("N", i), "2026-01-05", "C1", "A", 1, 2}); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(t.TempDir(), "year.xlsx")
	if err := f.SaveAs(name); err != nil {
		t.Fatal(err)
	}
	s := shell{t, storetest.SQLiteURL(t)}
	status, _, errs := s.run("", "import", "orders", name)
	if status != exitFailed || !strings.Contains(errs, "Sheet1, March") || !strings.Contains(errs, "--sheet NAME") {
		t.Errorf("status %d: %s", status, errs)
	}
	if status, _, errs = s.run("", "import", "orders", name, "--sheet", "April"); status != exitFailed ||
		!strings.Contains(errs, "no sheet “April”") {
		t.Errorf("status %d: %s", status, errs)
	}
	s.must(exitDone, "import", "orders", name, "--sheet", "March")
	if got := s.must(exitDone, "export", "orders"); !strings.Contains(got, "N1,") || strings.Contains(got, "N0,") {
		t.Errorf("orders\n%s", got)
	}
}
