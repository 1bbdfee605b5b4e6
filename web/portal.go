package web

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/views"
)

// PortalYear is what a customer's person sees of the customer's own year.
type PortalYear struct {
	LastOrder calendar.Day // when Ordered
	Ordered   bool
	Current   int64 // revenue of the window, minor units
	Previous  int64 // of the same window a year before
	Known     bool  // the two have been computed
}

// portalPage: GET /portal, customers: the customer's own year, in the shop's name.
func (s *Server) portalPage(c echo.Context) error {
	u, _ := userOf(c)
	var p views.Page
	var year PortalYear
	err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, navPortal, u.CustomerName); err != nil || s.Year == nil {
			return err
		}
		year, err = s.Year(tx, scope(c), u.CustomerID)
		return err
	})
	if err != nil {
		return err
	}
	shop, _ := c.Get(shopInContext).(jobs.Shop)
	p.About = p.Locale.T("Your purchases from %s.", shop.Name)
	sheet := views.Sheet{{Show: []templ.Component{newPortalTiles(p.Locale, year, shop.Today(s.DB.Now()), int(shop.Timeframe))}}}
	return s.render(c, http.StatusOK, s.frame(c, p, sheet), sheet)
}

// newPortalTiles are the figures as the portal shows them; what is not known says
// so in words.
func newPortalTiles(l views.Locale, y PortalYear, today calendar.Day, months int) views.Tiles {
	last := views.Tile{Title: l.T("Your last order"), Figure: l.T("none yet")}
	if y.Ordered {
		last.Figure = l.Day(y.LastOrder, today).Text
	}
	now := views.Tile{Title: l.T("Bought in the last %d months", months), Figure: l.T("not yet known")}
	if y.Known {
		now.Figure = l.Money(y.Current)
		now.Note = l.T("a year before: %s", l.Money(y.Previous))
	}
	return views.Tiles{last, now}
}
