package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	viewaccount "wholesight/views/account"
	"wholesight/views/ui"
	"wholesight/web/paths"
)

// keysPage: GET /keys, staff: every key there is; into the dialog for htmx.
func (s *Pages) keysPage(c echo.Context) error {
	var p ui.Page
	if err := s.View(c, func(tx *store.Tx) (err error) {
		p, err = s.Page(c, tx, "", "Keyboard shortcuts")
		return err
	}); err != nil {
		return err
	}
	p.About = p.Locale.T("None works while you type.")
	help := viewaccount.KeysHelp{Nav: p.Nav, Off: p.KeysOff, Account: paths.AccountPath()}
	whole := help
	whole.Page = true
	return s.Render(c, http.StatusOK, s.Frame(c, p, whole), help)
}
