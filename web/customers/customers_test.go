package customers_test

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

func TestTheListItsPagesAndItsFileAgree(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		webtest.ListShop(t, sh)
		b := sh.As("manager")
		for _, query := range []string{"", "&sort=name", "&sort=-name", "&sort=code", "&sort=type", "&sort=-manager",
			"&sort=last", "&sort=-last", "&sort=risk", "&sort=-risk", "&sort=revenue",
			"&sort=change", "&sort=-change", "&sort=-orders", "&q=koln", "&q=customer+1+leeds", "&active=all", "&active=no",
			"&manager=none", "&revenue_min=100&revenue_max=900.50",
			"&orders_min=2&risk_max=3", "&silent=60&sort=last", "&q=nobody-at-all"} {
			codes := b.Everything(t, query)
			order, _ := webtest.RowsOf(t, b.Get("/customers.csv?"+strings.TrimPrefix(query, "&")).Want(t, 200).Text)
			if diff := cmp.Diff(codes, append([]string{}, order...)); diff != "" {
				t.Errorf("%s: the pages and the file differ:\n%s", query, diff)
			}
			said := b.Get("/customers?"+strings.TrimPrefix(query, "&")).Want(t,
				200).Doc(t).Find("[data-announce]").First().Text()
			if want := fmt.Sprintf("%d customer", len(codes)); !strings.Contains(strings.ReplaceAll(said, "\u00a0", " "), want) {
				t.Errorf("%s: the head says %q of %d customers", query, said, len(codes))
			}
		}
		if codes := b.Everything(t, ""); len(codes) != 61 || slices.Contains(codes, "L10") {
			t.Errorf("%d active customers are listed: %v", len(codes), codes)
		}
		if codes := b.Everything(t, "&active=no"); !cmp.Equal(codes, []string{"L10"}) {
			t.Errorf("inactive are %v", codes)
		}
	})
}

func TestEveryLinkOfTheListLeadsToAList(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	start := "/customers?per=25&q=customer&label=" + webtest.LabelIDs(t, sh, "Few") + "&label_not=" +
		webtest.LabelIDs(t, sh, "Lost") + "&sort=-risk&more=1&choose=1"
	d := b.Get(start).Want(t, 200).Doc(t)
	links := map[string]bool{}
	d.Find("#customers a[href]").Each(func(_ int, s *goquery.Selection) { links[s.AttrOr("href", "")] = true })
	heads, files, records := 0, 0, 0
	for link := range links {
		res := b.Get(strings.Split(link, "#")[0])
		if res.StatusCode != 200 {
			t.Errorf("%s answers %d", link, res.StatusCode)
		}
		switch {
		case strings.HasPrefix(link, "/customers.csv"), strings.HasPrefix(link, "/customers.xlsx"):
			files++
		case strings.HasPrefix(link, "/customers/"):
			records++
		default:
			heads++
		}
	}
	if heads < 16 || files != 2 || records == 0 {
		t.Errorf("%d lists, %d files and %d customers are linked", heads, files, records)
	}
	// Taking the chips away one after the other leads to the list without a filter.
	at := start
	for range 10 {
		d := b.Get(at).Want(t, 200).Doc(t)
		chip := d.Find(".filter-chip a").First()
		if chip.Length() == 0 {
			break
		}
		at = chip.AttrOr("href", "")
	}
	if at != "/customers?per=25&sort=-risk" {
		t.Errorf("without its chips the list is %s", at)
	}
}

