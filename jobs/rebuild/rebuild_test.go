package rebuild_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/store/storetest"
)

// dump writes all that is derived and seen: the report, the series, who moved, and
// the labels' customers.
func dump(t testing.TB, db *store.DB, ids ...int64) string {
	t.Helper()
	var b bytes.Buffer
	if err := rebuild.WriteReport(context.Background(), db, store.Everyone(), &b, nil); err != nil {
		t.Fatal(err)
	}
	if err := db.View(context.Background(), func(tx *store.Tx) error { return dumpRest(tx, &b, ids) }); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func dumpRest(tx *store.Tx, b *bytes.Buffer, ids []int64) error {
	for _, id := range ids {
		series, err := tx.Series(store.Everyone(), id)
		if err != nil {
			return err
		}
		fmt.Fprintf(b, "series of %d:", id)
		for _, p := range series {
			if p.Revenue != 0 || p.Orders != 0 || p.Month >= calendar.Must("2026-08-01").Month() {
				fmt.Fprintf(b, " %s %d/%d risk %d", p.Month, p.Revenue, p.Orders, p.Risk)
				if p.Estimated {
					b.WriteString("~")
				}
			}
		}
		b.WriteByte('\n')
	}
	build, err := tx.Published(store.StepLabels)
	if err != nil {
		return err
	}
	moves, err := tx.Moves(store.Everyone(), build.ID)
	if err != nil {
		return err
	}
	for _, m := range moves {
		fmt.Fprintf(b, "moved: %s %d → %d: %d\n", classify.Types[m.Type], m.From, m.To, m.Customers)
	}
	counts, err := tx.LabelCounts(store.Everyone())
	for _, c := range counts {
		fmt.Fprintf(b, "label %d: %d customers, %d\n", c.ClassificationID, c.Customers, c.Revenue)
	}
	return err
}

func TestRebuildOfTheWorkedExamples(t *testing.T) {
	const want = `customer_code,name,smart_type,account_manager,as_of,timeframe_months,revenue_current,revenue_previous,revenue_change_pct,orders_current,orders_previous,last_order,days_since_last,average_gap_days,risk,risk_estimated,risk_change_pct,revenue_rank,revenue_rank_of,share_of_larger_pct,label_risk,label_risk_change,label_revenue_rank,label_revenue_change,label_revenue_share,label_orders
BACK,"'=Back, again",Trade,,2026-11-22,12,2000.00,0.00,,2,0,2026-11-01,21,31.000,0.68,false,,3,5,79.51,Fine,,Middle,,A,Some
GAP31,Rhythm & Co,Trade,,2026-11-22,12,9000.00,0.00,,4,0,2026-11-01,21,30.667,0.68,false,,1,5,0.00,Fine,,Top,,A,Some
LATE,LATE,Trade,,2026-11-22,12,4000.00,0.00,,4,0,2026-07-03,142,30.000,4.73,false,,2,5,55.05,Lost,,Middle,,A,Some
NEVER,NEVER,Trade,,2026-11-22,12,0.00,0.00,,0,0,,,,,,,,,,,,,,,None
ONCE,ONCE,Trade,,2026-11-22,12,500.00,0.00,,1,0,2026-10-22,31,30.833,1.01,true,,5,5,96.94,Late,,,,,Some
YEARS,YEARS,Trade,,2026-11-22,12,850.00,1200.00,-29.2,3,4,2026-06-01,174,91.000,1.91,false,44.6,4,5,91.74,Late,Worse,,Shrinks,B,Some
`
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := jobtest.WorkedExamples(t, db)
		report := jobtest.Rebuild(t, db, rebuild.Options{})
		got := dump(t, db, ids["ONCE"], ids["GONE"], ids["NEVER"], ids["YEARS"])
		csv, rest, _ := strings.Cut(got, "series of")
		if diff := cmp.Diff(want, csv); diff != "" {
			t.Errorf("report (- want, + got):\n%s", diff)
		}
		const wantRest = `series of 4: 2026-10 50000/1 risk 15~ 2026-11 0/0 risk 101~
series of 6: 2026-01 90000/1 risk 33~ 2026-02 90000/1 risk 87 2026-08 0/0 risk 681 2026-09 0/0 risk 777 2026-10 0/0 risk 877 2026-11 0/0 risk 948
series of 5:
`
		if diff := cmp.Diff(wantRest, strings.Split("series of"+rest, "series of 7")[0]); diff != "" {
			t.Errorf("series (- want, + got):\n%s", diff)
		}
		if report.Orders != 22 || report.Customers != 6 || report.Moved != 20 || report.AsOf != "2026-11-22" ||
			!report.History {
			t.Errorf("report is %+v", report)
		}
		if first := report.Moves[0]; first.Type != "risk" || first.From != "" || first.To != "Fine" || first.Customers != 2 {
			t.Errorf("first move is %+v", first)
		}

		// The same again: the same bytes, and nobody moved.
		before := strings.Split(got, "moved:")[0]
		again := jobtest.Rebuild(t, db, rebuild.Options{})
		if after := strings.Split(dump(t, db, ids["ONCE"], ids["GONE"], ids["NEVER"], ids["YEARS"]),
			"label ")[0]; after != before {
			t.Errorf("a second run differs:\n%s", cmp.Diff(before, after))
		}
		if again.Moved != 0 || len(again.Moves) != 0 {
			t.Errorf("a second run moved %d: %+v", again.Moved, again.Moves)
		}
	})
}

