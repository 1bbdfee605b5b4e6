package smarttypes

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	jobsmarttypes "wholesight/jobs/smarttypes"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// newPage: GET /smart-types/new, admins.
func (s *Pages) newPage(c echo.Context) error {
	return s.showNew(c, http.StatusOK, store.SmartType{}, nil)
}

// add: POST /smart-types, admins: one more, last in order.
func (s *Pages) add(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	typed := typedOf(f)
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		_, err := jobsmarttypes.CreateSmartType(tx, by, typed.Title, typed.Portal)
		return kit.Done{To: paths.SmartTypesPath(), Toast: ui.Toast{Text: s.LocaleOf(c).T("Added, last in order.")}}, err
	})
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showNew(c, http.StatusUnprocessableEntity, typed, bad)
	}
	return err
}

func (s *Pages) showNew(c echo.Context, status int, typed store.SmartType, bad jobkit.Refusals) error {
	var p ui.Page
	err := s.View(c, func(tx *store.Tx) (err error) {
		p, err = s.Page(c, tx, ui.NavSettings, "Add a smart type")
		return err
	})
	if err != nil {
		return err
	}
	p.About = p.Locale.T("It stands last in order, and begins without customers and classifications.")
	p.Crumbs = crumbs(p.Locale)
	fields := append(fieldsOf(p.Locale, typed), kit.KeyField(c))
	return s.ShowAsk(c, status, p, ui.FormOptions{Action: paths.SmartTypesPath(), Save: p.Locale.T("Add"),
		Cancel: paths.SmartTypesPath()}, fields, bad)
}

func crumbs(l ui.Locale) []ui.Crumb {
	return []ui.Crumb{{Text: l.T("Smart types"), Href: paths.SmartTypesPath()}}
}

// typedOf is a smart type as a form has it.
func typedOf(f url.Values) store.SmartType {
	return store.SmartType{Title: f.Get("title"), Portal: f.Get("portal") == "1", Version: paths.Number(f.Get("version"))}
}

// fieldsOf are the questions about a smart type.
func fieldsOf(l ui.Locale, t store.SmartType) []ui.Field {
	return []ui.Field{
		{Name: "title", Label: l.T("Title"), Value: t.Title, Autocomplete: "off", Required: true,
			MaxLength: jobsmarttypes.MaxTitle,
			Help:      l.T("As an import file names it in the column smart_type.")},
		{Kind: ui.FieldCheck, Name: "portal", Label: l.T("People of its customers may use the portal"), On: t.Portal},
	}
}

// editPage: GET /smart-types/:id, admins.
func (s *Pages) editPage(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	return s.showEdit(c, http.StatusOK, id, nil, nil, nil)
}

// save: POST /smart-types/:id, admins: title and portal.
func (s *Pages) save(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	typed := typedOf(f)
	typed.ID = id
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		err := jobsmarttypes.SaveSmartType(tx, by, typed)
		return kit.Done{To: paths.SmartTypesPath(), Toast: ui.Toast{Text: "Saved."}}, err
	})
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showEdit(c, http.StatusUnprocessableEntity, id, &typed, nil, bad)
	}
	if errors.Is(err, store.ErrConflict) {
		was, ok := kit.WasOf[store.SmartType](c)
		if !ok {
			return err // not a form of ours
		}
		return s.showEdit(c, http.StatusConflict, id, &typed, &was, nil)
	}
	return err
}

// conflictFields are what two people can have changed, in the order of inWords. The
// place in the order is changed on the list.
var conflictFields = []string{"Title", "Portal", "Order"}

func inWords(l ui.Locale, t store.SmartType) []string {
	portal := l.T("no")
	if t.Portal {
		portal = l.T("yes")
	}
	return []string{t.Title, portal, l.NumberExact(t.Position)}
}

