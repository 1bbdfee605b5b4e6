package kit

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"wholesight/views/ui"
	"wholesight/web/paths"
)

// PageBefore is the page of ours that a form was sent from, else the account.
func PageBefore(c echo.Context) string {
	u, err := url.Parse(c.Request().Referer())
	if err != nil || u.Host != c.Request().Host {
		return paths.AccountPath()
	}
	return paths.SafeNext(u.RequestURI())
}

// NextField tells a form where to lead.
func NextField(to string) ui.Field {
	return ui.Field{Kind: ui.FieldHidden, Name: "next", Value: to}
}

// CameFrom is the page of ours that a form was sent from, else the start: for forms
// that stand on many pages.
func (s *Kit) CameFrom(c echo.Context) string {
	h := c.Request().Header
	for _, name := range []string{"HX-Current-URL", "Referer"} {
		u, err := url.Parse(h.Get(name))
		if err != nil || u.Host != c.Request().Host {
			continue
		}
		at := c.Echo().NewContext(nil, nil)
		c.Echo().Router().Find(http.MethodGet, u.EscapedPath(), at)
		if r, ok := s.lines[http.MethodGet+" "+at.Path()]; ok && r.Kind == Page {
			return paths.SafeNext(u.RequestURI())
		}
	}
	return paths.HomePath()
}