func TestOneStepAloneLeavesTheOther(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.WorkedExamples(t, db)
	first := jobtest.Rebuild(t, db, rebuild.Options{AsOf: "2026-11-20"}).Build
	graph := jobtest.Rebuild(t, db, rebuild.Options{Only: rebuild.StepGraph, AsOf: "2026-11-21"}).Build
	labels := jobtest.Rebuild(t, db, rebuild.Options{Only: rebuild.StepLabels, AsOf: "2026-11-22"}).Build
	for step, want := range map[string]struct {
		build int64
		day   string
	}{rebuild.StepGraph: {graph, "2026-11-21"}, rebuild.StepLabels: {labels, "2026-11-22"}} {
		storetest.View(t, db, func(tx *store.Tx) error {
			b, err := tx.Published(step)
			if b.ID != want.build || b.AsOf.String() != want.day || b.State != "published" {
				t.Errorf("%s: build %d as of %s is %s, want %d as of %s", step, b.ID, b.AsOf, b.State, want.build, want.day)
			}
			old, err2 := tx.Build(first)
			if old.State != "superseded" {
				t.Errorf("the first build is %s", old.State)
			}
			return errors.Join(err, err2)
		})
	}
	if _, err := rebuild.Run(context.Background(), &runner.Work{DB: db, Log: storetest.Log()},
		rebuild.Options{Only: "colours"}); err == nil {
		t.Error("a step that does not exist was run")
	}
}

func TestAsOf(t *testing.T) {
	db := storetest.SQLite(t)
	ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"}, store.Customer{Code: "B"})
	check := func(asOf, want string) {
		t.Helper()
		if got := jobtest.Rebuild(t, db, rebuild.Options{AsOf: asOf}).AsOf; got != want {
			t.Errorf("as of %q is %s, want %s", asOf, got, want)
		}
	}
	check("latest-order", "2026-11-22") // there is none
	later := jobtest.Sale("4", ids["A"], "2026-11-18", 1)
	later.Status = store.OrderCancelled
	storetest.AddOrders(t, db, jobtest.Sale("1", ids["A"], "2026-11-10", 100),
		jobtest.Sale("2", ids["B"], "2026-11-15", -5), jobtest.Sale("3", ids["A"], "2026-12-24", 100), later)
	check("latest-order", "2026-11-15") // a credit note counts in revenue; what is cancelled or still to come does not
	check("today", "2026-11-22")
	check("", "2026-11-22")
	check("2024-02-29", "2024-02-29")
	storetest.Update(t, db, func(tx *store.Tx) error {
		return errors.Join(settings.SaveSetting(tx, jobtest.Tester, "as-of", "latest-order"),
			settings.SaveSetting(tx, jobtest.Tester, "time-zone", "Pacific/Kiritimati"))
	})
	check("", "2026-11-15")
	check("today", "2026-11-22") // 23:30 there
	if _, err := rebuild.Run(context.Background(), &runner.Work{DB: db, Log: storetest.Log()},
		rebuild.Options{AsOf: "2023-02-29"}); err == nil {
		t.Error("a day that does not exist was taken")
	}
}

// As of a day, the full history and the one cut at that day give the same bytes:
// no figure looks ahead.
func TestMovingTheClock(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 5))
		full := jobtest.RandomShop(r)
		if len(full.Customers) == 0 {
			continue
		}
		full.AsOf = full.AsOf.AddDate(0, -r.IntN(20), -r.IntN(30)) // much lies after it now
		cut := *full
		cut.Orders = nil
		for _, o := range full.Orders {
			if !o.Day.After(full.AsOf) {
				cut.Orders = append(cut.Orders, o)
			}
		}
		var got []string
		for _, s := range []*jobtest.RawShop{full, &cut} {
			db := storetest.SQLite(t)
			s.Store(t, db)
			jobtest.Rebuild(t, db, rebuild.Options{AsOf: calendar.Of(full.AsOf).String()})
			ids := make([]int64, len(s.Customers))
			for i := range ids {
				ids[i] = int64(i) + 1
			}
			got = append(got, dump(t, db, ids...))
		}
		if diff := cmp.Diff(got[1], got[0]); diff != "" {
			t.Errorf("seed %d (- cut, + full):\n%s", seed, diff)
		}
	}
}

