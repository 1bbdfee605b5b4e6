package web

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/views/ui"
)

// userDisable and userEnable: POST /users/:id/disable and /enable, admins.
func (s *Server) userDisable(c echo.Context) error { return s.setDisabled(c, true) }
func (s *Server) userEnable(c echo.Context) error  { return s.setDisabled(c, false) }

func (s *Server) setDisabled(c echo.Context, disabled bool) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	f, err := form(c)
	if err != nil {
		return err
	}
	toast := ui.Toast{Text: "Enabled. The password still fits."}
	if disabled {
		toast = ui.Toast{Text: "Disabled. All sessions have ended."}
	}
	return s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		return done{userPath(id), toast}, jobpeople.DisableUser(tx, by, id, number(f.Get("version")), disabled)
	})
}

// userEndSessions: POST /users/:id/end-sessions, admins.
func (s *Server) userEndSessions(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	to, toast := userPath(id), ui.Toast{Text: "All sessions have ended."}
	if me, _ := userOf(c); me.ID == id {
		to, toast = loginNotePath("ended"), ui.Toast{}
	}
	return s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		return done{to, toast}, jobpeople.EndSessions(tx, by, id)
	})
}

// userLink: POST /users/:id/link, admins: a fresh invitation or reset link, shown
// once. An admin hands it over and never chooses the password.
func (s *Server) userLink(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	f, err := form(c)
	if err != nil {
		return err
	}
	var u store.User
	var secret string
	err = s.once(c, f.Get(formKey), func(tx *store.Tx, by store.Actor) (string, error) {
		if u, err = tx.User(id); err != nil {
			return "", err
		}
		secret, err = jobpeople.NewLink(tx, by, u)
		return userPath(id), err
	}, func(string) { u.ID, secret = id, "" })
	if err != nil {
		return err
	}
	return s.showLink(c, u, secret)
}

// showLink shows a one-time link; a form that was sent before has shown it already
// and leads to the person.
func (s *Server) showLink(c echo.Context, u store.User, secret string) error {
	if secret == "" {
		return redirect(c, userPath(u.ID))
	}
	var p ui.Page
	err := s.view(c, func(tx *store.Tx) (err error) {
		p, err = s.page(c, tx, ui.NavSettings, "Hand this link over")
		return err
	})
	if err != nil {
		return err
	}
	l := p.Locale
	p.Crumbs = []ui.Crumb{{Text: l.T("Users"), Href: usersPath()}, {Text: u.Name, Href: userPath(u.ID)}}
	text := l.T("With this link %s (%s) joins. It works once, within seven days.", u.Name, u.Email)
	if u.HasPassword {
		text = l.T("With this link %s (%s) sets a new password. It works once, within 24 hours.", u.Name, u.Email)
	}
	sheet := ui.Sheet{{Title: u.Name, Show: []templ.Component{
		ui.OneTimeLink{Href: s.address(c, PasswordPath(secret)), Text: text, Field: l.T("One-time link")},
		ui.Button{Text: l.T("Done"), Href: userPath(u.ID)},
	}}}
	return s.render(c, http.StatusOK, s.frame(c, p, sheet), nil)
}

// address is a path of ours as somebody else must type it.
func (s *Server) address(c echo.Context, path string) string {
	if s.BaseURL != "" {
		return s.BaseURL + path
	}
	scheme := "http://"
	if s.SecureCookies {
		scheme = "https://"
	}
	return scheme + c.Request().Host + path
}
