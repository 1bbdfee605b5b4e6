package rebuild_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/calendar"
	"wholesight/jobs/jobtest"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/runner"
	"wholesight/store"
	"wholesight/store/storetest"
)

// Two hundred random shops with every nasty case of the issue: the report of the
// published build and the one computed afresh must be the second opinion's text,
// byte for byte.
func TestTheReportAgreesWithASecondComputation(t *testing.T) {
	const shops, onPostgres = 200, 20
	template := filepath.Join(t.TempDir(), "template.db")
	db, err := store.Open(context.Background(), "sqlite:"+template, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	empty, err := os.ReadFile(template)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for seed := range uint64(shops) {
		s := jobtest.RandomShop(rand.New(rand.NewPCG(seed, 22)))
		path := filepath.Join(t.TempDir(), "shop.db")
		if err := os.WriteFile(path, empty, 0o600); err != nil {
			t.Fatal(err)
		}
		db := storetest.OpenAt(t, "sqlite:"+path, &storetest.Clock{})
		agree(t, db, s, fmt.Sprintf("seed %d on SQLite", seed))
		s.Tally(seen)
		if seed < onPostgres {
			t.Run(fmt.Sprintf("PostgreSQL/%d", seed), func(t *testing.T) {
				agree(t, storetest.Postgres(t), s, fmt.Sprintf("seed %d on PostgreSQL", seed))
			})
		}
	}
	// Each case must have come up, or the agreement says nothing about it.
	for _, what := range []string{"tie", "return", "credit note", "one order", "none", "cancelled", "draft",
		"after the day", "fractional quantity",
		"sub-cent price", "29 February", "timeframe 3", "timeframe 6", "timeframe 12", "timeframe 24", "inactive",
		"estimated", "no estimate",
		"risk", "risk_change", "revenue_rank", "revenue_change", "revenue_share", "orders", "stopped by a gate"} {
		if seen[what] == 0 {
			t.Errorf("no shop had: %s", what)
		}
	}
}

func agree(t *testing.T, db *store.DB, s *jobtest.RawShop, name string) {
	t.Helper()
	s.Store(t, db)
	want := s.CSV()
	asOf := calendar.Of(s.AsOf)
	var fresh, published bytes.Buffer
	if err := rebuild.WriteReport(context.Background(), db, store.Everyone(), &fresh, &asOf); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if diff := cmp.Diff(want, fresh.String()); diff != "" {
		t.Fatalf("%s, computed afresh (- second opinion, + report):\n%s", name, diff)
	}
	if _, err := rebuild.Run(context.Background(), &runner.Work{DB: db, Log: storetest.Log()},
		rebuild.Options{AsOf: asOf.String()}); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := rebuild.WriteReport(context.Background(), db, store.Everyone(), &published, nil); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if diff := cmp.Diff(want, published.String()); diff != "" {
		t.Fatalf("%s, published (- second opinion, + report):\n%s", name, diff)
	}
}
