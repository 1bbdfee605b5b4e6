package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	jobpeople "wholesight/jobs/people"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
)

// accountPage: GET /account, everybody who is logged in.
func (s *Server) accountPage(c echo.Context) error {
	return s.showAccount(c, http.StatusOK, nil)
}

// showAccount renders the person's own page; bad is what was refused of the
// password form, whose fields are never sent back.
func (s *Server) showAccount(c echo.Context, status int, bad jobkit.Refusals) error {
	u, _ := userOf(c)
	var p ui.Page
	var sessions []store.Session
	err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, "", "Your account"); err != nil {
			return err
		}
		sessions, err = tx.Sessions(u)
		return err
	})
	if err != nil {
		return err
	}
	l := p.Locale
	password := ui.Ask{
		Form: ui.FormOptions{Action: accountPath() + "/password", Save: l.T("Change password")},
		Fields: []ui.Field{
			{Name: "old", Label: l.T("Password now"), Type: "password", Autocomplete: "current-password", Required: true},
			newPasswordField(l.T),
			keyField(c),
		},
	}
	if bad != nil {
		password.Form.Error = again(l, password.Fields, bad)
	}
	look := ui.Ask{
		Form: ui.FormOptions{Action: prefsPath()}, Acts: []ui.Button{{Text: l.T("Save look"), Submit: true}},
		Fields: []ui.Field{
			{Kind: ui.FieldSelect, Name: "theme", Label: l.T("Theme"), Value: u.Theme, Choices: []ui.Choice{{Value: "auto", Text: l.T("As the system")}, {Value: "light", Text: l.T("Light")}, {Value: "dark", Text: l.T("Dark")}}},
			{Kind: ui.FieldSelect, Name: "density", Label: l.T("Rows"), Value: u.Density, Choices: []ui.Choice{{Value: "compact", Text: l.T("Compact")}, {Value: "normal", Text: l.T("Normal")}, {Value: "comfortable", Text: l.T("Comfortable")}}},
			{Kind: ui.FieldSelect, Name: "locale", Label: l.T("Numbers and days"), Value: u.Locale, Choices: localeChoices(l, u.Locale)},
			{Kind: ui.FieldSelect, Name: "keys", Label: l.T("Keys of one letter"), Value: onOff(u.ListKeys), Help: l.T("g then c goes to the customers, j and k move in a list; press ? for all. Ctrl-K and Ctrl-Enter work either way."),
				Choices: []ui.Choice{{Value: "on", Text: l.T("On")}, {Value: "off", Text: l.T("Off")}}},
		},
	}
	p.About = u.Email
	if s.may(u, http.MethodGet, binPath()) {
		p.Actions = []ui.Button{{Text: l.T("Recycle bin"), Icon: "trash", Href: binPath()}}
	}
	sheet := ui.Sheet{
		{Title: l.T("Password"), Show: []templ.Component{password}},
		{Title: l.T("How pages look"), Show: []templ.Component{look}},
		{ID: "sessions", Title: l.T("Where you are logged in"), Show: s.sessionParts(c, l, sessions)},
	}
	return s.render(c, status, s.frame(c, p, sheet), nil)
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// locales are the ways of writing numbers and days to choose from; any other that
// is stored stays a choice.
var locales = []ui.Choice{{Value: "en-GB", Text: "1,234.50 · English (UK)"}, {Value: "en-US", Text: "1,234.50 · English (US)"}, {Value: "de-DE", Text: "1.234,50 · Deutsch"},
	{Value: "fr-FR", Text: "1 234,50 · Français"}, {Value: "nl-NL", Text: "1.234,50 · Nederlands"}, {Value: "pl-PL", Text: "1234,50 · Polski"}, {Value: "es-ES", Text: "1234,50 · Español"}, {Value: "it-IT", Text: "1234,50 · Italiano"}}

func localeChoices(l ui.Locale, stored string) []ui.Choice {
	all := append([]ui.Choice{{Value: "", Text: l.T("As the shop writes them")}}, locales...)
	if !slices.ContainsFunc(all, func(c ui.Choice) bool { return c.Value == stored }) {
		all = append(all, ui.Choice{Value: stored, Text: stored})
	}
	return all
}

// sessionParts are the person's sessions, the present one first marked, each with a
// button that ends it.
func (s *Server) sessionParts(c echo.Context, l ui.Locale, sessions []store.Session) []templ.Component {
	shop, _ := c.Get(shopInContext).(settings.Shop)
	now, here := s.DB.Now(), sessionRow(c).Hash
	t := ui.Table{Caption: l.T("Your sessions"), Free: true,
		Columns: []ui.Column{{Title: l.T("Browser")}, {Title: l.T("Address")}, {Title: l.T("Since")}, {Title: l.T("Last used")}, {Title: l.T("End")}}}
	for _, one := range sessions {
		name := browserName(l, one.Agent)
		end := ui.Cell{Content: ui.Act{Action: sessionEndPath(one.Ref()), Button: ui.Button{Text: l.T("End"), Small: true}, Fields: []ui.Field{newKeyField()}}}
		if one.Hash == here {
			end = ui.Cell{Text: l.T("this one")}
		}
		t.Rows = append(t.Rows, ui.Row{Name: name, Current: one.Hash == here, Cells: []ui.Cell{
			{Text: name, Title: one.Agent}, {Text: one.IP}, moment(l, shop, one.CreatedAt, now), moment(l, shop, one.SeenAt, now), end}})
	}
	parts := []templ.Component{t}
	if len(sessions) > 1 {
		parts = append(parts, ui.Act{Action: accountPath() + "/end-sessions", Button: ui.Button{Text: l.T("End all others")}, Fields: []ui.Field{newKeyField()}})
	}
	return parts
}

