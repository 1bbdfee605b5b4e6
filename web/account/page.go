package account

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
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// accountPage: GET /account, everybody who is logged in.
func (s *Pages) accountPage(c echo.Context) error {
	return s.showAccount(c, http.StatusOK, nil)
}

// showAccount renders the person's own page; bad is what was refused of the
// password form, whose fields are never sent back.
func (s *Pages) showAccount(c echo.Context, status int, bad jobkit.Refusals) error {
	u, _ := kit.UserOf(c)
	var p ui.Page
	var sessions []store.Session
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, "", "Your account"); err != nil {
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
		Form: ui.FormOptions{Action: paths.AccountPath() + "/password", Save: l.T("Change password")},
		Fields: []ui.Field{
			{Name: "old", Label: l.T("Password now"), Type: "password", Autocomplete: "current-password", Required: true},
			newPasswordField(l.T),
			kit.KeyField(c),
		},
	}
	if bad != nil {
		password.Form.Error = kit.Again(l, password.Fields, bad)
	}
	look := ui.Ask{
		Form: ui.FormOptions{Action: paths.PrefsPath()}, Acts: []ui.Button{{Text: l.T("Save look"), Submit: true}},
		Fields: []ui.Field{
			{Kind: ui.FieldSelect, Name: "theme", Label: l.T("Theme"), Value: u.Theme,
				Choices: []ui.Choice{{Value: "auto", Text: l.T("As the system")}, {Value: "light", Text: l.T("Light")},
					{Value: "dark", Text: l.T("Dark")}}},
			{Kind: ui.FieldSelect, Name: "density", Label: l.T("Rows"), Value: u.Density,
				Choices: []ui.Choice{{Value: "compact", Text: l.T("Compact")}, {Value: "normal", Text: l.T("Normal")},
					{Value: "comfortable", Text: l.T("Comfortable")}}},
			{Kind: ui.FieldSelect, Name: "locale", Label: l.T("Numbers and days"), Value: u.Locale,
				Choices: localeChoices(l, u.Locale)},
			{Kind: ui.FieldSelect, Name: "keys", Label: l.T("Keys of one letter"), Value: onOff(u.ListKeys),
				Help:    l.T("g then c goes to the customers, j and k move in a list; press ? for all. Ctrl-K and Ctrl-Enter work either way."),
				Choices: []ui.Choice{{Value: "on", Text: l.T("On")}, {Value: "off", Text: l.T("Off")}}},
		},
	}
	p.About = u.Email
	if s.May(u, http.MethodGet, paths.BinPath()) {
		p.Actions = []ui.Button{{Text: l.T("Recycle bin"), Icon: "trash", Href: paths.BinPath()}}
	}
	sheet := ui.Sheet{
		{Title: l.T("Password"), Show: []templ.Component{password}},
		{Title: l.T("How pages look"), Show: []templ.Component{look}},
		{ID: "sessions", Title: l.T("Where you are logged in"), Show: s.sessionParts(c, l, sessions)},
	}
	return s.Render(c, status, s.Frame(c, p, sheet), nil)
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// locales are the ways of writing numbers and days to choose from; any other that
// is stored stays a choice.
var locales = []ui.Choice{{Value: "en-GB", Text: "1,234.50 · English (UK)"},
	{Value: "en-US", Text: "1,234.50 · English (US)"}, {Value: "de-DE", Text: "1.234,50 · Deutsch"},
	{Value: "fr-FR", Text: "1 234,50 · Français"}, {Value: "nl-NL", Text: "1.234,50 · Nederlands"},
	{Value: "pl-PL", Text: "1234,50 · Polski"}, {Value: "es-ES", Text: "1234,50 · Español"},
	{Value: "it-IT", Text: "1234,50 · Italiano"}}

func localeChoices(l ui.Locale, stored string) []ui.Choice {
	all := append([]ui.Choice{{Value: "", Text: l.T("As the shop writes them")}}, locales...)
	if !slices.ContainsFunc(all, func(c ui.Choice) bool { return c.Value == stored }) {
		all = append(all, ui.Choice{Value: stored, Text: stored})
	}
	return all
}