// showEdit renders a smart type: as stored, or as typed when that was refused (bad) or
// somebody else saved first (was: what both began with).
func (s *Pages) showEdit(c echo.Context, status int, id int64, typed, was *store.SmartType, bad jobkit.Refusals) error {
	var p ui.Page
	var stored store.SmartType
	var uses map[int64]store.SmartTypeUse
	err := s.View(c, func(tx *store.Tx) (err error) {
		if stored, err = tx.SmartType(id); err != nil {
			return err
		}
		if p, err = s.Page(c, tx, ui.NavSettings, stored.Title); err != nil {
			return err
		}
		uses, err = tx.SmartTypeUses()
		return err
	})
	if err != nil {
		return err
	}
	l := p.Locale
	p.About = l.T("A smart type: one primary kind of customer.")
	p.Crumbs = crumbs(l)
	shown, begun, version := stored, stored, stored.Version
	if typed != nil {
		shown = *typed
	}
	var top []templ.Component
	if bad != nil && typed == nil { // not of the form: of a button beside it
		top = append(top, ui.Note{Kind: ui.NoteBad, Focus: true, Title: l.T("Not accepted"), Text: bad.In(l.T).Error()})
		bad = nil
	}
	if bad != nil {
		version = typed.Version // what was refused does not forget whom it may overwrite
		if w, ok := kit.WasOf[store.SmartType](c); ok {
			begun = w
		}
	}
	if was != nil {
		typed.Position = stored.Position // which the form does not ask for
		top = append(top, kit.NewConflict(l, was.Title, conflictFields, inWords(l, *was), inWords(l, stored),
			inWords(l, *typed)))
	}
	fields := append(fieldsOf(l, shown), ui.Field{Kind: ui.FieldHidden, Name: "version",
		Value: strconv.FormatInt(version, 10)}, kit.WasField(begun))
	form := ui.FormOptions{Action: paths.SmartTypePath(id), Save: l.T("Save smart type"), Cancel: paths.SmartTypesPath()}
	if bad != nil {
		form.Error = kit.Again(l, fields, bad)
	}
	if was == nil { // a conflict begins a new form, with a new key
		fields = append(fields, kit.KeyField(c))
	} else {
		fields = append(fields, kit.NewKeyField())
	}
	sheet := ui.Sheet{
		{Show: top},
		{Title: l.T("Smart type"), Show: []templ.Component{ui.Ask{Form: form, Fields: fields}}},
		endPart(l, stored, uses[id]),
	}
	return s.Render(c, status, s.Frame(c, p, sheet), nil)
}

// endPart is how a smart type comes to its end: deleted when nothing hangs on it, else
// merged into another.
func endPart(l ui.Locale, t store.SmartType, use store.SmartTypeUse) ui.Part {
	part := ui.Part{Title: l.T("No longer needed"), Show: []templ.Component{ui.Facts{
		{Name: l.T("Customers"), Text: l.NumberExact(use.Customers), Href: paths.CustomersOfTypePath(t.ID)},
		{Name: l.T("Classifications"), Text: l.NumberExact(use.Live), Href: paths.ClassificationsPath(t.ID)},
		{Name: l.T("Deleted classifications"), Text: l.NumberExact(use.Deleted)},
	}}}
	acts := ui.Group{ui.Button{Text: l.T("Merge into another"), Href: paths.SmartTypeDoPath(t.ID, "merge")}}
	if use.Free() {
		part.About = l.T("Nothing hangs on it: it can be deleted, and put back from the recycle bin.")
		acts = append(acts, ui.Act{Action: paths.SmartTypeDoPath(t.ID, "delete"),
			Button: ui.Button{Text: l.T("Delete %s", t.Title), Kind: ui.Danger},
			Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "version", Value: strconv.FormatInt(t.Version, 10)},
				kit.NewKeyField()}})
	} else {
		part.About = l.T("It cannot be deleted while this hangs on it. Merging hands all of it over to another smart type first.")
	}
	part.Show = append(part.Show, acts)
	return part
}

// remove: POST /smart-types/:id/delete, admins.
func (s *Pages) remove(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		t, err := tx.SmartType(id)
		if err != nil {
			return kit.Done{}, err
		}
		undo, err := jobsmarttypes.DeleteSmartType(tx, by, id, paths.Number(f.Get("version")))
		return kit.Done{To: paths.SmartTypesPath(), Toast: ui.Toast{Text: s.LocaleOf(c).T("%s deleted", t.Title),
			Undo: paths.UndoPath(undo)}}, err
	})
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showEdit(c, http.StatusUnprocessableEntity, id, nil, nil, bad)
	}
	return err
}
