package contacts

import (
	"errors"
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobcontacts "wholesight/jobs/contacts"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/customers"
	"wholesight/web/kit"
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
func (s *Pages) contactPage(c echo.Context) error {
	code, err := kit.CodeBefore(c, "/contact")
	if err != nil {
		return err
	}
	in := contactInput{}
	if err := s.DB.Update(c.Request().Context(), func(tx *store.Tx) error {
		in.customer, err = tx.Customer(kit.Scope(c), code)
		if err != nil {
			return err
		}
		u, _ := kit.UserOf(c)
		in.other, err = jobcontacts.BeginCall(tx, u, in.customer.ID)
		return err
	}); err != nil {
		return err
	}
	return s.showContact(c, http.StatusOK, in)
}

// showContact renders the form of a customer that was read.
func (s *Pages) showContact(c echo.Context, status int, in contactInput) error {
	var p ui.Page
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavCustomers, in.customer.Name); err != nil {
			return err
		}
		if in.CustomerQuery, err = s.customers.CustomerQuery(c, tx, p.Locale); err != nil {
			return err
		}
		return in.read(c, tx, s.ShopOf(c))
	}); err != nil {
		return err
	}
	p.Crumbs = []ui.Crumb{{Text: p.Locale.T("Customers"), Href: in.ListAddress(in.View)}}
	p.About = p.Locale.T("Log what happened, and when to follow up.")
	dialog := kit.WantsFragment(c.Request())
	content := newContact(c, p.Locale, in, dialog)
	if dialog && status == http.StatusOK {
		c.Response().Header().Set("HX-Push-Url", "false")
	}
	return s.Render(c, status, s.Frame(c, p, content), content)
}

// contactSave: POST /customers/:code/contact, staff: keeps the contact and the
// corrections, all or nothing, and goes on to the next customer when that is asked for.
func (s *Pages) contactSave(c echo.Context) error {
	code, err := kit.CodeBefore(c, "/contact")
	if err != nil {
		return err
	}
	f, err := kit.Form(c)
	if err != nil {
		return err
	}
	// The list is made ready before the transaction that writes, which is to be short.
	var l ui.Locale
	var q customers.CustomerQuery
	if err := s.View(c, func(tx *store.Tx) (err error) {
		l = s.LocaleOf(c)
		q, err = s.customers.CustomerQuery(c, tx, l)
		return err
	}); err != nil {
		return err
	}
	typed := typedContact(f)
	entry := typed.entry(s.today(c), code)
	u, _ := kit.UserOf(c)
	step := contactStep{CustomerQuery: q}
	led := ""
	err = s.Once(c, f.Get(kit.FormKey), func(tx *store.Tx, by store.Actor) (to string, err error) {
		if err := step.take(c, tx, s, u, by, entry, f); err != nil {
			return "", err
		}
		if !kit.WantsFragment(c.Request()) {
			err = kit.AddToast(tx, kit.SessionRow(c), step.toast(l))
		}
		return step.leads(code), err
	}, func(to string) { led = to })
	refused, isRefused := kit.RefusalsOf(err)
	switch {
	case led != "":
		return s.contactAgain(c, led)
	case isRefused:
		return s.contactRefused(c, http.StatusUnprocessableEntity, code, &typed, nil, refused)
	case errors.Is(err, store.ErrConflict):
		was, ours := kit.WasOf[jobcontacts.CustomerDetails](c)
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
func (s *Pages) contactRefused(c echo.Context, status int, code string, typed *typedContactForm,
	was *jobcontacts.CustomerDetails, bad jobkit.Refusals) error {
	in := contactInput{typed: typed, was: was, bad: bad}
	if err := s.View(c, func(tx *store.Tx) (err error) {
		in.customer, err = tx.Customer(kit.Scope(c), code)
		return err
	}); err != nil {
		return err
	}
	return s.showContact(c, status, in)
}

// contactSaved answers a contact that was kept: htmx closes the dialog or gets the next
// one, in this very answer, and hears which row to bring up to date.
func (s *Pages) contactSaved(c echo.Context, l ui.Locale, code string, step contactStep) error {
	if !kit.WantsFragment(c.Request()) {
		return kit.Redirect(c, step.leads(code))
	}
	h := c.Response().Header()
	h.Set("HX-Push-Url", "false")
	saved := `"contactSaved":` + quoted(kit.RowID(step.saved.CustomerID))
	var counts ui.NavCounts
	if err := s.View(c, func(tx *store.Tx) (err error) {
		counts, err = s.NavCounts(c, tx)
		return err
	}); err != nil {
		return err
	}
	toasts := templ.Join(ui.Toasts{step.toast(l)}, counts)
	switch {
	case step.next == nil && !step.ended:
		h.Set("HX-Trigger", "{"+saved+`,"closeDialog":""}`)
		h.Set("HX-Reswap", "none")
		return s.Render(c, http.StatusOK, toasts, toasts)
	case step.ended:
		h.Set("HX-Trigger", "{"+saved+"}")
		part := templ.Join(step.end(l), toasts)
		return s.Render(c, http.StatusOK, part, part)
	}
	h.Set("HX-Trigger", "{"+saved+"}")
	c.Request().PostForm.Del(kit.FormKey) // the next customer's form has a key of its own
	part := templ.Join(newContact(c, l, *step.next, true), toasts)
	return s.Render(c, http.StatusOK, part, part)
}

// contactAgain answers a form that was sent before: it leads where it led then.
func (s *Pages) contactAgain(c echo.Context, to string) error {
	if !kit.WantsFragment(c.Request()) || strings.Contains(to, "/contact") {
		return kit.Redirect(c, to)
	}
	h := c.Response().Header()
	h.Set("HX-Trigger", "closeDialog")
	h.Set("HX-Reswap", "none")
	return s.Render(c, http.StatusOK, ui.Toasts{}, ui.Toasts{})
}
