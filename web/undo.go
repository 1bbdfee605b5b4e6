package web

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/views/ui"
)

// undo: POST /undo/:id, everybody logged in: takes back what the person did, or for
// an admin what anybody did, and leads back to the page it was pressed on. To htmx,
// which pressed it in a toast, it says that the page loads itself again: what came
// back may stand anywhere on it. What cannot be taken back any more is said in a
// sentence, and nothing changes.
func (s *Server) undo(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	values, err := form(c)
	if err != nil {
		return err
	}
	l, to := s.localeOf(c), s.cameFrom(c)
	err = s.once(c, values.Get(formKey), func(tx *store.Tx, by store.Actor) (string, error) {
		u, err := jobs.Undo(tx, by, id, isAdmin(c))
		if err != nil {
			return "", err
		}
		text := l.T("%s: taken back", u.Title)
		if u.Kept != "" {
			text += ". " + u.Kept
		}
		return to, addToast(tx, sessionRow(c), ui.Toast{Text: text})
	}, func(led string) { to = led })
	var refused jobkit.Refusals
	switch {
	case errors.As(err, &refused):
		return s.notUndone(c, refused, to)
	case err != nil:
		return err
	case wantsFragment(c.Request()):
		c.Response().Header().Set("HX-Refresh", "true")
		return c.NoContent(http.StatusOK)
	}
	return redirect(c, to)
}

// notUndone says why something stays as it is: in a toast, or on a page that leads
// back.
func (s *Server) notUndone(c echo.Context, why jobkit.Refusals, back string) error {
	var p ui.Page
	if err := s.view(c, func(tx *store.Tx) (err error) {
		p, err = s.page(c, tx, "", "Not taken back")
		return err
	}); err != nil {
		return err
	}
	text := why.In(p.Locale.T).Error()
	note := ui.Note{Kind: ui.NoteWarn, Text: text, Focus: true, Actions: []ui.Button{{Text: p.Locale.T("Go back"), Href: back}}}
	return s.render(c, http.StatusConflict, s.frame(c, p, note), ui.Toasts{{Text: text, Bad: true}})
}

// cameFrom is the page of ours that a form was sent from, else the start: for forms
// that stand on many pages.
func (s *Server) cameFrom(c echo.Context) string {
	h := c.Request().Header
	for _, name := range []string{"HX-Current-URL", "Referer"} {
		u, err := url.Parse(h.Get(name))
		if err != nil || u.Host != c.Request().Host {
			continue
		}
		at := c.Echo().NewContext(nil, nil)
		c.Echo().Router().Find(http.MethodGet, u.EscapedPath(), at)
		if r, ok := s.lines[http.MethodGet+" "+at.Path()]; ok && r.kind == page {
			return safeNext(u.RequestURI())
		}
	}
	return homePath()
}
