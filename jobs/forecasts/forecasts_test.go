package forecasts_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs"
	"wholesight/jobs/calendar"
	"wholesight/jobs/demo"
	"wholesight/jobs/demoshop"
	"wholesight/jobs/forecasts"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/forecast"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/store/storetest"
)

// demoShop is a small demo shop without people.
func demoShop(t testing.TB, db *store.DB, customers int) {
	t.Helper()
	if err := demoshop.Seed(context.Background(), db,
		demo.Config{Customers: customers, Months: 30, End: calendar.Must("2026-11-22")}, nil); err != nil {
		t.Fatal(err)
	}
}

// The same shop gives the same forecasts, whether the model was just trained or was read
// again, and whether they are published or made for the file.
func TestForecastsTwiceAreTheSame(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		demoShop(t, db, 60)
		first := jobtest.BuildForecasts(t, db, forecasts.Options{})
		before := jobtest.ForecastFile(t, db, "")
		if first.Trained == "" || first.Model == 0 || first.ModelAsOf != "2026-11-22" || first.AsOf != "2026-11-22" ||
			first.Known < 50 || first.Customers < first.Known || first.Baskets == 0 {
			t.Errorf("report is %+v", first)
		}
		again := jobtest.BuildForecasts(t, db, forecasts.Options{})
		if again.Trained != "" || again.Model != first.Model || again.Build == first.Build {
			t.Errorf("the second report is %+v", again)
		}
		if d := cmp.Diff(before, jobtest.ForecastFile(t, db, "")); d != "" {
			t.Errorf("a second run differs:\n%s", d)
		}
		if d := cmp.Diff(before, jobtest.ForecastFile(t, db, "2026-11-22")); d != "" {
			t.Errorf("made for the file they differ:\n%s", d)
		}
		header, _, _ := strings.Cut(before, "\n")
		if want := "customer_code,as_of,model,orders,last_order,average_gap_days,p_alive,purchase_pct_30,purchase_pct_91,churn_pct,churn_class,expected_orders_91,expected_revenue_91,expected_orders_365,clv_365,next_order,next_order_low,next_order_high,best_channel,confidence"; header != want {
			t.Errorf("columns are %s", header)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			b, err := tx.Published(store.StepForecasts)
			if b.ID != again.Build || b.Steps != store.StepForecasts || b.Customers != again.Customers {
				t.Errorf("published is %+v", b)
			}
			return err
		})
	})
}

// A run that is stopped, wherever, or that has been taken over, leaves the forecasts of
// before live and whole.
func TestAFailedRunLeavesTheOldForecasts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		jobtest.WorkedExamples(t, db)
		jobtest.BuildForecasts(t, db, forecasts.Options{AsOf: "2026-11-01"})
		before := jobtest.ForecastFile(t, db, "")
		boom := errors.New("boom")
		for stop := 1; ; stop++ {
			n := 0
			w := &runner.Work{DB: db, Log: storetest.Log(), Progress: func(done, total int64, note string) error {
				if done > total || done < 0 {
					t.Errorf("%d of %d done", done, total)
				}
				if n++; n == stop {
					return boom
				}
				return nil
			}}
			_, err := forecasts.Build(context.Background(), w, forecasts.Options{Train: true})
			if err == nil {
				if stop < 4 {
					t.Errorf("progress was told %d times only", stop-1)
				}
				break
			}
			if !errors.Is(err, boom) {
				t.Fatal(err)
			}
			if after := jobtest.ForecastFile(t, db, ""); after != before {
				t.Fatalf("stopped at %d, readers see other forecasts:\n%s", stop, after)
			}
		}
		now := jobtest.ForecastFile(t, db, "")
		if now == before {
			t.Error("the run that was not stopped changed nothing")
		}
		w := &runner.Work{DB: db, Log: storetest.Log(), Guard: func(tx *store.Tx) error { return tx.GuardJob(1, 1) }}
		if _, err := forecasts.Build(context.Background(), w, forecasts.Options{AsOf: "2026-11-20"}); !errors.Is(err,
			store.ErrConflict) {
			t.Errorf("a stale run: %v", err)
		}
		if jobtest.ForecastFile(t, db, "") != now {
			t.Error("a stale run published")
		}
	})
}

