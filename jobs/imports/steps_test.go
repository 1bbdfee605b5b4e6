package imports_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

// upload stores a file, as the browser does, and runs its check.
func upload(t testing.TB, db *store.DB, kind files.Kind, text string, change ...func(*imports.Options)) int64 {
	t.Helper()
	opt := imports.Options{CreateMissing: true}
	for _, c := range change {
		c(&opt)
	}
	id, err := imports.Upload(context.Background(), db, kind, string(kind)+".csv", strings.NewReader(text), opt,
		jobtest.Clerk)
	if err != nil {
		t.Fatal(err)
	}
	runImports(t, db)
	return id
}

// runImports runs the import jobs that are queued.
func runImports(t testing.TB, db *store.DB) {
	t.Helper()
	r := jobtest.NewRunner(db, "imports", runner.Options{}, imports.CheckJob, imports.ApplyJob)
	for {
		found, err := r.Step(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if !found {
			return
		}
	}
}

// row is an import's row; it fails the test when it is in another state.
func row(t testing.TB, db *store.DB, id int64, state string) store.Import {
	t.Helper()
	var m store.Import
	storetest.View(t, db, func(tx *store.Tx) (err error) {
		m, err = tx.Import(id)
		return err
	})
	if m.State != state {
		t.Fatalf("import %d is %s (%s), want %s", id, m.State, m.Error, state)
	}
	return m
}

func figures(m store.Import) string {
	return imports.ImportResult{Created: m.Created, Updated: m.Updated, Unchanged: m.Unchanged,
		Rejected: m.Rejected}.String()
}

func apply(t testing.TB, db *store.DB, id int64) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error { return imports.Apply(tx, id, jobtest.Clerk) })
	runImports(t, db)
}

// parts is a file that is kept with an import.
func parts(t testing.TB, db *store.DB, id int64, role string) string {
	t.Helper()
	var b strings.Builder
	storetest.View(t, db, func(tx *store.Tx) error {
		for n := int64(0); ; n++ {
			p, err := tx.Part(id, role, n)
			if errors.Is(err, store.ErrNotFound) {
				return nil
			}
			if err != nil {
				return err
			}
			b.Write(p)
		}
	})
	return b.String()
}

func TestUploadCheckApply(t *testing.T) {
	for kind, file := range map[files.Kind]string{
		files.Orders:    jobtest.OrderHeader + jobtest.OrderRows + "9,2026-01-06,,A,-1,1.50,,closed,,\n",
		files.Customers: "code,name\nC1,Acme\n,x\n",
		files.Contacts:  "customer_code,at,kind\nC1,2026-04-01,call\n,2026-04-01,call\n",
	} {
		t.Run(string(kind), func(t *testing.T) {
			db := storetest.SQLite(t)
			before := jobtest.Everything(t, db)
			id := upload(t, db, kind, file)
			checked := row(t, db, id, store.ImportChecked)
			if checked.Created == 0 || checked.Rejected != 1 || checked.Rows == 0 {
				t.Errorf("checked: %s of %d rows", figures(checked), checked.Rows)
			}
			report, err := imports.ReadReport(checked)
			if err != nil || len(report.Rejections) != 1 || len(report.Causes) != 1 {
				t.Errorf("report %+v, %v", report, err)
			}
			if got := parts(t, db, id, store.PartRejected); !strings.Contains(got, ",line,reason\n") {
				t.Errorf("rejected rows\n%s", got)
			}
			if got := parts(t, db, id, store.PartSource); got != file {
				t.Errorf("the file came back as\n%s", got)
			}
			if got := jobtest.Everything(t, db); got != before {
				t.Errorf("the check changed\n%s", got)
			}
			apply(t, db, id)
			applied := row(t, db, id, store.ImportApplied)
			if figures(applied) != figures(checked) {
				t.Errorf("checked %s, applied %s", figures(checked), figures(applied))
			}
			if got := parts(t, db, id, store.PartSource); got != "" {
				t.Error("the file is kept after it was applied")
			}
			direct := storetest.SQLite(t)
			jobtest.ImportText(t, direct, kind, file)
			if a, b := jobtest.Everything(t, db), jobtest.Everything(t, direct); a != b {
				t.Errorf("in steps\n%sat once\n%s", a, b)
			}
			if err := db.Update(context.Background(), func(tx *store.Tx) error {
				return imports.Apply(tx, id, jobtest.Clerk)
			}); !errors.Is(err, store.ErrConflict) {
				t.Errorf("applied twice: %v", err)
			}
			again := row(t, db, upload(t, db, kind, file), store.ImportChecked)
			if report, err := imports.ReadReport(again); err != nil || again.Created+again.Updated != 0 ||
				len(report.Notes) != 1 {
				t.Errorf("again: %s, notes %q, %v", figures(again), report.Notes, err)
			}
			jobtest.Sound(t, db)
		})
	}
}

