package jobs_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"wholesight/jobs"
	"wholesight/jobs/intake"
	"wholesight/store/storetest"
)

// diskSource is a file on disk.
type diskSource string

func (s diskSource) Open() (io.ReadCloser, error) { return os.Open(string(s)) }
func (s diskSource) Name() string                 { return filepath.Base(string(s)) }
func (s diskSource) Size() int64 {
	info, err := os.Stat(string(s))
	if err != nil {
		return 0
	}
	return info.Size()
}

// sharedFile is a file of the shared data; the test skips without it.
func sharedFile(t testing.TB, name string) diskSource {
	t.Helper()
	dir := os.Getenv("WHOLESIGHT_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	path := filepath.Join(dir, "data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: no shared data here: %v", err)
	}
	return diskSource(path)
}

// The public order book of a UK wholesaler, a million lines: every figure below was
// counted with another tool.
func TestUCIOrderBook(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: a million lines are not short")
	}
	src := sharedFile(t, "uci_online_retail_2009_2011.csv.gz")
	db := storetest.SQLite(t)
	setting(t, db, "currency", "GBP")
	opt := jobs.ImportOptions{Kind: intake.Orders, Read: intake.Options{Preset: intake.PresetUCI}, CreateMissing: true, Actor: clerk}
	began := time.Now()
	r, err := jobs.Import(context.Background(), db, src, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(r, time.Since(began), fmt.Sprintf("%+v %v", r.Causes, r.Notes))
	began = time.Now()
	r, err = jobs.Import(context.Background(), db, src, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(r, time.Since(began), r.Notes)
}