// While builds of two days take turns, every reader sees one of them whole: the
// report, the series and the labels' customers of one build.
func TestReadersSeeOneBuildOrTheNext(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		samples := 2000
		if !db.Embedded() {
			samples = 500
		}
		jobtest.WorkedExamples(t, db)
		ids := []int64{1, 2, 3, 4, 5, 6, 7}
		days := []string{"2026-11-22", "2026-06-15"}
		want := map[string]string{}
		for _, d := range days {
			jobtest.Rebuild(t, db, rebuild.Options{AsOf: d})
			want[d] = unmoved(dump(t, db, ids...))
		}
		ctx, stop := context.WithCancel(context.Background())
		var wg sync.WaitGroup
		wg.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				if _, err := rebuild.Run(ctx, &runner.Work{DB: db, Log: storetest.Log()},
					rebuild.Options{AsOf: days[i%2]}); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
			}
		})
		seen := map[string]int{}
		var mu sync.Mutex
		// A busy machine may be slow to publish: the readers go on until both days were seen.
		deadline := time.Now().Add(time.Minute)
		wait := func() bool {
			mu.Lock()
			defer mu.Unlock()
			return len(seen) < len(days) && time.Now().Before(deadline)
		}
		var readers sync.WaitGroup
		for range 2 {
			readers.Go(func() {
				for i := 0; i < samples/2 || wait(); i++ {
					var b bytes.Buffer
					var asOf string
					if err := db.View(ctx, func(tx *store.Tx) error {
						b.Reset()
						build, err := tx.Published(store.StepLabels)
						if err != nil {
							return err
						}
						asOf = build.AsOf.String()
						if err := rebuild.ReportTo(tx, store.Everyone(), &b); err != nil {
							return err
						}
						return dumpRest(tx, &b, ids)
					}); err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					seen[asOf]++
					mu.Unlock()
					if diff := cmp.Diff(want[asOf], unmoved(b.String())); diff != "" {
						t.Errorf("a mixture was seen:\n%s", diff)
						return
					}
				}
			})
		}
		readers.Wait()
		stop()
		wg.Wait()
		if len(seen) != 2 {
			t.Errorf("the readers saw %v: the builds did not take turns", seen)
		}
	})
}

// unmoved leaves out who moved, which depends on the build before.
func unmoved(s string) string {
	var keep []string
	for _, line := range strings.Split(s, "\n") {
		if !strings.HasPrefix(line, "moved:") {
			keep = append(keep, line)
		}
	}
	return strings.Join(keep, "\n")
}

// What is counted with the build for everybody is what a count over the customers
// gives a rep who has them all.
func TestCountsOfABuildAreThoseOfItsCustomers(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.WorkedExamples(t, db)
	var rep int64
	storetest.Update(t, db, func(tx *store.Tx) (err error) {
		if rep, err = tx.CreateUser(store.User{Email: "rep@shop.example", Role: store.RoleRep}); err != nil {
			return err
		}
		manager, err := tx.AddAccountManager("Ann")
		if err != nil {
			return err
		}
		return errors.Join(tx.LinkManagers(rep, []int64{manager}),
			all(tx, func(c *store.Customer) { c.AccountManagerID = manager }))
	})
	for _, asOf := range []string{"2026-06-15", "2026-11-22"} {
		build := jobtest.Rebuild(t, db, rebuild.Options{AsOf: asOf}).Build
		storetest.View(t, db, func(tx *store.Tx) error {
			counted, err := tx.LabelCounts(store.Everyone())
			live, err2 := tx.LabelCounts(store.OfRep(rep))
			moved, err3 := tx.Moves(store.Everyone(), build)
			liveMoved, err4 := tx.Moves(store.OfRep(rep), build)
			if diff := cmp.Diff(live, counted); diff != "" || len(live) == 0 {
				t.Errorf("as of %s, labels (- live, + counted):\n%s", asOf, diff)
			}
			if diff := cmp.Diff(liveMoved, moved); diff != "" || len(moved) == 0 {
				t.Errorf("as of %s, moves (- live, + counted):\n%s", asOf, diff)
			}
			return errors.Join(err, err2, err3, err4)
		})
	}
}

// all changes every customer.
func all(tx *store.Tx, change func(*store.Customer)) error {
	var rows []store.Customer
	if err := tx.EachCustomer(store.Everyone(), func(c *store.Customer) error {
		rows = append(rows, *c)
		return nil
	}); err != nil {
		return err
	}
	for i := range rows {
		change(&rows[i])
		if err := tx.UpdateCustomer(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}
