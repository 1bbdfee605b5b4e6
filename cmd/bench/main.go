// Command bench prints the speed table: each figure beside a bare measure taken in
// the same run on the same data, because absolute times drift from machine to
// machine and ratios do not. It judges nothing and no test calls it for a verdict.
//
// It drives the product from outside, as the built binary (build/wholesight), so
// that memory and start are the process's own. The bare measures are the least that
// any program on this stack must do: insert the same lines, scan them once in
// order, render a page of the same bytes.
//
//	make bench               the shop of 5,000,000 lines and 50,000 customers
//	BENCH=short make bench   a tenth of it
//	go run ./cmd/bench "P5 re-banding"   one measure that needs no other before it
//	go run ./cmd/bench "demo shop" "S17 log-ins"   one with those it needs
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// size is the shop that is measured.
type size struct{ customers, lines int }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) > 2 && os.Args[1] == "bare-page" { // the other server of the page measure
		if err := serveBare(os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	shop := size{50_000, 5_000_000}
	if os.Getenv("BENCH") == "short" {
		shop = size{5_000, 500_000}
	}
	if err := bench(ctx, shop); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(ctx context.Context, shop size) error {
	dir, err := os.MkdirTemp("", "wholesight-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &run{ctx: ctx, dir: dir, shop: shop, binary: filepath.Join(dir, "wholesight"), db: filepath.Join(dir, "shop.db"),
		table: &table{}}
	defer b.end()
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", b.binary, "./cmd/wholesight")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	b.say("shop of %d customers and %d order lines", shop.customers, shop.lines)
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"U6 browser", b.browsing},
		{"demo shop", b.demo},
		{"P1 import", b.importing},
		{"P1 workbook", b.workbooks},
		{"P2 rebuild", b.rebuilding},
		{"P4 forecasts", b.forecasting},
		{"P8 start", b.starting},
		{"P4b pages", b.besideTraining},
		{"S17 log-ins", b.loggingIn},
		{"P6 pages", b.pages},
		{"P5 re-banding", b.rebanding},
	} {
		if len(os.Args) > 1 && !slices.Contains(os.Args[1:], step.name) {
			continue
		}
		began := time.Now()
		if err := step.do(); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		b.say("%s measured in %s", step.name, time.Since(began).Round(100*time.Millisecond))
	}
	b.table.print(os.Stdout)
	return nil
}

// run is one run of all measures.
type run struct {
	ctx    context.Context
	dir    string
	shop   size
	binary string
	db     string // the SQLite file of the demo shop
	table  *table

	servers []*server // all that were started
}

func (b *run) say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
