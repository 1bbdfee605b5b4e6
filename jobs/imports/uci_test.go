package imports_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store"
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
// counted by other means, with decimal arithmetic.
func TestUCIOrderBook(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: a million lines are not short")
	}
	src := sharedFile(t, "uci_online_retail_2009_2011.csv.gz")
	db := storetest.SQLite(t)
	jobtest.Setting(t, db, "currency", "GBP")
	opt := imports.Options{Kind: files.Orders, Read: files.Options{Preset: files.PresetUCI}, CreateMissing: true,
		Actor: jobtest.Clerk}
	imported := func(line string) {
		t.Helper()
		began := time.Now()
		r, err := imports.Import(context.Background(), db, src, opt)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s in %s", r, time.Since(began).Round(time.Millisecond))
		jobtest.Wants(t, r, line)
		if got := fmt.Sprint(r.Causes); got != "[{no-customer 235287}]" {
			t.Errorf("causes %s", got)
		}
	}
	imported("created=44876 updated=0 unchanged=0 rejected=235287")
	imported("created=0 updated=0 unchanged=44876 rejected=235287")
	var lines, customers, products, services int
	var pence int64
	storetest.View(t, db, func(tx *store.Tx) error {
		err := tx.EachOrderLine(store.Everyone(), func(e *store.ExportLine) error {
			lines, pence = lines+1, pence+e.Line.Total
			return nil
		})
		return errors.Join(err,
			tx.EachCustomer(store.Everyone(), func(*store.Customer) error { customers++; return nil }),
			tx.EachProduct(func(p *store.Product) error {
				if products++; p.Kind == "service" {
					services++
				}
				return nil
			}))
	})
	if lines != 809_560 || pence != 1_634_365_102 || customers != 5942 || products != 4646 || services == 0 {
		t.Errorf("%d lines, %d pence, %d customers, %d products, %d services", lines, pence, customers, products, services)
	}
}
