package admin

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// undo: POST /undo/:id, everybody logged in: takes back what the person did, or for
// an admin what anybody did, and leads back to the page it was pressed on. To htmx,
// which pressed it in a toast, it says that the page loads itself again: what came
// back may stand anywhere on it. What cannot be taken back any more is said in a
// sentence, and nothing changes.
func (s *Pages) undo(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	values, err := kit.Form(c)
	if err != nil {
		return err
	}
	l, to := s.LocaleOf(c), s.CameFrom(c)
	err = s.Once(c, values.Get(kit.FormKey), func(tx *store.Tx, by store.Actor) (string, error) {
		u, err := jobs.Undo(tx, by, id, kit.IsAdmin(c))
		if err != nil {
			return "", err
		}
		text := l.T("%s: taken back", u.Title)
		if u.Kept != "" {
			text += ". " + u.Kept
		}
		return to, kit.AddToast(tx, kit.SessionRow(c), ui.Toast{Text: text})
	}, func(led string) { to = led })
	var refused jobkit.Refusals
	switch {
	case errors.As(err, &refused):
		return s.notUndone(c, refused, to)
	case err != nil:
		return err
	case kit.WantsFragment(c.Request()):
		c.Response().Header().Set("HX-Refresh", "true")
		return c.NoContent(http.StatusOK)
	}
	return kit.Redirect(c, to)
}

// notUndone says why something stays as it is: in a toast, or on a page that leads
// back.
func (s *Pages) notUndone(c echo.Context, why jobkit.Refusals, back string) error {
	var p ui.Page
	if err := s.View(c, func(tx *store.Tx) (err error) {
		p, err = s.Page(c, tx, "", "Not taken back")
		return err
	}); err != nil {
		return err
	}
	text := why.In(p.Locale.T).Error()
	note := ui.Note{Kind: ui.NoteWarn, Text: text, Focus: true,
		Actions: []ui.Button{{Text: p.Locale.T("Go back"), Href: back}}}
	return s.Render(c, http.StatusConflict, s.Frame(c, p, note), ui.Toasts{{Text: text, Bad: true}})
}
