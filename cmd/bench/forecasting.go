package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// fitted is the shop on which training is measured beside the shop of the table: twice
// its customers, who buy little each, because the fits go by customers.
func (b *run) fitted() size { return size{2 * b.shop.customers, b.shop.lines / 5} }

// forecastTimes are what a run of the forecasts says of itself.
type forecastTimes struct {
	Customers int64 `json:"customers"`
	Baskets   int64 `json:"baskets"`
	ReadMS    int64 `json:"read_ms"`
	TrainMS   int64 `json:"train_ms"`
	ScoreMS   int64 `json:"score_ms"`
	WriteMS   int64 `json:"write_ms"`
	PublishMS int64 `json:"publish_ms"`
}

// forecast runs the forecasts of a shop once, with a new model or with the one that
// serves.
func (b *run) forecast(db string, more ...string) (forecastTimes, measured, error) {
	m, err := b.product(db, append([]string{"rebuild", "--only", "forecasts", "--json"}, more...)...)
	if err != nil {
		return forecastTimes{}, m, err
	}
	var report struct {
		Forecasts forecastTimes `json:"forecasts"`
	}
	if err := json.Unmarshal([]byte(m.stdout), &report); err != nil {
		return forecastTimes{}, m, fmt.Errorf("report of the forecasts: %w\n%s", err, m.stdout)
	}
	return report.Forecasts, m, nil
}

// forecasting measures P4's share of the forecasts: the nightly run with a model that
// serves, and the training, each against one bare ordered scan of the order lines.
func (b *run) forecasting() error {
	trained, first, err := b.forecast(b.db, "--full")
	if err != nil {
		return err
	}
	var walls, scans, reads, scores, writes []time.Duration
	var peak int64
	lines := 0
	for range 3 {
		f, m, err := b.forecast(b.db)
		if err != nil {
			return err
		}
		took, n, err := scanBare(b.db)
		if err != nil {
			return err
		}
		walls, scans, peak, lines = append(walls, m.wall), append(scans, took), max(peak, m.peak), n
		reads, scores, writes = append(reads, ms(f.ReadMS)), append(scores, ms(f.ScoreMS)),
			append(writes, ms(f.WriteMS+f.PublishMS))
	}
	scan := percentile(scans, 50)
	against := func(what string, took time.Duration, bar string) {
		b.table.add(what, seconds(took), seconds(scan), ratio(took.Seconds(), scan.Seconds()), bar)
	}
	against(fmt.Sprintf("P4 forecasts of a night, %d lines, %d customers, median of 3", lines, trained.Customers),
		percentile(walls, 50), "≤ 6 bare scans, with what is to come")
	against("P4 of it: reading the baskets", percentile(reads, 50), "–")
	against("P4 of it: forecasting", percentile(scores, 50), "–")
	against("P4 of it: writing and publishing", percentile(writes, 50), "–")
	b.table.add("P4 memory at its peak", mib(peak), "–", "–", "≤ 512 MiB")
	against(fmt.Sprintf("P4b training, %d purchase days", trained.Baskets), ms(trained.TrainMS), "≤ 10 minutes")
	b.table.add("P4b memory at its peak", mib(first.peak), "–", "–", "≤ 1536 MiB")
	return b.fitting()
}

// fitting measures the training on a shop of many customers.
func (b *run) fitting() error {
	whole := *b
	whole.shop, whole.db = b.fitted(), filepath.Join(b.dir, "fitted.db")
	if err := whole.demo(); err != nil {
		return err
	}
	f, m, err := b.forecast(whole.db, "--full")
	if err != nil {
		return err
	}
	scan, lines, err := scanBare(whole.db)
	if err != nil {
		return err
	}
	took := ms(f.TrainMS)
	b.table.add(fmt.Sprintf("P4b training, %d customers, %d lines", f.Customers, lines), seconds(took), seconds(scan),
		ratio(took.Seconds(), scan.Seconds()), "≤ 10 minutes")
	b.table.add("P4b memory at its peak there", mib(m.peak), "–", "–", "≤ 1536 MiB")
	return os.Remove(whole.db)
}

func ms(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
