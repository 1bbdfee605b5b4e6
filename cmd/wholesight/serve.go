package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"wholesight/jobs"
	"wholesight/jobs/imports"
	"wholesight/jobs/people"
	jobrunner "wholesight/jobs/runner"
	"wholesight/static"
	"wholesight/store"
	"wholesight/web"
)

type serveCmd struct {
	Addr         string         `default:"127.0.0.1:8080" help:"Where to listen."`
	BaseURL      string         `help:"The address people use, e.g. https://sales.example; with https, cookies are Secure."`
	TrustedProxy []netip.Prefix `help:"Networks of proxies whose X-Forwarded-For is believed, e.g. 10.0.0.0/8."`
	Demo         bool           `help:"Fill an empty database with the demo shop first, and say its log-ins."`
	Dev          bool           `help:"Show the page of components at /styleguide."`
	JobLease     time.Duration  `default:"1m" help:"How long a silent process keeps the job it runs before another takes it over."`
}

// stopWithin is how long requests and the running job get to end in good order.
const stopWithin = 10 * time.Second

func (c *serveCmd) Run(a *app) (err error) {
	if err := static.Check(); err != nil {
		return err
	}
	db, err := store.Open(a.ctx, a.cli.DB, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	unlock, err := db.Lock()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if _, _, err := migrate(a.ctx, db, a.cli.DB); err != nil {
		return err
	}
	if c.Demo {
		if err := demoOnce(a, db); err != nil {
			return err
		}
	}
	listener, err := (&net.ListenConfig{}).Listen(a.ctx, "tcp", c.Addr)
	if err != nil {
		return err
	}
	if c.BaseURL == "" {
		c.BaseURL = "http://" + listener.Addr().String()
	}
	if err := c.greet(a, db); err != nil {
		return errors.Join(err, listener.Close())
	}
	return c.serve(a, db, listener)
}

// greet says where the server is, and gives a new shop the link that makes its
// first admin.
func (c *serveCmd) greet(a *app, db *store.DB) error {
	fmt.Fprintf(a.stderr, "Wholesight %s on %s, %s\n", version, c.BaseURL, db.Engine())
	return db.Update(a.ctx, func(tx *store.Tx) error {
		n, err := tx.UsableAdmins()
		if err != nil || n > 0 {
			return err
		}
		secret, err := people.NewSetupLink(tx, actor)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stderr, "Make the first admin here, once, within a day: %s/setup/%s\n",
			strings.TrimRight(c.BaseURL, "/"), secret)
		return nil
	})
}

// serve runs the pages, the jobs and the schedule until the process is told to
// stop: then readiness goes first, requests under way end, the running job hands
// itself back, and nothing that was acknowledged is lost.
func (c *serveCmd) serve(a *app, db *store.DB, listener net.Listener) error {
	if os.Getenv("GOMAXPROCS") == "" {
		// Room for the pages beside what is busy for long. The system shares the processors
		// well among more threads than there are, and lets a page go before the training;
		// Go, with as many threads as processors, lets a page wait until a busy one is
		// taken off, 10 ms each time.
		runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + jobs.BusyThreads)
	}
	log := slog.New(slog.NewJSONHandler(a.stderr, nil))
	pages := web.New(web.Config{
		DB: db, Log: log, Dev: c.Dev, BaseURL: c.BaseURL,
		SecureCookies:  strings.HasPrefix(c.BaseURL, "https://"),
		TrustedProxies: c.TrustedProxy,
	})
	server := web.HTTPServer(c.Addr, pages.Handler(), log)
	host, err := os.Hostname()
	if err != nil {
		return err
	}
	runner := jobrunner.New(db, log, jobrunner.Options{Worker: fmt.Sprintf("%s:%d", host, os.Getpid()), Jobs: jobs.All,
		Alone: db.Embedded(), Lease: c.JobLease})

	g, ctx := errgroup.WithContext(a.ctx)
	g.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	g.Go(func() error { return runner.Run(ctx) })
	g.Go(func() error { return jobrunner.RunSchedule(ctx, db, log) })
	g.Go(func() error {
		pages.Refresh(ctx)
		return nil
	})
	g.Go(func() error { // what a killed import has staged is seen by nobody; it only takes room
		if err := imports.SweepOrderBook(ctx, db); err != nil && ctx.Err() == nil {
			log.Error("sweep the order book", "error", err)
		}
		return nil
	})
	g.Go(func() error {
		<-ctx.Done()
		pages.Drain()
		stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
		defer cancel()
		if err := server.Shutdown(stopping); err != nil {
			return errors.Join(err, server.Close())
		}
		return nil
	})
	return g.Wait()
}
