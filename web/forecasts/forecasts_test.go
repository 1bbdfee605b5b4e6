package forecasts_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/customerlist"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/forecasts"
	"wholesight/web/record"
	"wholesight/web/webtest"
	"wholesight/web/words"
)

// Each cell of the matrix leads to a list of as many customers as it counts, and the
// cells together are everybody of whom something is expected: of those that the person
// may see.
func TestTheMatrixLeadsToItsLists(t *testing.T) { webtest.OnBoth(t, matrixLeadsToItsLists) }

func matrixLeadsToItsLists(t *testing.T, sh *webtest.Shop) {
	webtest.ListShop(t, sh)
	sh.Forecast(t)
	for _, who := range []string{"manager", "rep", "rep2"} {
		b := sh.As(who)
		d := b.Get("/forecasts").Want(t, 200).Doc(t)
		cells, sum := d.Find("#matrix tbody td"), 0
		if cells.Length() != 16 || d.Find("#matrix tbody th[scope=row]").Length() != 4 ||
			d.Find("#matrix thead th[scope=col]").Length() != 5 {
			t.Fatalf("%s sees a matrix of %d cells", who, cells.Length())
		}
		links := 0
		cells.Find("a").Each(func(_ int, a *goquery.Selection) {
			links++
			n, err := strconv.Atoi(a.Find("strong").Text())
			if err != nil {
				t.Fatal(err)
			}
			sum += n
			list, _ := webtest.RowsOf(t, b.Get(strings.Replace(a.AttrOr("href", ""), "/customers?", "/customers.csv?",
				1)).Want(t, 200).Text)
			if len(list) != n {
				t.Errorf("%s: %s holds %d customers, the cell says %d", who, a.AttrOr("href", ""), len(list), n)
			}
		})
		all, _ := webtest.RowsOf(t, b.Get("/customers.csv?churn=small.medium.high.very-high").Want(t, 200).Text)
		if sum != len(all) || links < 4 {
			t.Errorf("%s: %d customers in %d cells, and %d in the list", who, sum, links, len(all))
		}
		file, _ := webtest.RowsOf(t, b.Get("/forecasts.csv").Want(t, 200).Text)
		active, _ := webtest.RowsOf(t, b.Get("/customers.csv").Want(t, 200).Text)
		if len(file) != len(active) {
			t.Errorf("%s: the file has %d customers, the list %d", who, len(file), len(active))
		}
	}
}

// The graphs show what the tables under them say, and say it in a sentence.
func TestForecastGraphsHaveTablesAndSentences(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	sh.Forecast(t)
	for _, path := range []string{"/forecasts", "/forecasts/record"} {
		d := sh.As("manager").Get(path).Want(t, 200).Doc(t)
		figures := d.Find("figure.chart-card")
		if figures.Length() < 4 {
			t.Fatalf("%s has %d graphs", path, figures.Length())
		}
		figures.Each(func(_ int, f *goquery.Selection) {
			if f.Find(".empty-state").Length() == 0 && (f.Find(".chart-says").Text() == "" ||
				f.Find("table tbody tr").Length() == 0) {
				t.Errorf("%s: %s lacks its sentence or its table", path, f.AttrOr("id", ""))
			}
		})
	}
	record := sh.As("manager").Get("/forecasts/record").Want(t, 200)
	record.Says(t, "3\u00a0back-tests and 1\u00a0live test.", "Better than the plain rule in 4 of 4 trials.",
		"Tenths with fewer than 15 cases are too few to tell.",
		"Nothing beats the plain rule on this shop, so it serves.", "back-test", "live", "0.170", "+",
		"Said and came: stopping")
	rows := record.Doc(t).Find("#reliability-churn tbody tr")
	if got := cellsOf(rows.Eq(6)); got != "60–70 %|65.0 %|65.0 %|54.1 %|74.5 %|80|52" {
		t.Errorf("the seventh tenth says %q", got)
	}
	if got := cellsOf(rows.Eq(9)); got != "90–100 %|–|–|–|–|12|12" {
		t.Errorf("the last tenth, of twelve cases, says %q", got)
	}
}

