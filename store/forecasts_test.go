package store_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/figures"
	"wholesight/store"
	"wholesight/store/storetest"
)

// wholeForecast has a value in every field.
func wholeForecast(id int64) store.Forecast {
	return store.Forecast{CustomerID: id, Forecast: figures.Forecast{Model: "gap-rule", Known: true, Count: 7,
		First: calendar.Must("2024-01-02"), Last: calendar.Must("2026-10-30"),
		GapThousandths: 30_667, Usual: 31, Alive: 9900, Purchase30: 5000, Purchase91: 9000, Churn: 1000, ChurnHorizon: 93,
		Orders91: 27_500, Orders365: 110_000,
		Revenue91: 123_456, CLV365: 500_000, Margin365: -3, HasMargin: true, Next: calendar.Must("2026-12-01"),
		Low: calendar.Must("2026-11-25"), High: calendar.Must("2027-01-10"),
		HasNext: true, Due: calendar.Must("2026-11-29"), Channel: 2, Usable: 1, ChannelShare: 6100, Confidence: 2,
		Season: 1200}}
}

// A field that is added is stored: the round trip below holds what has a value.
func TestTheForecastOfTheRoundTripIsWhole(t *testing.T) {
	whole := reflect.ValueOf(wholeForecast(1).Forecast)
	for i := range whole.NumField() {
		if whole.Field(i).IsZero() {
			t.Errorf("%s has no value", whole.Type().Field(i).Name)
		}
	}
}

// publishForecasts stages forecasts in a build of their own and publishes it.
func publishForecasts(t *testing.T, db *store.DB, asOf string, forecasts ...store.Forecast) (build int64) {
	t.Helper()
	storetest.Update(t, db, func(tx *store.Tx) error {
		was, err := tx.Baseline()
		if err != nil {
			return err
		}
		if build, err = tx.BeginBuild(store.Build{AsOf: calendar.Must(asOf), Timeframe: 12, Steps: store.StepForecasts,
			StartedAt: tx.Now}); err != nil {
			return err
		}
		return errors.Join(tx.StageForecasts(build, forecasts),
			tx.PublishBuild(store.Build{ID: build, Customers: int64(len(forecasts))}, []string{store.StepForecasts}, was))
	})
	return build
}

func TestForecastsAreReadAsTheyWereStaged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "C"}, store.Customer{Code: "A"}, store.Customer{Code: "B"},
			store.Customer{Code: "GONE", Notes: "inactive"})
		thin := store.Forecast{CustomerID: ids["B"], Forecast: figures.Forecast{Model: "gap-rule", Known: true, Count: 1,
			First: calendar.Must("2026-01-02"), Last: calendar.Must("2026-01-02"), ChurnHorizon: 91}}
		all := map[string]store.Forecast{"A": wholeForecast(ids["A"]), "B": thin, "C": {CustomerID: ids["C"]}}
		build := publishForecasts(t, db, "2026-11-22", all["C"], all["A"], all["B"], wholeForecast(ids["GONE"]))
		storetest.View(t, db, func(tx *store.Tx) error {
			var codes []string
			err := tx.EachForecast(store.Everyone(), build, func(p store.Party, f *store.Forecast) error {
				codes = append(codes, p.Code)
				if d := cmp.Diff(all[p.Code], *f); d != "" || p.ID != ids[p.Code] || p.SmartType != "Trade" {
					t.Errorf("%+v (- staged, + read):\n%s", p, d)
				}
				return nil
			})
			for _, code := range codes {
				one, err := tx.Forecast(store.Everyone(), ids[code])
				if d := cmp.Diff(all[code], one); d != "" || err != nil {
					t.Errorf("%s alone: %v (- staged, + read):\n%s", code, err, d)
				}
			}
			if fmt.Sprint(codes) != "[A B C]" {
				t.Errorf("by code they are %v", codes)
			}
			var rows []int64
			err2 := tx.EachForecastRow(build, func(id int64, f *store.Forecast) error {
				rows = append(rows, id)
				return nil
			})
			if len(rows) != 4 || rows[0] != ids["C"] {
				t.Errorf("by id they are %v", rows)
			}
			for _, scope := range []store.Scope{{}, store.OfCustomer(ids["B"]), store.OfRep(1)} {
				if _, err := tx.Forecast(scope, ids["A"]); !errors.Is(err, store.ErrNotFound) {
					t.Errorf("%+v reads the forecast of A: %v", scope, err)
				}
			}
			_, err3 := tx.Forecast(store.OfCustomer(ids["B"]), ids["B"])
			return errors.Join(err, err2, err3)
		})
	})
}

