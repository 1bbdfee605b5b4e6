package web

import (
	"slices"

	"github.com/labstack/echo/v4"

	"wholesight/static"
	"wholesight/web/kit"
)

// routes is the table of contents: what every room answers, in the order in which a
// person meets them. The role test is drawn from it (testdata/routes.txt).
func (s *Server) routes() []kit.Route {
	table := slices.Concat(
		s.account.Routes(),
		s.admin.RecoveryRoutes(),
		s.account.KeysRoutes(),
		s.portal.Routes(),
		s.today.Routes(),
		s.search.Routes(),
		s.customers.Routes(),
		s.record.Routes(),
		s.contacts.Routes(),
		s.record.EditRoutes(),
		s.LabelRoutes(),
		s.targets.Routes(),
		s.forecasts.Routes(),
		s.classifications.Routes(),
		s.smarttypes.Routes(),
		s.reports.Routes(),
		s.imports.Routes(),
		s.runs.Routes(),
		s.admin.SettingsRoutes(),
		s.users.Routes(),
		s.admin.AuditRoutes(),
		[]kit.Route{ // for machines and for every page
			kit.Get("/healthz", kit.Anyone, kit.Probe, s.healthz),
			kit.Get("/readyz", kit.Anyone, kit.Probe, s.readyz),
			kit.Get("/favicon.ico", kit.Anyone, kit.Asset, echo.WrapHandler(static.Favicon())),
			kit.Get(static.Prefix+"*", kit.Anyone, kit.Asset, echo.WrapHandler(static.Handler())),
		},
	)
	if s.Dev {
		table = append(table, s.styleguide.Routes()...)
	}
	return table
}
