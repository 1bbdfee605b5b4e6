package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	jobforecasts "wholesight/jobs/forecasts"
	jobpeople "wholesight/jobs/people"
	jobreports "wholesight/jobs/reports"
	"wholesight/store"
	"wholesight/web/account"
	"wholesight/web/admin"
	"wholesight/web/classifications"
	"wholesight/web/contacts"
	"wholesight/web/customers"
	"wholesight/web/forecasts"
	"wholesight/web/imports"
	"wholesight/web/kit"
	"wholesight/web/portal"
	"wholesight/web/record"
	"wholesight/web/reports"
	"wholesight/web/runs"
	"wholesight/web/search"
	"wholesight/web/smarttypes"
	"wholesight/web/styleguide"
	"wholesight/web/targets"
	"wholesight/web/today"
	"wholesight/web/users"
)

// Config is what a Server is made of.
type Config = kit.Config

// Server is the web application: the rooms, and what they share. Make it with New.
type Server struct {
	*kit.Kit
	records *jobforecasts.Records
	sales   *jobreports.Books

	account         *account.Pages
	admin           *admin.Pages
	portal          *portal.Pages
	today           *today.Pages
	search          *search.Pages
	customers       *customers.Pages
	record          *record.Pages
	contacts        *contacts.Pages
	targets         *targets.Pages
	forecasts       *forecasts.Pages
	classifications *classifications.Pages
	smarttypes      *smarttypes.Pages
	reports         *reports.Pages
	imports         *imports.Pages
	runs            *runs.Pages
	users           *users.Pages
	styleguide      *styleguide.Pages
}

// New makes a server of the routes in routes.go.
func New(cfg Config) *Server {
	s := newServer(cfg)
	s.Mount(s.routes())
	return s
}

// newServer is a server without routes.
func newServer(cfg Config) *Server {
	k := kit.New(cfg)
	s := &Server{Kit: k, records: new(jobforecasts.Records), sales: new(jobreports.Books)}
	s.account = account.New(k, jobpeople.NewHasher(cfg.Cost))
	s.admin = admin.New(k)
	s.portal = portal.New(k)
	s.today = today.New(k)
	s.search = search.New(k)
	s.customers = customers.New(k)
	s.record = record.New(k, s.customers, s.records)
	s.contacts = contacts.New(k, s.customers)
	s.targets = targets.New(k)
	s.forecasts = forecasts.New(k, s.records)
	s.classifications = classifications.New(k)
	s.smarttypes = smarttypes.New(k)
	s.reports = reports.New(k, s.sales)
	s.imports = imports.New(k)
	s.runs = runs.New(k)
	s.users = users.New(k)
	s.styleguide = styleguide.New(k)
	return s
}

// Handler is the whole application.
func (s *Server) Handler() http.Handler { return s.Echo }

// HTTPServer serves a handler with time-outs that no slow or silent client can use
// up: five seconds for a request's head, a minute for what follows. Routes that
// need longer (uploads, downloads, streams) lift theirs.
func HTTPServer(addr string, h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       time.Minute,
		WriteTimeout:      time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// healthz says that the process lives; readyz that it can serve: the database
// answers and the server is not about to stop.
func (s *Server) healthz(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

func (s *Server) readyz(c echo.Context) error {
	if s.Draining() {
		return c.String(http.StatusServiceUnavailable, "stopping\n")
	}
	ctx, cancel := context.WithTimeout(c.Request().Context(), 2*time.Second)
	defer cancel()
	err := s.DB.View(ctx, func(tx *store.Tx) error {
		_, err := tx.Setting("shop-name")
		if errors.Is(err, store.ErrNotFound) {
			err = nil
		}
		return err
	})
	if err != nil {
		s.Log.Error("not ready", "error", err)
		return c.String(http.StatusServiceUnavailable, "database does not answer\n")
	}
	return c.String(http.StatusOK, "ready\n")
}
