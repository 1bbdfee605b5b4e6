package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wholesight/store/storetest"
)

// shell runs commands on one database, as a script would.
type shell struct {
	t  *testing.T
	db string
}

// run runs one command and returns its status and outputs.
func (s shell) run(stdin string, args ...string) (status int, stdout, stderr string) {
	s.t.Helper()
	var out, errs bytes.Buffer
	status = run(context.Background(), append([]string{"--db", s.db}, args...), strings.NewReader(stdin), &out, &errs)
	return status, out.String(), errs.String()
}

// must runs one command that has to end with a status, and returns its output.
func (s shell) must(status int, args ...string) string {
	s.t.Helper()
	got, out, errs := s.run("", args...)
	if got != status {
		s.t.Fatalf("%v: status %d, want %d\n%s%s", args, got, status, out, errs)
	}
	return out
}

// file writes a file of the test.
func file(t *testing.T, name string, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}

// The whole way of a new shop, on both engines: import, settle the day, classify,
// rebuild, export.
func TestTheMainJob(t *testing.T) {
	for engine, address := range map[string]func(testing.TB) string{"SQLite": storetest.UnmigratedSQLiteURL,
		"PostgreSQL": storetest.UnmigratedPostgresURL} {
		t.Run(engine, func(t *testing.T) {
			s := shell{t, address(t)}
			orders := file(t, "orders.csv",
				"order_number,order_date,customer_code,customer_name,sku,quantity,unit_price",
				"1,2026-08-01,A,Ash Ltd,S1,1,100.00",
				"2,2026-09-01,A,Ash Ltd,S1,1,100.00",
				"3,2026-10-01,A,Ash Ltd,S1,1,100.00",
				"4,2026-11-01,A,Ash Ltd,S1,1,100.00",
				"5,2026-11-22,B,=Birch,S2,2,0.005",
				"6,2026-11-02,,Nobody,S2,2,5.00")
			rejected := filepath.Join(t.TempDir(), "rejected.csv")
			out := s.must(exitRejected, "import", "orders", orders, "--rejected", rejected)
			if got := lastLine(out); got != "created=5 updated=0 unchanged=0 rejected=1" {
				t.Fatalf("import: %s", got)
			}
			text, err := os.ReadFile(rejected)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(text), "order_number,order_date,customer_code,customer_name,sku,quantity,unit_price,line,reason\n6,2026-11-02,,Nobody,S2,2,5.00,7,") {
				t.Errorf("rejected rows:\n%s", text)
			}
			if got := lastLine(s.must(exitRejected, "import", "--dry-run", "orders",
				orders)); got != "created=0 updated=0 unchanged=5 rejected=1" {
				t.Errorf("the same file again: %s", got)
			}
			s.must(exitDone, "setting", "as-of", "latest-order")
			s.must(exitDone, "classification", "add", "--smart-type", "Trade", "--type", "risk", "--title", "On rhythm",
				"--value", "1")
			s.must(exitDone, "classification", "add", "--smart-type", "Trade", "--type", "revenue_change", "--title", "Falling",
				"--value", "-10")
			s.must(exitDone, "rebuild")
			want := "A,Ash Ltd,Trade,,2026-11-22,12,400.00,0.00,,4,0,2026-11-01,21,30.667,0.68,false,,1,2,0.00,On rhythm,,,,,\n" +
				"B,'=Birch,Trade,,2026-11-22,12,0.01,0.00,,1,0,2026-11-22,0,30.667,0.00,true,,2,2,100.00,On rhythm,,,,,\n"
			if _, got, _ := strings.Cut(s.must(exitDone, "export", "classifications"), "\n"); got != want {
				t.Errorf("report:\n%s\nwant:\n%s", got, want)
			}
			// Computed afresh as of another day, and nothing published.
			if early := s.must(exitDone, "export", "classifications", "--as-of", "2026-09-15"); !strings.Contains(early,
				"A,Ash Ltd,Trade,,2026-09-15,12,200.00,") {
				t.Errorf("as of another day:\n%s", early)
			}
			if _, got, _ := strings.Cut(s.must(exitDone, "export", "classifications"), "\n"); got != want {
				t.Error("an export as of another day changed what is published")
			}
			if again := lastLine(s.must(exitDone, "rebuild")); !strings.HasSuffix(again, "moved=0") {
				t.Errorf("a second rebuild: %s", again)
			}
			s.must(exitDone, "doctor")
		})
	}
}

