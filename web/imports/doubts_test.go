package imports_test

import (
	"net/http"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/web/webtest"
)

const doubtHead = "order_number,order_date,customer_code,sku,quantity,unit_price"

// Numbers that begin anew need a tick; a form without it changes nothing.
func TestImportOfReusedNumbersNeedsATick(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	b.Press(b.Begin("orders", "one.csv", doubtHead+"\n7001,2025-01-05,C77,S1,1,2\n"), "Import 1 order")
	sh.RunJobs()
	path := b.Begin("orders", "two.csv", doubtHead+"\n7001,2026-01-05,C77,S1,1,2\n")
	doc := b.Look(path).Says(t, "order 7001 of 2025-01-05 would become one of 2026-01-05").Doc(t)
	if box := doc.Find("#decide input[name=accept_reused][required]"); box.Length() != 1 || box.Is("[checked]") {
		t.Error("there is no empty box to tick before the button")
	}
	b.Press(path, "Import 1 order").Want(t, http.StatusSeeOther, path)
	b.Look(path).Says(t, "Nothing was changed. Answer what stands first")
	if got := sh.Newest().State; got != store.ImportChecked {
		t.Errorf("without the tick the import is %s", got)
	}
	b.Press(path, "Import 1 order", "accept_reused", "1").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	if got := sh.Newest(); got.State != store.ImportApplied || got.Updated != 1 {
		t.Errorf("with the tick: %+v", got)
	}
}

// An unknown code that looks like a known one is asked about before anything else.
func TestImportAsksAboutCodesThatLookAlike(t *testing.T) {
	for _, c := range []struct{ answer, made string }{{"00991", ""}, {"991", "1 minimal customer (991)"}} {
		sh := webtest.NewShop(t)
		b := sh.As("manager")
		b.Press(b.Begin("orders", "one.csv", doubtHead+"\n7001,2026-01-05,00991,S1,1,2\n"), "Import 1 order")
		sh.RunJobs()
		path := b.Begin("orders", "two.csv", doubtHead+"\n7002,2026-01-06,991,S1,1,2\n")
		doc := b.Look(path).Says(t, "It is 00991", "991 is another").Doc(t)
		if strings.Contains(doc.Find("main form").First().Text(), "Import 1 order") {
			t.Error("it can be applied unanswered")
		}
		b.Press(path, "Check again", "near.customer_code.991", c.answer).Want(t, http.StatusSeeOther, path)
		sh.RunJobs()
		body := webtest.Plain(b.Look(path).Text)
		if c.made != "" && !strings.Contains(body, c.made) || c.made == "" && strings.Contains(body, "minimal customer") {
			t.Errorf("answered %s, the page does not say so", c.answer)
		}
		b.Press(path, "Import 1 order").Want(t, http.StatusSeeOther, path)
		sh.RunJobs()
		if got := sh.Newest(); got.State != store.ImportApplied || got.Created != 1 {
			t.Errorf("answered %s: %+v", c.answer, got)
		}
		b.Post(path+"/check", "near.customer_code.991", "17").Want(t, http.StatusSeeOther)
	}
}

// A column that is not read stands above the button; naming it reads it.
func TestImportShowsUnreadColumnsAboveTheButton(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	path := b.Begin("customers", "c.csv", "code,name,Kundenart\nQ1,One,Trade\n")
	doc := b.Look(path).Says(t, "Columns not read: Kundenart.").Doc(t)
	if doc.Find("#unread select[name='map.2']").Length() != 1 || doc.Find("select[name='map.2']").Length() != 1 {
		t.Error("the column has no select of its own above the button")
	}
	b.Press(path, "Check again", "map.2", "smart_type").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	if doc := b.Look(path).Doc(t); doc.Find("#unread").Length() != 0 {
		t.Error("it is still not read")
	}
}

// A slip in a targets file makes no customer unless told to.
func TestImportOfTargetsMakesNoCustomers(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	for _, c := range []struct {
		missing           string
		created, rejected int64
	}{{"", 0, 1}, {"0", 0, 1}, {"1", 1, 0}} {
		b.Upload(webtest.FileForm{Fields: []string{"kind", "targets", "missing", c.missing}, Name: "t.csv",
			File: []byte("customer_code,start_month,annual\nTypo,2027-01,1200\n")}).Want(t, http.StatusSeeOther)
		sh.RunJobs()
		if got := sh.Newest(); got.Created != c.created || got.Rejected != c.rejected {
			t.Errorf("missing %q: %d created, %d rejected", c.missing, got.Created, got.Rejected)
		}
	}
}

// What the reader asks of words, of a total and of sheets is answered on the page.
func TestImportAsksAboutWordsAndTotals(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	path := b.Begin("orders", "words.csv", doubtHead+
		",status\n7001,2026-01-05,C9,S1,1,2,Phase 3\n7002,2026-01-05,C9,S1,1,2,open\n")
	b.Look(path).Says(t, "what does “Phase 3” mean?")
	b.Post(path+"/check", "ask.words.status.Phase 3", "lost").Want(t, http.StatusBadRequest)
	b.Press(path, "Check the file", "ask.words.status.Phase 3", "closed").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	b.Press(path, "Import 2 orders").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	if got := sh.Newest(); got.State != store.ImportApplied || got.Created != 2 {
		t.Errorf("with the word told: %+v", got)
	}
	// The word is remembered for the next file with this header.
	path = b.Begin("orders", "next.csv", doubtHead+",status\n7003,2026-01-05,C9,S1,1,2,Phase 3\n")
	b.Look(path).Says(t, "Import 1 order").Lacks(t, "what does “Phase 3” mean?")

	path = b.Begin("orders", "totals.csv", doubtHead+
		",Total\n7011,2026-01-05,C9,S1,1,30,110\n7011,2026-01-05,C9,S2,2,40,110\n"+
		"7012,2026-01-06,C9,S1,1,30,70\n7012,2026-01-06,C9,S2,1,40,70\n")
	b.Look(path).Says(t, "It looks like the total of the whole order.")
	b.Press(path, "Check the file", "ask.total.line_total.", "").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	b.Press(path, "Import 2 orders").Want(t, http.StatusSeeOther, path)
	sh.RunJobs()
	if got := sh.Newest(); got.State != store.ImportApplied || got.Created != 2 {
		t.Errorf("without the total: %+v", got)
	}
}
