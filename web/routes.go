package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/static"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// routes is the table of contents: every address there is, who may call it, how it
// is served, what answers. The role test is drawn from it (testdata/routes.txt).
func (s *Server) routes() []route {
	table := []route{
		// Anybody
		{get, "/", anyone, page, s.home},
		{get, "/login", anyone, page, s.loginPage},
		{post, "/login", anyone, page, s.login},
		{post, "/logout", anyone, page, s.logout},

		// For machines and for every page
		{get, "/healthz", anyone, probe, s.healthz},
		{get, "/readyz", anyone, probe, s.readyz},
		{get, "/favicon.ico", anyone, asset, echo.WrapHandler(static.Favicon())},
		{get, static.Prefix + "*", anyone, asset, echo.WrapHandler(static.Handler())},
	}
	return table
}
