package classifications

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// What is edited on the page of classifications goes into the person's draft
// (jobs/drafts.go) and counts for nobody until it is applied. A row's forms do not
// carry the draft's version, but what they were made of: the value as it was, the
// order as it was. So a value that is kept does not make the next button stale, and
// what another tab has changed meanwhile is found all the same.

// classificationCreate: POST /classifications, admins: a new row in the draft.
func (s *Pages) classificationCreate(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	smartType, err := kit.OptionalID(f.Get("smart_type"))
	kind, errK := classify.ParseType(f.Get("type"))
	if err != nil || errK != nil || smartType == 0 {
		return errNoList
	}
	return s.saveRule(c, store.Classification{SmartTypeID: smartType, Type: string(kind)})
}

// classificationSave: POST /classifications/:id, admins: changes a row of the draft.
func (s *Pages) classificationSave(c echo.Context) error {
	smartType, id, err := s.ruleOf(c)
	if err != nil {
		return err
	}
	return s.saveRule(c, store.Classification{ID: id, SmartTypeID: smartType})
}

// ruleOf is the row that the address names, and its smart type. A row that is not
// stored yet has an id below 0 and says itself whose it is.
func (s *Pages) ruleOf(c echo.Context) (smartType, id int64, err error) {
	id = paths.Number(c.Param("id"))
	if id == 0 || strconv.FormatInt(id, 10) != c.Param("id") {
		return 0, 0, store.ErrNotFound
	}
	if id < 0 {
		smartType, err = kit.OptionalID(c.FormValue("smart_type"))
		if err != nil || smartType == 0 {
			err = store.ErrNotFound
		}
		return smartType, id, err
	}
	err = s.View(c, func(tx *store.Tx) error {
		stored, err := tx.Classification(id)
		smartType = stored.SmartTypeID
		return err
	})
	return smartType, id, err
}

// saveRule reads the form into a row of the draft; what is refused, and what has
// been changed elsewhere meanwhile, comes back with all that was typed.
func (s *Pages) saveRule(c echo.Context, rule store.Classification) error {
	values, err := kit.Form(c)
	if err != nil {
		return err
	}
	l := s.LocaleOf(c)
	back := refusedForm{typed: typedRule(values), was: decodeRule(values.Get(kit.WasName))}
	smartType, kind, id := rule.SmartTypeID, classify.Type(rule.Type), rule.ID
	position, bad := back.typed.read(l, &rule)
	if len(bad) > 0 {
		back.bad = bad
		return s.ruleForm(c, http.StatusUnprocessableEntity, smartType, kind, id, &back)
	}
	u, _ := kit.UserOf(c)
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		_, err := jobclassifications.EditDraft(tx, by, u.ID, smartType, func(d *jobclassifications.Draft) error {
			if id != 0 && !unchangedRule(l, d, id, back.was) {
				return store.ErrConflict
			}
			_, err := d.Put(rule, position)
			return err
		})
		return kit.Done{To: paths.ClassificationsPath(smartType),
			Toast: ui.Toast{Text: l.T("%s is in your draft: customers get it when you apply it", rule.Title)}}, err
	})
	if refused, ok := refusedRule(err); ok {
		back.bad = refused
		return s.ruleForm(c, http.StatusUnprocessableEntity, smartType, kind, id, &back)
	}
	if errors.Is(err, store.ErrConflict) && id != 0 {
		back.stale = true
		return s.ruleForm(c, http.StatusConflict, smartType, "", id, &back)
	}
	return err
}

// unchangedRule tells whether a row of a draft is as a form began with it. Its place
// may be another one: others have moved.
func unchangedRule(l ui.Locale, d *jobclassifications.Draft, id int64, was ruleForm) bool {
	r := d.Row(id)
	if r == nil || r.Gone {
		return false
	}
	is := RuleFormOf(l, r.Classification)
	is.Position = was.Position
	return is == was
}

// classificationMove: POST /classifications/:id/move, admins: puts a row of the draft
// at another position of its list: one step, any position, or where it was dropped.
func (s *Pages) classificationMove(c echo.Context) error {
	return s.ruleAct(c, func(l ui.Locale, d *jobclassifications.Draft, r *jobclassifications.DraftRow) (ui.Toast, error) {
		position, err := strconv.Atoi(c.FormValue("position"))
		if err != nil || position < 1 || position > 1000 {
			return ui.Toast{}, kit.BadRequest("A position is a number from 1.")
		}
		kind, title := classify.Type(r.Type), r.Title
		if order := c.FormValue("order"); order != "" && order != OrderOf(d.Live(kind)) {
			return ui.Toast{}, store.ErrConflict
		}
		if err := d.Move(r.ID, position); err != nil {
			return ui.Toast{}, err
		}
		return ui.Toast{Text: l.T("%s moved to %d of %d", title, min(position, len(d.Live(kind))), len(d.Live(kind)))}, nil
	})
}

// classificationDelete: POST /classifications/:id/delete, admins: strikes a row of the
// draft through, with a way back in the toast and at the row.
func (s *Pages) classificationDelete(c echo.Context) error {
	return s.ruleAct(c, func(l ui.Locale, d *jobclassifications.Draft, r *jobclassifications.DraftRow) (ui.Toast, error) {
		undo := paths.RuleDoPath(r.ID, "restore")
		if r.IsNew() {
			undo += "?smart_type=" + strconv.FormatInt(d.SmartTypeID, 10)
		}
		return ui.Toast{Text: l.T("%s goes when you apply your draft", r.Title), Undo: undo}, d.Delete(r.ID)
	})
}

// classificationRestore: POST /classifications/:id/restore, admins: takes a deletion
// in the draft back. A row that is not deleted is left alone.
func (s *Pages) classificationRestore(c echo.Context) error {
	return s.ruleAct(c, func(l ui.Locale, d *jobclassifications.Draft, r *jobclassifications.DraftRow) (ui.Toast, error) {
		return ui.Toast{Text: l.T("%s stays", r.Title)}, d.Restore(r.ID)
	})
}

// ruleAct does something to the row of the address in the person's draft. Too late,
// the list comes back and says why.
func (s *Pages) ruleAct(c echo.Context,
	f func(l ui.Locale, d *jobclassifications.Draft, r *jobclassifications.DraftRow) (ui.Toast, error)) error {
	if _, err := kit.Form(c); err != nil {
		return err
	}
	smartType, id, err := s.ruleOf(c)
	if err != nil {
		return err
	}
	u, _ := kit.UserOf(c)
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (end kit.Done, err error) {
		end.To = paths.AtPath(smartType, ruleKey(id))
		_, err = jobclassifications.EditDraft(tx, by, u.ID, smartType, func(d *jobclassifications.Draft) error {
			r := d.Row(id)
			if r == nil {
				return store.ErrConflict
			}
			end.Toast, err = f(s.LocaleOf(c), d, r)
			return err
		})
		return end, err
	})
	if errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrNotFound) {
		return s.showClassifications(c, http.StatusConflict, ClassificationsData{smartType: smartType}, 0,
			func(l ui.Locale, _ *ClassificationsData, v *viewclassifications.ClassificationsView) {
				v.Note = &ui.Note{Kind: ui.NoteWarn, Focus: true,
					Title: l.T("This list was changed meanwhile, by somebody else or in another tab"),
					Text:  l.T("Nothing of this was done. This is the list as it is now.")}
			})
	}
	return err
}
