package today_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"wholesight/jobs/calendar"
	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/today"
	"wholesight/web/webtest"
)

var number0 = regexp.MustCompile(`\d+`)

// todayShop is the shop of the lists on a day a month after its first run, with
// follow-ups and targets, and built again.
func todayShop(t *testing.T, sh *webtest.Shop) {
	t.Helper()
	webtest.ListShop(t, sh)
	sh.Wait(31 * 24 * time.Hour)
	today := calendar.Of(sh.Now())
	sh.Update(func(tx *store.Tx) error {
		for code, days := range map[string]calendar.Day{"L00": -3, "L01": -1, "L03": 0, "L04": 0, "L06": 4, "L12": 0,
			"L15": -30} {
			c, err := tx.Customer(store.Everyone(), code)
			if err != nil {
				return err
			}
			next := today + days
			contact := store.Contact{CustomerID: c.ID, At: sh.Now().Add(-72 * time.Hour).UnixMilli(), Kind: "call",
				Author: "Test", Body: code, NextOn: &next}
			if err := tx.InsertContact(&contact); err != nil {
				return err
			}
		}
		return nil
	})
	sh.Rebuild(t)
}

// Every count of the page is a link to a list of as many customers, for each role; a
// rep's are the rep's own.
func TestTodayCountsAreTheirLists(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		todayShop(t, sh)
		overdue := map[string]int64{}
		for _, who := range []string{"admin", "manager", "rep", "rep2"} {
			b := sh.As(who)
			doc := b.Get(paths.TodayPath()).Want(t, 200).Doc(t)
			checked := 0
			check := func(what, text, href string) {
				t.Helper()
				want, err := strconv.Atoi(number0.FindString(strings.ReplaceAll(text, ",", "")))
				if err != nil {
					t.Fatalf("%s, %s: %q is no count", who, what, text)
				}
				list := b.Get(href).Want(t, 200).Doc(t)
				if n := len(webtest.Listed(list)); want <= 50 && n != want {
					t.Errorf("%s, %s: %d stands on the page, %s has %d", who, what, want, href, n)
				}
				checked++
			}
			doc.Find(".worklist-head a").Each(func(_ int, a *goquery.Selection) {
				list := a.Closest(".worklist")
				id, _ := list.Attr("id")
				href, _ := a.Attr("href")
				check(id, a.Text(), href)
				n, _ := strconv.Atoi(number0.FindString(a.Text()))
				if rows := list.Find("tbody tr").Length(); rows != min(n, today.WorklistRows) {
					t.Errorf("%s, %s: %d rows of %d", who, id, rows, n)
				}
				if id == "overdue" {
					overdue[who] = int64(n)
				}
			})
			doc.Find("#sizes tbody tr td:nth-child(3) a").Each(func(_ int, a *goquery.Selection) {
				href, _ := a.Attr("href")
				check("sizes", a.Text(), href)
			})
			if checked < 6 {
				t.Errorf("%s: only %d counts were followed", who, checked)
			}
		}
		if overdue["admin"] != overdue["rep"]+overdue["rep2"] || overdue["rep"] == 0 || overdue["rep2"] == 0 {
			t.Errorf("overdue: %v", overdue)
		}
	})
}

// The page says nothing of what is another's, whichever of its parts it stands in.
func TestTodayKeepsToRights(t *testing.T) {
	sh := webtest.NewShop(t)
	todayShop(t, sh)
	body := sh.As("rep").Get(paths.TodayPath()).Want(t, 200).Text
	for _, code := range []string{"L01", "L04", "L10"} {
		if strings.Contains(body, paths.CustomerPath(code)) {
			t.Errorf("the rep sees %s", code)
		}
	}
	for _, text := range []string{paths.CustomerPath("L00"), "Revenue of your customers by month"} {
		if !strings.Contains(body, text) {
			t.Errorf("the rep does not see %s", text)
		}
	}
	sh.As("rep").Get("/").Want(t, 303, paths.TodayPath())
	sh.As("customer").Get(paths.TodayPath()).Want(t, 404)
}