// accountPassword: POST /account/password: the old password, then a new one. The
// person's other sessions end.
func (s *Server) accountPassword(c echo.Context) error {
	f, err := form(c)
	if err != nil {
		return err
	}
	u, _ := userOf(c)
	err = jobpeople.CheckOwnPassword(c.Request().Context(), s.DB, s.hasher, u, f.Get("old"), c.RealIP())
	var pause *jobpeople.PauseError
	switch {
	case errors.Is(err, jobpeople.ErrWrongLogIn):
		var bad jobkit.Refusals
		bad.Add("old", "This is not your password now.")
		return s.showAccount(c, http.StatusUnprocessableEntity, bad)
	case errors.As(err, &pause):
		return s.showAccount(c, http.StatusTooManyRequests, jobkit.Refusals{{Field: "old", Text: pauseText(s.localeOf(c), pause)}})
	case err != nil:
		return err
	}
	hash, err := s.newPassword(c, f.Get("password"), u.Email, u.Name)
	if bad, ok := refusalsOf(err); ok {
		return s.showAccount(c, http.StatusUnprocessableEntity, bad)
	}
	if err != nil {
		return err
	}
	return s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		return done{accountPath(), ui.Toast{Text: "Password changed. Your other sessions have ended."}},
			jobpeople.SetPassword(tx, by, u, hash, sessionRow(c).Hash)
	})
}

// accountPrefs: POST /account/prefs: any of theme, density, locale, keys and nav. Values
// that no button of ours sends are a bad request.
func (s *Server) accountPrefs(c echo.Context) error {
	f, err := form(c)
	if err != nil {
		return err
	}
	u, _ := userOf(c)
	if err := applyPrefs(&u, f); err != nil {
		return err
	}
	return s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		if err := tx.SavePreferences(u); err != nil {
			return done{}, err
		}
		after := map[string]any{"theme": u.Theme, "density": u.Density, "locale": u.Locale, "folded": u.Folded, "list_keys": u.ListKeys}
		return done{to: pageBefore(c)}, tx.Audit(by, "user.prefs", userObject(u.ID), nil, after)
	})
}

// applyPrefs puts the choices of a form into a user.
func applyPrefs(u *store.User, f url.Values) error {
	for name, target := range map[string]struct {
		value   *string
		choices []string
	}{
		"theme":   {&u.Theme, []string{"auto", "light", "dark"}},
		"density": {&u.Density, []string{"compact", "normal", "comfortable"}},
	} {
		if !f.Has(name) {
			continue
		}
		if !slices.Contains(target.choices, f.Get(name)) {
			return badRequest("This choice is not known. Nothing was changed.")
		}
		*target.value = f.Get(name)
	}
	if keys := f.Get("keys"); keys == "on" || keys == "off" {
		u.ListKeys = keys == "on"
	}
	if f.Has("nav") {
		u.Folded = f.Get("nav") == "icons"
	}
	if lang := f.Get("locale"); f.Has("locale") {
		setting, err := settings.FindSetting("locale")
		if err != nil {
			return err
		}
		if lang != "" && setting.Check(lang) != nil {
			return badRequest("This language is not known. Nothing was changed.")
		}
		u.Locale = lang
	}
	return nil
}

// pageBefore is the page of ours that a form was sent from, else the account.
func pageBefore(c echo.Context) string {
	u, err := url.Parse(c.Request().Referer())
	if err != nil || u.Host != c.Request().Host {
		return accountPath()
	}
	return safeNext(u.RequestURI())
}

// accountEndSessions: POST /account/end-sessions: all of the person's but this one.
func (s *Server) accountEndSessions(c echo.Context) error {
	u, _ := userOf(c)
	return s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		n, err := tx.DeleteSessions(u.ID, sessionRow(c).Hash)
		if err != nil {
			return done{}, err
		}
		return done{accountPath(), ui.Toast{Text: "Your other sessions have ended."}},
			tx.Audit(by, "session.end", userObject(u.ID), nil, map[string]int64{"ended": n})
	})
}

// accountEndSession: POST /account/sessions/:ref/end: one of the person's own.
func (s *Server) accountEndSession(c echo.Context) error {
	u, _ := userOf(c)
	return s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		if err := tx.DeleteSessionRef(u.ID, c.Param("ref")); err != nil {
			return done{}, err
		}
		return done{accountPath(), ui.Toast{Text: "That session has ended."}},
			tx.Audit(by, "session.end", userObject(u.ID), nil, map[string]int64{"ended": 1})
	})
}
