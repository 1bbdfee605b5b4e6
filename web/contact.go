package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobcontacts "wholesight/jobs/contacts"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
)

// What the buttons of the form ask for.
const (
	thenSave = "save"
	thenNext = "next"
)

// contactPage: GET /customers/:code/contact, staff: the form in which a contact is
// logged, as a dialog to htmx and as a page to others. It puts the person on the
// customer for a quarter of an hour, so that nobody else rings at the same time: a
// mark that fades by itself, not data, which is why a GET may leave it. The parameters
// are those of the list that is worked through.
func (s *Server) contactPage(c echo.Context) error {
	code, err := codeBefore(c, "/contact")
	if err != nil {
		return err
	}
	in := contactInput{}
	if err := s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
		in.customer, err = tx.Customer(scope(c), code)
		if err != nil {
			return err
		}
		u, _ := userOf(c)
		in.other, err = jobcontacts.BeginCall(tx, u, in.customer.ID)
		return err
	}); err != nil {
		return err
	}
	return s.showContact(c, http.StatusOK, in)
}

// codeBefore is the customer code in an address that goes on behind it.
func codeBefore(c echo.Context, rest string) (string, error) {
	escaped := strings.TrimPrefix(c.Request().URL.EscapedPath(), customersPath()+"/")
	code, err := url.PathUnescape(strings.TrimSuffix(escaped, rest))
	if err != nil {
		return "", badRequest("This address cannot be understood.")
	}
	return code, nil
}

// showContact renders the form of a customer that was read.
func (s *Server) showContact(c echo.Context, status int, in contactInput) error {
	var p ui.Page
	if err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, ui.NavCustomers, in.customer.Name); err != nil {
			return err
		}
		if in.customerQuery, err = s.customerQuery(c, tx, p.Locale); err != nil {
			return err
		}
		return in.read(c, tx)
	}); err != nil {
		return err
	}
	p.Crumbs = []ui.Crumb{{Text: p.Locale.T("Customers"), Href: in.listAddress(in.view)}}
	p.About = p.Locale.T("Log what happened, and when to follow up.")
	dialog := wantsFragment(c.Request())
	content := newContact(c, p.Locale, in, dialog)
	if dialog && status == http.StatusOK {
		c.Response().Header().Set("HX-Push-Url", "false")
	}
	return s.render(c, status, s.frame(c, p, content), content)
}

// contactSave: POST /customers/:code/contact, staff: keeps the contact and the
// corrections, all or nothing, and goes on to the next customer when that is asked for.
func (s *Server) contactSave(c echo.Context) error {
	code, err := codeBefore(c, "/contact")
	if err != nil {
		return err
	}
	f, err := form(c)
	if err != nil {
		return err
	}
	// The list is made ready before the transaction that writes, which is to be short.
	var l ui.Locale
	var q customerQuery
	if err := s.view(c, func(tx *store.Tx) (err error) {
		shop, err := settings.Load(tx)
		if err != nil {
			return err
		}
		c.Set(shopInContext, shop)
		l = s.localeOf(c)
		q, err = s.customerQuery(c, tx, l)
		return err
	}); err != nil {
		return err
	}
	typed := typedContact(f)
	entry := typed.entry(s.today(c), code)
	u, _ := userOf(c)
	step := contactStep{customerQuery: q}
	led := ""
	err = s.once(c, f.Get(formKey), func(tx *store.Tx, by store.Actor) (to string, err error) {
		if err := step.take(c, tx, s, u, by, entry, f); err != nil {
			return "", err
		}
		if !wantsFragment(c.Request()) {
			err = addToast(tx, sessionRow(c), step.toast(l))
		}
		return step.leads(code), err
	}, func(to string) { led = to })
	refused, isRefused := refusalsOf(err)
	switch {
	case led != "":
		return s.contactAgain(c, led)
	case isRefused:
		return s.contactRefused(c, http.StatusUnprocessableEntity, code, &typed, nil, refused)
	case errors.Is(err, store.ErrConflict):
		was, ours := wasOf[jobcontacts.CustomerDetails](c)
		if !ours {
			return err
		}
		return s.contactRefused(c, http.StatusConflict, code, &typed, &was, nil)
	case err != nil:
		return err
	}
	return s.contactSaved(c, l, code, step)
}

// contactRefused shows the form again with all that was typed: with what is wrong, or
// beside what somebody else has stored meanwhile.
func (s *Server) contactRefused(c echo.Context, status int, code string, typed *typedContactForm, was *jobcontacts.CustomerDetails, bad jobkit.Refusals) error {
	in := contactInput{typed: typed, was: was, bad: bad}
	if err := s.view(c, func(tx *store.Tx) (err error) {
		in.customer, err = tx.Customer(scope(c), code)
		return err
	}); err != nil {
		return err
	}
	return s.showContact(c, status, in)
}

// contactSaved answers a contact that was kept: htmx closes the dialog or gets the next
// one, in this very answer, and hears which row to bring up to date.
func (s *Server) contactSaved(c echo.Context, l ui.Locale, code string, step contactStep) error {
	if !wantsFragment(c.Request()) {
		return redirect(c, step.leads(code))
	}
	h := c.Response().Header()
	h.Set("HX-Push-Url", "false")
	saved := `"contactSaved":` + quoted(rowID(step.saved.CustomerID))
	toasts := ui.Toasts{step.toast(l)}
	switch {
	case step.next == nil && !step.ended:
		h.Set("HX-Trigger", "{"+saved+`,"closeDialog":""}`)
		h.Set("HX-Reswap", "none")
		return s.render(c, http.StatusOK, toasts, toasts)
	case step.ended:
		h.Set("HX-Trigger", "{"+saved+"}")
		part := templ.Join(step.end(l), toasts)
		return s.render(c, http.StatusOK, part, part)
	}
	h.Set("HX-Trigger", "{"+saved+"}")
	c.Request().PostForm.Del(formKey) // the next customer's form has a key of its own
	part := templ.Join(newContact(c, l, *step.next, true), toasts)
	return s.render(c, http.StatusOK, part, part)
}

// contactAgain answers a form that was sent before: it leads where it led then.
func (s *Server) contactAgain(c echo.Context, to string) error {
	if !wantsFragment(c.Request()) || strings.Contains(to, "/contact") {
		return redirect(c, to)
	}
	h := c.Response().Header()
	h.Set("HX-Trigger", "closeDialog")
	h.Set("HX-Reswap", "none")
	return s.render(c, http.StatusOK, ui.Toasts{}, ui.Toasts{})
}