// cellsOf are the texts of a row's cells.
func cellsOf(row *goquery.Selection) string {
	var texts []string
	row.Find("th, td").Each(func(_ int, c *goquery.Selection) {
		texts = append(texts, strings.Join(strings.Fields(c.Text()), " "))
	})
	return strings.Join(texts, "|")
}

// On a customer's page a forecast stands beside how such forecasts came out.
func TestTheRecordSaysHowSuchForecastsCameOut(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	sh.Forecast(t)
	b := sh.As("manager")
	said := regexp.MustCompile(`^(\d+)\x{a0}% likely to stop\. Of 80 customers scored like this, (\d+) did; base rate (\d+)\x{a0}%\.$`)
	lead := b.Get("/customers/L05").Want(t, 200).Doc(t).Find("#forecast strong").First().Text()
	if !said.MatchString(lead) {
		t.Errorf("L05: %q", lead)
	}
	few := 0
	for code := range map[string]bool{"L01": true, "L05": true, "L14": true, "L50": true} {
		d := b.Get("/customers/"+code).Want(t, 200).Doc(t)
		if n := d.Find("#forecast-figures tbody tr").Length(); n < 7 {
			t.Errorf("%s has %d figures", code, n)
		}
		d.Find("#forecast dd a").Each(func(_ int, a *goquery.Selection) {
			if !strings.Contains(a.AttrOr("href", ""), "timeline=orders#timeline") {
				t.Errorf("%s: %q leads to %s", code, a.Text(), a.AttrOr("href", ""))
			}
			few++
		})
	}
	if few < 12 {
		t.Errorf("only %d numbers lead to orders", few)
	}
	b.Get("/customers/L11").Want(t, 200).Says(t, "It has never bought: forecasts begin with the first order.")
	b.Get("/customers/L10").Want(t, 200).Says(t, "Only active customers are forecast.")
}

func TestForecastsBeforeThereAreAny(t *testing.T) {
	sh := webtest.Unbuilt(t, store.Customer{Code: "N1", Name: "New"})
	b := sh.As("admin")
	d := b.Get("/forecasts").Want(t, 200).Says(t, "Forecasts are not made yet", "Make forecasts now").Doc(t)
	if d.Find("#matrix").Length() != 0 || d.Find("button.btn-primary").Length() != 1 {
		t.Error("before the first forecasts there is more than the way to them")
	}
	b.Get("/forecasts/record").Want(t, 200).Says(t, "Forecasts are not made yet")
	b.Get("/customers/N1").Want(t, 200).Says(t, "Forecasts are not made yet. They come every night, and after an import.")
	for _, format := range []string{"csv", "xlsx"} {
		if to := b.Get("/forecasts."+format).Want(t, 303).Header.Get("Location"); to != "/forecasts" {
			t.Errorf("the file leads to %s", to)
		}
	}
	b.Get("/forecasts/found").Want(t, 404) // nothing was planted
	for _, path := range []string{"/forecasts", "/forecasts/record"} {
		if strings.Contains(b.Get(path).Text, "What the models found") {
			t.Errorf("%s names a page that is not there", path)
		}
	}
	sh.Update(func(tx *store.Tx) error {
		return tx.InsertDemoTruths([]store.DemoTruth{{Kind: "stopped", N: 1, Part: 1}})
	})
	b.Get("/forecasts/found").Want(t, 200).Says(t, "Forecasts and figures are not made yet")
	empty := webtest.Unbuilt(t)
	empty.As("admin").Get("/forecasts").Want(t, 200).Says(t, "No customers yet", "Import a file")
}

