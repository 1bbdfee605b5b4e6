package targets

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/rules/target"
	jobtargets "wholesight/jobs/targets"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// paramTarget picks one of a customer's targets in the address of its page: by its
// start month, or "new".
const paramTarget = "target"

// targetPage: GET /customers/:code/target, staff: a customer's target, how it does,
// and the form that sets it.
func (s *Pages) targetPage(c echo.Context) error {
	return s.showTarget(c, http.StatusOK, nil, nil, nil)
}

// targetSave: POST /customers/:code/target, staff: sets or changes a target. Reps set
// those of their own customers: they are who agrees them.
func (s *Pages) targetSave(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	typed := typedTarget(f)
	code := c.Param("code")
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		customer, err := tx.Customer(kit.Scope(c), code)
		if err != nil {
			return kit.Done{}, err
		}
		l := s.LocaleOf(c)
		book, err := s.targets.Book(tx)
		if err != nil {
			return kit.Done{}, err
		}
		var season target.Season
		if typed.Split == splitSeason {
			if season, _, err = jobtargets.OwnSeason(tx, customer.ID, customer.SmartTypeID, book.AsOf); err != nil {
				return kit.Done{}, err
			}
		}
		edit, bad := typed.read(l, customer.Name, season)
		if err := bad.Err(); err != nil {
			return kit.Done{}, err
		}
		edit.Customer = code
		saved, err := jobtargets.Save(tx, by, kit.Scope(c), []jobtargets.TargetEdit{edit})
		if err != nil {
			return kit.Done{}, err
		}
		d := kit.Done{To: paths.TargetPath(code) + "?" + paramTarget + "=" + edit.Plan.Start.String()}
		switch {
		case saved.Set > 0:
			d.Toast = ui.Toast{Text: l.T("Target of %s set: %s from %s", customer.Name, l.MoneyExact(edit.Plan.Year()),
				l.Month(edit.Plan.Start))}
		case saved.Changed > 0:
			d.Toast = ui.Toast{Text: l.T("Target of %s changed: %s from %s", customer.Name, l.MoneyExact(edit.Plan.Year()),
				l.Month(edit.Plan.Start))}
		default:
			d.Toast = ui.Toast{Text: l.T("Nothing was changed.")}
		}
		if saved.Undo != 0 {
			d.Toast.Undo = paths.UndoPath(saved.Undo)
		}
		return d, nil
	})
	if bad, ok := kit.RefusalsOf(err); ok {
		return s.showTarget(c, http.StatusUnprocessableEntity, &typed, nil, bad)
	}
	if errors.Is(err, store.ErrConflict) {
		was, ok := kit.WasOf[TargetForm](c)
		if !ok {
			return err // not a form of ours
		}
		return s.showTarget(c, http.StatusConflict, &typed, &was, nil)
	}
	return err
}

// targetRemove: POST /customers/:code/target/delete, staff: deletes a target, with a
// way back in the toast and in the recycle bin.
func (s *Pages) targetRemove(c echo.Context) error {
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	code := c.Param("code")
	err = s.Post(c, func(tx *store.Tx, by store.Actor) (kit.Done, error) {
		customer, err := tx.Customer(kit.Scope(c), code)
		if err != nil {
			return kit.Done{}, err
		}
		saved, err := jobtargets.Save(tx, by, kit.Scope(c),
			[]jobtargets.TargetEdit{{Customer: code, ID: paths.Number(f.Get("id")), Version: paths.Number(f.Get("version")),
				Delete: true}})
		if err != nil {
			return kit.Done{}, err
		}
		d := kit.Done{To: paths.TargetPath(code), Toast: ui.Toast{Text: s.LocaleOf(c).T("Nothing was changed.")}}
		if saved.Any() {
			d.Toast = ui.Toast{Text: s.LocaleOf(c).T("Target of %s deleted", customer.Name), Undo: paths.UndoPath(saved.Undo)}
		}
		return d, nil
	})
	if errors.Is(err, store.ErrConflict) {
		l := s.LocaleOf(c)
		return s.showTargetWith(c, http.StatusConflict, nil, nil, nil,
			&ui.Note{Kind: ui.NoteWarn, Focus: true, Title: l.T("Somebody else changed this target meanwhile"),
				Text: l.T("Nothing was deleted. This is the target as it is now.")})
	}
	return err
}

func (s *Pages) showTarget(c echo.Context, status int, typed, was *TargetForm, bad jobkit.Refusals) error {
	return s.showTargetWith(c, status, typed, was, bad, nil)
}

// showTargetWith renders the page of a customer's target: as stored, or as typed when
// that was refused (bad) or somebody else saved first (was: what both began with).
func (s *Pages) showTargetWith(c echo.Context, status int, typed, was *TargetForm, bad jobkit.Refusals,
	note *ui.Note) error {
	in := targetInput{typed: typed, was: was, bad: bad, note: note}
	var p ui.Page
	err := s.View(c, func(tx *store.Tx) (err error) {
		if in.customer, err = tx.Customer(kit.Scope(c), c.Param("code")); err != nil {
			return err
		}
		if p, err = s.Page(c, tx, ui.NavTargets, in.customer.Name); err != nil {
			return err
		}
		in.l = p.Locale
		if in.book, err = s.targets.Book(tx); err != nil {
			return err
		}
		if in.all, err = tx.TargetsOfCustomer(in.customer.ID); err != nil {
			return err
		}
		in.season, in.own, err = jobtargets.OwnSeason(tx, in.customer.ID, in.customer.SmartTypeID, in.book.AsOf)
		return err
	})
	if err != nil {
		return err
	}
	in.pick(c.QueryParam(paramTarget))
	p.Title = in.l.T("Target of %s", in.customer.Name)
	p.About = in.customer.Code + " · " + in.customer.SmartType
	if in.customer.AccountManager != "" {
		p.About += " · " + in.customer.AccountManager
	}
	p.Crumbs = []ui.Crumb{{Text: in.l.T("Targets"), Href: paths.TargetsPath()},
		{Text: in.customer.Name, Href: paths.CustomerPath(in.customer.Code)}}
	p.Charts, p.Scripts = true, []string{"grid.js"}
	if in.shown != nil {
		p.Actions = []ui.Button{{Text: in.l.T("New target"), Icon: "plus",
			Href: paths.TargetPath(in.customer.Code) + "?" + paramTarget + "=new"}}
	}
	content, err := in.content(c)
	if err != nil {
		return err
	}
	return s.Render(c, status, s.Frame(c, p, content), nil)
}
