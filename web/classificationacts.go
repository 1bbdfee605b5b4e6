package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"wholesight/jobs"
	"wholesight/jobs/classify"
	"wholesight/store"
	"wholesight/views"
)

// classificationCreate: POST /classifications, admins: a new row.
func (s *Server) classificationCreate(c echo.Context) error {
	f, err := form(c)
	if err != nil {
		return err
	}
	smartType, err := optionalID(f.Get("smart_type"))
	kind, errK := classify.ParseType(f.Get("type"))
	if err != nil || errK != nil || smartType == 0 {
		return errNoList
	}
	return s.saveRule(c, store.Classification{SmartTypeID: smartType, Type: string(kind)})
}

// classificationSave: POST /classifications/:id, admins: changes one.
func (s *Server) classificationSave(c echo.Context) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	f, err := form(c)
	if err != nil {
		return err
	}
	return s.saveRule(c, store.Classification{ID: id, Version: number(f.Get("version"))})
}

// saveRule reads the form into a classification and stores it; what is refused, and
// what somebody else has changed meanwhile, comes back with all that was typed.
func (s *Server) saveRule(c echo.Context, rule store.Classification) error {
	values, err := form(c)
	if err != nil {
		return err
	}
	if err := s.view(c, func(tx *store.Tx) error {
		shop, err := jobs.LoadShop(tx)
		c.Set(shopInContext, shop)
		return err
	}); err != nil {
		return err
	}
	l := s.localeOf(c)
	back := refusedForm{typed: typedRule(values), was: decodeRule(values.Get("was"))}
	position, bad := back.typed.read(l, &rule)
	if len(bad) > 0 {
		back.bad = bad
		return s.ruleForm(c, http.StatusUnprocessableEntity, rule.SmartTypeID, classify.Type(rule.Type), rule.ID, &back)
	}
	err = s.post(c, func(tx *store.Tx, by store.Actor) (done, error) {
		saved, err := jobs.PutClassification(tx, by, rule, position)
		if err != nil {
			return done{}, err
		}
		return done{classificationsPath(saved.SmartTypeID), views.Toast{Text: l.T("%s saved: customers get it with the next run", saved.Title)}}, nil
	})
	if refused, ok := refusedRule(l, back.typed, err); ok {
		back.bad = refused
		return s.ruleForm(c, http.StatusUnprocessableEntity, rule.SmartTypeID, classify.Type(rule.Type), rule.ID, &back)
	}
	if errors.Is(err, store.ErrConflict) && rule.ID != 0 {
		back.stale = true
		return s.ruleForm(c, http.StatusConflict, 0, "", rule.ID, &back)
	}
	return err
}

// classificationMove: POST /classifications/:id/move, admins: puts a row at another
// position of its list. An order that is not accepted is refused with both rows
// named.
func (s *Server) classificationMove(c echo.Context) error {
	return s.ruleAct(c, func(tx *store.Tx, by store.Actor, old store.Classification, version int64) (done, error) {
		position, err := strconv.Atoi(c.FormValue("position"))
		if err != nil || position < 1 || position > 1000 {
			return done{}, badRequest("A position is a number from 1.")
		}
		moved, err := jobs.MoveClassification(tx, by, old.ID, version, position)
		if err != nil {
			return done{}, err
		}
		all, err := tx.Classifications(moved.SmartTypeID)
		n := len(jobs.Group(all, classify.Type(moved.Type)))
		return done{classificationsPath(moved.SmartTypeID), views.Toast{Text: s.localeOf(c).T("%s moved to %d of %d", moved.Title, moved.Position, n)}}, err
	})
}

// classificationDelete: POST /classifications/:id/delete, admins: deletes a row, with
// a way back in the toast.
func (s *Server) classificationDelete(c echo.Context) error {
	return s.ruleAct(c, func(tx *store.Tx, by store.Actor, old store.Classification, version int64) (done, error) {
		way, err := jobs.DeleteClassification(tx, by, old.ID, version)
		if err != nil {
			return done{}, err
		}
		return done{classificationsPath(old.SmartTypeID), views.Toast{Text: s.localeOf(c).T("%s deleted", old.Title), Undo: undoPath(way)}}, nil
	})
}

// ruleAct does something to the row of the address. Refused, or too late, the list
// comes back and says why.
func (s *Server) ruleAct(c echo.Context, f func(tx *store.Tx, by store.Actor, old store.Classification, version int64) (done, error)) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	values, err := form(c)
	if err != nil {
		return err
	}
	var old store.Classification
	err = s.post(c, func(tx *store.Tx, by store.Actor) (_ done, err error) {
		if old, err = tx.Classification(id); err != nil {
			return done{}, err
		}
		return f(tx, by, old, number(values.Get("version")))
	})
	var value *classify.ValueError
	var order *classify.OrderError
	l := s.localeOf(c)
	switch {
	case errors.As(err, &value), errors.As(err, &order):
		return s.showClassifications(c, http.StatusUnprocessableEntity, old.SmartTypeID, 0, &views.Note{Kind: views.NoteBad, Focus: true,
			Title: sentence(err.Error()), Text: l.T("Nothing was changed. Edit one of the two rows: its value decides where it may stand.")})
	case old.ID != 0 && (errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrNotFound)):
		return s.showClassifications(c, http.StatusConflict, old.SmartTypeID, 0, &views.Note{Kind: views.NoteWarn, Focus: true,
			Title: l.T("Somebody else changed this list meanwhile"), Text: l.T("Nothing of yours was saved. This is the list as it is now.")})
	}
	return err
}
