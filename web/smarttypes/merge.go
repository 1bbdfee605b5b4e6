package smarttypes

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/rules/classify"
	jobsmarttypes "wholesight/jobs/smarttypes"
	"wholesight/store"
	viewsmarttypes "wholesight/views/smarttypes"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// mergePage: GET /smart-types/:id/merge, admins: chooses into which other one, and then
// shows what would happen.
func (s *Pages) mergePage(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	return s.showMerge(c, http.StatusOK, id, c.QueryParam("into"), false)
}

// merge: POST /smart-types/:id/merge, admins.
func (s *Pages) merge(c echo.Context) error {
	id, err := kit.PathID(c)
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	into := f.Get("into")
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		m, err := jobsmarttypes.Merge(tx, by, id, paths.Number(into), f.Get("seen"))
		if err != nil {
			return kit.Done{}, err
		}
		l := s.LocaleOf(c)
		text := l.T("%s is merged into %s: %s. Labels follow with the next run.", m.From.Title, m.Into.Title,
			l.Plural(m.Customers, "customer", "customers"))
		return kit.Done{To: paths.SmartTypesPath(), Toast: ui.Toast{Text: text, Undo: paths.UndoPath(m.Undo)}}, nil
	})
	if _, ok := kit.RefusalsOf(err); ok {
		return s.showMerge(c, http.StatusUnprocessableEntity, id, "none", false)
	}
	if errors.Is(err, store.ErrConflict) && f.Get("seen") != "" {
		return s.showMerge(c, http.StatusConflict, id, into, true)
	}
	return err
}

// showMerge renders the choice and, where into is one of the choices, the plan. changed:
// the plan that was looked at is not the present one.
func (s *Pages) showMerge(c echo.Context, status int, id int64, into string, changed bool) error {
	var p ui.Page
	var all []store.SmartType
	var plan *jobsmarttypes.MergePlan
	var bad jobkit.Refusals
	var title string
	err := s.View(c, func(tx *store.Tx) error {
		t, err := tx.SmartType(id)
		if err != nil {
			return err
		}
		title = t.Title
		if p, err = s.Page(c, tx, ui.NavSettings, s.LocaleOf(c).T("Merge %s into another", title)); err != nil {
			return err
		}
		if all, err = tx.SmartTypes(); err != nil || into == "" {
			return err
		}
		found, err := jobsmarttypes.PlanMerge(tx, id, paths.Number(into))
		if refused, ok := kit.RefusalsOf(err); ok {
			bad = refused
			return nil
		}
		plan = &found
		return err
	})
	if err != nil {
		return err
	}
	if bad != nil && status == http.StatusOK {
		status = http.StatusUnprocessableEntity
	}
	l := p.Locale
	p.About = l.T("Its customers go over to the other smart type. Nothing happens before you have seen what.")
	p.Crumbs = append(crumbs(l), ui.Crumb{Text: title, Href: paths.SmartTypePath(id)})
	view := viewsmarttypes.Merge{Choose: chooseInto(l, id, all, into, bad),
		Alone: ui.Empty{Title: l.T("There is no other smart type"), Icon: "classifications",
			Text: l.T("Add the one that the customers are to have first."), Start: addButton(l)}}
	if plan != nil {
		shown := newPlan(l, plan)
		view.Plan = &shown
	}
	if changed {
		view.Note = &ui.Note{Kind: ui.NoteWarn, Focus: true, Title: l.T("Somebody else has changed one of the two meanwhile"),
			Text: l.T("Nothing was merged. Below is what would happen now: look at it, and merge again if it is still right.")}
	}
	return s.Render(c, status, s.Frame(c, p, view), view)
}

