package portal

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// portalPage: GET /portal, customers: the customer's own year, in the shop's name.
func (s *Pages) portalPage(c echo.Context) error {
	u, _ := kit.UserOf(c)
	var p ui.Page
	in := subject{customerID: u.CustomerID, scope: kit.Scope(c)}
	all := blocks()
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, kit.NavPortal, u.CustomerName); err != nil {
			return err
		}
		for _, b := range all {
			if err := b.read(tx, &in); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	shop := s.ShopOf(c)
	in.today = shop.Today(s.DB.Now())
	p.About = p.Locale.T("Your purchases from %s.", shop.Name)
	sheet := ui.Sheet{{}}
	for _, b := range all {
		sheet[0].Show = append(sheet[0].Show, b.show(&in, p.Locale))
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, sheet), sheet)
}