func TestLabelsAnyAllAndNone(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	_, rows := webtest.RowsOf(t, b.Get("/customers.csv").Want(t, 200).Text)
	count := func(holds func(map[string]string) bool) (n int) {
		for _, row := range rows {
			if holds(row) {
				n++
			}
		}
		return n
	}
	few, many, late := webtest.LabelIDs(t, sh, "Few"), webtest.LabelIDs(t, sh, "Many"), webtest.LabelIDs(t, sh, "Late")
	for query, holds := range map[string]func(map[string]string) bool{
		"&label=" + few: func(r map[string]string) bool { return r["label_orders"] == "Few" },
		"&label=" + few + "&label=" + late: func(r map[string]string) bool {
			return r["label_orders"] == "Few" ||
				r["label_risk"] == "Late"
		},
		"&label_all=" + few + "&label_all=" + late: func(r map[string]string) bool {
			return r["label_orders"] == "Few" &&
				r["label_risk"] == "Late"
		},
		"&label_not=" + few: func(r map[string]string) bool { return r["label_orders"] != "Few" },
		"&label=" + many + "&label_not=" + late: func(r map[string]string) bool {
			return r["label_orders"] == "Many" &&
				r["label_risk"] != "Late"
		},
		"&label=" + strings.Split(few, ".")[1]: func(r map[string]string) bool {
			return r["label_orders"] == "Few" &&
				r["smart_type"] == "Retail"
		},
	} {
		want := count(holds)
		if got := len(b.Everything(t, query)); got != want || want == 0 || want == len(rows) {
			t.Errorf("%s: %d customers, want %d of %d", query, got, want, len(rows))
		}
	}
	// The form shows what is filtered: one label in its field, more as ticks.
	d := b.Get("/customers?label="+few).Want(t, 200).Doc(t)
	if got := d.Find("#filter-label option[selected]").Text(); got != "Few" {
		t.Errorf("the field shows %q", got)
	}
	if d.Find(".filters-rare").Length() != 0 || d.Find(".filter-chip b").Text() != "Few" {
		t.Errorf("chips %q, %d rare fields", d.Find(".filter-chip b").Text(), d.Find(".filters-rare").Length())
	}
	d = b.Get("/customers?label="+few+"&label="+late).Want(t, 200).Doc(t)
	if got := d.Find("#filter-any input[checked]").Length(); got != 2 ||
		d.Find("#filter-label option[selected][value!='']").Length() != 0 {
		t.Errorf("%d labels are ticked", got)
	}
}

func TestOfAddressesThatMakeNoSense(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	long := strings.Repeat("x", 10_000)
	for query, want := range map[string]string{
		"page=1e9":              "pages are numbered from 1",
		"page=-1":               "pages are numbered from 1",
		"per=1000":              "a page has 25, 50, 100 or 200 rows",
		"sort=%27%3B--":         "a list is sorted by",
		"q=" + long:             "200 is the most",
		"q=%ff%fe":              "is not text",
		"label=1%27+OR+1%3D1":   "not the number of one",
		"label=" + long:         "not the number of one",
		"manager=0":             "not the number of one",
		"revenue_min=abc":       "is not a number",
		"risk_min=3&risk_max=1": "nothing lies between",
		"nonsense=1":            "cannot be asked",
		"nonsense=1&page=x":     "page is",
		"page=2&page=3":         "can be given once",
	} {
		if want == "cannot be asked" {
			want = "is not something that this list can be asked for"
		}
		for _, path := range []string{"/customers?", "/customers.csv?", "/customers/L01?"} {
			if query == "nonsense=1" && path != "/customers.csv?" {
				continue // a page leaves it out
			}
			res := b.Get(path+query).Want(t, 400)
			if !strings.Contains(res.Text, want) && path != "/customers.csv?" {
				t.Errorf("%.40s says\n%s", path+query, res.Doc(t).Find("main").Text())
			}
		}
	}
	d := b.Get("/customers?page=1000000000").Want(t, 200).Doc(t)
	if text := d.Find(".empty-state").Text(); !strings.Contains(text, "There is no page 1,000,000,000") ||
		!strings.Contains(text, "ends at page 2") {
		t.Errorf("a page behind the end: %s", text)
	}
	d = b.Get("/customers?label=987654&type=987&manager=99999").Want(t, 200).Doc(t)
	if text := d.Find(".note-warn").Text(); strings.Count(text, "not there (any more)") != 3 ||
		d.Find(".filter-chip").Length() != 3 {
		t.Errorf("what is gone: %s, %d chips", text, d.Find(".filter-chip").Length())
	}
	if text := d.Find(".empty-state").Text(); !strings.Contains(text, "No customer matches") {
		t.Errorf("nobody: %s", text)
	}
}