// A shop that changes between check and apply is checked anew, and says so.
func TestAShopThatMovedIsCheckedAgain(t *testing.T) {
	db := storetest.SQLite(t)
	for kind, file := range map[files.Kind]string{files.Orders: jobtest.OrderHeader + jobtest.OrderRows,
		files.Customers: "code,name\nC1,Acme\nC2,Beta\n"} {
		id := upload(t, db, kind, file)
		lines := strings.SplitAfter(file, "\n")
		jobtest.ImportText(t, db, kind, strings.Join(lines[:len(lines)-2], "")) // somebody imports all but the last row
		before := jobtest.Everything(t, db)
		apply(t, db, id)
		m := row(t, db, id, store.ImportChecked)
		report, err := imports.ReadReport(m)
		if err != nil || len(report.Notes) != 1 || !strings.Contains(report.Notes[0], "has changed since the check") {
			t.Errorf("%s: notes %q, %v", kind, report.Notes, err)
		}
		if m.Created+m.Updated != 1 {
			t.Errorf("%s: %s", kind, figures(m))
		}
		if got := jobtest.Everything(t, db); got != before {
			t.Errorf("%s: changed to\n%s", kind, got)
		}
		apply(t, db, id)
		row(t, db, id, store.ImportApplied)
	}
	jobtest.Sound(t, db)
}

func TestAnUploadWithAQuestionOrAFaultWaits(t *testing.T) {
	db := storetest.SQLite(t)
	question := upload(t, db, files.Orders, "order_number,order_date,customer_code,sku,quantity,unit_price\n1,03/04/2026,C,A,1,1\n")
	if m := row(t, db, question, store.ImportUploaded); !strings.Contains(m.Plan, files.AskDateOrder) {
		t.Errorf("plan %s", m.Plan)
	}
	check := func(id int64, read files.Options) {
		storetest.Update(t, db, func(tx *store.Tx) error {
			return imports.Check(tx, id, imports.Options{CreateMissing: true, Read: read}, jobtest.Clerk)
		})
		runImports(t, db)
	}
	check(question, files.Options{DateOrder: "dmy"})
	apply(t, db, question)
	if got := jobtest.Export(t, db, files.Orders); !strings.Contains(got, "1,2026-04-03,C,") {
		t.Errorf("orders\n%s", got)
	}

	const foreign = "ref,when,who,what,how many,each\n7,2026-01-02,C,A,1,1\n"
	mapping := map[string]string{"ref": "order_number", "when": "order_date", "who": "customer_code", "what": "sku",
		"how many": "quantity", "each": "unit_price"}
	unknown := upload(t, db, files.Orders, foreign)
	if m := row(t, db, unknown, store.ImportFailed); !strings.Contains(m.Error, "columns are missing") ||
		!strings.Contains(m.Plan, "how many") {
		t.Errorf("error %q, plan %s", m.Error, m.Plan)
	}
	check(unknown, files.Options{Mapping: mapping})
	row(t, db, unknown, store.ImportChecked)
	// The next file with this header is read without asking.
	next := row(t, db, upload(t, db, files.Orders, strings.Replace(foreign, "7,", "8,", 1)), store.ImportChecked)
	if figures(next) != "created=1 updated=0 unchanged=0 rejected=0" {
		t.Errorf("remembered mapping: %s", figures(next))
	}

	if m := row(t, db, upload(t, db, files.Orders, "%PDF-1.7"), store.ImportFailed); !strings.Contains(m.Error, "PDF") {
		t.Errorf("error %q", m.Error)
	}
	storetest.Update(t, db, func(tx *store.Tx) error { return imports.Discard(tx, unknown, jobtest.Clerk) })
	if err := db.Update(context.Background(), func(tx *store.Tx) error {
		return imports.Apply(tx, unknown, jobtest.Clerk)
	}); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a discarded import is applied: %v", err)
	}
	if err := imports.SweepOrderBook(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	if got := parts(t, db, unknown, store.PartSource); got != "" {
		t.Error("the file of a discarded import is kept")
	}
}

// A large packed file survives being taken apart and put together.
func TestALargePackedUpload(t *testing.T) {
	db := storetest.SQLite(t)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := io.WriteString(z, bigFile(20_000, 10)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	id := upload(t, db, files.Orders, packed.String())
	if m := row(t, db, id, store.ImportChecked); figures(m) != "created=20000 updated=0 unchanged=0 rejected=0" ||
		m.FileSize < store.PartBytes {
		t.Errorf("%s of %d bytes", figures(m), m.FileSize)
	}
}

func TestAnUploadOverTheLimitIsRefused(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.Setting(t, db, "upload-limit", "1")
	id, err := imports.Upload(context.Background(), db, files.Orders, "o.csv", io.LimitReader(endless{}, 2<<20),
		imports.Options{}, jobtest.Clerk)
	var bad *files.FileError
	if !errors.As(err, &bad) || bad.Code != files.TooBig {
		t.Errorf("got %v", err)
	}
	row(t, db, id, store.ImportDiscarded)

	// Packed it is small: the check finds what it unpacks to.
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := io.WriteString(z, bigFile(20_000, 10)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if m := row(t, db, upload(t, db, files.Orders, packed.String()), store.ImportFailed); !strings.Contains(m.Error,
		"larger than 1 MiB") {
		t.Errorf("error %q", m.Error)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}
