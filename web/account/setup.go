package account

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// setupPage: GET /setup/:secret, whoever holds the link of the first admin. Looking
// at it does not use it up: mail scanners and previews look too.
func (s *Pages) setupPage(c echo.Context) error {
	return s.showSetup(c, http.StatusOK, "", "", nil)
}

// setup: POST /setup/:secret.
func (s *Pages) setup(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	secret, email, name, password := c.Param("secret"), f.Get("email"), f.Get("name"), f.Get("password")
	if err := s.View(c, func(tx *store.Tx) error { return jobpeople.CheckSetupLink(tx, secret) }); err != nil {
		return err
	}
	hash, err := s.newPassword(c, password, email, name)
	if err == nil {
		err = s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
			_, err := jobpeople.FirstAdmin(tx, secret, email, name, hash, c.RealIP())
			return err
		})
	}
	if bad := (jobkit.Refusals)(nil); errors.As(err, &bad) {
		return s.showSetup(c, http.StatusUnprocessableEntity, email, name, bad)
	}
	if err != nil {
		return err
	}
	return kit.Redirect(c, paths.LoginNotePath("password"))
}

func (s *Pages) showSetup(c echo.Context, status int, email, name string, bad jobkit.Refusals) error {
	var p ui.Page
	err := s.View(c, func(tx *store.Tx) (err error) {
		if err := jobpeople.CheckSetupLink(tx, c.Param("secret")); err != nil {
			return err
		}
		p, err = s.Page(c, tx, "", "Set up Wholesight")
		return err
	})
	if err != nil {
		return err
	}
	t := p.Locale.T
	p.About = t("You become the first admin. You can invite everybody else afterwards.")
	fields := []ui.Field{
		{Name: "name", Label: t("Your name"), Value: name, Autocomplete: "name", Required: true, Focus: true},
		{Name: "email", Label: t("Your e-mail"), Type: "email", Value: email, Autocomplete: "username", Required: true},
		newPasswordField(t),
	}
	return s.ShowAsk(c, status, p, ui.FormOptions{Action: paths.SetupPath(c.Param("secret")), Save: t("Set up")}, fields,
		bad)
}

// passwordPage: GET /password/:secret, whoever holds an invitation or a reset link.
func (s *Pages) passwordPage(c echo.Context) error {
	return s.showPassword(c, http.StatusOK, nil)
}

// passwordSet: POST /password/:secret.
func (s *Pages) passwordSet(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	secret := c.Param("secret")
	var u store.User
	if err := s.View(c, func(tx *store.Tx) (err error) {
		u, err = jobpeople.LinkedUser(tx, secret)
		return err
	}); err != nil {
		return err
	}
	hash, err := s.newPassword(c, f.Get("password"), u.Email, u.Name)
	if err == nil {
		err = s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
			return jobpeople.PasswordByLink(tx, secret, hash, c.RealIP())
		})
	}
	if bad := (jobkit.Refusals)(nil); errors.As(err, &bad) {
		return s.showPassword(c, http.StatusUnprocessableEntity, bad)
	}
	if err != nil {
		return err
	}
	return kit.Redirect(c, paths.LoginNotePath("password"))
}

func (s *Pages) showPassword(c echo.Context, status int, bad jobkit.Refusals) error {
	var p ui.Page
	var u store.User
	err := s.View(c, func(tx *store.Tx) (err error) {
		if u, err = jobpeople.LinkedUser(tx, c.Param("secret")); err != nil {
			return err
		}
		p, err = s.Page(c, tx, "", "Set your password")
		return err
	})
	if err != nil {
		return err
	}
	t := p.Locale.T
	fields := []ui.Field{
		{Name: "username", Label: t("E-mail"), Type: "email", Value: u.Email, Autocomplete: "username", ReadOnly: true},
		newPasswordField(t),
	}
	fields[1].Focus = true
	return s.ShowAsk(c, status, p, ui.FormOptions{Action: paths.PasswordPath(c.Param("secret")), Save: t("Set password")},
		fields, bad)
}

// newPassword checks a new password and makes its hash.
func (s *Pages) newPassword(c echo.Context, password, email, name string) (hash string, err error) {
	var known []string
	if err := s.View(c, func(tx *store.Tx) (err error) {
		known, err = jobpeople.PasswordContext(tx, email, name)
		return err
	}); err != nil {
		return "", err
	}
	if err := jobpeople.CheckPassword("password", password, known...); err != nil {
		return "", err
	}
	return s.hasher.Hash(c.Request().Context(), password)
}

func newPasswordField(t func(string, ...any) string) ui.Field {
	return ui.Field{Name: "password", Label: t("New password"), Type: "password", Autocomplete: "new-password",
		Required: true,
		Help:     t("12 to 128 characters. Three or four words that do not belong together are easy to keep in mind.")}
}
