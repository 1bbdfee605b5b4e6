package files

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func archiveOf(t *testing.T, parts ...string) memSource {
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
	return memSource{"export.zip", b.Bytes()}
}

func TestAnArchiveIsTakenApartInTheOrderOfImports(t *testing.T) {
	book := string(workbook(t, false, [][]any{{"sku", "name"}, {"A", "Axe"}}))
	parts, err := Archive(archiveOf(t,
		"out/", "", "__MACOSX/._orders.csv", "x", "out/.DS_Store", "x",
		"out/orders 2026.csv", orderBook("1,2026-01-05,C1,A,1,1"),
		"out/kunden.csv", "Kundennr;Firma\nC1;Adler\n",
		"out/articles.xlsx", book,
		"out/targets.csv", "customer_code,start_month,annual\nC1,2026-01,100\n",
		"out/export7.csv", "customer_code,at,kind\nC1,2026-01-05,call\n",
		"out/both.csv", "code,sku,name\nC1,A,x\n",
		"readme.txt", "The files of 2026."))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range parts {
		got = append(got, fmt.Sprintf("%s %s %v", p.Source.Name(), p.Kind, p.Certain))
	}
	want := []string{"kunden.csv customers true", "both.csv customers false", "articles.xlsx products true", "orders 2026.csv orders true",
		"targets.csv targets true", "export7.csv contacts true", "readme.txt  false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, p := range parts[:1] {
		rows, rejected, _ := collect(t, p.Source, Options{})
		if len(rows) != 1 || rows[0].Name != "Adler" || len(rejected) != 0 {
			t.Errorf("%v %v", rows, rejected)
		}
	}
}

func TestWhatIsNoArchiveHasNoParts(t *testing.T) {
	for _, src := range []memSource{text("code,name\n"), text("PK,name\n"), text(""), text("P"), {"a.xlsx", workbook(t, false, [][]any{{"code"}})}} {
		if parts, err := Archive(src); parts != nil || err != nil {
			t.Errorf("%.10q: %v %v", src.data, parts, err)
		}
	}
}

func TestArchivesThatAreRefused(t *testing.T) {
	inner := string(archiveOf(t, "a.csv", "code,name\n").data)
	var many []string
	for i := range maxParts + 1 {
		many = append(many, fmt.Sprintf("%d.csv", i), "code,name\n")
	}
	for _, c := range []struct {
		what string
		src  memSource
		want string
	}{
		{"a path that leads out", archiveOf(t, "../../etc/passwd", "x"), "leads out"},
		{"a path that leads out of Windows", archiveOf(t, `..\a.csv`, "x"), "leads out"},
		{"an absolute path", archiveOf(t, "/etc/a.csv", "x"), "leads out"},
		{"an archive inside", archiveOf(t, "a.zip", inner), "archive inside"},
		{"a bomb", archiveOf(t, "a.csv", strings.Repeat("0", 4<<20)), "packed more than"},
		{"many files", archiveOf(t, many...), "more than 50 files"},
		{"nothing", archiveOf(t), "no files"},
		{"cut off", memSource{"a.zip", []byte(inner[:len(inner)-30])}, "damaged"},
	} {
		if parts, err := Archive(c.src); parts != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v %v", c.what, parts, err)
		}
	}
}

func FuzzArchive(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		parts, err := Archive(memSource{"a.zip", data})
		if err != nil && parts != nil {
			t.Error("parts and an error")
		}
	})
}
