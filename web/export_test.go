package web

import (
	"context"

	"github.com/labstack/echo/v4"

	jobreports "wholesight/jobs/reports"
	"wholesight/web/kit"
)

// What tests of the whole need of the inside.

// Versions is what the lists were last refreshed from.
type Versions = versions

// NewServer is a server without routes.
func NewServer(cfg Config) *Server { return newServer(cfg) }

// Routes is the table of contents.
func (s *Server) Routes() []kit.Route { return s.routes() }

// Healthz answers whether the process lives.
func (s *Server) Healthz(c echo.Context) error { return s.healthz(c) }

// Sales is what the reports keep between requests.
func (s *Server) Sales() *jobreports.Books { return s.sales }

// KeepFresh refreshes the lists until its context ends.
func (s *Server) KeepFresh(ctx context.Context, made *Versions) { s.keepFresh(ctx, made) }

// RefreshOnce makes what is newer than a state.
func (s *Server) RefreshOnce(ctx context.Context, was *Versions) (Versions, error) {
	return s.refresh(ctx, was)
}
