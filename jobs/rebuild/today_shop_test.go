package rebuild_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/customerlist"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/lists"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	"wholesight/store/storetest"
)

func TestShopSeriesIsTheSumOfItsCustomers(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.WorkedExamples(t, db)
	for range 2 {
		jobtest.Rebuild(t, db, rebuild.Options{})
		storetest.View(t, db, func(tx *store.Tx) error { return checkShopSeries(t, tx) })
	}
}

// slippedNow is who has slipped, and from which label, as lists know it.
func slippedNow(t *testing.T, db *store.DB) map[string]string {
	t.Helper()
	got := map[string]string{}
	storetest.View(t, db, func(tx *store.Tx) error {
		r, err := new(lists.Cache).List(tx)
		if err != nil {
			return err
		}
		rows, err := r.All(customerlist.Filter{Slipped: true}, customerlist.DefaultSort, customerlist.Everyone())
		for _, row := range rows {
			e := r.At(row)
			got[e.Code] = e.SlippedFrom.Title + " → " + e.Labels[classify.Risk.Index()].Title
		}
		return err
	})
	return got
}

// Who slipped is told by the runs of the newest day together: the first run is no slip,
// a second one of the same day forgets nobody, and the day after begins anew.
func TestSlipped(t *testing.T) {
	db := storetest.SQLite(t)
	jobtest.WorkedExamples(t, db)
	on := func(day string) { jobtest.Rebuild(t, db, rebuild.Options{AsOf: day}) }
	check := func(when string, want map[string]string) {
		t.Helper()
		if d := cmp.Diff(want, slippedNow(t, db)); d != "" {
			t.Errorf("%s (-want +got)\n%s", when, d)
		}
	}
	on("2026-11-20")
	check("after the first run", map[string]string{})
	// GAP31 bought on 11-01 and buys every 30.67 days: due from 12-02 on. BACK has 31.
	on("2026-12-03")
	want := map[string]string{"GAP31": "Fine → Late", "BACK": "Fine → Late"}
	check("on the third of December", want)
	on("2026-12-03")
	check("after a second run of the day", want)
	on("2026-12-04")
	check("a day later", map[string]string{})
	on("2027-04-15")
	check("in April", map[string]string{"GAP31": "Late → Lost", "BACK": "Late → Lost", "LATE": "Fine → Late",
		"ONCE": "Fine → Late"})
}
