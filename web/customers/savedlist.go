package customers

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobcustomers "wholesight/jobs/customers"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// viewPage: GET /views/:id, staff: a saved list that the person sees, to be renamed,
// shared or deleted by its owner (a shared one by an admin too), and to begin with by
// anybody.
func (s *Pages) viewPage(c echo.Context) error {
	return s.showView(c, http.StatusOK, nil, nil, nil)
}

func (s *Pages) showView(c echo.Context, status int, typed, was *viewForm, bad jobkit.Refusals) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	var p ui.Page
	var v store.SavedList
	u := person(c)
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavCustomers, "Saved view"); err != nil {
			return err
		}
		v, err = tx.SavedList(u.ID, id)
		return err
	}); err != nil {
		return err
	}
	l, kind := p.Locale, kindNamed(v.List)
	address, _ := openView(v, l.Digits())
	p.Title, p.Here, p.Crumbs = v.Name, kind.nav, []ui.Crumb{{Text: l.T(kind.Title), Href: address}}
	if v.UserID != u.ID {
		p.About = l.T("A saved list that %s shares.", v.Owner)
	}
	sheet := ui.Sheet{}
	if jobcustomers.MayEditSavedList(u, v) {
		stored := viewForm{Name: v.Name, Shared: v.Shared}
		begun, show, key := stored, stored, kit.KeyField(c)
		if typed != nil {
			show = *typed
		}
		var parts []templ.Component
		if was != nil {
			begun, key = *was, kit.NewKeyField()
			words := func(f viewForm) []string { return []string{f.Name, yesNo(l, f.Shared)} }
			parts = append(parts, kit.NewConflict(l, v.Name, []string{"Name", "Shared"}, words(begun), words(stored),
				words(show)))
			begun = stored
		}
		ask := ui.Ask{Form: ui.FormOptions{Action: paths.ViewPath(id), Save: l.T("Save list"), Cancel: address},
			Fields: append(viewFields(l, show), ui.Field{Kind: ui.FieldHidden, Name: "version", Value: kit.IDText(v.Version)},
				kit.WasField(begun), key)}
		if bad != nil {
			ask.Form.Error = kit.Again(l, ask.Fields, bad)
		}
		sheet = append(sheet, ui.Part{Show: append(parts, ask)})
	}
	begin := ui.Act{Action: paths.ViewDoPath(id, "default"), Button: ui.Button{Text: l.T("Begin with it"), Submit: true},
		Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "on", Value: "1"}, kit.NewKeyField()}}
	if v.Default {
		begin.Button.Text, begin.Fields[0].Value = l.T("Begin with the whole list again"), ""
	}
	sheet = append(sheet, ui.Part{Title: l.T("When I open the list"), Show: []templ.Component{begin}})
	if jobcustomers.MayEditSavedList(u, v) {
		sheet = append(sheet, ui.Part{Title: l.T("Delete this saved list"),
			Show: []templ.Component{ui.Act{Action: paths.ViewDoPath(id, "delete"),
				Button: ui.Button{Text: l.T("Delete saved list"), Icon: "trash", Kind: ui.Danger, Submit: true},
				Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "version", Value: kit.IDText(v.Version)}, kit.NewKeyField()}}}})
	}
	return s.Render(c, status, s.Frame(c, p, sheet), nil)
}

func yesNo(l ui.Locale, yes bool) string {
	if yes {
		return l.T("yes")
	}
	return l.T("no")
}

// onView carries a form about a saved list out: f gets the view as the person sees
// it, and must be its owner (or an admin, of a shared one) where it edits.
func (s *Pages) onView(c echo.Context, edits bool,
	f func(tx *store.Tx, by store.Actor, v store.SavedList) (kit.Done, error)) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	u := person(c)
	return s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		v, err := tx.SavedList(u.ID, id)
		if err != nil {
			return kit.Done{}, err
		}
		if edits && !jobcustomers.MayEditSavedList(u, v) {
			return kit.Done{}, kit.BadRequest("Only " + v.Owner + " and admins can change this view. Nothing was changed.")
		}
		return f(tx, by, v)
	})
}

// viewSave: POST /views/:id: name and sharing.
func (s *Pages) viewSave(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	typed, l := viewFormOf(f), s.LocaleOf(c)
	err = s.onView(c, true, func(tx *store.Tx, by store.Actor, v store.SavedList) (kit.Done, error) {
		after := v
		after.Name, after.Shared, after.Version = typed.Name, typed.Shared, paths.Number(f.Get("version"))
		address, _ := openView(after, l.Digits())
		return kit.Done{To: address, Toast: ui.Toast{Text: l.T("List saved.")}}, jobcustomers.EditSavedList(tx, by, v, after)
	})
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showView(c, http.StatusUnprocessableEntity, &typed, nil, bad)
	}
	if errors.Is(err, store.ErrConflict) {
		if was, ok := kit.WasOf[viewForm](c); ok {
			return s.showView(c, http.StatusConflict, &typed, &was, nil)
		}
	}
	return err
}

// viewQuery: POST /views/:id/query: the view keeps what the list shows now.
func (s *Pages) viewQuery(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	l := s.LocaleOf(c)
	return s.onView(c, true, func(tx *store.Tx, by store.Actor, v store.SavedList) (d kit.Done, err error) {
		after := v
		after.Version = paths.Number(f.Get("version"))
		if _, after.Query, err = s.viewKind(s.LocaleOf(c), v.List, f.Get("query")); err != nil {
			return d, err
		}
		address, _ := openView(after, s.LocaleOf(c).Digits())
		return kit.Done{To: address, Toast: ui.Toast{Text: l.T("List saved.")}}, jobcustomers.EditSavedList(tx, by, v, after)
	})
}

// viewDelete: POST /views/:id/delete.
func (s *Pages) viewDelete(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	l := s.LocaleOf(c)
	return s.onView(c, true, func(tx *store.Tx, by store.Actor, v store.SavedList) (kit.Done, error) {
		undo, err := jobcustomers.DeleteSavedList(tx, by, v, paths.Number(f.Get("version")))
		return kit.Done{To: kindNamed(v.List).Path, Toast: ui.Toast{Text: l.T("Saved list %s deleted.", v.Name),
			Undo: paths.UndoPath(undo)}}, err
	})
}

// viewDefault: POST /views/:id/default: the person's list begins with the view, or
// with none (on empty).
func (s *Pages) viewDefault(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	l := s.LocaleOf(c)
	return s.onView(c, false, func(tx *store.Tx, by store.Actor, v store.SavedList) (kit.Done, error) {
		id, toast := int64(0), l.T("The list begins with all customers.")
		if f.Get("on") != "" {
			id, toast = v.ID, l.T("The list begins with %s.", v.Name)
		}
		return kit.Done{To: paths.ViewPath(v.ID), Toast: ui.Toast{Text: toast}},
			jobcustomers.SetDefaultSavedList(tx, by, person(c).ID, v.List, id)
	})
}
