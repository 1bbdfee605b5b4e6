package imports_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"
	"testing"

	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/web/imports"
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

func TestImportRights(t *testing.T) {
	sh := webtest.NewShop(t)
	path := sh.As("manager").Begin("orders", "o.csv", mixed)
	for who, want := range map[string]int{"rep": http.StatusForbidden, "customer": http.StatusNotFound} {
		if _, ok := sh.People[who]; !ok {
			continue
		}
		b := sh.As(who)
		for _, p := range []string{paths.ImportsPath(), paths.ImportNewPath(), path, path + "/rejected.csv",
			"/exports/orders.csv", "/imports/samples/orders"} {
			b.Get(p).Want(t, want)
		}
		for _, do := range []string{"check", "apply", "discard", "cancel", "undo"} {
			b.Post(path+"/"+do).Want(t, want)
		}
		b.Upload(webtest.FileForm{Fields: []string{"kind", "orders"}, Name: "x.csv", File: []byte(goodOrders)}).Want(t, want)
	}
	if row := sh.Newest(); row.State != store.ImportChecked || paths.ImportPath(row.ID) != path {
		t.Errorf("somebody without the right has moved an import: %+v", row)
	}
	// From another site, even with the right.
	b := sh.As("admin").With("Sec-Fetch-Site", "cross-site")
	b.Post(path+"/apply").Want(t, http.StatusForbidden)
	b.Upload(webtest.FileForm{Fields: []string{"kind", "orders"}, Name: "x.csv", File: []byte(goodOrders)}).Want(t,
		http.StatusForbidden)
}

func TestImportUnknownIDs(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("admin")
	for _, id := range []string{"999", "0", "-1", "abc", "1e3", "99999999999999999999", "01"} {
		b.Get("/imports/"+id).Want(t, http.StatusNotFound)
		b.Get("/imports/"+id+"/rejected.csv").Want(t, http.StatusNotFound)
		for _, do := range []string{"check", "apply", "discard", "cancel", "undo"} {
			b.Post("/imports/"+id+"/"+do).Want(t, http.StatusNotFound)
		}
	}
	b.Get("/imports?before=abc").Want(t, http.StatusBadRequest)
	b.Get("/imports/new?from=999").Want(t, http.StatusNotFound)
	b.Get("/imports/new?kind=secrets").Want(t, http.StatusBadRequest)
}

