package web

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
	"wholesight/web/paths"
)

func TestImportRights(t *testing.T) {
	sh := newShop(t)
	path := sh.as("manager").begin("orders", "o.csv", mixed)
	for who, want := range map[string]int{"rep": http.StatusForbidden, "customer": http.StatusNotFound} {
		if _, ok := sh.people[who]; !ok {
			continue
		}
		b := sh.as(who)
		for _, p := range []string{paths.ImportsPath(), paths.ImportNewPath(), path, path + "/rejected.csv", "/exports/orders.csv", "/imports/samples/orders"} {
			b.get(p).want(t, want)
		}
		for _, do := range []string{"check", "apply", "discard", "cancel", "undo"} {
			b.post(path+"/"+do).want(t, want)
		}
		b.upload(fileForm{fields: []string{"kind", "orders"}, name: "x.csv", file: []byte(goodOrders)}).want(t, want)
	}
	if row := sh.newest(); row.State != store.ImportChecked || paths.ImportPath(row.ID) != path {
		t.Errorf("somebody without the right has moved an import: %+v", row)
	}
	// From another site, even with the right.
	b := sh.as("admin").with("Sec-Fetch-Site", "cross-site")
	b.post(path+"/apply").want(t, http.StatusForbidden)
	b.upload(fileForm{fields: []string{"kind", "orders"}, name: "x.csv", file: []byte(goodOrders)}).want(t, http.StatusForbidden)
}

func TestImportUnknownIDs(t *testing.T) {
	sh := newShop(t)
	b := sh.as("admin")
	for _, id := range []string{"999", "0", "-1", "abc", "1e3", "99999999999999999999", "01"} {
		b.get("/imports/"+id).want(t, http.StatusNotFound)
		b.get("/imports/"+id+"/rejected.csv").want(t, http.StatusNotFound)
		for _, do := range []string{"check", "apply", "discard", "cancel", "undo"} {
			b.post("/imports/"+id+"/"+do).want(t, http.StatusNotFound)
		}
	}
	b.get("/imports?before=abc").want(t, http.StatusBadRequest)
	b.get("/imports/new?from=999").want(t, http.StatusNotFound)
	b.get("/imports/new?kind=secrets").want(t, http.StatusBadRequest)
}

