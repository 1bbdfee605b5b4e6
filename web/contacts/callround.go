package contacts

import (
	"net/http"

	"github.com/labstack/echo/v4"

	jobcontacts "wholesight/jobs/contacts"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// callKeep: POST /customers/:code/call, staff: the person stays on the customer for
// another quarter of an hour (204; 409 when somebody else has taken over), takes over
// (over), or goes on to the next customer of the list that nobody is on (next).
func (s *Pages) callKeep(c echo.Context) error {
	code, err := kit.CodeBefore(c, "/call")
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	switch {
	case f.Has("over"):
		return s.callOver(c, code)
	case f.Has("next"):
		return s.callNext(c, code)
	}
	if err := s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
		customer, err := tx.Customer(kit.Scope(c), code)
		if err != nil {
			return err
		}
		u, _ := kit.UserOf(c)
		other, err := jobcontacts.BeginCall(tx, u, customer.ID)
		if err == nil && other != nil {
			err = store.ErrConflict
		}
		return err
	}); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// callOver puts the person on a customer whom somebody else is on.
func (s *Pages) callOver(c echo.Context, code string) error {
	u, _ := kit.UserOf(c)
	in := contactInput{}
	if err := s.DB.Update(c.Request().Context(), func(tx *store.Tx) (err error) {
		if in.customer, err = tx.Customer(kit.Scope(c), code); err != nil {
			return err
		}
		return jobcontacts.TakeOverCall(tx, kit.Actor(c), u, in.customer.ID)
	}); err != nil {
		return err
	}
	if kit.WantsFragment(c.Request()) {
		return s.showContact(c, http.StatusOK, in)
	}
	return kit.Redirect(c, paths.ContactPath(code)+ownQuery(c))
}

// callNext goes on to the next customer of the list without a contact with this one.
func (s *Pages) callNext(c echo.Context, code string) error {
	u, _ := kit.UserOf(c)
	var l ui.Locale
	var step contactStep
	if err := s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
		l = s.LocaleOf(c)
		customer, err := tx.Customer(kit.Scope(c), code)
		if err != nil {
			return err
		}
		if step.CustomerQuery, err = s.customers.CustomerQuery(c, tx, l); err != nil {
			return err
		}
		if err := tx.EndCall(customer.ID, u.ID); err != nil {
			return err
		}
		return step.goOn(c, tx, s, u, code, 0)
	}); err != nil {
		return err
	}
	if !kit.WantsFragment(c.Request()) {
		return kit.Redirect(c, step.leads(code))
	}
	if step.ended {
		return s.Render(c, http.StatusOK, step.end(l), step.end(l))
	}
	next := newContact(c, l, *step.next, true)
	return s.Render(c, http.StatusOK, next, next)
}

// callEnd: POST /customers/:code/call/end, staff: the person leaves the customer.
func (s *Pages) callEnd(c echo.Context) error {
	code, err := kit.CodeBefore(c, "/call/end")
	if err != nil {
		return err
	}
	if err := s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
		customer, err := tx.Customer(kit.Scope(c), code)
		if err != nil {
			return err
		}
		u, _ := kit.UserOf(c)
		return tx.EndCall(customer.ID, u.ID)
	}); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// ownQuery is the query of the request's address, with its question mark.
func ownQuery(c echo.Context) string {
	return kit.Prefixed("?", c.Request().URL.RawQuery)
}