// What failed is said to whoever may look at it.
func TestTodayTellsOfFailures(t *testing.T) {
	sh := webtest.NewShop(t)
	todayShop(t, sh)
	sh.Update(func(tx *store.Tx) error {
		if _, _, err := tx.Enqueue("rebuild", "rebuild", "{}", store.Actor{Name: "test"}, false); err != nil {
			return err
		}
		j, err := tx.ClaimJob("test", []string{"rebuild"}, 1<<40)
		if err != nil {
			return err
		}
		return tx.EndJob(j.ID, j.Attempt, store.JobEnd{State: store.JobDead, Failed: true, Error: "it broke"})
	})
	for who, want := range map[string]bool{"admin": true, "manager": true, "rep": false} {
		body := sh.As(who).Get(paths.TodayPath()).Want(t, 200).Text
		if strings.Contains(body, "given up after") != want {
			t.Errorf("%s is told: %v, want %v", who, !want, want)
		}
	}
}

// A shop without anything says what comes first, with a button for whoever may press it.
func TestTodayOfAnEmptyShop(t *testing.T) {
	sh := webtest.Unbuilt(t)
	sh.Update(func(tx *store.Tx) error {
		return sh.AddPerson(tx, "rep", jobpeople.Person{Email: "rep@shop.example", Name: "Ray Rep", Role: store.RoleRep}, "")
	})
	doc := sh.As("admin").Get(paths.TodayPath()).Want(t, 200).Doc(t)
	if n := doc.Find(".first-steps li").Length(); n != 3 || doc.Find(".first-steps .btn-primary").Length() != 1 {
		t.Errorf("%d steps\n%s", n, doc.Find(".first-steps").Text())
	}
	rep := sh.As("rep").Get(paths.TodayPath()).Want(t, 200).Doc(t)
	if rep.Find(".first-steps .btn").Length() != 0 || !strings.Contains(rep.Text(), "Nothing has been imported yet") {
		t.Errorf("a rep may do %s", rep.Find(".first-steps").Text())
	}
	some := webtest.Unbuilt(t, store.Customer{Code: "X1", Name: "One"})
	if text := some.As("admin").Get(paths.TodayPath()).Want(t,
		200).Doc(t).Find(".first-steps li .btn-primary").Text(); !strings.Contains(text, "Open the classifications") {
		t.Errorf("after the import the next step is %q", text)
	}
}

// What is kept of a rep's figures is made anew when a customer goes to somebody else.
func TestTodayForgetsWhoWentAway(t *testing.T) {
	sh := webtest.NewShop(t)
	todayShop(t, sh)
	b := sh.As("rep")
	before := b.Get(paths.TodayPath()).Want(t, 200).Text
	again := b.Get(paths.TodayPath()).Text
	series := func(body string) string { return chartData.FindString(body) }
	if series(before) == "" || series(before) != series(again) {
		t.Fatal("the graph is not there, or not the same twice")
	}
	sh.Update(func(tx *store.Tx) error {
		for _, code := range []string{"L03", "L06", "L12", "L15", "L18"} {
			c, err := tx.Customer(store.Everyone(), code)
			if err != nil {
				return err
			}
			c.AccountManagerID = sh.Seed.Bravo.Manager
			if err := tx.UpdateCustomer(&c); err != nil {
				return err
			}
		}
		return nil
	})
	if after := series(b.Get(paths.TodayPath()).Want(t, 200).Text); after == series(before) {
		t.Error("the graph still counts customers who went to somebody else")
	}
}

var chartData = regexp.MustCompile(`data-chart="[^"]*"`)

// Whose order has not come is told by the day that was forecast, where one was, and else
// by the average gap; the page says which.
func TestTodaySaysWhatAnOrderWasExpectedBy(t *testing.T) {
	sh := webtest.NewShop(t)
	webtest.ListShop(t, sh)
	reasons := func() (byForecast, byGap int) {
		sh.As("manager").Get(paths.TodayPath()).Want(t, 200).Doc(t).Find("#expected tbody tr").Each(func(_ int,
			row *goquery.Selection) {
			switch text := row.Text(); {
			case strings.Contains(text, "by its forecast: "):
				byForecast++
			case strings.Contains(text, "by its average gap: "):
				byGap++
			default:
				t.Errorf("a row gives no reason: %s", text)
			}
		})
		return byForecast, byGap
	}
	if f, g := reasons(); f == 0 || g == 0 { // the list's customers are newer than the forecasts
		t.Errorf("before the list's customers have forecasts %d go by one, %d by the average gap", f, g)
	}
	sh.Forecast(t)
	if f, g := reasons(); f == 0 || g != 0 {
		t.Errorf("with forecasts %d go by one, %d by the average gap", f, g)
	}
}
