package record_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/jobtest"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/views/ui"
	"wholesight/web/paths"
	"wholesight/web/webtest"
)

// factsOf are the figures of a customer's page by their names, without the words
// that make them readable: "£1,234.50" is 1234.50, "12.5 %" is 12.5.
func factsOf(t *testing.T, d *goquery.Document) map[string]string {
	t.Helper()
	facts := map[string]string{}
	d.Find("#figures dt").Each(func(_ int, dt *goquery.Selection) {
		dd := dt.Next()
		value := strings.TrimSpace(dd.Text())
		if dd.Find(".why").Length() == 1 {
			if dd.Find(".why-text").Text() == "" {
				t.Errorf("%s is unknown without a reason", dt.Text())
			}
			value = ""
		}
		facts[dt.Text()] = strings.NewReplacer("€", "", ",", "", "\u2212", "-", "\u00a0%", "", " days", "", "\u00a0", " ",
			" (estimated)", "").Replace(value)
	})
	return facts
}

// plainDay is a day as the page writes it.
func plainDay(t *testing.T, iso string) string {
	t.Helper()
	if iso == "" {
		return ""
	}
	return strings.ReplaceAll(ui.Locale{}.DayLong(calendar.Must(iso)), "\u00a0", " ")
}

// plainMoney is an amount of a report as a list writes it.
func plainMoney(t *testing.T, amount string) string {
	t.Helper()
	l, err := ui.NewLocale("en-GB", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	minor, err := strconv.ParseInt(strings.Replace(amount, ".", "", 1), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return l.Money(minor)
}

// leaving is what is found, but for the parts that a selector finds in it.
func leaving(s *goquery.Selection, selector string) *goquery.Selection {
	s = s.Clone()
	s.Find(selector).Remove()
	return s
}

// The figures of a customer are the same on its page, in the report and in the list.
func TestThePageTheReportAndTheListSayTheSame(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		webtest.ListShop(t, sh)
		b := sh.As("manager")
		_, report := webtest.RowsOf(t, b.Get("/reports/classifications.csv").Want(t, 200).Text)
		_, list := webtest.RowsOf(t, b.Get("/customers.csv").Want(t, 200).Text)
		if len(report) != len(list) || len(report) != 61 {
			t.Fatalf("%d rows in the report, %d in the list", len(report), len(list))
		}
		shown := map[string]*goquery.Selection{}
		for page := 1; page <= 3; page++ {
			d := b.Get(fmt.Sprintf("/customers?per=25&page=%d", page)).Want(t, 200).Doc(t)
			d.Find("#customer-list tbody tr").Each(func(_ int, tr *goquery.Selection) {
				shown[tr.Find("th .cell-sub > span").First().Text()] = tr
			})
		}
		_, chosen := webtest.RowsOf(t, b.Get("/customers.csv?cols=products").Want(t, 200).Text)
		trim := func(s string) string { return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") }
		for code, r := range report {
			for name, value := range list[code] {
				if want, ok := r[name]; ok && want != value {
					t.Errorf("%s: %s is %q in the report and %q in the list", code, name, want, value)
				}
			}
			d := b.Get("/customers/"+url.PathEscape(code)).Want(t, 200).Doc(t)
			rank := ""
			if r["revenue_rank"] != "" {
				rank = r["revenue_rank"] + " of " + r["revenue_rank_of"]
			}
			gap := r["average_gap_days"]
			if gap != "" {
				gap = trim(gap)
			}
			want := map[string]string{
				"Revenue": r["revenue_current"], "Revenue a year before": r["revenue_previous"],
				"Revenue change": r["revenue_change_pct"],
				"Orders":         r["orders_current"], "Orders a year before": r["orders_previous"],
				"Last order": plainDay(t, r["last_order"]), "Days since": r["days_since_last"],
				"Different products": chosen[code]["products"],
				"Average gap":        gap, "Risk": r["risk"], "Risk change": r["risk_change_pct"], "Rank by revenue": rank,
				"Revenue of larger customers": r["share_of_larger_pct"],
			}
			if diff := cmp.Diff(want, factsOf(t, d)); diff != "" {
				t.Errorf("%s: the report and the page differ:\n%s", code, diff)
			}
			labels := []string{}
			for _, name := range []string{"label_risk", "label_risk_change", "label_revenue_rank", "label_revenue_change",
				"label_revenue_share", "label_orders"} {
				if r[name] != "" {
					labels = append(labels, r[name])
				}
			}
			if got := texts(d.Find(".page-head .label")); !cmp.Equal(got, labels) {
				t.Errorf("%s: labels %v on the page, %v in the report", code, got, labels)
			}
			row := shown[code]
			if row == nil {
				t.Fatalf("%s is on no page of the list", code)
			}
			if got := texts(row.Find(".label")); !cmp.Equal(got, labels) {
				t.Errorf("%s: labels %v in the list, %v in the report", code, got, labels)
			}
			cell := func(label string) *goquery.Selection { return row.Find(`td[data-label="` + label + `"]`) }
			if got, want := strings.TrimSpace(leaving(cell("Revenue"), ".cell-sub").Text()),
				plainMoney(t, r["revenue_current"]); got != want {
				t.Errorf("%s: revenue %q in the list, %q in the report, which is %q", code, got, r["revenue_current"], want)
			}
			if got := cell("Last order").Find("time").AttrOr("datetime", ""); got != r["last_order"] {
				t.Errorf("%s: last order %q in the list, %q in the report", code, got, r["last_order"])
			}
			if risk := cell("Risk"); r["risk"] != "" && !strings.HasPrefix(strings.TrimSpace(risk.Text()), r["risk"]) ||
				r["risk"] == "" && risk.Find(".why-text").Text() == "" {
				t.Errorf("%s: risk %q in the list, %q in the report", code, risk.Text(), r["risk"])
			}
		}
	})
}

func texts(s *goquery.Selection) []string {
	out := []string{}
	s.Each(func(_ int, e *goquery.Selection) { out = append(out, strings.TrimSpace(e.Text())) })
	return out
}

// Next leads through the whole list in its order, and back to the page and the row.
func TestNextAndPreviousStayInTheList(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	query := "&sort=-orders&q=customer"
	want := b.Everything(t, query)
	at := b.Get("/customers?per=25"+query).Want(t, 200).Doc(t).Find("#customer-list tbody th a").First().AttrOr("href", "")
	var got []string
	for before := ""; at != ""; {
		d := b.Get(at).Want(t, 200).Doc(t)
		code := d.Find(".page-head .num").First().Text()
		got = append(got, code)
		steps := d.Find(`nav[aria-label="Customers of the list"]`)
		if place := strings.ReplaceAll(steps.Find(".num").Text(), "\u00a0", " "); place != fmt.Sprintf("%d of %d", len(got),
			len(want)) {
			t.Fatalf("%s stands at %q", code, place)
		}
		if previous := steps.Find(`a[title^="Previous"]`).AttrOr("href", ""); previous != before {
			t.Fatalf("%s: previous is %q, want %q", code, previous, before)
		}
		back := d.Find(".crumbs a").AttrOr("href", "")
		address, row, _ := strings.Cut(back, "#")
		list := b.Get(address).Want(t, 200).Doc(t)
		if current := list.Find("tr[aria-current=true]"); current.AttrOr("id", "") != row || row == "" {
			t.Fatalf("%s: %s marks the row %q", code, back, current.AttrOr("id", ""))
		}
		before, at = at, steps.Find(`a[title^="Next"]`).AttrOr("href", "")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	d := b.Get("/customers/L01?q=nobody-like-this").Want(t, 200).Doc(t)
	if n := d.Find(`nav[aria-label="Customers of the list"]`).Length(); n != 0 {
		t.Error("a customer that the list does not hold has neighbours")
	}
	if got := d.Find(".crumbs a").AttrOr("href", ""); got != "/customers?q=nobody-like-this" {
		t.Errorf("back to %s", got)
	}
}

func TestACustomersGraphsAndTables(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	var series []store.SeriesPoint
	var orders []store.OrderHead
	sh.View(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), "L14")
		if err != nil {
			return err
		}
		if series, err = tx.Series(store.Everyone(), c.ID); err != nil {
			return err
		}
		orders, err = tx.OrdersBefore(store.Everyone(), c.ID, store.TimelineAt{}, 50)
		return err
	})
	d := b.Get("/customers/L14").Want(t, 200).Doc(t)
	l := ui.Locale{}
	var risks []string
	for _, p := range series {
		text := "–"
		if p.Risk >= 0 {
			text = l.Ratio(int64(p.Risk))
		}
		risks = append(risks, l.Month(p.Month), text)
	}
	if got := texts(d.Find("#risk-over-time tbody th, #risk-over-time tbody td")); !cmp.Equal(risks, got) {
		t.Errorf("the table under the graph of the risk:\n%s", cmp.Diff(risks, got))
	}
	var options struct {
		Series []struct {
			Data     []struct{ Value any }
			MarkArea struct {
				Data [][]struct {
					Name      string
					YAxis     *int64
					ItemStyle struct{ Color string }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(d.Find("#risk-over-time [data-chart]").AttrOr("data-chart", "")),
		&options); err != nil {
		t.Fatal(err)
	}
	if len(options.Series) != 1 || len(options.Series[0].Data) != len(series) {
		t.Fatalf("the graph has %d points of %d", len(options.Series[0].Data), len(series))
	}
	bands := options.Series[0].MarkArea.Data
	if len(bands) < 2 || bands[0][0].ItemStyle.Color != "#009e73" || bands[0][0].YAxis == nil || *bands[0][0].YAxis != 0 ||
		*bands[0][1].YAxis != 100 {
		t.Errorf("behind the graph stand %+v", bands)
	}
	if got := d.Find("#revenue-by-month tbody tr").Length(); got != 12 {
		t.Errorf("%d months of revenue", got)
	}
	numbers := []string{}
	for _, o := range orders {
		numbers = append(numbers, o.Number)
	}
	shown := b.Get("/customers/L14?timeline=orders").Want(t, 200).Doc(t).Find("#events tbody a")
	if got := texts(shown); !cmp.Equal(got, numbers) || len(got) == 0 {
		t.Errorf("orders %v, want %v", got, numbers)
	}
	if got := b.Get("/customers/L14?timeline=labels").Want(t, 200).Doc(t).Find("#events tbody li"); got.Length() < 2 ||
		!strings.Contains(got.Text(), "Risk score") {
		t.Errorf("the changes of labels are %s", got.Text())
	}
	if d.Find(`script[src*="charts"]`).Length() != 1 {
		t.Error("the page does not load the script of graphs")
	}
}

func TestAPageOfACustomerWithoutFigures(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	storetest.AddCustomers(t, sh.DB, store.Customer{Code: "FRESH"})
	b := sh.As("manager")
	for code, why := range map[string]string{"L10": "only active customers have figures",
		"FRESH": "new since the last run", "L00": "never bought"} {
		d := b.Get("/customers/"+code).Want(t, 200).Doc(t)
		if text := d.Find("#figures").Text(); !strings.Contains(text, why) {
			t.Errorf("%s: nothing says %q:\n%s", code, why, text)
		}
	}
	if text := b.Get("/customers/L10").Want(t, 200).Doc(t).Find(".page-head").Text(); !strings.Contains(text,
		"not active") {
		t.Errorf("the head says %q", text)
	}
	for _, path := range []string{"/customers/nobody", "/customers/L01%2F", "/customers/L01/", "/customers/%00",
		"/customers/%ff", "/customers/" + strings.Repeat("x", 5000)} {
		if got := b.Get(path).StatusCode; got != 404 && got != 400 {
			t.Errorf("%.40s answers %d", path, got)
		}
	}
}

func TestTheSheetOfLabels(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	b := sh.As("manager")
	link := func() string {
		return b.Get("/customers").Want(t, 200).Doc(t).Find(`link[href^="/labels.css"]`).AttrOr("href", "")
	}
	at := link()
	sheet := b.Get(at).Want(t, 200)
	if sheet.Header.Get("Content-Type") != "text/css; charset=utf-8" ||
		!strings.Contains(sheet.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("%s: %v", at, sheet.Header)
	}
	for id := range strings.SplitSeq(webtest.LabelIDs(t, sh, "Few"), ".") {
		sheet.Says(t, ".label-"+id+"{background:#f0e442;color:#000000")
	}
	if got := b.Get("/labels.css").Want(t, 200).Header.Get("Cache-Control"); strings.Contains(got, "immutable") {
		t.Errorf("the address without a hash is kept: %s", got)
	}
	b.With("If-None-Match", sheet.Header.Get("ETag")).Get("/labels.css").Want(t, 304)
	sh.Update(func(tx *store.Tx) error {
		all, err := tx.Classifications(0)
		if err != nil {
			return err
		}
		_, err = jobtest.DeleteClassification(tx, jobtest.Tester, all[0])
		return err
	})
	if link() != at {
		t.Error("a deleted label changes the sheet, though history still shows it")
	}
	sh.Update(func(tx *store.Tx) error {
		kind, err := tx.SmartTypeByTitle("Works")
		if err != nil {
			return err
		}
		_, _, err = tx.SaveClassifications(kind.ID, "revenue_change",
			[]store.Classification{{Title: "New", Colour: "#123456", Value: new(int64)}}, nil)
		return err
	})
	if now := link(); now == at {
		t.Error("a new label is not in the sheet that pages name")
	} else {
		b.Get(now).Want(t, 200).Says(t, "#123456")
		if got := b.Get(at).Want(t, 200).Header.Get("Cache-Control"); strings.Contains(got, "immutable") {
			t.Error("an old address may keep the new sheet")
		}
	}
}

// Whoever has ordered is not told that there are no orders, where a chart has nothing to
// draw.
func TestAnEmptyChartDoesNotDenyOrders(t *testing.T) {
	sh := webtest.NewShop(t)
	page := sh.As("rep").Get(paths.CustomerPath(sh.Seed.Alpha.Customer.Code)).Want(t, 200).Doc(t)
	text := page.Find(".chart-card .empty-state").Text()
	if strings.Contains(text, "No orders yet") || !strings.Contains(text, "No risk yet") ||
		!strings.Contains(text, "no gap between two") {
		t.Errorf("the charts say %q", text)
	}
}
