package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"wholesight/jobs/calendar"
	"wholesight/jobs/classifications"
	"wholesight/jobs/figures"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// The shop that re-banding is measured on, whatever the size of the rest.
const (
	rebandedCustomers = 100_000
	rebandedBands     = 30
)

// rebanding measures P5: while a value is typed, what the page of classifications asks
// for with each pause, as a whole request: log-in, draft, bands, counts, names, HTML.
// Each request has another value, so that no answer is there already.
func (b *run) rebanding() error {
	began := time.Now()
	file := filepath.Join(b.dir, "banded.db")
	smartType, row, err := bandedShop(b.ctx, file)
	if err != nil {
		return err
	}
	whole := *b
	whole.db = file
	if err := whole.addAdmin(); err != nil {
		return err
	}
	b.say("a shop of %d scored customers made in %s", rebandedCustomers, time.Since(began).Round(100*time.Millisecond))
	s, _, err := whole.serveShop("/login")
	if err != nil {
		return err
	}
	if err := s.logIn(); err != nil {
		return err
	}
	preview := func(value string) (time.Duration, int, error) {
		began := time.Now()
		res, err := s.client.PostForm(s.url+"/classifications/preview",
			url.Values{"smart_type": {fmt.Sprint(smartType)}, "row": {fmt.Sprint(row)}, "value": {value}})
		if err != nil {
			return 0, 0, err
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err == nil && (res.StatusCode != http.StatusOK || !strings.Contains(string(body), "moves")) {
			err = fmt.Errorf("preview of %s: %s\n%.300s", value, res.Status, body)
		}
		return time.Since(began), len(body), err
	}
	first, _, err := preview("4.01")
	if err != nil {
		return err
	}
	var times []time.Duration
	size := 0
	for i := range 200 {
		took, n, err := preview(fmt.Sprintf("4.%02d", 2+i%97))
		if err != nil {
			return err
		}
		times, size = append(times, took), max(size, n)
	}
	memory, err := s.memory()
	if err != nil {
		return err
	}
	if err := s.stop(); err != nil {
		return err
	}
	what := fmt.Sprintf("P5 re-banding preview, %d customers, %d bands, %d KiB", rebandedCustomers, rebandedBands,
		size>>10)
	b.table.add(what+", p95 of 200", millis(percentile(times, 95)), "–", "–", "≤ 50 ms")
	b.table.add("P5 the first one after a run, which reads the customers", millis(first), "–", "–", "–")
	b.table.add("P5 memory after it", mib(memory), "–", "–", "–")
	return nil
}

// bandedShop is a database of customers with figures of a run, written as a run writes
// them, and bands of two types. It returns the smart type and the row that is edited.
func bandedShop(ctx context.Context, file string) (smartType, row int64, err error) {
	db, err := store.Open(ctx, "sqlite:"+file, store.Options{})
	if err != nil {
		return 0, 0, err
	}
	defer db.Close()
	if _, err := db.Migrate(ctx); err != nil {
		return 0, 0, err
	}
	by := store.Actor{Name: "bench"}
	var build int64
	var was store.Baseline
	day := calendar.Must("2026-11-22")
	if err := db.Update(ctx, func(tx *store.Tx) (err error) {
		if smartType, _, err = tx.FirstSmartType(); err != nil {
			return err
		}
		for _, kind := range []classify.Type{classify.Risk, classify.Orders, classify.RevenueShare} {
			var rows []store.Classification
			for i := range rebandedBands {
				v := int64(i+1) * 100
				rows = append(rows, store.Classification{Title: fmt.Sprintf("%s %d", kind, i+1), Value: &v})
			}
			after, err := classifications.Save(tx, by, smartType, kind, rows, nil)
			if err != nil {
				return err
			}
			if kind == classify.Risk {
				row = after[3].ID
			}
		}
		if was, err = tx.Baseline(); err != nil {
			return err
		}
		build, err = tx.BeginBuild(store.Build{AsOf: day, Timeframe: 12, Steps: store.StepLabels, StartedAt: tx.Now})
		return err
	}); err != nil {
		return 0, 0, err
	}
	r := rand.New(rand.NewPCG(5, 100_000))
	const batch = 2000
	for from := 0; from < rebandedCustomers; from += batch {
		if err := db.Update(ctx, func(tx *store.Tx) error {
			customers := make([]store.Customer, batch)
			for i := range customers {
				customers[i] = store.Customer{Code: "C" + strconv.Itoa(1_000_000+from+i),
					Name: fmt.Sprintf("Customer %d & Sons", from+i), SmartTypeID: smartType, Active: true}
			}
			if err := tx.InsertCustomers(customers); err != nil {
				return err
			}
			scores := make([]store.Score, batch)
			for i, c := range customers {
				scores[i] = randomScore(r, c.ID, smartType, day, int64(from+i))
			}
			return tx.StageScores(build, scores)
		}); err != nil {
			return 0, 0, err
		}
	}
	return smartType, row, db.Update(ctx, func(tx *store.Tx) error {
		return tx.PublishBuild(store.Build{ID: build, Customers: rebandedCustomers, History: true},
			[]string{store.StepLabels}, was)
	})
}

// randomScore is a customer's figures: everything exists, spread over the bands, and
// the labels are none yet.
func randomScore(r *rand.Rand, id, smartType int64, day calendar.Day, n int64) store.Score {
	revenue := int64(1+r.IntN(1_000_000)) * 100
	return store.Score{CustomerID: id, SmartTypeID: smartType,
		Customer: figures.Customer{Revenue: revenue, PreviousRevenue: revenue / 2, Orders: int64(r.IntN(40)),
			PreviousOrders: 3,
			PurchaseDays:   9, LastPurchase: day - 30, Since: 30, GapNum: 60, GapDen: 2, Risk: int64(r.IntN(3500)),
			RiskChange:    100,
			RevenueChange: 1000,
			Rank:          1 + n, RankOf: rebandedCustomers, Larger: n * 1_000_000, Total: rebandedCustomers * 1_000_000,
			ShareOfLarger: 10_000 * n / rebandedCustomers}}
}