func TestWhatTheModelsFound(t *testing.T) {
	sh := webtest.NewShop(t)
	b := sh.As("manager")
	sh.Rebuild(t)
	d := b.Get("/forecasts/found").Want(t, 200).Doc(t)
	row := d.Find("#truths tbody tr").First()
	if got := cellsOf(row); !strings.HasPrefix(got, "Stopped buying|more likely to stop than not|1|") ||
		row.Find("a").Length() == 0 {
		t.Errorf("the planted truth: %q", got)
	}
	sh.As("rep").Get("/forecasts/found").Want(t, 403)
	if strings.Contains(sh.As("rep").Get("/forecasts").Want(t, 200).Text, "What the models found") {
		t.Error("a rep is led to a page that is not a rep's")
	}
}

func TestValueClasses(t *testing.T) {
	for _, c := range []struct {
		values []int64
		digits int
		want   []int64
	}{
		{[]int64{0}, 2, []int64{0}},
		{[]int64{5, 99}, 2, []int64{0}},
		{[]int64{0, 250}, 2, []int64{0, 100, 200}},
		{[]int64{12_345_678_00}, 2, []int64{0, 20_000_00, 50_000_00, 100_000_00, 200_000_00, 500_000_00, 1_000_000_00,
			2_000_000_00, 5_000_000_00, 10_000_000_00}},
		{[]int64{7}, 0, []int64{0, 1, 2, 5}},
		{[]int64{1 << 62}, 2, nil},
	} {
		got := forecasts.ValueClasses(c.values, c.digits)
		if c.want != nil && !cmp.Equal(c.want, got) {
			t.Errorf("%v: %v, want %v", c.values, got, c.want)
		}
		for i := 1; i < len(got); i++ {
			if got[i] <= got[i-1] || len(got) > forecasts.MostClasses {
				t.Errorf("%v: classes %v", c.values, got)
			}
		}
	}
}

func TestOverdue(t *testing.T) {
	e := customerlist.Entry{Scored: true}
	if words.Overdue(&e, webtest.FixtureAsOf) != 0 {
		t.Error("who never bought is overdue")
	}
	e.Figures.PurchaseDays, e.Figures.LastPurchase, e.Figures.GapNum, e.Figures.GapDen = 2, webtest.FixtureAsOf-40, 30, 1
	if got := words.Overdue(&e, webtest.FixtureAsOf); got != 10 {
		t.Errorf("40 days silent, usually every 30: %d days overdue", got)
	}
	if got := words.Overdue(&e, webtest.FixtureAsOf-20); got != 0 {
		t.Errorf("20 days before: %d", got)
	}
	// Beside a day that lies ahead, what is overdue is another day.
	if got := words.WasDue(ui.Locale{}, calendar.Date(2026, 11, 20),
		2); got != "was due 18\u00a0Nov · 2\u00a0days overdue" {
		t.Errorf("it says %q", got)
	}
}

func TestSpread(t *testing.T) {
	days := []store.SaleDay{{Day: 100, Orders: 1}, {Day: 103}, {Day: 110, Orders: 1}, {Day: 130, Orders: 2},
		{Day: 160, Orders: 1}, {Day: 200, Orders: 1}}
	if low, high, n := record.Spread(days); low != 10 || high != 30 || n != 4 {
		t.Errorf("gaps of 10, 20, 30 and 40: %d to %d of %d", low, high, n)
	}
	if _, _, n := record.Spread(days[:2]); n != 0 {
		t.Errorf("one day with an order has %d gaps", n)
	}
}

func TestMetricsAreWrittenInTheirUnit(t *testing.T) {
	l := ui.Locale{}
	for _, c := range []struct {
		job, metric string
		v           float64
		want        string
	}{
		{"churn", "auc", .81249, "0.812"}, {"orders", "mae", .645, "0.65"}, {"revenue", "mae", 81_234, "€812.34"},
		{"revenue", "bias", -.05, "−5.0\u00a0%"}, {"next_order", "medae", 6, "6.00"}, {"revenue", "rmse", 1e300, "–"},
	} {
		if got := forecasts.MetricText(l, c.job, c.metric, c.v); got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.metric, c.job, got, c.want)
		}
	}
}