// sessionParts are the person's sessions, the present one first marked, each with a
// button that ends it.
func (s *Pages) sessionParts(c echo.Context, l ui.Locale, sessions []store.Session) []templ.Component {
	shop := s.ShopOf(c)
	now, here := s.DB.Now(), kit.SessionRow(c).Hash
	t := ui.Table{Caption: l.T("Your sessions"), Free: true,
		Columns: []ui.Column{{Title: l.T("Browser")}, {Title: l.T("Address")}, {Title: l.T("Since")},
			{Title: l.T("Last used")}, {Title: l.T("End")}}}
	for _, one := range sessions {
		name := kit.BrowserName(l, one.Agent)
		end := ui.Cell{Content: ui.Act{Action: paths.SessionEndPath(one.Ref()),
			Button: ui.Button{Text: l.T("End"), Small: true}, Fields: []ui.Field{kit.NewKeyField()}}}
		if one.Hash == here {
			end = ui.Cell{Text: l.T("this one")}
		}
		t.Rows = append(t.Rows, ui.Row{Name: name, Current: one.Hash == here, Cells: []ui.Cell{
			{Text: name, Title: one.Agent}, {Text: one.IP}, kit.Moment(l, shop, one.CreatedAt, now),
			kit.Moment(l, shop, one.SeenAt, now), end}})
	}
	parts := []templ.Component{t}
	if len(sessions) > 1 {
		parts = append(parts, ui.Act{Action: paths.AccountPath() + "/end-sessions",
			Button: ui.Button{Text: l.T("End all others")}, Fields: []ui.Field{kit.NewKeyField()}})
	}
	return parts
}

// accountPassword: POST /account/password: the old password, then a new one. The
// person's other sessions end.
func (s *Pages) accountPassword(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	u, _ := kit.UserOf(c)
	err = jobpeople.CheckOwnPassword(c.Request().Context(), s.DB, s.hasher, u, f.Get("old"), c.RealIP())
	var pause *jobpeople.PauseError
	switch {
	case errors.Is(err, jobpeople.ErrWrongLogIn):
		var bad jobkit.Refusals
		bad.Add("old", "This is not your password now.")
		return s.showAccount(c, http.StatusUnprocessableEntity, bad)
	case errors.As(err, &pause):
		return s.showAccount(c, http.StatusTooManyRequests,
			jobkit.Refusals{{Field: "old", Text: kit.PauseText(s.LocaleOf(c), pause)}})
	case err != nil:
		return err
	}
	hash, err := s.newPassword(c, f.Get("password"), u.Email, u.Name)
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showAccount(c, http.StatusUnprocessableEntity, bad)
	}
	if err != nil {
		return err
	}
	return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		return kit.Done{To: paths.AccountPath(), Toast: ui.Toast{Text: "Password changed. Your other sessions have ended."}},
			jobpeople.SetPassword(tx, by, u, hash, kit.SessionRow(c).Hash)
	})
}

// accountPrefs: POST /account/prefs: any of theme, density, locale, keys and nav. Values
// that no button of ours sends are a bad request.
func (s *Pages) accountPrefs(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	u, _ := kit.UserOf(c)
	if err := applyPrefs(&u, f); err != nil {
		return err
	}
	return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		if err := tx.SavePreferences(u); err != nil {
			return kit.Done{}, err
		}
		after := map[string]any{"theme": u.Theme, "density": u.Density, "locale": u.Locale, "folded": u.Folded,
			"list_keys": u.ListKeys}
		return kit.Done{To: kit.PageBefore(c)}, tx.Audit(by, "user.prefs", UserObject(u.ID), nil, after)
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
			return kit.BadRequest("This choice is not known. Nothing was changed.")
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
			return kit.BadRequest("This language is not known. Nothing was changed.")
		}
		u.Locale = lang
	}
	return nil
}

// accountEndSessions: POST /account/end-sessions: all of the person's but this one.
func (s *Pages) accountEndSessions(c echo.Context) error {
	u, _ := kit.UserOf(c)
	return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		n, err := tx.DeleteSessions(u.ID, kit.SessionRow(c).Hash)
		if err != nil {
			return kit.Done{}, err
		}
		return kit.Done{To: paths.AccountPath(), Toast: ui.Toast{Text: "Your other sessions have ended."}},
			tx.Audit(by, "session.end", UserObject(u.ID), nil, map[string]int64{"ended": n})
	})
}

// accountEndSession: POST /account/sessions/:ref/end: one of the person's own.
func (s *Pages) accountEndSession(c echo.Context) error {
	u, _ := kit.UserOf(c)
	return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		if err := tx.DeleteSessionRef(u.ID, c.Param("ref")); err != nil {
			return kit.Done{}, err
		}
		return kit.Done{To: paths.AccountPath(), Toast: ui.Toast{Text: "That session has ended."}},
			tx.Audit(by, "session.end", UserObject(u.ID), nil, map[string]int64{"ended": 1})
	})
}
