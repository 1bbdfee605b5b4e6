package users

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// userDisable and userEnable: POST /users/:id/disable and /enable, admins.
func (s *Pages) userDisable(c echo.Context) error { return s.setDisabled(c, true) }
func (s *Pages) userEnable(c echo.Context) error  { return s.setDisabled(c, false) }

func (s *Pages) setDisabled(c echo.Context, disabled bool) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	toast := ui.Toast{Text: "Enabled. The password still fits."}
	if disabled {
		toast = ui.Toast{Text: "Disabled. All sessions have ended."}
	}
	return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		return kit.Done{To: paths.UserPath(id), Toast: toast},
			jobpeople.DisableUser(tx, by, id, paths.Number(f.Get("version")), disabled)
	})
}

// userEndSessions: POST /users/:id/end-sessions, admins.
func (s *Pages) userEndSessions(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	to, toast := paths.UserPath(id), ui.Toast{Text: "All sessions have ended."}
	if me, _ := kit.UserOf(c); me.ID == id {
		to, toast = paths.LoginNotePath("ended"), ui.Toast{}
	}
	return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		return kit.Done{To: to, Toast: toast}, jobpeople.EndSessions(tx, by, id)
	})
}

// userLink: POST /users/:id/link, admins: a fresh invitation or reset link, shown
// once. An admin hands it over and never chooses the password.
func (s *Pages) userLink(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	var u store.User
	var secret string
	err = s.Once(c, f.Get(kit.FormKey), func(tx *store.Tx, by store.Actor) (string, error) {
		if u, err = tx.User(id); err != nil {
			return "", err
		}
		secret, err = jobpeople.NewLink(tx, by, u)
		return paths.UserPath(id), err
	}, func(string) { u.ID, secret = id, "" })
	if err != nil {
		return err
	}
	return s.showLink(c, u, secret)
}

// showLink shows a one-time link; a form that was sent before has shown it already
// and leads to the person.
func (s *Pages) showLink(c echo.Context, u store.User, secret string) error {
	if secret == "" {
		return kit.Redirect(c, paths.UserPath(u.ID))
	}
	var p ui.Page
	err := s.View(c, func(tx *store.Tx) (err error) {
		p, err = s.Page(c, tx, ui.NavSettings, "Hand this link over")
		return err
	})
	if err != nil {
		return err
	}
	l := p.Locale
	p.Crumbs = []ui.Crumb{{Text: l.T("Users"), Href: paths.UsersPath()}, {Text: u.Name, Href: paths.UserPath(u.ID)}}
	text := l.T("With this link %s (%s) joins. It works once, within seven days.", u.Name, u.Email)
	if u.HasPassword {
		text = l.T("With this link %s (%s) sets a new password. It works once, within 24 hours.", u.Name, u.Email)
	}
	sheet := ui.Sheet{{Title: u.Name, Show: []templ.Component{
		ui.OneTimeLink{Href: s.address(c, paths.PasswordPath(secret)), Text: text, Field: l.T("One-time link")},
		ui.Button{Text: l.T("Done"), Href: paths.UserPath(u.ID)},
	}}}
	return s.Render(c, http.StatusOK, s.Frame(c, p, sheet), nil)
}

// address is a path of ours as somebody else must type it.
func (s *Pages) address(c echo.Context, path string) string {
	if s.BaseURL != "" {
		return s.BaseURL + path
	}
	scheme := "http://"
	if s.SecureCookies {
		scheme = "https://"
	}
	return scheme + c.Request().Host + path
}