// Builds of forecasts take turns with builds of labels; neither ends what somebody
// still reads of the other.
func TestForecastsAndLabelsAreSweptApart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ids := storetest.AddCustomers(t, db, store.Customer{Code: "A"})
		labels := func() (build int64) {
			t.Helper()
			storetest.Update(t, db, func(tx *store.Tx) error {
				was, err := tx.Baseline()
				if err != nil {
					return err
				}
				if build, err = tx.BeginBuild(store.Build{AsOf: calendar.Must("2026-11-22"), Timeframe: 12, Steps: "graph labels",
					StartedAt: tx.Now}); err != nil {
					return err
				}
				return tx.PublishBuild(store.Build{ID: build}, []string{store.StepGraph, store.StepLabels}, was)
			})
			return build
		}
		outdated := func(want ...int64) {
			t.Helper()
			storetest.Update(t, db, func(tx *store.Tx) error {
				got, err := tx.OutdatedBuilds()
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("outdated are %v, want %v", got, want)
				}
				return err
			})
		}
		l1, f1 := labels(), publishForecasts(t, db, "2026-11-20", wholeForecast(ids["A"]))
		l2, f2 := labels(), publishForecasts(t, db, "2026-11-21", wholeForecast(ids["A"]))
		outdated()
		f3 := publishForecasts(t, db, "2026-11-22", wholeForecast(ids["A"]))
		outdated(f1)
		l3 := labels()
		outdated(l1, f1)
		storetest.Update(t, db, func(tx *store.Tx) error {
			return tx.KeepForecasts(store.LiveForecasts{CutOff: calendar.Must("2026-11-20"), Build: f1})
		})
		outdated(l1)
		storetest.Update(t, db, func(tx *store.Tx) error {
			rows, err := tx.CountBuildRows()
			if rows[f1] != 1 || rows[f2] != 1 || rows[f3] != 1 {
				t.Errorf("rows by build are %v", rows)
			}
			builds, err2 := tx.Builds(10)
			if len(builds) != 3 || builds[0].ID != l3 || builds[1].ID != l2 {
				t.Errorf("builds of labels are %+v", builds)
			}
			if err := tx.SettleForecasts(store.SettledForecasts{CutOff: calendar.Must("2026-11-20"),
				Body: `{"n":1}`}); err != nil {
				return err
			}
			if err := tx.SettleForecasts(store.SettledForecasts{CutOff: calendar.Must("2026-11-20")}); !errors.Is(err,
				store.ErrConflict) {
				t.Errorf("settled twice: %v", err)
			}
			return errors.Join(err, err2)
		})
		outdated(l1, f1)
		storetest.Update(t, db, func(tx *store.Tx) error {
			has, err := tx.HasForecastsOf(calendar.Must("2026-11-01").Month())
			not, err2 := tx.HasForecastsOf(calendar.Must("2026-10-01").Month())
			if !has || not {
				t.Errorf("November is kept: %v, October: %v", has, not)
			}
			live, err3 := tx.LiveForecasts()
			settled, err4 := tx.SettledForecasts()
			n, err5 := tx.CountSettled()
			if len(live) != 0 || n != 1 || len(settled) != 1 || settled[0].Body != `{"n":1}` ||
				settled[0].CutOff.String() != "2026-11-20" {
				t.Errorf("live %v, settled %v", live, settled)
			}
			for gone := int64(1); gone > 0; {
				if gone, err = tx.SweepBuild(f1, 1000); err != nil {
					return err
				}
			}
			rows, err6 := tx.CountBuildRows()
			if rows[f1] != 0 || rows[f2] != 1 {
				t.Errorf("after the sweep, rows by build are %v", rows)
			}
			was, err7 := tx.Baseline()
			if was.Forecasts != f3 || was.Labels != l3 {
				t.Errorf("published are %+v", was)
			}
			was.Forecasts = f2
			late, err8 := tx.BeginBuild(store.Build{Steps: store.StepForecasts, StartedAt: tx.Now})
			if err := tx.PublishBuild(store.Build{ID: late}, []string{store.StepForecasts}, was); !errors.Is(err,
				store.ErrConflict) {
				t.Errorf("a build that was overtaken: %v", err)
			}
			return errors.Join(err, err2, err3, err4, err5, err6, err7, err8)
		})
	})
}