func TestImportFormsWithNonsense(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	// What a person may forget stays with the form.
	r := b.Upload(webtest.FileForm{Fields: []string{"kind", "orders", "preset", "uci-online-retail", "form_key",
		"k1"}}).Want(t, http.StatusUnprocessableEntity)
	r.Says(t, "Pick a file", `value="orders" checked`, `value="uci-online-retail" selected`, `value="k1"`)
	b.Upload(webtest.FileForm{Fields: []string{"kind", "secrets"}, Name: "a.csv", File: []byte("x")}).Want(t,
		http.StatusUnprocessableEntity).Says(t, "Say what is in the file")
	b.Upload(webtest.FileForm{Name: "a.csv", File: []byte("x")}).Want(t, http.StatusUnprocessableEntity)
	b.Upload(webtest.FileForm{Fields: []string{"kind", "customers", "preset", "uci-online-retail"}, Name: "a.csv",
		File: []byte("x")}).Want(t, http.StatusUnprocessableEntity).Says(t, "holds orders")
	b.Upload(webtest.FileForm{Fields: []string{"kind", "customers", "preset", "zip-bomb"}, Name: "a.csv",
		File: []byte("x")}).Want(t, http.StatusUnprocessableEntity)
	b.Upload(webtest.FileForm{Fields: []string{"kind", "customers", "from", "999"}, Name: "a.csv",
		File: []byte("x")}).Want(t, http.StatusNotFound)
	b.Post(paths.ImportsPath(), "kind", "orders").Want(t, http.StatusUnprocessableEntity).Says(t, "Pick a file")
	b.Send(paths.ImportsPath(), "multipart/form-data", strings.NewReader("x"), nil).Want(t, http.StatusUnprocessableEntity)
	b.Send(paths.ImportsPath(), "multipart/form-data; boundary=b",
		strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\norders\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\ncut o"), nil).Want(t, http.StatusBadRequest).Says(t, "Send it again")

	path := b.Begin("orders", "o.csv", mixed)
	version := func() string { return fmt.Sprint(sh.Newest().Version) }
	for _, pair := range [][2]string{{"encoding", "klingon"}, {"delimiter", "x"}, {"decimal", "!"}, {"date_order", "dym"},
		{"preset", "x"}, {"map.0", "password"}, {"ask_decimal", "x"}, {"ask_date_order", "x"}} {
		b.Post(path+"/check", "version", version(), pair[0], pair[1]).Want(t, http.StatusBadRequest)
	}
	// A form that is older than the import changes nothing.
	b.Post(path+"/apply", "version", "1").Want(t, http.StatusSeeOther, path)
	b.Look(path).Says(t, "has moved on", "Import 2 orders")
	if sh.Audited("import.upload") == 0 {
		t.Error("uploads are not written down")
	}
}

func TestImportUploadLimits(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Update(func(tx *store.Tx) error {
		return settings.SaveSetting(tx, store.Actor{Name: "test"}, "upload-limit", "1")
	})
	b := sh.As("manager")
	big := bytes.Repeat([]byte("a,b,c,d,e,f\n"), 1<<20/12+100)
	b.Upload(webtest.FileForm{Fields: []string{"kind", "orders"}, Name: "big.csv", File: big}).Want(t,
		http.StatusRequestEntityTooLarge).Says(t, "larger than 1", "upload-limit", `value="orders" checked`)
	b.Upload(webtest.FileForm{Fields: []string{"kind", "orders"}, Name: "huge.csv", File: bytes.Repeat(big, 4)}).Want(t,
		http.StatusRequestEntityTooLarge)
	b.Upload(webtest.FileForm{Fields: []string{"kind", "orders", "preset", strings.Repeat("x", 5000)}, Name: "a.csv",
		File: []byte("x")}).Want(t, http.StatusRequestEntityTooLarge)

	// Ten thousand fields are refused at the twenty-first.
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := range 10_000 {
		if err := w.WriteField(fmt.Sprintf("f%d", i), "x"); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	whole := body.Len()
	b.Send(paths.ImportsPath(), w.FormDataContentType(), &body, nil).Want(t, http.StatusRequestEntityTooLarge)
	if whole == 0 {
		t.Fatal("nothing was sent")
	}
	sh.View(func(tx *store.Tx) error {
		all, err := tx.Imports(0, 10)
		for _, row := range all {
			if row.State != store.ImportDiscarded {
				t.Errorf("a refused upload has left an import that is %s", row.State)
			}
			if _, err := tx.Part(row.ID, store.PartSource, 0); err == nil {
				t.Error("a refused upload has left its file")
			}
		}
		return err
	})
	// A packed file that unpacks to more than the limit is refused by its check.
	b.Upload(webtest.FileForm{Fields: []string{"kind", "orders"}, Name: "bomb.csv.gz",
		File: webtest.Gzipped(t, ordersHead+strings.Repeat("A-1,2026-10-01,C1,S1,2,10.00\n", 100_000))}).Want(t,
		http.StatusSeeOther)
	sh.RunJobs()
	b.Look(paths.ImportPath(sh.Newest().ID)).Says(t, "The file is refused", "1 MiB")
}

func TestImportSentTwiceCountsOnce(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	f := webtest.FileForm{Fields: []string{"kind", "orders", "form_key", "key-1"}, Name: "o.csv", File: []byte(goodOrders)}
	first := b.Upload(f).Want(t, http.StatusSeeOther).Header.Get("Location")
	b.Upload(f).Want(t, http.StatusSeeOther, first)
	// By htmx, the same: the page is loaded by the script.
	f.Header = http.Header{"Hx-Request": {"true"}}
	if to := b.Upload(f).Want(t, http.StatusNoContent).Header.Get("HX-Redirect"); to != first {
		t.Errorf("htmx is led to %q", to)
	}
	var wait sync.WaitGroup
	f.Fields[3], f.Header = "key-2", nil
	led := make([]string, 4)
	for i := range led {
		wait.Go(func() { led[i] = b.Upload(f).Header.Get("Location") })
	}
	wait.Wait()
	for _, to := range led {
		if to != led[0] || to == "" {
			t.Errorf("one form, sent four times at once, leads to %v", led)
		}
	}
	var live int
	sh.View(func(tx *store.Tx) error {
		all, err := tx.Imports(0, 20)
		for _, row := range all {
			if row.State != store.ImportDiscarded {
				live++
			}
		}
		return err
	})
	if live != 2 {
		t.Errorf("two forms have made %d imports", live)
	}
	sh.RunJobs()
	page := b.Get(led[0]).Doc(t)
	apply := webtest.FormValues(page.Find(`form[action$="/apply"]`))
	for range 3 {
		b.Do(http.MethodPost, led[0]+"/apply", apply).Want(t, http.StatusSeeOther, led[0])
	}
	sh.RunJobs()
	if n := sh.Audited("import.apply"); n != 1 {
		t.Errorf("one form, sent three times, was applied %d times", n)
	}
}

func TestImportFiveUploadsOfOnePerson(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	id := sh.People["manager"].ID
	var pages *imports.Pages
	sh.Only(func(k *kit.Kit) []kit.Route {
		pages = imports.New(k)
		return pages.Routes()
	})
	f := webtest.FileForm{Fields: []string{"kind", "orders"}, Name: "o.csv", File: []byte(goodOrders)}
	for range imports.UploadsOfUser {
		if !pages.BeginUpload(id) {
			t.Fatal("fewer than five may be under way")
		}
	}
	r := b.Upload(f).Want(t, http.StatusTooManyRequests).Says(t, "5 uploads under way")
	if r.Header.Get("Retry-After") == "" {
		t.Error("it does not say when to try again")
	}
	sh.As("admin").Upload(f).Want(t, http.StatusSeeOther) // another person's do not count
	pages.EndUpload(id)
	b.Upload(f).Want(t, http.StatusSeeOther)
}

// endless is a body that never ends, to see who stops reading.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += len(p)
	if e.read > 1<<30 {
		return 0, io.ErrUnexpectedEOF
	}
	return len(p), nil
}

func TestImportEndlessUploadIsCutOff(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Update(func(tx *store.Tx) error {
		return settings.SaveSetting(tx, store.Actor{Name: "test"}, "upload-limit", "1")
	})
	body := &endless{}
	head := "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\norders\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
	sh.As("manager").Send(paths.ImportsPath(), "multipart/form-data; boundary=b",
		io.MultiReader(strings.NewReader(head), body), nil).Want(t, http.StatusRequestEntityTooLarge)
	if body.read > 4<<20 {
		t.Errorf("%d bytes were read of an upload that may have 1 MiB", body.read)
	}
}
