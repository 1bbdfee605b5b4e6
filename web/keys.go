package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	viewaccount "wholesight/views/account"
	"wholesight/views/ui"
)

// keysPage: GET /keys, staff: every key there is; into the dialog for htmx.
func (s *Server) keysPage(c echo.Context) error {
	var p ui.Page
	if err := s.view(c, func(tx *store.Tx) (err error) {
		p, err = s.page(c, tx, "", "Keyboard shortcuts")
		return err
	}); err != nil {
		return err
	}
	p.About = p.Locale.T("None works while you type.")
	help := viewaccount.KeysHelp{Nav: p.Nav, Off: p.KeysOff, Account: accountPath()}
	whole := help
	whole.Page = true
	return s.render(c, http.StatusOK, s.frame(c, p, whole), help)
}