// chooseInto asks for the other smart type; nil where there is none.
func chooseInto(l ui.Locale, id int64, all []store.SmartType, into string, bad jobkit.Refusals) *ui.Ask {
	choose := ui.Field{Kind: ui.FieldSelect, Name: "into", Label: l.T("Merge into"), Value: into}
	for _, t := range all {
		if t.ID != id {
			choose.Choices = append(choose.Choices, ui.Choice{Value: strconv.FormatInt(t.ID, 10), Text: t.Title})
		}
	}
	if len(choose.Choices) == 0 {
		return nil
	}
	ask := ui.Ask{Form: ui.FormOptions{Action: paths.SmartTypeDoPath(id, "merge"), Method: "get"},
		Fields: []ui.Field{choose},
		Acts: []ui.Button{{Text: l.T("Show what would happen"), Submit: true},
			{Text: l.T("Cancel"), Kind: ui.Quiet, Href: paths.SmartTypePath(id)}}}
	if bad != nil {
		ask.Form.Error = kit.Again(l, ask.Fields, bad)
	}
	return &ask
}

// newPlan is what a merge would do, in words.
func newPlan(l ui.Locale, p *jobsmarttypes.MergePlan) viewsmarttypes.MergePlan {
	v := viewsmarttypes.MergePlan{
		Title: l.T("%s into %s", p.From.Title, p.Into.Title),
		Facts: ui.Facts{
			{Name: l.T("Customers who become %s", p.Into.Title), Text: l.NumberExact(p.Use.Customers),
				Href: paths.CustomersOfTypePath(p.From.ID)},
			{Name: l.T("Their labels"), Text: l.T("until the next run those they have, from then on those of %s (%s)",
				p.Into.Title, l.Plural(p.Kept, "classification", "classifications"))},
			{Name: l.T("Classifications that are deleted"), Text: l.NumberExact(int64(len(p.Rules)))},
			{Name: l.T("Drafts that are lost"), Text: l.NumberExact(p.Use.Drafts)},
			{Name: l.T("The smart type %s", p.From.Title), Text: l.T("is deleted. A file that is imported and names it makes it again.")},
		},
		Warn: portalNote(l, p),
		Do: ui.Ask{Form: ui.FormOptions{Action: paths.SmartTypeDoPath(p.From.ID, "merge"),
			Save: l.T("Merge %s into %s", p.From.Title, p.Into.Title), Cancel: paths.SmartTypePath(p.From.ID)},
			Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "into", Value: strconv.FormatInt(p.Into.ID, 10)},
				{Kind: ui.FieldHidden, Name: "seen", Value: p.Seen()}, kit.NewKeyField()}},
	}
	if len(p.Rules) == 0 {
		return v
	}
	t := ui.Table{ID: "rules", Caption: l.T("Classifications that are deleted"), Titled: true, Free: true,
		Columns: []ui.Column{{Title: l.T("Label")}, {Title: l.T("Type")}}}
	for _, kind := range classify.Types {
		for _, c := range p.Rules {
			if c.Type == string(kind) {
				t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Content: ui.Label{ID: c.ID, Type: c.Type, Title: c.Title},
					Below: commentOf(c)}, {Text: l.T(kind.Title())}}})
			}
		}
	}
	v.Rules = &t
	return v
}

func commentOf(c store.Classification) []templ.Component {
	if c.Comment == "" {
		return nil
	}
	return []templ.Component{ui.Text(c.Comment)}
}

// portalNote tells that the customers gain or lose the portal; nil where they do not.
func portalNote(l ui.Locale, p *jobsmarttypes.MergePlan) *ui.Note {
	people := l.T("nobody of theirs can log in")
	if p.Use.People > 0 {
		people = l.Plural(p.Use.People, "person of theirs can log in", "people of theirs can log in")
	}
	switch {
	case p.From.Portal && !p.Into.Portal:
		return &ui.Note{Kind: ui.NoteWarn, Title: l.T("The customers lose the portal"),
			Text: l.T("%s has it, %s has not; %s.", p.From.Title, p.Into.Title, people)}
	case p.Into.Portal && !p.From.Portal:
		return &ui.Note{Kind: ui.NoteWarn, Title: l.T("The customers gain the portal"),
			Text: l.T("%s has it, %s has not; %s.", p.Into.Title, p.From.Title, people)}
	}
	return nil
}
