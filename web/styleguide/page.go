package styleguide

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	viewstyleguide "wholesight/views/styleguide"
	"wholesight/views/ui"
)

// styleguide: GET /styleguide, development only: every component with sample data.
func (s *Pages) styleguide(c echo.Context) error {
	p, err := s.styleguidePage(c, "Components")
	if err != nil {
		return err
	}
	p.Person = ui.Person{Name: "Anna Sample", Role: "manager"}
	p.Nav = ui.NewNav(p.Locale, func(string) string { return "/styleguide" })
	p.AsOf = ui.AsOf{Day: "22 Nov", Build: "build 118", Href: "/styleguide"}
	p.Charts, p.Scripts = true, []string{"lists.js"}
	return s.Render(c, http.StatusOK, viewstyleguide.Styleguide(p), nil)
}

// styleguideLogin: GET /styleguide/login, development only.
func (s *Pages) styleguideLogin(c echo.Context) error {
	p, err := s.styleguidePage(c, "Log in")
	if err != nil {
		return err
	}
	return s.Render(c, http.StatusOK, viewstyleguide.StyleguideLogin(p), nil)
}

func (s *Pages) styleguidePage(c echo.Context, title string) (p ui.Page, err error) {
	err = s.View(c, func(tx *store.Tx) (err error) {
		p, err = s.Page(c, tx, "", title)
		return err
	})
	p.Paths.Labels = "/styleguide/labels.css"
	return p, err
}

// styleguideLabels: GET /styleguide/labels.css, development only.
func (s *Pages) styleguideLabels(c echo.Context) error {
	css, err := ui.LabelCSS(viewstyleguide.SampleLabels())
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", []byte(css))
}
