package web

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
)

// portalYear is what a customer's person sees of the customer's own year.
type portalYear struct {
	built store.Build // the figures are of its day and timeframe
	score store.Score
	known bool // there are figures
}

// readPortalYear reads the customer's figures of the published build.
func readPortalYear(tx *store.Tx, scope store.Scope, customerID int64) (y portalYear, err error) {
	y.built, err = tx.Published(store.StepLabels)
	if err == nil {
		y.score, err = tx.Score(scope, customerID)
	}
	if errors.Is(err, store.ErrNotFound) {
		return portalYear{}, nil
	}
	y.known = err == nil
	return y, err
}

// portalPage: GET /portal, customers: the customer's own year, in the shop's name.
func (s *Server) portalPage(c echo.Context) error {
	u, _ := userOf(c)
	var p ui.Page
	var year portalYear
	err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, navPortal, u.CustomerName); err != nil {
			return err
		}
		year, err = readPortalYear(tx, scope(c), u.CustomerID)
		return err
	})
	if err != nil {
		return err
	}
	shop, _ := c.Get(shopInContext).(settings.Shop)
	p.About = p.Locale.T("Your purchases from %s.", shop.Name)
	sheet := ui.Sheet{{Show: []templ.Component{newPortalTiles(p.Locale, year, shop.Today(s.DB.Now()))}}}
	return s.render(c, http.StatusOK, s.frame(c, p, sheet), sheet)
}

// newPortalTiles are the figures as the portal shows them; what is not known says
// so in words.
func newPortalTiles(l ui.Locale, y portalYear, today calendar.Day) ui.Tiles {
	last := ui.Tile{Title: l.T("Your last order"), Figure: l.T("not yet known")}
	bought := ui.Tile{Title: l.T("Your purchases"), Figure: l.T("not yet known"), Note: l.T("The first figures are being worked out.")}
	if !y.known {
		return ui.Tiles{last, bought}
	}
	last.Figure = l.T("none yet")
	if y.score.PurchaseDays > 0 {
		last.Figure = l.Day(y.score.LastOrder, today).Text
	}
	bought.Title = l.T("Bought in the %d months to %s", y.built.Timeframe, l.Day(y.built.AsOf, today).Text)
	bought.Figure = l.Money(y.score.Revenue)
	bought.Note = l.T("a year before: %s", l.Money(y.score.PreviousRevenue))
	return ui.Tiles{last, bought}
}