var formKeys = regexp.MustCompile(`name="form_key" value="[^"]*"`)

func TestTheListForHTMXAndWithoutScript(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	whole := b.Get("/customers?q=leeds&sort=risk").Want(t, 200).Doc(t)
	part := b.With("HX-Request", "true").Get("/customers?q=leeds&sort=risk&label=&type=").Want(t, 200)
	if got := part.Header.Get("HX-Push-Url"); got != "/customers?q=leeds&sort=risk" {
		t.Errorf("the address becomes %q", got)
	}
	html := func(d *goquery.Document, id string) string {
		h, err := goquery.OuterHtml(d.Find(id))
		if err != nil || h == "" {
			t.Fatalf("%s is not there, %v", id, err)
		}
		return formKeys.ReplaceAllString(h, "") // each answer has its own
	}
	if strings.Contains(part.Text, "<html") || html(part.Doc(t), "#customers") != html(whole, "#customers") {
		t.Error("the part is not the page's part")
	}
	rows := b.With("HX-Request", "true").With("HX-Target", "customer-rows").Get("/customers?q=leeds&sort=risk").Want(t,
		200)
	if rows.Doc(t).Find("form.filters").Length() != 0 ||
		html(rows.Doc(t), "#customer-rows") != html(whole, "#customer-rows") {
		t.Error("the rows alone are not the page's rows")
	}
	// A form without script sends its empty fields; the address is made short again.
	b.Get("/customers?q=&label=&type=&manager=&sort=risk").Want(t, 303, "/customers?sort=risk")
	refused := b.With("HX-Request", "true").Get("/customers?q=leeds&revenue_min=1,000").Want(t, 400)
	if refused.Doc(t).Find(refused.Header.Get("HX-Reselect")).Length() != 1 {
		t.Error("htmx does not find the note in what it is answered")
	}
	if got := refused.Header.Get("HX-Push-Url"); got != "false" {
		t.Errorf("what is not understood becomes the address: %q", got)
	}
	form := whole.Find("form.filters")
	if form.AttrOr("method", "") != "get" || form.AttrOr("action", "") != "/customers" {
		t.Error("the filter does not work without script")
	}
	if got := form.Find("input[name=sort]").AttrOr("value", ""); got != "risk" {
		t.Errorf("a new filter loses the order: %q", got)
	}
	if got := whole.Find(`th[aria-sort=ascending]`).Text(); !strings.Contains(got, "Risk") {
		t.Errorf("sorted by %q", got)
	}
}

func TestTextsOfCustomersStayText(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	d := b.Get("/customers?per=200&sort=code").Want(t, 200).Doc(t)
	if n := d.Find("main script, main b:contains('Big')").Length(); n != 0 {
		t.Errorf("%d elements are made of data", n)
	}
	body := b.Get("/customers.csv?active=all").Want(t, 200)
	if got := body.Header.Get("Content-Disposition"); got != "attachment; filename=customers.csv" {
		t.Errorf("disposition %q", got)
	}
	if !strings.Contains(body.Text, "'=1+2,'=cmd|' /C calc'!A0,") {
		t.Errorf("the file is not shielded:\n%s", body.Text)
	}
	// Every customer's link leads to that customer, whatever its code.
	d.Find("#customer-list tbody th .cell-main a").Each(func(_ int, s *goquery.Selection) {
		if got := b.Get(s.AttrOr("href", "")).Want(t, 200).Doc(t).Find("h1").Text(); got != s.Text() {
			t.Errorf("%s leads to %q, want %q", s.AttrOr("href", ""), got, s.Text())
		}
	})
}