func TestExportsCanBeImportedBackUnchanged(t *testing.T) {
	s := shell{t, storetest.UnmigratedSQLiteURL(t)}
	s.must(exitDone, "demo", "--customers", "60", "--months", "14", "--end", "2026-11-22")
	for _, kind := range []string{"customers", "products", "orders", "targets", "contacts"} {
		out := filepath.Join(t.TempDir(), kind+".csv")
		s.must(exitDone, "export", kind, "--out", out)
		got := lastLine(s.must(exitDone, "import", kind, out))
		if !strings.HasPrefix(got, "created=0 updated=0 unchanged=") || !strings.HasSuffix(got, " rejected=0") ||
			strings.Contains(got, "unchanged=0 ") {
			t.Errorf("%s: %s", kind, got)
		}
	}
}

func TestUsageErrorsSayWhatIsWrongAndChangeNothing(t *testing.T) {
	s := shell{t, storetest.UnmigratedSQLiteURL(t)}
	for _, c := range []struct {
		status int
		says   string
		args   []string
	}{
		{exitUsage, "unexpected argument", []string{"nonsense"}},
		{exitUsage, "must be one of", []string{"import", "invoices", "x.csv"}},
		{exitUsage, "3, 6, 12 or 24", []string{"setting", "timeframe", "7"}},
		{exitUsage, "no setting is named", []string{"setting", "time-frame"}},
		{exitUsage, "--as-of goes with classifications", []string{"export", "orders", "--as-of", "2026-01-01"}},
		{exitUsage, "is not a day", []string{"export", "classifications", "--as-of", "yesterday"}},
		{exitUsage, "there are: Trade", []string{"classification", "add", "--smart-type", "Pirates", "--type", "risk",
			"--title", "x"}},
		{exitUsage, "--value", []string{"classification", "add", "--smart-type", "Trade", "--type", "risk", "--title", "x",
			"--value", "1.234"}},
		{exitUsage, "today, latest-order or YYYY-MM-DD", []string{"rebuild", "--as-of", "yesterday"}},
		{exitUsage, "no address of a database", []string{"--db", "mysql://x", "setting"}},
		{exitUsage, "begin at 1", []string{"demo", "--customers", "0"}},
		{exitUsage, "from 1 to", []string{"demo", "--months", "9999"}},
		{exitUsage, "do not come to 3 order lines", []string{"demo", "--customers", "10", "--lines", "3"}},
		{exitUsage, "standard input", []string{"user", "add", "--email", "a@shop.example", "--role", "admin"}},
		{exitFailed, "no such file", []string{"import", "orders", "not-there.csv"}},
		{exitFailed, "no such file", []string{"restore", "not-there.db"}},
		{exitFailed, "not found", []string{"user", "disable", "--email", "nobody@shop.example"}},
	} {
		status, out, errs := s.run("", c.args...)
		if status != c.status || !strings.Contains(errs, c.says) || out != "" {
			t.Errorf("%v: status %d, want %d; says %q, want %q; printed %q", c.args, status, c.status, errs, c.says, out)
		}
	}
	if status, _, errs := s.run("short\n", "user", "add", "--email", "a@shop.example", "--role",
		"admin"); status != exitUsage || errs == "" {
		t.Errorf("a short password: status %d, %s", status, errs)
	}
	if out := s.must(exitDone, "user", "list"); strings.TrimSpace(out) != "0 users" {
		t.Errorf("users: %s", out)
	}
}

// A slip of the hand must not cost the file that is to be imported.
func TestRejectedRowsNeverOverwriteTheFileTheyComeFrom(t *testing.T) {
	s := shell{t, storetest.UnmigratedSQLiteURL(t)}
	book := file(t, "orders.csv", "order_number,order_date,customer_code,sku,quantity,unit_price", "1,2026-11-01,,S,1,1")
	before, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	link := book + ".link"
	if err := os.Symlink(book, link); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{book, link} {
		s.must(exitUsage, "import", "orders", book, "--rejected", out)
		if after, err := os.ReadFile(book); err != nil || !bytes.Equal(before, after) {
			t.Errorf("--rejected %s: the file is now %q (%v)", out, after, err)
		}
	}
}