// An import, or other forecasts, between reading and publishing: the slower begins anew.
func TestForecastsThatAreOvertakenBeginAnew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := jobtest.WorkedExamples(t, db)
		for note, meanwhile := range map[string]func(){
			"reading orders": func() { storetest.AddOrders(t, db, jobtest.Sale("NEW", ids["NEVER"], "2026-11-19", 123_400)) },
			"publishing":     func() { jobtest.BuildForecasts(t, db, forecasts.Options{}) },
		} {
			tries := 0
			w := &runner.Work{DB: db, Log: storetest.Log(), Progress: func(_, _ int64, now string) error {
				if now == note {
					if tries++; tries == 1 {
						meanwhile()
					}
				}
				return nil
			}}
			if _, err := forecasts.Build(context.Background(), w, forecasts.Options{}); err != nil {
				t.Fatal(err)
			}
			if note == "publishing" && tries != 2 {
				t.Errorf("%s: %d tries", note, tries)
			}
		}
		jobtest.BuildForecasts(t, db, forecasts.Options{})
		if file := jobtest.ForecastFile(t, db, ""); !strings.Contains(file, "\nNEVER,2026-11-22,") ||
			!strings.Contains(file, ",1,2026-11-19,") {
			t.Errorf("the new order is in no forecast:\n%s", file)
		}
	})
}

func TestTwoWorkersForecastOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		jobtest.WorkedExamples(t, db)
		id := jobtest.Enqueue(t, db, "forecasts", nil)
		var wg sync.WaitGroup
		for _, name := range []string{"a", "b"} {
			r := jobtest.NewRunner(db, name, runner.Options{}, jobs.All...)
			wg.Go(func() {
				for jobtest.Step(t, r) {
				}
			})
		}
		wg.Wait()
		if j := jobtest.Job(t, db, id); j.State != store.JobDone || j.Attempt != 1 {
			t.Errorf("the job is %s after attempt %d: %s", j.State, j.Attempt, j.Error)
		}
		storetest.View(t, db, func(tx *store.Tx) error {
			rows, err := tx.CountBuildRows()
			if len(rows) != 1 || rows[1] != 6 {
				t.Errorf("rows by build are %v", rows)
			}
			return err
		})
	})
}

// Nothing was ever bought, or what was bought is as odd as can be: no error, and every
// number within its bounds.
func TestForecastsAtTheExtremes(t *testing.T) {
	db := storetest.SQLite(t)
	report := jobtest.BuildForecasts(t, db, forecasts.Options{})
	if report.Note == "" || report.Model != 0 || report.Build == 0 {
		t.Errorf("an empty shop: %+v", report)
	}
	ids := storetest.AddCustomers(t, db, store.Customer{Code: "RETURNS"}, store.Customer{Code: "ONCE"},
		store.Customer{Code: "ONEDAY"}, store.Customer{Code: "HEAVY"},
		store.Customer{Code: "NEVER"}, store.Customer{Code: "GONE", Notes: "inactive"}, store.Customer{Code: "RICH"},
		store.Customer{Code: "FREE"}, store.Customer{Code: "OLD"})
	back := store.OrderLine{Quantity: -1000, Delivered: -1000, UnitPrice: 100, Total: -1}
	var orders []store.Order
	add := func(code, day string, lines ...store.OrderLine) {
		orders = append(orders, store.Order{Number: fmt.Sprint(len(orders)), CustomerID: ids[code], Day: calendar.Must(day),
			Status: store.OrderClosed, Lines: lines})
	}
	add("RETURNS", "2026-03-01", back)
	add("ONCE", "2026-11-22", storetest.Line(1))
	for range 30 {
		add("ONEDAY", "2025-01-01", storetest.Line(500))
	}
	for i := range calendar.Day(5000) {
		day := calendar.Must("2026-11-22") - i/2
		add("HEAVY", day.String(), storetest.Line(int64(1+i%97)*100))
	}
	add("GONE", "2026-11-01", storetest.Line(5))
	add("RICH", "2026-01-01", storetest.Line(1<<52))
	add("RICH", "2026-06-01", storetest.Line(1<<52))
	add("FREE", "2026-06-01", storetest.Line(0))
	add("OLD", "1970-01-02", storetest.Line(100))
	storetest.AddOrders(t, db, orders...)
	report = jobtest.BuildForecasts(t, db, forecasts.Options{})
	if report.Customers != 8 || report.Known != 5 {
		t.Errorf("report is %+v", report)
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		return tx.EachForecast(store.Everyone(), report.Build, func(p store.Party, f *store.Forecast) error {
			if f.Known == strings.Contains("RETURNS NEVER FREE", p.Code) {
				t.Errorf("%s is known: %v", p.Code, f.Known)
			}
			for _, chance := range []int32{f.Alive, f.Purchase30, f.Purchase91, f.Churn, f.ChannelShare} {
				if chance < 0 || chance > 10_000 {
					t.Errorf("%s: a probability is %d: %+v", p.Code, chance, f)
				}
			}
			for _, n := range []int64{f.Orders91, f.Orders365, f.Revenue91, f.CLV365} {
				if n < 0 {
					t.Errorf("%s: a number is %d: %+v", p.Code, n, f)
				}
			}
			if f.Known && (f.ChurnHorizon < 91 || f.ChurnHorizon > 365 || f.HasNext && (f.Low > f.Next || f.Next > f.High)) {
				t.Errorf("%s: %+v", p.Code, f)
			}
			return nil
		})
	})
	if file := jobtest.ForecastFile(t, db, ""); !strings.Contains(file, "\nNEVER,2026-11-22,,0,,,,,,,,,,,,,,,,low\n") {
		t.Errorf("who never bought has figures:\n%s", file)
	}
}

