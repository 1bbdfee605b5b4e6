package imports_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"testing"

	"wholesight/web/paths"
	"wholesight/web/webtest"
)

func zipOf(t *testing.T, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
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
	return b.String()
}

// Files in the wrong order are gone through in the right one; a letter is left out.
func TestAZipIsGoneThroughFileByFile(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	list := b.Begin("orders", "export.zip", zipOf(t, "orders.csv", goodOrders, "readme.txt", "Of 2026.", "customers.csv",
		"code,name\nC1,Adler\nC2,Berg\n"))
	b.Look(list).Says(t, "Files of the archive", "readme.txt", "It is no table that is known", "Leave it out")
	customers := b.Press(list, "Check the first file", "part.0", "customers", "part.1", "orders", "part.2", "").Want(t,
		http.StatusSeeOther).Header.Get("Location")
	for _, e := range sh.Audit()[:2] {
		if e.Action != "import.unpack" {
			t.Errorf("taking it apart left the entry %+v", e)
		}
	}
	sh.RunJobs()
	b.Look(customers).Says(t, "customers.csv", "One file of export.zip", "Next comes orders.csv", "Import 2 customers")
	b.Press(customers, "Import 2 customers").Want(t, http.StatusSeeOther, customers)
	sh.RunJobs()
	orders := b.Press(customers, "Next file: orders.csv").Want(t, http.StatusSeeOther).Header.Get("Location")
	sh.RunJobs()
	b.Look(orders).Says(t, "orders.csv", "Import 2 orders", "It is the last one")
	b.Press(orders, "Import 2 orders").Want(t, http.StatusSeeOther, orders)
	sh.RunJobs()
	b.Look(orders).Says(t, "Created")
	b.Look(list).Says(t, "left out", customers, orders)
	b.Look(paths.ImportsPath()).Says(t, "taken apart")
}

// What was said of unknown customers before the file is read holds for each of its files:
// else orders make them and targets do not.
func TestTheChoicesOfAZipReachItsFiles(t *testing.T) {
	const targets = "customer_code,start_month,annual\nNEW-1,2026-01,1200\n"
	for _, c := range []struct{ missing, orders, targets string }{
		{"", "Import 2 orders", "is not known"},
		{"0", "is not known", "is not known"},
		{"1", "Import 2 orders", "Import 1 target"},
	} {
		for _, part := range []struct{ name, text, kind, want string }{
			{"orders.csv", goodOrders, "orders", c.orders}, {"targets.csv", targets, "targets", c.targets},
		} {
			sh := webtest.NewShop(t)
			b := sh.As("manager")
			list := b.Begin("orders", "export.zip", zipOf(t, part.name, part.text), "missing", c.missing)
			at := b.Press(list, "Check the first file", "part.0", part.kind).Want(t, http.StatusSeeOther).Header.Get("Location")
			sh.RunJobs()
			b.Look(at).Says(t, part.want)
		}
	}
}

func TestABadZipIsRefusedWithItsReason(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	inner := zipOf(t, "a.csv", "code,name\n")
	for want, file := range map[string]string{
		"leads out":      zipOf(t, "../a.csv", "code,name\n"),
		"archive inside": zipOf(t, "a.zip", inner),
		"no files":       zipOf(t),
		"damaged":        inner[:len(inner)-30],
	} {
		b.Look(b.Begin("customers", "export.zip", file)).Says(t, "The file is refused", want, "Choose another file")
	}
}
