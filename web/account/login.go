package account

import (
	"errors"
	"math"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// loginNotes are what the log-in page can say; an address names one of them.
var loginNotes = map[string]ui.Note{
	"out":      {Kind: ui.NoteGood, Text: "You are logged out."},
	"password": {Kind: ui.NoteGood, Text: "Your password is set. Log in with it."},
	"ended":    {Kind: ui.NoteInfo, Text: "All your sessions were ended. Log in again."},
}

// wrongLogIn is the one answer to whatever does not fit.
func wrongLogIn(l ui.Locale) string {
	return l.T("E-mail or password is wrong. Check both and try again.")
}

// home: GET /, anyone: staff go to what needs doing, a customer's person to the
// portal, others to the log-in.
func (s *Pages) home(c echo.Context) error {
	u, known := kit.UserOf(c)
	switch {
	case !known:
		return kit.Redirect(c, paths.LoginPath(""))
	case u.Role == store.RoleCustomer:
		return kit.Redirect(c, paths.PortalPath())
	case s.May(u, "GET", paths.TodayPath()):
		return kit.Redirect(c, paths.TodayPath())
	}
	return kit.Redirect(c, paths.AccountPath())
}

// loginPage: GET /login, anyone.
func (s *Pages) loginPage(c echo.Context) error {
	next := paths.SafeNext(c.QueryParam("next"))
	if why := c.QueryParam("dialog"); why != "" && kit.WantsFragment(c.Request()) {
		return s.showLogInAgain(c, "", why, nil)
	}
	if _, known := kit.UserOf(c); known {
		return kit.Redirect(c, next)
	}
	return s.showLogin(c, http.StatusOK, "", next, loginNotes[c.QueryParam("note")], nil)
}

// login: POST /login, anyone. What does not fit gets one answer, whoever it was.
func (s *Pages) login(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	r, next := c.Request(), paths.SafeNext(f.Get("next"))
	var id string
	u, err := jobpeople.LogIn(r.Context(), s.DB, s.hasher,
		jobpeople.Attempt{Email: f.Get("email"), Password: f.Get("password"), IP: c.RealIP()},
		func(tx *store.Tx, u store.User) (err error) {
			id, err = s.Sessions.Begin(tx, r, u, c.RealIP())
			return err
		})
	var pause *jobpeople.PauseError
	over := kit.WantsFragment(r) // the log-in over a page
	paused := func(l ui.Locale) string { return kit.PauseText(l, pause) }
	switch {
	case over && errors.Is(err, jobpeople.ErrWrongLogIn):
		return s.showLogInAgain(c, f.Get("email"), f.Get("dialog"), wrongLogIn)
	case over && errors.As(err, &pause):
		return s.showLogInAgain(c, f.Get("email"), f.Get("dialog"), paused)
	case errors.Is(err, jobpeople.ErrWrongLogIn):
		return s.showLogin(c, http.StatusUnprocessableEntity, f.Get("email"), next, ui.Note{}, wrongLogIn)
	case errors.As(err, &pause):
		c.Response().Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(pause.Wait.Seconds()))))
		return s.showLogin(c, http.StatusTooManyRequests, f.Get("email"), next, ui.Note{}, paused)
	case err != nil:
		return err
	}
	s.Sessions.Send(c.Response(), id)
	if over {
		return s.loggedInAgain(c, u)
	}
	return kit.Redirect(c, next)
}

// showLogin renders the log-in. The password is never sent back.
func (s *Pages) showLogin(c echo.Context, status int, email, next string, note ui.Note,
	wrong func(ui.Locale) string) error {
	var p ui.Page
	err := s.View(c, func(tx *store.Tx) (err error) {
		p, err = s.Page(c, tx, "", "Log in")
		return err
	})
	if err != nil {
		return err
	}
	t := p.Locale.T
	if note.Text != "" {
		note.Text = t(note.Text)
	}
	refusal := ""
	if wrong != nil {
		refusal = wrong(p.Locale)
	}
	if c.QueryParam("note") == "out" { // forgets what forms kept
		p.Scripts = append(p.Scripts, "drafts.js")
	}
	content := ui.Ask{
		Note: note,
		Form: ui.FormOptions{Action: "/login", Error: refusal, Save: t("Log in")},
		Fields: []ui.Field{
			{Kind: ui.FieldHidden, Name: "next", Value: next},
			{Name: "email", Label: t("E-mail"), Type: "email", Value: email, Autocomplete: "username", Required: true,
				Focus: email == ""},
			{Name: "password", Label: t("Password"), Type: "password", Autocomplete: "current-password", Required: true,
				Focus: email != ""},
		},
	}
	return s.Render(c, status, s.Frame(c, p, content), nil)
}

// logout: POST /logout, anyone: the session's row goes, and what the browser kept.
func (s *Pages) logout(c echo.Context) error {
	sess := kit.SessionOf(c)
	if u, known := kit.UserOf(c); known {
		err := s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
			if err := tx.DeleteSession(store.HashSecret(sess.ID)); err != nil {
				return err
			}
			return tx.Audit(u.Actor(c.RealIP()), "session.logout", UserObject(u.ID), nil, nil)
		})
		if err != nil {
			return err
		}
	}
	sess.Options.MaxAge = -1
	if err := sess.Save(c.Request(), c.Response()); err != nil {
		return err
	}
	c.Response().Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return kit.Redirect(c, paths.LoginNotePath("out"))
}

func UserObject(id int64) string { return "user:" + strconv.FormatInt(id, 10) }
