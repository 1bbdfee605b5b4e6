package jobtest

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/store/storetest"
)

// TextSource is a file in memory.
type TextSource struct{ File, Text string }

func (s TextSource) Open() (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(s.Text)), nil
}
func (s TextSource) Name() string { return s.File }
func (s TextSource) Size() int64  { return int64(len(s.Text)) }

// Clerk is who imports in tests.
var Clerk = store.Actor{Name: "test"}

// ImportText imports a text and fails the test when it cannot.
func ImportText(t testing.TB, db *store.DB, kind files.Kind, text string,
	change ...func(*imports.Options)) imports.ImportResult {
	t.Helper()
	opt := imports.Options{Kind: kind, CreateMissing: true, Actor: Clerk, AcceptReused: true, AcceptFewer: true,
		AcceptNear: true}
	for _, c := range change {
		c(&opt)
	}
	r, err := imports.Import(context.Background(), db, TextSource{string(kind) + ".csv", text}, opt)
	if err != nil {
		t.Fatalf("import of %s: %v", kind, err)
	}
	return r
}

// Wants fails the test when an import's last line is another one.
func Wants(t testing.TB, r imports.ImportResult, line string) {
	t.Helper()
	if r.String() != line {
		t.Errorf("%s\nwant %s\nrejected: %+v", r, line, r.FirstRejections)
	}
}

// Export is an export as text.
func Export(t testing.TB, db *store.DB, kind files.Kind) string {
	t.Helper()
	var b bytes.Buffer
	if err := imports.Export(context.Background(), db, store.Everyone(), kind, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Everything is every export, one after the other.
func Everything(t testing.TB, db *store.DB) string {
	t.Helper()
	var b strings.Builder
	for _, kind := range files.Kinds {
		b.WriteString("-- " + string(kind) + "\n" + Export(t, db, kind))
	}
	return b.String()
}

// Sound fails the test when the database breaks one of its promises.
func Sound(t testing.TB, db *store.DB) {
	t.Helper()
	found, err := db.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("%s: %d", f.What, f.Rows)
	}
}

func Setting(t testing.TB, db *store.DB, name, value string) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error { return settings.SaveSetting(tx, Clerk, name, value) })
}

const (
	OrderHeader = "order_number,order_date,customer_code,sku,quantity,unit_price,channel,status,delivered_quantity,cost\n"
	OrderRows   = `1001,2026-01-05,C1,A,2,1.50,web,open,1,0.75
1001,2026-01-05,C1,B,1,10,web,open,1,4
1002,2026-01-06,C2,A,-1,1.50,,closed,,
1003,2026-01-07,C1,A,3,0.005,phone,,3,
1003,2026-01-07,C1,A,3,0.005,phone,,3,
1004,2026-01-08,C3,D,1,-2.5,,cancelled,,
1004,2026-01-08,C3,F,5,0,,cancelled,,
`
)
