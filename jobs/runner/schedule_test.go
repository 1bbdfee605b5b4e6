package runner_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"wholesight/jobs/jobtest"
	"wholesight/jobs/runner"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/store/storetest"
)

func TestEachNightOnceAcrossProcesses(t *testing.T) {
	for name, address := range map[string]func(testing.TB) string{"SQLite": storetest.SQLiteURL,
		"PostgreSQL": storetest.PostgresURL} {
		t.Run(name, func(t *testing.T) {
			clock := &storetest.Clock{}
			clock.Set(time.Date(2026, 11, 22, 1, 59, 0, 0, time.UTC))
			where := address(t)
			processes := []*store.DB{storetest.OpenAt(t, where, clock), storetest.OpenAt(t, where, clock)}
			if _, err := processes[0].Migrate(context.Background()); err != nil {
				t.Fatal(err)
			}
			nights := 0
			for range 3 {
				if n := tick(t, processes); n != 0 {
					t.Errorf("%v: %d enqueued before the hour", clock.Now(), n)
				}
				clock.Add(time.Minute)
				for range 3 {
					nights += tick(t, processes)
				}
				clock.Add(24*time.Hour - time.Minute)
			}
			if nights != 3 {
				t.Errorf("%d nights, want 3", nights)
			}
			storetest.View(t, processes[0], func(tx *store.Tx) error {
				all, err := tx.Jobs(store.JobFilter{Limit: 50})
				if len(all) != len(runner.Nightly) { // of later nights they joined those still queued
					t.Errorf("%d jobs, want %d", len(all), len(runner.Nightly))
				}
				for _, j := range all {
					if j.Actor.Name != runner.Clock.Name {
						t.Errorf("%s was asked for by %q", j.Name, j.Actor.Name)
					}
				}
				return err
			})
		})
	}
}

// tick looks at the clock in several processes at once and counts who enqueued.
func tick(t *testing.T, processes []*store.DB) int {
	t.Helper()
	var wg sync.WaitGroup
	var mu sync.Mutex
	n := 0
	for i := range 8 {
		wg.Go(func() {
			enqueued, err := runner.Tick(context.Background(), processes[i%len(processes)])
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			if enqueued {
				n++
			}
		})
	}
	wg.Wait()
	return n
}

// Every quarter of an hour over the two nights a year that have an hour too few or
// too many, with a clock that is put back once: each day has one night.
func TestNightsThroughDaylightSavingAndASetClock(t *testing.T) {
	for _, c := range []struct {
		zone, hour string
		from       time.Time
	}{
		{"Europe/London", "1", time.Date(2026, 3, 28, 0, 0, 0, 0, time.UTC)},   // 01:00 does not exist on 29 March
		{"Europe/Berlin", "2", time.Date(2026, 10, 23, 22, 0, 0, 0, time.UTC)}, // 02:00 comes twice on 25 October
	} {
		clock := &storetest.Clock{}
		clock.Set(c.from)
		db := storetest.OpenAt(t, storetest.SQLiteURL(t), clock)
		if _, err := db.Migrate(context.Background()); err != nil {
			t.Fatal(err)
		}
		storetest.Update(t, db, func(tx *store.Tx) error {
			if err := settings.SaveSetting(tx, jobtest.Tester, "time-zone", c.zone); err != nil {
				return err
			}
			return settings.SaveSetting(tx, jobtest.Tester, "nightly-hour", c.hour)
		})
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range 3 * 24 * 4 {
			if i == 150 {
				clock.Add(-6 * time.Hour)
			}
			if enqueued, err := runner.Tick(context.Background(), db); err != nil {
				t.Fatal(err)
			} else if enqueued {
				got = append(got, clock.Now().In(zone).Format("2006-01-02"))
			}
			storetest.View(t, db, func(tx *store.Tx) error {
				next, err := runner.NextNight(tx)
				if wait := next.Sub(tx.Now); wait > 31*time.Hour {
					t.Errorf("%v: the next night is %v away", tx.Now, wait)
				}
				return err
			})
			clock.Add(15 * time.Minute)
		}
		day := c.from.In(zone)
		want := fmt.Sprint(day.Format("2006-01-02"), " ", day.AddDate(0, 0, 1).Format("2006-01-02"), " ",
			day.AddDate(0, 0, 2).Format("2006-01-02"))
		if strings.Join(got, " ") != want {
			t.Errorf("%s: nights %v, want %s", c.zone, got, want)
		}
	}
}
