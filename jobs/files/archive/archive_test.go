package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// memory is a file in memory.
type memory struct {
	name string
	data []byte
}

func (m memory) Open() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(m.data)), nil }
func (m memory) Name() string                 { return m.name }
func (m memory) Size() int64                  { return int64(len(m.data)) }

func workbook(t *testing.T, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, cells := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func archiveOf(t *testing.T, parts ...string) memory {
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
	return memory{"export.zip", b.Bytes()}
}

func TestAnArchiveIsTakenApartInTheOrderOfImports(t *testing.T) {
	book := string(workbook(t, [][]any{{"sku", "name"}, {"A", "Axe"}}))
	parts, err := Open(t.Context(), archiveOf(t,
		"out/", "", "__MACOSX/._orders.csv", "x", "out/.DS_Store", "x",
		"out/orders 2026.csv", "order_number,order_date,customer_code,sku,quantity,unit_price\n1,2026-01-05,C1,A,1,1\n",
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
		got = append(got, fmt.Sprintf("%s %s %v %v", p.Source.Name(), p.Kind, p.Certain, p.Table))
	}
	want := []string{"out/kunden.csv customers true true", "out/both.csv customers false true",
		"out/articles.xlsx products true true", "out/orders 2026.csv orders true true", "out/targets.csv targets true true",
		"out/export7.csv contacts true true", "readme.txt  false false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	r, err := parts[0].Source.Open()
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(r); err != nil || !strings.Contains(string(text), "C1;Adler") {
		t.Errorf("%q %v", text, err)
	}
}

// Two files of one name are told apart by their folders, and asked for by their place.
func TestFilesOfAnArchiveAreFoundAgainByTheirPlace(t *testing.T) {
	src := archiveOf(t, "new/", "", "2026/targets.csv", "customer_code,start_month,annual\nC1,2026-01,2\n",
		"2025/targets.csv", "customer_code,start_month,annual\nC1,2025-01,1\n", "customers.csv", "code,name\nC1,Ash\n")
	parts, err := Open(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"customers.csv", "2026/targets.csv", "2025/targets.csv"} {
		again, err := File(src, parts[i].Place)
		if err != nil || parts[i].Source.Name() != want || again.Name() != want {
			t.Errorf("part %d is %s, and again %v, %v", i, parts[i].Source.Name(), again, err)
		}
	}
	for _, place := range []int{-1, 3} {
		if _, err := File(src, place); err == nil {
			t.Errorf("there is a file at place %d", place)
		}
	}
}

func TestFilesBehindAPasswordAreRefused(t *testing.T) {
	src := archiveOf(t, "a.csv", "code,name\nC1,Ash\n")
	for _, head := range []string{"PK\x03\x04", "PK\x01\x02"} { // bit 0 of the flags, behind the versions
		at := bytes.Index(src.data, []byte(head)) + 6
		if head == "PK\x01\x02" {
			at += 2
		}
		src.data[at] |= 1
	}
	if parts, err := Open(t.Context(), src); err == nil || !strings.Contains(err.Error(), "password") {
		t.Errorf("%d parts, %v", len(parts), err)
	}
}

func TestASearchThatIsCalledOffEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, archiveOf(t, "a.csv", "code,name\nC1,Ash\n")); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestWhatIsNoArchiveHasNoParts(t *testing.T) {
	for _, src := range []memory{{"a.csv", []byte("code,name\n")}, {"a.csv", []byte("PK,name\n")}, {"a.csv", nil},
		{"a.csv", []byte("P")}, {"a.xlsx", workbook(t, [][]any{{"code"}})}} {
		if parts, err := Open(t.Context(), src); parts != nil || err != nil {
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
		src  memory
		want string
	}{
		{"a path that leads out", archiveOf(t, "../../etc/passwd", "x"), "leads out"},
		{"a path that leads out of Windows", archiveOf(t, `..\a.csv`, "x"), "leads out"},
		{"an absolute path", archiveOf(t, "/etc/a.csv", "x"), "leads out"},
		{"an archive inside", archiveOf(t, "a.zip", inner), "archive inside"},
		{"a bomb", archiveOf(t, "a.csv", strings.Repeat("0", 4<<20)), "packed more than"},
		{"many files", archiveOf(t, many...), "more than 50 files"},
		{"nothing", archiveOf(t), "no files"},
		{"cut off", memory{"a.zip", []byte(inner[:len(inner)-30])}, "damaged"},
	} {
		if parts, err := Open(t.Context(), c.src); parts != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v %v", c.what, parts, err)
		}
	}
}

func FuzzArchive(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		parts, err := Open(t.Context(), memory{"a.zip", data})
		if err != nil && parts != nil {
			t.Error("parts and an error")
		}
	})
}
