package account

import (
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	viewaccount "wholesight/views/account"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// expiryPage: GET /lapse, anyone: the dialog that asks whether to stay. It knows no
// session, for asking must not prolong it.
func (s *Pages) expiryPage(c echo.Context) error {
	return s.Render(c, http.StatusOK, ui.LoginLayout(s.BarePage(c, "Stay logged in?")), viewaccount.Expiry{})
}

// accountStay: POST /account/stay, everybody logged in: the session goes on. That it was
// asked for is all it takes (sessionStore.New).
func (s *Pages) accountStay(c echo.Context) error { return c.NoContent(http.StatusNoContent) }

// logInReasons say why one logs in over a page.
var logInReasons = map[string]string{
	"ended": "Your session has ended. Nothing is lost: log in, and what you asked for is done.",
	"most":  "You have been logged in for as long as a session lasts, and this one is about to end. Log in, and go on where you are.",
}

// showLogInAgain is the log-in as a dialog over the page that somebody is on. What is
// wrong comes as 422, which htmx shows in place.
func (s *Pages) showLogInAgain(c echo.Context, email, why string, wrong func(ui.Locale) string) error {
	l, status := s.LocaleOf(c), http.StatusOK
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
		Form: ui.FormOptions{Action: "/login", Error: refusal, Save: l.T("Log in"),
			Attrs: kit.InRegion("/login", "expiry-body")},
		Fields: []ui.Field{
			{Kind: ui.FieldHidden, Name: "dialog", Value: why},
			{Name: "email", ID: "expiry-email", Label: l.T("E-mail"), Type: "email", Value: email, Autocomplete: "username",
				Required: true},
			{Name: "password", ID: "expiry-password", Label: l.T("Password"), Type: "password", Autocomplete: "current-password",
				Required: true},
		},
	}
	if u, known := kit.UserOf(c); known && email == "" {
		part.Fields[1].Value = u.Email
	}
	c.Response().Header().Set("HX-Push-Url", "false")
	return s.Render(c, status, part, part)
}

// loggedInAgain tells the page whose session it is now, and for how long.
func (s *Pages) loggedInAgain(c echo.Context, u store.User) error {
	_, most := store.SessionLimits(u.Role)
	c.Response().Header().Set("HX-Trigger", fmt.Sprintf(`{"loggedIn":{"person":%d,"left":%d}}`, u.ID, most/time.Second))
	return c.NoContent(http.StatusNoContent)
}
