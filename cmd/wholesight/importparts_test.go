package main

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wholesight/store/storetest"
)

// zipFile writes a zip archive of the test: names and texts, by turns.
func zipFile(t *testing.T, parts ...string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "export.zip")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

const (
	zipContacts  = "customer_code,at,kind\nC1,2026-01-06,call\n"
	zipTargets   = "customer_code,start_month,annual\nC1,2026-01,1200\n"
	zipOrders    = orderHead + "\n1,2026-01-05,C1,A,1,1\n"
	zipProducts  = "sku,name\nA,Axe\n"
	zipCustomers = "code,name\nC1,Adler\n"
)

func TestAZipOfFiveFilesGoesInInTheOrderOfNeed(t *testing.T) {
	s := shell{t, storetest.SQLiteURL(t)}
	name := zipFile(t, "contacts.csv", zipContacts, "targets.csv", zipTargets, "orders.csv", zipOrders, "readme.txt",
		"Of 2026.",
		"products.csv", zipProducts, "customers.csv", zipCustomers)
	status, out, errs := s.run("", "import", "all", name, "--map", "annual=annual")
	if status != exitDone || lastLine(out) != "created=5 updated=0 unchanged=0 rejected=0" {
		t.Fatalf("status %d: %s%s", status, out, errs)
	}
	at := 0
	for _, want := range []string{"readme.txt is left out", "customers.csv (customers)", "customers.csv: created=1",
		"products.csv (products)",
		"orders.csv (orders)", "targets.csv (targets)", "contacts.csv (contacts)", "contacts.csv: created=1"} {
		i := strings.Index(errs[at:], want)
		if i < 0 {
			t.Fatalf("%q is missing, or out of turn:\n%s", want, errs)
		}
		at += i
	}
	if got := lastLine(s.must(exitDone, "import", "all", name)); got != "created=0 updated=0 unchanged=5 rejected=0" {
		t.Errorf("again: %s", got)
	}
}

func TestAZipForACommandOfOneKind(t *testing.T) {
	s := shell{t, storetest.SQLiteURL(t)}
	two := zipFile(t, "customers.csv", zipCustomers, "orders.csv", zipOrders)
	if got := lastLine(s.must(exitDone, "import", "orders", two)); got != "created=1 updated=0 unchanged=0 rejected=0" {
		t.Error(got)
	}
	years := zipFile(t, "orders 1.csv", zipOrders, "orders 2.csv", zipOrders)
	if _, _, errs := s.run("", "import", "orders", years); !strings.Contains(errs, "--part 'FILE=orders'") {
		t.Error(errs)
	}
	s.must(exitDone, "import", "orders", years, "--part", "orders 1.csv=")
}

func TestAZipAsksWhatIsNotCertain(t *testing.T) {
	s := shell{t, storetest.SQLiteURL(t)}
	name := zipFile(t, "customers.csv", zipCustomers, "more.csv", "x,y\n1,2\n")
	status, _, errs := s.run("", "import", "all", name)
	if status != exitFailed || !strings.Contains(errs, "--part 'more.csv=KIND'") {
		t.Errorf("status %d: %s", status, errs)
	}
	if got := lastLine(s.must(exitDone, "import", "all", name, "--part", "more.csv=")); !strings.HasPrefix(got,
		"created=1 ") {
		t.Errorf("nothing may have come before the answer: %s", got)
	}
	s.must(exitUsage, "import", "all", name, "--part", "more.csv=things")
	s.must(exitUsage, "import", "all", name, "--part", "more.csv=", "--part", "less.csv=orders")
	two := zipFile(t, "customers.csv", zipCustomers, "orders.csv", zipOrders)
	s.must(exitUsage, "import", "all", two, "--map", "x=annual")
	s.must(exitUsage, "import", "all", file(t, "a.csv", "code,name"))
}

func TestARefusedFileOfAZipStopsTheLaterOnes(t *testing.T) {
	s := shell{t, storetest.SQLiteURL(t)}
	name := zipFile(t, "customers.csv", zipCustomers, "products.csv", "Artikel,Text\n", "orders.csv", zipOrders)
	status, out, errs := s.run("", "import", "all", name, "--part", "products.csv=products")
	want := "imported: " + name + "/customers.csv; not imported: " + name + "/products.csv, " + name + "/orders.csv"
	if status != exitFailed || !strings.Contains(errs, want) ||
		lastLine(out) != "created=1 updated=0 unchanged=0 rejected=0" {
		t.Errorf("status %d: %s%s", status, out, errs)
	}
}

func TestABadZipImportsNothing(t *testing.T) {
	s := shell{t, storetest.SQLiteURL(t)}
	for want, name := range map[string]string{
		"no files":       zipFile(t),
		"leads out":      zipFile(t, "customers.csv", zipCustomers, "../x.csv", zipOrders),
		"packed more":    zipFile(t, "customers.csv", zipCustomers, "orders.csv", strings.Repeat("0", 4<<20)),
		"has no table":   zipFile(t, "readme.txt", "Of 2026."),
		"no zip archive": file(t, "customers.csv", "code,name"),
	} {
		status, out, errs := s.run("", "import", "all", name)
		if status == exitDone || out != "" || !strings.Contains(errs, want) {
			t.Errorf("%s: status %d: %s%s", want, status, out, errs)
		}
	}
}