func TestWhenAModelIsTrained(t *testing.T) {
	db, clock := storetest.SQLiteWithClock(t)
	ids := jobtest.WorkedExamples(t, db)
	check := func(what string, opt forecasts.Options, want string) forecasts.Report {
		t.Helper()
		report := jobtest.BuildForecasts(t, db, opt)
		if (report.Trained == "") != (want == "") || !strings.Contains(report.Trained, want) {
			t.Errorf("%s: trained because %q, want %q", what, report.Trained, want)
		}
		return report
	}
	first := check("the first", forecasts.Options{}, "no model")
	check("the same night", forecasts.Options{}, "")
	clock.Add(7 * 24 * time.Hour)
	check("a week on", forecasts.Options{}, "")
	check("a look back", forecasts.Options{AsOf: "2026-11-21"}, "no model")
	if r := check("back to that day", forecasts.Options{}, ""); r.Model != first.Model {
		t.Errorf("another model serves: %+v", r)
	}
	clock.Add(24 * time.Hour)
	check("eight days on", forecasts.Options{}, "the model is of 2026-11-22")
	check("when asked", forecasts.Options{Train: true}, "asked for")
	storetest.Update(t, db, func(tx *store.Tx) error {
		return settings.SaveSetting(tx, jobtest.Tester, "discount-rate", "10")
	})
	check("with a discount rate", forecasts.Options{}, "no model")
	var late []store.Order
	for i := range 10 {
		late = append(late, jobtest.Sale(fmt.Sprintf("LATE-%d", i), ids["NEVER"],
			(calendar.Must("2025-01-01")+calendar.Day(30*i)).String(), 1000))
	}
	storetest.AddOrders(t, db, late...)
	check("after an import of old orders", forecasts.Options{}, "have changed")

	report, err := forecasts.Train(context.Background(), &runner.Work{DB: db, Log: storetest.Log()}, forecasts.Options{})
	if err != nil || report.Trained != "" || report.Model == 0 || report.Build != 0 {
		t.Errorf("training when a model serves: %+v, %v", report, err)
	}
	report, err = forecasts.Train(context.Background(), &runner.Work{DB: db, Log: storetest.Log()},
		forecasts.Options{Train: true})
	if err != nil || report.Trained == "" || report.Build != 0 {
		t.Errorf("training when asked: %+v, %v", report, err)
	}
}

