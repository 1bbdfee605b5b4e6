package imports_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/store/storetest"
)

// bigFile is an orders file of n orders with four lines each of so many pence.
func bigFile(n int, pence int64) string {
	var b strings.Builder
	b.WriteString("order_number,order_date,customer_code,sku,quantity,line_total\n")
	for i := range n {
		for l := range 4 {
			fmt.Fprintf(&b, "N%05d,2026-01-%02d,C%d,S%d,%d,0.%02d\n", i, i%28+1, i%97, (i+l)%41, l+1, pence)
		}
	}
	return b.String()
}

// total is the visible orders, lines and pence, read in one snapshot as a page would.
func total(t testing.TB, db *store.DB) (s string) {
	t.Helper()
	if err := db.View(context.Background(), func(tx *store.Tx) error {
		lines, pence, orders := 0, int64(0), map[string]bool{}
		err := tx.EachOrderLine(store.Everyone(), func(e *store.ExportLine) error {
			lines, pence, orders[e.Number] = lines+1, pence+e.Line.Total, true
			return nil
		})
		s = fmt.Sprintf("%d orders, %d lines, %d pence", len(orders), lines, pence)
		return err
	}); err != nil {
		t.Error(err)
	}
	return s
}

// A reader sees the shop before an import or after it and nothing in between, and a
// writer writes all the while (bars R15).
func TestReadersSeeAllOfAnImportOrNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		const n = 3000
		jobtest.ImportText(t, db, files.Orders, bigFile(n, 10))
		before, after := total(t, db), fmt.Sprintf("%d orders, %d lines, %d pence", n, 4*n, 4*n*20)
		done := make(chan struct{})
		var wg sync.WaitGroup
		seen := map[string]int{}
		wg.Go(func() {
			for {
				seen[total(t, db)]++
				select {
				case <-done:
					return
				default:
				}
			}
		})
		writes := 0
		wg.Go(func() {
			for i := 0; ; i++ {
				if err := db.Update(context.Background(), func(tx *store.Tx) error {
					return tx.SaveSetting("beside", fmt.Sprint(i))
				}); err != nil {
					t.Error(err)
				}
				writes++
				select {
				case <-done:
					return
				case <-time.After(5 * time.Millisecond):
				}
			}
		})
		jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, bigFile(n, 20)),
			fmt.Sprintf("created=0 updated=%d unchanged=0 rejected=0", n))
		close(done)
		wg.Wait()
		seen[total(t, db)]++
		for s, times := range seen {
			if s != before && s != after {
				t.Errorf("%d times a reader saw %s", times, s)
			}
		}
		if seen[before] == 0 || seen[after] == 0 || writes < 3 {
			t.Errorf("seen before %d times, after %d times; %d writes: the test shows nothing", seen[before], seen[after],
				writes)
		}
	})
}

// An import that is stopped at any moment changes nothing; the next one goes through.
func TestAnImportThatIsStoppedChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		const n = 1500
		jobtest.ImportText(t, db, files.Orders, bigFile(n, 10))
		before := total(t, db)
		r := rand.New(rand.NewPCG(3, 9))
		for round := range 8 {
			ctx, cancel := context.WithCancel(context.Background())
			left := 1 + r.IntN(3*len(bigFile(n, 30))/4096)
			// The reader asks the context before every read: any of them may be the last.
			src := countedSource{jobtest.TextSource{File: "o.csv", Text: bigFile(n+round, 30)}, func() {
				if left--; left == 0 {
					cancel()
				}
			}}
			_, err := imports.Import(ctx, db, src, imports.Options{Kind: files.Orders, CreateMissing: true,
				Actor: jobtest.Clerk})
			cancel()
			if err == nil {
				t.Fatalf("round %d was not stopped", round)
			}
			if !errors.Is(err, context.Canceled) {
				t.Errorf("round %d: %v", round, err)
			}
			if got := total(t, db); got != before {
				t.Fatalf("round %d: %s, was %s", round, got, before)
			}
			jobtest.Sound(t, db)
			if round%2 == 0 {
				if err := imports.SweepOrderBook(context.Background(), db); err != nil {
					t.Fatal(err)
				}
			}
		}
		jobtest.Wants(t, jobtest.ImportText(t, db, files.Orders, bigFile(n, 30)),
			fmt.Sprintf("created=0 updated=%d unchanged=0 rejected=0", n))
		jobtest.Sound(t, db)
		if err := imports.SweepOrderBook(context.Background(), db); err != nil {
			t.Fatal(err)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			book, err := tx.OrderBook()
			if book.StagedFrom != 0 {
				t.Errorf("something staged is left: %+v", book)
			}
			return err
		})
	})
}

