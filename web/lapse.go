package web

import (
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/settings"
	"wholesight/store"
	viewaccount "wholesight/views/account"
	"wholesight/views/ui"
)

// A session that ends while somebody types must lose nothing. The page knows how long
// its session lasts (life); lapse.js asks some minutes before whether to stay (lapsePage,
// accountStay), and when the session has ended, shows the log-in over the page
// (showLogInAgain) and repeats what was asked for. Without script the log-in leads on to
// the page, as ever.

// life is how long the session of a request lasts.
func (s *Server) life(c echo.Context, u store.User) ui.Life {
	idle, most := store.SessionLimits(u.Role)
	left := sessionRow(c).CreatedAt.Add(most).Sub(s.DB.Now())
	return ui.Life{Person: u.ID, Idle: int64(idle / time.Second), Left: int64(left / time.Second)}
}

// lapsePage: GET /lapse, anyone: the dialog that asks whether to stay. It knows no
// session, for asking must not prolong it.
func (s *Server) lapsePage(c echo.Context) error {
	if err := s.view(c, func(tx *store.Tx) error {
		shop, err := settings.Load(tx)
		c.Set(shopInContext, shop)
		return err
	}); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, ui.LoginLayout(s.barePage(c, "Stay logged in?")), viewaccount.Lapse{})
}

// accountStay: POST /account/stay, everybody logged in: the session goes on. That it was
// asked for is all it takes (sessionStore.New).
func (s *Server) accountStay(c echo.Context) error { return c.NoContent(http.StatusNoContent) }

// logInReasons say why one logs in over a page.
var logInReasons = map[string]string{
	"ended": "Your session has ended. Nothing is lost: log in, and what you asked for is done.",
	"most":  "You have been logged in for as long as a session lasts, and this one is about to end. Log in, and go on where you are.",
}

// showLogInAgain is the log-in as a dialog over the page that somebody is on. What is
// wrong comes as 422, which htmx shows in place.
func (s *Server) showLogInAgain(c echo.Context, email, why string, wrong func(ui.Locale) string) error {
	if err := s.view(c, func(tx *store.Tx) error {
		shop, err := settings.Load(tx)
		c.Set(shopInContext, shop)
		return err
	}); err != nil {
		return err
	}
	l, status := s.localeOf(c), http.StatusOK
	refusal := ""
	if wrong != nil {
		refusal = wrong(l)
		status = http.StatusUnprocessableEntity
	}
	if logInReasons[why] == "" {
		why = "ended"
	}
	part := viewaccount.LogInAgain{
		Text: l.T(logInReasons[why]),
		Form: ui.FormOptions{Action: "/login", Error: refusal, Save: l.T("Log in"), Attrs: inRegion("/login", "lapse-body")},
		Fields: []ui.Field{
			{Kind: ui.FieldHidden, Name: "dialog", Value: why},
			{Name: "email", ID: "lapse-email", Label: l.T("E-mail"), Type: "email", Value: email, Autocomplete: "username", Required: true},
			{Name: "password", ID: "lapse-password", Label: l.T("Password"), Type: "password", Autocomplete: "current-password", Required: true},
		},
	}
	if u, known := userOf(c); known && email == "" {
		part.Fields[1].Value = u.Email
	}
	c.Response().Header().Set("HX-Push-Url", "false")
	return s.render(c, status, part, part)
}

// loggedInAgain tells the page whose session it is now, and for how long.
func (s *Server) loggedInAgain(c echo.Context, u store.User) error {
	_, most := store.SessionLimits(u.Role)
	c.Response().Header().Set("HX-Trigger", fmt.Sprintf(`{"loggedIn":{"person":%d,"left":%d}}`, u.ID, most/time.Second))
	return c.NoContent(http.StatusNoContent)
}
