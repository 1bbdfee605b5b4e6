package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/views"
)

// styleguide: GET /styleguide, development only: every component with sample data.
func (s *Server) styleguide(c echo.Context) error {
	p, err := s.styleguidePage(c, "Components")
	if err != nil {
		return err
	}
	p.Person = views.Person{Name: "Anna Sample", Role: "manager"}
	p.Nav = views.NewNav(p.Locale, func(string) string { return "/styleguide" })
	p.AsOf = views.AsOf{Day: "22 Nov", Build: "build 118", Href: "/styleguide"}
	p.Charts, p.Scripts = true, []string{"lists.js"}
	return s.render(c, http.StatusOK, views.Styleguide(p), nil)
}

// styleguideLogin: GET /styleguide/login, development only.
func (s *Server) styleguideLogin(c echo.Context) error {
	p, err := s.styleguidePage(c, "Log in")
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, views.StyleguideLogin(p), nil)
}

func (s *Server) styleguidePage(c echo.Context, title string) (p views.Page, err error) {
	err = s.view(c, func(tx *store.Tx) (err error) {
		p, err = s.page(c, tx, "", title)
		return err
	})
	p.Paths.Labels = "/styleguide/labels.css"
	return p, err
}

// styleguideLabels: GET /styleguide/labels.css, development only.
func (s *Server) styleguideLabels(c echo.Context) error {
	css, err := views.LabelCSS(views.SampleLabels())
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", []byte(css))
}
