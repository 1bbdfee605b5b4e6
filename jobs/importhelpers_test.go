package jobs_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"wholesight/jobs"
	"wholesight/jobs/files"
	"wholesight/store"
	"wholesight/store/storetest"
)

// textSource is a file in memory.
type textSource struct{ name, text string }

func (s textSource) Open() (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(s.text)), nil
}
func (s textSource) Name() string { return s.name }
func (s textSource) Size() int64  { return int64(len(s.text)) }

// clerk is who imports in tests.
var clerk = store.Actor{Name: "test"}

// importText imports a text and fails the test when it cannot.
func importText(t testing.TB, db *store.DB, kind files.Kind, text string, change ...func(*jobs.ImportOptions)) jobs.ImportResult {
	t.Helper()
	opt := jobs.ImportOptions{Kind: kind, CreateMissing: true, Actor: clerk}
	for _, c := range change {
		c(&opt)
	}
	r, err := jobs.Import(context.Background(), db, textSource{string(kind) + ".csv", text}, opt)
	if err != nil {
		t.Fatalf("import of %s: %v", kind, err)
	}
	return r
}

// wants fails the test when an import's last line is another one.
func wants(t testing.TB, r jobs.ImportResult, line string) {
	t.Helper()
	if r.String() != line {
		t.Errorf("%s\nwant %s\nrejected: %+v", r, line, r.FirstRejections)
	}
}

// export is an export as text.
func export(t testing.TB, db *store.DB, kind files.Kind) string {
	t.Helper()
	var b bytes.Buffer
	if err := jobs.Export(context.Background(), db, store.Everyone(), kind, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// everything is every export, one after the other.
func everything(t testing.TB, db *store.DB) string {
	t.Helper()
	var b strings.Builder
	for _, kind := range files.Kinds {
		b.WriteString("-- " + string(kind) + "\n" + export(t, db, kind))
	}
	return b.String()
}

// sound fails the test when the database breaks one of its promises.
func sound(t testing.TB, db *store.DB) {
	t.Helper()
	found, err := db.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("%s: %d", f.What, f.Rows)
	}
}

func setting(t testing.TB, db *store.DB, name, value string) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error { return jobs.SaveSetting(tx, clerk, name, value) })
}