// countedSource tells of every read of a file.
type countedSource struct {
	jobtest.TextSource
	tell func()
}

func (s countedSource) Open() (io.ReadCloser, error) {
	return io.NopCloser(countedReader{strings.NewReader(s.Text), s.tell}), nil
}

type countedReader struct {
	r    io.Reader
	tell func()
}

func (r countedReader) Read(p []byte) (int, error) {
	r.tell()
	return r.r.Read(p[:min(len(p), 4096)])
}

// Two imports at once queue: both are applied, whole, one after the other. The one
// that holds the shop imports nothing until the other has said that it waits,
// so that they do meet however busy the machine is.
func TestTwoImportsAtOnceQueue(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		const n = 800
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		var wg sync.WaitGroup
		var once sync.Once
		waited := make(chan struct{})
		for _, pence := range []int64{10, 20} {
			wg.Go(func() {
				r, err := imports.Import(ctx, db, jobtest.TextSource{File: "o.csv", Text: bigFile(n, pence)},
					imports.Options{Kind: files.Orders, CreateMissing: true, Actor: jobtest.Clerk,
						Progress: func(_, _ int64, note string) error {
							if strings.Contains(note, "waiting") {
								once.Do(func() { close(waited) })
							}
							if note != "importing" {
								return nil
							}
							select {
							case <-waited:
								return nil
							case <-ctx.Done():
								return errors.New("nobody waited for this import")
							}
						}})
				if err != nil || r.Created+r.Updated != n {
					t.Errorf("%s, %v", r, err)
				}
			})
		}
		wg.Wait()
		got := total(t, db)
		if a, b := fmt.Sprintf("%d orders, %d lines, %d pence", n, 4*n, 4*n*10),
			fmt.Sprintf("%d orders, %d lines, %d pence", n, 4*n, 4*n*20); got != a && got != b {
			t.Errorf("%s is neither of both", got)
		}
		jobtest.Sound(t, db)
	})
}

// A person who changes a customer while a customers file is being compared is not
// overwritten: the file is compared again.
func TestAChangeMeanwhileIsNotOverwritten(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		jobtest.ImportText(t, db, files.Customers, "code,name,city,phone\nC1,Acme,Leeds,1\n")
		changed := false
		r := jobtest.ImportText(t, db, files.Customers, "code,name,city\nC1,Acme,York\n", func(o *imports.Options) {
			o.Progress = func(_, _ int64, note string) error {
				if note != "importing" || changed {
					return nil
				}
				changed = true
				return db.Update(context.Background(), func(tx *store.Tx) error {
					found, err := tx.CustomersByCode(store.Everyone(), []string{"C1"})
					if err != nil {
						return err
					}
					found["C1"].Phone = "2"
					return tx.UpdateCustomer(found["C1"])
				})
			}
		})
		jobtest.Wants(t, r, "created=0 updated=1 unchanged=0 rejected=0")
		if got := jobtest.Export(t, db, files.Customers); !changed || !strings.Contains(got, "C1,Acme,Trade,,,,,2,,York,") {
			t.Errorf("changed %v, customers\n%s", changed, got)
		}
	})
}