// What was said on the first day of a month that had a run is held against what came,
// once it is known.
func TestForecastsAreSettled(t *testing.T) {
	db, clock := storetest.SQLiteWithClock(t)
	var records forecasts.Records
	storetest.View(t, db, func(tx *store.Tx) error {
		if _, err := records.Page(tx); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("before the first run: %v", err)
		}
		return nil
	})
	ids := jobtest.WorkedExamples(t, db)
	if r := jobtest.BuildForecasts(t, db, forecasts.Options{AsOf: "2026-10-05"}); r.Kept {
		t.Error("a look back was kept")
	}
	storetest.AddOrders(t, db, jobtest.Sale("EARLY", ids["NEVER"], "2026-11-30", 5)) // still to come
	kept := jobtest.BuildForecasts(t, db, forecasts.Options{})
	if !kept.Kept {
		t.Errorf("the first of November was not kept: %+v", kept)
	}
	said := jobtest.ForecastFile(t, db, "")
	clock.Add(24 * time.Hour)
	if r := jobtest.BuildForecasts(t, db, forecasts.Options{}); r.Kept {
		t.Error("the second of November was kept too")
	}
	clock.Add(100 * 24 * time.Hour) // 3 March
	storetest.AddOrders(t, db, jobtest.Sale("CAME", ids["GAP31"], "2026-12-05", 700),
		jobtest.Sale("CAME2", ids["GAP31"], "2027-02-21", 900))
	if r := jobtest.BuildForecasts(t, db, forecasts.Options{}); len(r.Settled) != 1 || r.Settled[0] != "2026-11-22" ||
		!r.Kept {
		t.Errorf("settled are %v of %+v", r.Settled, r)
	}
	if r := jobtest.BuildForecasts(t, db, forecasts.Options{}); len(r.Settled) != 0 {
		t.Errorf("settled again: %v", r.Settled)
	}
	storetest.View(t, db, func(tx *store.Tx) error {
		page, err := records.Page(tx)
		if err != nil {
			return err
		}
		var live []forecast.Backtest
		for i, backtest := range page.Record.Backtests {
			if backtest.Live {
				live = append(live, backtest)
			}
			if i > 0 && backtest.CutOff < page.Record.Backtests[i-1].CutOff {
				t.Error("the trials are not in order")
			}
		}
		if len(live) != 1 || live[0].CutOff.String() != "2026-11-22" || live[0].Horizon != 91 || live[0].Method == "" {
			t.Fatalf("live tests: %+v", live)
		}
		n, came := 0, 0
		for _, b := range live[0].Buys {
			n, came = n+b.N, came+b.Came
			if b.N > 0 && (b.Said*10_000 < float64(b.From) || b.Said*10_000 > float64(b.To)) {
				t.Errorf("a bin's mean lies outside: %+v", b)
			}
		}
		// Who had bought by 22 November: of them GAP31 came again, and LATE the day after.
		if want := strings.Count(said, "\n") - 2; n != want || came != 2 {
			t.Errorf("%d settled and %d came, want %d and 2", n, came, want)
		}
		again, err := records.Page(tx)
		if again.Record != page.Record {
			t.Error("the record was read twice")
		}
		return err
	})
}

// The truths of the demo shop are for one page: whatever else reads them could cheat.
func TestWhatTheModelsFound(t *testing.T) {
	db := storetest.SQLite(t)
	demoShop(t, db, 200)
	jobtest.Rebuild(t, db, rebuild.Options{})
	jobtest.BuildForecasts(t, db, forecasts.Options{})
	storetest.View(t, db, func(tx *store.Tx) error {
		found, err := forecasts.FoundTruths(tx)
		kinds := ""
		for _, f := range found {
			kinds += f.Kind + " "
			if f.Found+len(f.Missed) != f.Planted || f.Found > f.Planted || f.Right > f.Flagged {
				t.Errorf("%+v", f)
			}
			for _, c := range f.Missed {
				if c.Code == "" || c.Name == "" || c.ID == 0 {
					t.Errorf("%s misses %+v", f.Kind, c)
				}
			}
			t.Logf("%s: %d of %d found, %d flagged of which %d rightly", f.Kind, f.Found, f.Planted, f.Flagged, f.Right)
		}
		if kinds != "stopped one-time slipping growing new seasonal came-back preferred-channel " {
			t.Errorf("kinds are %s", kinds)
		}
		return err
	})
	empty := storetest.SQLite(t)
	jobtest.WorkedExamples(t, empty)
	jobtest.Rebuild(t, empty, rebuild.Options{})
	jobtest.BuildForecasts(t, empty, forecasts.Options{})
	storetest.View(t, empty, func(tx *store.Tx) error {
		found, err := forecasts.FoundTruths(tx)
		if found != nil {
			t.Errorf("a real shop has truths: %+v", found)
		}
		return err
	})
}

// A page whose snapshot is older than the record that is kept gets the record of its own
// snapshot, and leaves the newer one to all others.
func TestAnOlderSnapshotLeavesTheNewerRecord(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		jobtest.WorkedExamples(t, db)
		kept := jobtest.BuildForecasts(t, db, forecasts.Options{})
		var records forecasts.Records
		page := func(tx *store.Tx) forecasts.ForecastPage {
			p, err := records.Page(tx)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		var newer forecasts.ForecastPage
		read := func(tx *store.Tx) error { newer = page(tx); return nil }
		storetest.View(t, db, func(tx *store.Tx) error {
			if _, err := tx.CountSettled(); err != nil { // the snapshot is taken
				return err
			}
			storetest.Update(t, db, func(tx *store.Tx) error {
				return tx.SettleForecasts(store.SettledForecasts{CutOff: calendar.Of(storetest.Now), Body: `{}`})
			})
			storetest.View(t, db, read)
			if n, was := len(newer.Record.Backtests), len(page(tx).Record.Backtests); n != was+1 {
				t.Errorf("%d days in the newer snapshot, %d in the older one; kept: %v", n, was, kept.Kept)
			}
			return nil
		})
		first := newer.Record
		if storetest.View(t, db, read); newer.Record != first {
			t.Error("the older snapshot's record has replaced the newer one")
		}
	})
}
