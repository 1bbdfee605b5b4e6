package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	jobcontacts "wholesight/jobs/contacts"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
)

// callKeep: POST /customers/:code/call, staff: the person stays on the customer for
// another quarter of an hour (204; 409 when somebody else has taken over), takes over
// (over), or goes on to the next customer of the list that nobody is on (next).
func (s *Server) callKeep(c echo.Context) error {
	code, err := codeBefore(c, "/call")
	if err != nil {
		return err
	}
	f, err := form(c)
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
		customer, err := tx.Customer(scope(c), code)
		if err != nil {
			return err
		}
		u, _ := userOf(c)
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
func (s *Server) callOver(c echo.Context, code string) error {
	u, _ := userOf(c)
	in := contactInput{}
	if err := s.DB.Update(c.Request().Context(), func(tx *store.Tx) (err error) {
		if in.customer, err = tx.Customer(scope(c), code); err != nil {
			return err
		}
		return jobcontacts.TakeOverCall(tx, actor(c), u, in.customer.ID)
	}); err != nil {
		return err
	}
	if wantsFragment(c.Request()) {
		return s.showContact(c, http.StatusOK, in)
	}
	return redirect(c, contactPath(code)+ownQuery(c))
}

// callNext goes on to the next customer of the list without a contact with this one.
func (s *Server) callNext(c echo.Context, code string) error {
	u, _ := userOf(c)
	var l ui.Locale
	var step contactStep
	if err := s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
		shop, err := settings.Load(tx)
		if err != nil {
			return err
		}
		c.Set(shopInContext, shop)
		l = s.localeOf(c)
		customer, err := tx.Customer(scope(c), code)
		if err != nil {
			return err
		}
		if step.customerQuery, err = s.customerQuery(c, tx, l); err != nil {
			return err
		}
		if err := tx.EndCall(customer.ID, u.ID); err != nil {
			return err
		}
		return step.goOn(c, tx, s, u, code, 0)
	}); err != nil {
		return err
	}
	if !wantsFragment(c.Request()) {
		return redirect(c, step.leads(code))
	}
	if step.ended {
		return s.render(c, http.StatusOK, step.end(l), step.end(l))
	}
	next := newContact(c, l, *step.next, true)
	return s.render(c, http.StatusOK, next, next)
}

// callEnd: POST /customers/:code/call/end, staff: the person leaves the customer.
func (s *Server) callEnd(c echo.Context) error {
	code, err := codeBefore(c, "/call/end")
	if err != nil {
		return err
	}
	if err := s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
		customer, err := tx.Customer(scope(c), code)
		if err != nil {
			return err
		}
		u, _ := userOf(c)
		return tx.EndCall(customer.ID, u.ID)
	}); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// ownQuery is the query of the request's address, with its question mark.
func ownQuery(c echo.Context) string {
	return prefixed("?", c.Request().URL.RawQuery)
}
