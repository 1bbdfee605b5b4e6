package admin

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// wasPrefix names the hidden fields that hold what a setting was when its form was
// made: a save overwrites nothing that its person has not seen.
const wasPrefix = "was-"

// settingsPage: GET /settings, admins.
func (s *Pages) settingsPage(c echo.Context) error {
	return s.showSettings(c, http.StatusOK, nil, nil)
}

// settingsSave: POST /settings, admins: all of them, or none when one is refused.
func (s *Pages) settingsSave(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	status := http.StatusUnprocessableEntity
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		now, err := settingValues(tx)
		if err != nil {
			return kit.Done{}, err
		}
		bad, conflict := checkSettings(f, now)
		if conflict {
			status = http.StatusConflict
		}
		if err := bad.Err(); err != nil {
			return kit.Done{}, err
		}
		for _, setting := range settings.Settings {
			if !f.Has(setting.Name) {
				continue
			}
			if err := settings.SaveSetting(tx, by, setting.Name, f.Get(setting.Name)); err != nil {
				return kit.Done{}, err
			}
		}
		return kit.Done{To: paths.SettingsPath(), Toast: ui.Toast{Text: "Settings saved."}}, nil
	})
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showSettings(c, status, f, bad)
	}
	return err
}

// checkSettings is what is wrong with the values of a form, and whether that is
// because somebody else has saved another value since the form was made.
func checkSettings(f url.Values, now map[string]string) (bad jobkit.Refusals, conflict bool) {
	for _, setting := range settings.Settings {
		name := setting.Name
		value := strings.TrimSpace(f.Get(name))
		if !f.Has(name) || value == now[name] {
			continue
		}
		if was := wasPrefix + name; f.Has(was) && f.Get(was) != now[name] {
			conflict = true
			if value != f.Get(was) {
				bad.Add(name, "Somebody else has set this to %q meanwhile (it was %q). Save again to keep yours.", now[name],
					f.Get(was))
			} else {
				bad.Add(name, "Somebody else has set this to %q meanwhile. Save again to set it back to %q.", now[name], value)
			}
		} else if err := setting.Check(value); err != nil {
			bad.Add(name, "Give %s.", setting.Values)
		}
	}
	return bad, conflict
}

// settingValues are all settings as they are now, defaults included.
func settingValues(tx *store.Tx) (map[string]string, error) {
	stored, err := tx.Settings()
	if err != nil {
		return nil, err
	}
	for _, setting := range settings.Settings {
		if _, ok := stored[setting.Name]; !ok {
			stored[setting.Name] = setting.Default
		}
	}
	return stored, nil
}

// showSettings renders the form: what is stored, or what was typed and refused.
func (s *Pages) showSettings(c echo.Context, status int, typed url.Values, bad jobkit.Refusals) error {
	var p ui.Page
	var now map[string]string
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavSettings, "Settings"); err != nil {
			return err
		}
		now, err = settingValues(tx)
		return err
	})
	if err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("What holds for the whole shop.")
	ask := ui.Ask{Form: ui.FormOptions{Action: paths.SettingsPath(), Save: l.T("Save settings")}}
	for _, setting := range settings.Settings {
		f := ui.Field{Name: setting.Name, Label: l.T(settingLabel(setting.Name)), Value: now[setting.Name],
			Help: l.T(setting.Help) + " " + l.T("Allowed: %s.", setting.Values), Autocomplete: "off"}
		for _, choice := range setting.Choices {
			f.Kind = ui.FieldSelect
			f.Choices = append(f.Choices, ui.Choice{Value: choice, Text: choice})
		}
		if typed.Has(setting.Name) {
			f.Value = typed.Get(setting.Name)
		}
		ask.Fields = append(ask.Fields, f)
	}
	for _, setting := range settings.Settings {
		ask.Fields = append(ask.Fields, ui.Field{Kind: ui.FieldHidden, Name: wasPrefix + setting.Name,
			Value: now[setting.Name]})
	}
	if bad != nil {
		ask.Form.Error = kit.Again(l, ask.Fields, bad)
	}
	ask.Fields = append(ask.Fields, kit.KeyField(c))
	sheet := ui.Sheet{{Show: []templ.Component{s.AdminTabs(l, paths.SettingsPath()), ask}}}
	return s.Render(c, status, s.Frame(c, p, sheet), nil)
}

// settingLabel is a setting's name as a person reads it: shop-name, Shop name.
func settingLabel(name string) string {
	words := strings.ReplaceAll(name, "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}