func TestARepSeesItsOwnCustomersOnly(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	_, all := webtest.RowsOf(t, sh.As("manager").Get("/customers.csv?active=all").Want(t, 200).Text)
	rep := sh.As("rep")
	for _, path := range []string{"/customers.csv?active=all", "/customers.csv?active=all&manager=none",
		fmt.Sprint("/customers.csv?active=all&manager=", sh.Seed.Bravo.Manager)} {
		_, rows := webtest.RowsOf(t, rep.Get(path).Want(t, 200).Text)
		for code, row := range rows {
			if row["account_manager"] != sh.Seed.Alpha.Canary("Manager") {
				t.Errorf("%s: the rep sees %s of %q", path, code, row["account_manager"])
			}
		}
		if want := 0; path != "/customers.csv?active=all" && len(rows) != want {
			t.Errorf("%s: %d rows", path, len(rows))
		}
	}
	mine := 0
	for code, row := range all {
		res := rep.Get("/customers/" + url.PathEscape(code))
		want := 404
		if row["account_manager"] == sh.Seed.Alpha.Canary("Manager") {
			want = 200
			mine++
		}
		if res.StatusCode != want {
			t.Errorf("the rep asks for %s of %q: %d, want %d", code, row["account_manager"], res.StatusCode, want)
		}
	}
	if got := len(rep.Everything(t, "&active=all")); got != mine || mine < 15 {
		t.Errorf("the rep's list has %d of %d customers", got, mine)
	}
	for _, path := range []string{"/customers", "/customers.csv", "/customers/" + sh.Seed.Alpha.Customer.Code,
		"/labels.css"} {
		sh.As("customer").Get(path).Want(t, 404)
		sh.As("anonymous").Get(path).Want(t, 303, paths.LoginPath(path))
	}
	// Who stands behind an account manager counts from the next request on.
	sh.Update(func(tx *store.Tx) error { return tx.LinkManagers(sh.People["rep"].ID, nil) })
	d := rep.Get("/customers").Want(t, 200).Doc(t)
	if text := d.Find(".empty-state").Text(); !strings.Contains(text, "No customer is yours yet") {
		t.Errorf("without customers the rep reads %q", text)
	}
	rep.Get("/customers/"+sh.Seed.Alpha.Customer.Code).Want(t, 404)
}

func TestWhatIsChangedShowsAtOnce(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	b.Get("/customers?q=renamed").Want(t, 200).Says(t, "No customer matches")
	sh.Update(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), "L03")
		if err != nil {
			return err
		}
		c.Name = "Renamed & Co"
		return tx.UpdateCustomer(&c)
	})
	b.Get("/customers?q=renamed").Want(t, 200).Says(t, "Renamed &amp; Co")
}

func TestBeforeTheFirstRun(t *testing.T) {
	d := webtest.Unbuilt(t).As("admin").Get("/customers").Want(t, 200).Doc(t)
	if text := d.Find(".empty-state").Text(); !strings.Contains(text, "No customers yet") ||
		d.Find(`.empty-state a[href="/imports"]`).Length() != 1 {
		t.Errorf("an empty shop says %q", text)
	}
	b := webtest.Unbuilt(t, store.Customer{Code: "A"}, store.Customer{Code: "B", Notes: "inactive"}).As("admin")
	d = b.Get("/customers").Want(t, 200).Doc(t)
	if text := d.Find(".note-warn").Text(); !strings.Contains(text, "not built yet") ||
		d.Find(`form[action="/jobs/run"] input[value=rebuild]`).Length() != 1 {
		t.Errorf("nothing says that figures are missing: %q", text)
	}
	if got := webtest.Listed(d); !cmp.Equal(got, []string{"A"}) {
		t.Errorf("%v are listed", got)
	}
	d = b.Get("/customers/A").Want(t, 200).Doc(t)
	if d.Find(`form[action="/jobs/run"] input[value="/customers/A"]`).Length() != 1 {
		t.Error("the customer's page does not offer the run")
	}
	for _, part := range []string{".note-warn", "#risk-over-time", "#revenue-by-month"} {
		if text := d.Find(part).Text(); !strings.Contains(text, "not built yet") {
			t.Errorf("%s says %q", part, text)
		}
	}
	if got := d.Find("#figures .why").Length(); got != 13 {
		t.Errorf("%d of 13 figures say why they are not there", got)
	}
}