// Several files end with one line, too: their sum.
func TestSeveralFilesAreSummedInTheLastLine(t *testing.T) {
	s := shell{t, storetest.UnmigratedSQLiteURL(t)}
	head := "order_number,order_date,customer_code,sku,quantity,unit_price"
	one := file(t, "one.csv", head, "1,2026-11-01,A,S,1,1", "2,2026-11-01,A,S,1,1")
	two := file(t, "two.csv", head, "1,2026-11-01,A,S,1,1", "3,2026-11-01,A,S,2,1", "4,2026-11-01,,S,2,1")
	if got := s.must(exitRejected, "import", "orders", one, two); got != "created=3 updated=0 unchanged=1 rejected=1\n" {
		t.Errorf("printed %q", got)
	}
	var sum struct {
		Unchanged, Rejected int64
		Files               []struct {
			File       string
			Rejected   int64
			Rejections []map[string]any
		}
	}
	if err := json.Unmarshal([]byte(s.must(exitRejected, "import", "orders", one, two, "--json")), &sum); err != nil {
		t.Fatal(err)
	}
	if sum.Unchanged != 4 || sum.Rejected != 1 || len(sum.Files) != 2 || sum.Files[1].File != two ||
		sum.Files[1].Rejections[0]["line"] != 4.0 {
		t.Errorf("as JSON: %+v", sum)
	}
	status, out, errs := s.run("", "import", "orders", one, "not-there.csv")
	if status != exitFailed || out != "created=0 updated=0 unchanged=2 rejected=0\n" ||
		!strings.Contains(errs, "not-there.csv") {
		t.Errorf("a file that is not there: status %d, printed %q, said %q", status, out, errs)
	}
}

func TestReportsAreJSONWhenAsked(t *testing.T) {
	s := shell{t, storetest.UnmigratedSQLiteURL(t)}
	if status, _, errs := s.run("a long enough phrase\n", "user", "add", "--email", "Ada@Shop.example", "--role",
		"admin"); status != exitDone {
		t.Fatal(errs)
	}
	for _, args := range [][]string{{"user", "list"}, {"setting"}, {"setting", "currency"}, {"doctor"}, {"version"},
		{"migrate"}, {"demo", "--customers", "40", "--months", "6"}, {"rebuild"}} {
		status, out, _ := s.run("", append(args, "--json")...)
		if status != exitDone || !json.Valid([]byte(out)) {
			t.Errorf("%v --json: status %d\n%s", args, status, out)
		}
	}
}

func TestFlagsComeFromTheEnvironmentToo(t *testing.T) {
	address := storetest.UnmigratedSQLiteURL(t)
	t.Setenv("WHOLESIGHT_DB", address)
	t.Setenv("WHOLESIGHT_JSON", "true")
	var out, errs bytes.Buffer
	if status := run(context.Background(), []string{"setting", "currency"}, strings.NewReader(""), &out,
		&errs); status != exitDone {
		t.Fatal(errs.String())
	}
	if !json.Valid(out.Bytes()) {
		t.Errorf("not JSON: %s", out.String())
	}
	if _, err := os.Stat(strings.TrimPrefix(address, "sqlite:")); err != nil {
		t.Error(err)
	}
}

func TestRestoreGivesBackWhatWasBackedUp(t *testing.T) {
	s := shell{t, storetest.UnmigratedSQLiteURL(t)}
	s.must(exitDone, "demo", "--customers", "40", "--months", "6", "--end", "2026-11-22")
	before := s.must(exitDone, "export", "orders")
	copied := filepath.Join(t.TempDir(), "copy.db")
	s.must(exitDone, "backup", copied)
	s.must(exitDone, "import", "orders", file(t, "more.csv",
		"order_number,order_date,customer_code,sku,quantity,unit_price", "NEW-1,2026-11-01,X,Y,1,2.50"))
	if s.must(exitDone, "export", "orders") == before {
		t.Fatal("the import changed nothing")
	}
	s.must(exitFailed, "demo") // not an empty database
	s.must(exitDone, "restore", copied)
	if s.must(exitDone, "export", "orders") != before {
		t.Error("the restored shop is not the one that was backed up")
	}
}