func TestForecastModels(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		day := calendar.Must
		var ids []int64
		save := func(asOf, madeFor string) {
			t.Helper()
			storetest.Update(t, db, func(tx *store.Tx) error {
				id, err := tx.SaveForecastModel(store.ForecastModel{AsOf: day(asOf), BookVersion: 3, MadeFor: madeFor, Baskets: 9,
					Body: asOf})
				ids = append(ids, id)
				return err
			})
		}
		save("2026-11-01", "a")
		save("2026-11-08", "a")
		save("2026-11-08", "a")
		save("2026-11-10", "b")
		build := publishForecasts(t, db, "2026-11-10")
		storetest.Update(t, db, func(tx *store.Tx) error {
			m, err := tx.NewestForecastModel(day("2026-11-20"), "a")
			if m.ID != ids[2] || m.Body != "2026-11-08" || m.BookVersion != 3 || m.Baskets != 9 || m.MadeFor != "a" ||
				!m.MadeAt.Equal(tx.Now) {
				t.Errorf("the newest is %+v", m)
			}
			early, err2 := tx.NewestForecastModel(day("2026-11-07"), "a")
			if early.ID != ids[0] {
				t.Errorf("the newest of 7 November is %+v", early)
			}
			if _, err := tx.NewestForecastModel(day("2026-10-31"), "a"); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("a model of before the first: %v", err)
			}
			if err := tx.SetForecastModel(build, ids[0]); !errors.Is(err, store.ErrConflict) {
				t.Errorf("a published build got a model: %v", err)
			}
			staged, err3 := tx.BeginBuild(store.Build{Steps: store.StepForecasts, StartedAt: tx.Now})
			err4 := tx.SetForecastModel(staged, ids[0])
			of, err5 := tx.ModelOfBuild(staged)
			if of != ids[0] {
				t.Errorf("the model of the build is %d", of)
			}
			n, err6 := tx.SweepForecastModels()
			if n != 1 {
				t.Errorf("%d models were swept, want the second", n)
			}
			if _, err := tx.ForecastModel(ids[1]); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("a swept model: %v", err)
			}
			_, err7 := tx.ForecastModel(ids[0])
			return errors.Join(err, err2, err3, err4, err5, err6, err7)
		})
	})
}

func TestChannelTotalsAreOfTheManagersOfAScope(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var build, rep int64
		storetest.Update(t, db, func(tx *store.Tx) (err error) {
			if rep, err = tx.CreateUser(store.User{Email: "rep@shop.example", Role: store.RoleRep}); err != nil {
				return err
			}
			ann, err := tx.AddAccountManager("Ann")
			if err != nil {
				return err
			}
			if build, err = tx.BeginBuild(store.Build{Steps: store.StepForecasts, StartedAt: tx.Now}); err != nil {
				return err
			}
			return errors.Join(tx.LinkManagers(rep, []int64{ann}), tx.InsertChannels([]string{"web", "phone"}, 1),
				tx.StageChannelTotals(build, []store.ChannelTotal{{0, 0, 1, 10}, {0, 1, 2, 20}, {ann, 1, 3, 30}, {ann, 2, 4, -40}}))
		})
		storetest.View(t, db, func(tx *store.Tx) error {
			for scope, want := range map[store.Scope]string{
				store.Everyone(): "[{0  1 10} {2 phone 4 -40} {1 web 5 50}]", store.OfRep(rep): "[{2 phone 4 -40} {1 web 3 30}]",
				store.OfCustomer(1): "[]", {}: "[]"} {
				got, err := tx.ChannelTotals(scope, build)
				if err != nil {
					return err
				}
				if fmt.Sprint(got) != want {
					t.Errorf("%+v: %v, want %s", scope, got, want)
				}
			}
			return nil
		})
	})
}
