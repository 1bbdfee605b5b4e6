package web

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobcustomers "wholesight/jobs/customers"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/views/ui"
)

// viewPage: GET /views/:id, staff: a saved view that the person sees, to be renamed,
// shared or deleted by its owner (a shared one by an admin too), and to begin with by
// anybody.
func (s *Server) viewPage(c echo.Context) error {
	return s.showView(c, http.StatusOK, nil, nil, nil)
}

func (s *Server) showView(c echo.Context, status int, typed, was *viewForm, bad jobkit.Refusals) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	var p ui.Page
	var v store.ListView
	u := person(c)
	if err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, ui.NavCustomers, "Saved view"); err != nil {
			return err
		}
		v, err = tx.ListView(u.ID, id)
		return err
	}); err != nil {
		return err
	}
	l, kind := p.Locale, kindNamed(v.List)
	address, _ := openView(v, l.Digits())
	p.Title, p.Here, p.Crumbs = v.Name, kind.nav, []ui.Crumb{{Text: l.T(kind.title), Href: address}}
	if v.UserID != u.ID {
		p.About = l.T("A view that %s shares.", v.Owner)
	}
	sheet := ui.Sheet{}
	if jobcustomers.MayEditSavedList(u, v) {
		stored := viewForm{Name: v.Name, Shared: v.Shared}
		begun, show, key := stored, stored, keyField(c)
		if typed != nil {
			show = *typed
		}
		var parts []templ.Component
		if was != nil {
			begun, key = *was, newKeyField()
			words := func(f viewForm) []string { return []string{f.Name, yesNo(l, f.Shared)} }
			parts = append(parts, newConflict(l, v.Name, []string{"Name", "Shared"}, words(begun), words(stored), words(show)))
			begun = stored
		}
		ask := ui.Ask{Form: ui.FormOptions{Action: viewPath(id), Save: l.T("Save view"), Cancel: address},
			Fields: append(viewFields(l, show), ui.Field{Kind: ui.FieldHidden, Name: "version", Value: idText(v.Version)}, wasField(begun), key)}
		if bad != nil {
			ask.Form.Error = again(l, ask.Fields, bad)
		}
		sheet = append(sheet, ui.Part{Show: append(parts, ask)})
	}
	begin := ui.Act{Action: viewDoPath(id, "default"), Button: ui.Button{Text: l.T("Begin with it"), Submit: true}, Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "on", Value: "1"}, newKeyField()}}
	if v.Default {
		begin.Button.Text, begin.Fields[0].Value = l.T("Begin with the whole list again"), ""
	}
	sheet = append(sheet, ui.Part{Title: l.T("When I open the list"), Show: []templ.Component{begin}})
	if jobcustomers.MayEditSavedList(u, v) {
		sheet = append(sheet, ui.Part{Title: l.T("Delete this view"), Show: []templ.Component{ui.Act{Action: viewDoPath(id, "delete"),
			Button: ui.Button{Text: l.T("Delete view"), Icon: "trash", Kind: ui.Danger, Submit: true}, Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "version", Value: idText(v.Version)}, newKeyField()}}}})
	}
	return s.render(c, status, s.frame(c, p, sheet), nil)
}

func yesNo(l ui.Locale, yes bool) string {
	if yes {
		return l.T("yes")
	}
	return l.T("no")
}

// onView carries a form about a saved view out: f gets the view as the person sees
// it, and must be its owner (or an admin, of a shared one) where it edits.
func (s *Server) onView(c echo.Context, edits bool, f func(tx *store.Tx, by store.Actor, v store.ListView) (done, error)) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	u := person(c)
	return s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		v, err := tx.ListView(u.ID, id)
		if err != nil {
			return done{}, err
		}
		if edits && !jobcustomers.MayEditSavedList(u, v) {
			return done{}, badRequest("Only " + v.Owner + " and admins can change this view. Nothing was changed.")
		}
		return f(tx, by, v)
	})
}

// viewSave: POST /views/:id: name and sharing.
func (s *Server) viewSave(c echo.Context) error {
	f, err := form(c)
	if err != nil {
		return err
	}
	typed, l := viewFormOf(f), s.localeOf(c)
	err = s.onView(c, true, func(tx *store.Tx, by store.Actor, v store.ListView) (done, error) {
		after := v
		after.Name, after.Shared, after.Version = typed.Name, typed.Shared, number(f.Get("version"))
		address, _ := openView(after, l.Digits())
		return done{address, ui.Toast{Text: l.T("View saved.")}}, jobcustomers.EditSavedList(tx, by, v, after)
	})
	if bad, ok := refusalsOf(err); ok {
		return s.showView(c, http.StatusUnprocessableEntity, &typed, nil, bad)
	}
	if errors.Is(err, store.ErrConflict) {
		if was, ok := wasOf[viewForm](c); ok {
			return s.showView(c, http.StatusConflict, &typed, &was, nil)
		}
	}
	return err
}

// viewQuery: POST /views/:id/query: the view keeps what the list shows now.
func (s *Server) viewQuery(c echo.Context) error {
	f, err := form(c)
	if err != nil {
		return err
	}
	l := s.localeOf(c)
	return s.onView(c, true, func(tx *store.Tx, by store.Actor, v store.ListView) (d done, err error) {
		after := v
		after.Version = number(f.Get("version"))
		if _, after.Query, err = s.viewKindIn(c, tx, v.List, f.Get("query")); err != nil {
			return d, err
		}
		address, _ := openView(after, s.localeOf(c).Digits())
		return done{address, ui.Toast{Text: l.T("View saved.")}}, jobcustomers.EditSavedList(tx, by, v, after)
	})
}

// viewDelete: POST /views/:id/delete.
func (s *Server) viewDelete(c echo.Context) error {
	f, err := form(c)
	if err != nil {
		return err
	}
	l := s.localeOf(c)
	return s.onView(c, true, func(tx *store.Tx, by store.Actor, v store.ListView) (done, error) {
		undo, err := jobcustomers.DeleteSavedList(tx, by, v, number(f.Get("version")))
		return done{kindNamed(v.List).path, ui.Toast{Text: l.T("View %s deleted.", v.Name), Undo: undoPath(undo)}}, err
	})
}

// viewDefault: POST /views/:id/default: the person's list begins with the view, or
// with none (on empty).
func (s *Server) viewDefault(c echo.Context) error {
	f, err := form(c)
	if err != nil {
		return err
	}
	l := s.localeOf(c)
	return s.onView(c, false, func(tx *store.Tx, by store.Actor, v store.ListView) (done, error) {
		id, toast := int64(0), l.T("The list begins with all customers.")
		if f.Get("on") != "" {
			id, toast = v.ID, l.T("The list begins with %s.", v.Name)
		}
		return done{viewPath(v.ID), ui.Toast{Text: toast}}, jobcustomers.SetDefaultSavedList(tx, by, person(c).ID, v.List, id)
	})
}