func TestImportFormsWithNonsense(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	// What a person may forget stays with the form.
	r := b.upload(fileForm{fields: []string{"kind", "orders", "preset", "uci-online-retail", "form_key", "k1"}}).want(t, http.StatusUnprocessableEntity)
	r.says(t, "Pick a file", `value="orders" checked`, `value="uci-online-retail" selected`, `value="k1"`)
	b.upload(fileForm{fields: []string{"kind", "secrets"}, name: "a.csv", file: []byte("x")}).want(t, http.StatusUnprocessableEntity).says(t, "Say what is in the file")
	b.upload(fileForm{name: "a.csv", file: []byte("x")}).want(t, http.StatusUnprocessableEntity)
	b.upload(fileForm{fields: []string{"kind", "customers", "preset", "uci-online-retail"}, name: "a.csv", file: []byte("x")}).want(t, http.StatusUnprocessableEntity).says(t, "holds orders")
	b.upload(fileForm{fields: []string{"kind", "customers", "preset", "zip-bomb"}, name: "a.csv", file: []byte("x")}).want(t, http.StatusUnprocessableEntity)
	b.upload(fileForm{fields: []string{"kind", "customers", "from", "999"}, name: "a.csv", file: []byte("x")}).want(t, http.StatusNotFound)
	b.post(paths.ImportsPath(), "kind", "orders").want(t, http.StatusUnprocessableEntity).says(t, "Pick a file")
	b.send(paths.ImportsPath(), "multipart/form-data", strings.NewReader("x"), nil).want(t, http.StatusUnprocessableEntity)
	b.send(paths.ImportsPath(), "multipart/form-data; boundary=b", strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\norders\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\ncut o"), nil).want(t, http.StatusBadRequest).says(t, "Send it again")

	path := b.begin("orders", "o.csv", mixed)
	version := func() string { return fmt.Sprint(sh.newest().Version) }
	for _, pair := range [][2]string{{"encoding", "klingon"}, {"delimiter", "x"}, {"decimal", "!"}, {"date_order", "ymd"}, {"preset", "x"}, {"map.0", "password"}, {"ask_decimal", "x"}, {"ask_date_order", "x"}} {
		b.post(path+"/check", "version", version(), pair[0], pair[1]).want(t, http.StatusBadRequest)
	}
	// A form that is older than the import changes nothing.
	b.post(path+"/apply", "version", "1").want(t, http.StatusSeeOther, path)
	b.look(path).says(t, "has moved on", "Import 2 orders")
	if sh.audited("import.upload") == 0 {
		t.Error("uploads are not written down")
	}
}

func TestImportUploadLimits(t *testing.T) {
	sh := newShop(t)
	sh.update(func(tx *store.Tx) error {
		return settings.SaveSetting(tx, store.Actor{Name: "test"}, "upload-limit", "1")
	})
	b := sh.as("manager")
	big := bytes.Repeat([]byte("a,b,c,d,e,f\n"), 1<<20/12+100)
	b.upload(fileForm{fields: []string{"kind", "orders"}, name: "big.csv", file: big}).want(t, http.StatusRequestEntityTooLarge).says(t, "larger than 1", "upload-limit", `value="orders" checked`)
	b.upload(fileForm{fields: []string{"kind", "orders"}, name: "huge.csv", file: bytes.Repeat(big, 4)}).want(t, http.StatusRequestEntityTooLarge)
	b.upload(fileForm{fields: []string{"kind", "orders", "preset", strings.Repeat("x", 5000)}, name: "a.csv", file: []byte("x")}).want(t, http.StatusRequestEntityTooLarge)

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
	b.send(paths.ImportsPath(), w.FormDataContentType(), &body, nil).want(t, http.StatusRequestEntityTooLarge)
	if whole == 0 {
		t.Fatal("nothing was sent")
	}
	sh.view(func(tx *store.Tx) error {
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
	b.upload(fileForm{fields: []string{"kind", "orders"}, name: "bomb.csv.gz", file: gzipped(t, ordersHead+strings.Repeat("A-1,2026-10-01,C1,S1,2,10.00\n", 100_000))}).want(t, http.StatusSeeOther)
	sh.runJobs()
	b.look(paths.ImportPath(sh.newest().ID)).says(t, "The file is refused", "1 MiB")
}

func TestImportSentTwiceCountsOnce(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	f := fileForm{fields: []string{"kind", "orders", "form_key", "key-1"}, name: "o.csv", file: []byte(goodOrders)}
	first := b.upload(f).want(t, http.StatusSeeOther).Header.Get("Location")
	b.upload(f).want(t, http.StatusSeeOther, first)
	// By htmx, the same: the page is loaded by the script.
	f.header = http.Header{"Hx-Request": {"true"}}
	if to := b.upload(f).want(t, http.StatusNoContent).Header.Get("HX-Redirect"); to != first {
		t.Errorf("htmx is led to %q", to)
	}
	var wait sync.WaitGroup
	f.fields[3], f.header = "key-2", nil
	led := make([]string, 4)
	for i := range led {
		wait.Go(func() { led[i] = b.upload(f).Header.Get("Location") })
	}
	wait.Wait()
	for _, to := range led {
		if to != led[0] || to == "" {
			t.Errorf("one form, sent four times at once, leads to %v", led)
		}
	}
	var live int
	sh.view(func(tx *store.Tx) error {
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
	sh.runJobs()
	page := b.get(led[0]).doc(t)
	apply := formValues(page.Find(`form[action$="/apply"]`))
	for range 3 {
		b.do(http.MethodPost, led[0]+"/apply", apply).want(t, http.StatusSeeOther, led[0])
	}
	sh.runJobs()
	if n := sh.audited("import.apply"); n != 1 {
		t.Errorf("one form, sent three times, was applied %d times", n)
	}
}

func TestImportFiveUploadsOfOnePerson(t *testing.T) {
	sh := newShop(t)
	b := sh.as("manager")
	id := sh.people["manager"].ID
	f := fileForm{fields: []string{"kind", "orders"}, name: "o.csv", file: []byte(goodOrders)}
	for range imports.UploadsOfUser {
		if !sh.s.imports.Uploads.Begin(id) {
			t.Fatal("fewer than five may be under way")
		}
	}
	r := b.upload(f).want(t, http.StatusTooManyRequests).says(t, "5 uploads under way")
	if r.Header.Get("Retry-After") == "" {
		t.Error("it does not say when to try again")
	}
	sh.as("admin").upload(f).want(t, http.StatusSeeOther) // another person's do not count
	sh.s.imports.Uploads.End(id)
	b.upload(f).want(t, http.StatusSeeOther)
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
	sh := newShop(t)
	sh.update(func(tx *store.Tx) error {
		return settings.SaveSetting(tx, store.Actor{Name: "test"}, "upload-limit", "1")
	})
	body := &endless{}
	head := "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\norders\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
	sh.as("manager").send(paths.ImportsPath(), "multipart/form-data; boundary=b", io.MultiReader(strings.NewReader(head), body), nil).want(t, http.StatusRequestEntityTooLarge)
	if body.read > 4<<20 {
		t.Errorf("%d bytes were read of an upload that may have 1 MiB", body.read)
	}
}
